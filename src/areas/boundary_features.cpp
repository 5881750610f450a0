#include "areas/boundary_features.hpp"

#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

namespace allmende::areas {

namespace {

class TableTaker final : public FeatureTaker {
public:
    TableTaker(FeatureTable& table, const FeatureLimits& limits, std::string_view what)
        : table_(table), limits_(limits), what_(what)
    {}

    void attribute(const std::string& name, AttributeValue value) override
    {
        const auto [at, fresh] = places_.try_emplace(name, table_.fields.size());
        if (fresh) {
            if (table_.fields.size() >= limits_.fields) {
                fail(ErrorCode::too_large, "{}: the areas have more than {} attributes", what_, limits_.fields);
            }
            table_.fields.push_back(name);
        }
        if (next_.values.size() <= at->second) {
            next_.values.resize(at->second + 1);
        }
        next_.values[at->second] = std::move(value);
    }
    void area(const DrawnArea& area) override
    {
        next_.polygons += area.polygons;
        next_.km2 += area.km2;
        table_.extent.add(area.extent);
    }
    void feature_end() override
    {
        if (table_.features.size() >= limits_.features) {
            fail(ErrorCode::too_large, "{}: there are more than {} areas in it", what_, limits_.features);
        }
        table_.features.push_back(std::exchange(next_, {}));
    }

private:
    FeatureTable& table_;
    const FeatureLimits& limits_;
    std::string_view what_;
    BoundaryFeature next_;
    std::unordered_map<std::string, std::size_t> places_;
};

class KeyedWriter final : public FeatureTaker {
public:
    KeyedWriter(const std::vector<std::string>& keys, FileWriter& out) : keys_(keys), out_(out) {}

    void attribute(const std::string&, AttributeValue) override {}
    void area(const DrawnArea& area) override
    {
        if (feature_ >= keys_.size() || keys_[feature_].empty()) {
            return;
        }
        out_.write(
            fmt::format(R"({}{{"type":"Feature","id":{},"properties":{{}},"geometry":{{"type":"{}","coordinates":)",
                        any_ ? ",\n" : "", Json(keys_[feature_]).dump(), area.type));
        out_.write(area.coordinates);
        out_.write("}}");
        any_ = true;
    }
    void feature_end() override { ++feature_; }
    bool wants_coordinates() const override { return true; }

private:
    const std::vector<std::string>& keys_;
    FileWriter& out_;
    std::size_t feature_ = 0;
    bool any_ = false;
};

}  // namespace

const AttributeValue& FeatureTable::value(std::size_t feature, std::size_t field) const
{
    static const AttributeValue none;
    const auto& values = features[feature].values;
    return field < values.size() ? values[field] : none;
}

FeatureTable read_features(const std::filesystem::path& geojson, const FeatureLimits& limits, std::string_view what)
{
    FeatureTable table;
    TableTaker taker(table, limits, what);
    table.points = read_geojson(geojson, taker, limits, what);
    return table;
}

void write_keyed_features(const std::filesystem::path& geojson, const std::vector<std::string>& keys,
                          const std::filesystem::path& output)
{
    FileWriter out(output);
    out.write("{\"type\":\"FeatureCollection\",\"features\":[\n");
    KeyedWriter writer(keys, out);
    read_geojson(geojson, writer, {}, geojson.string());
    out.write("\n]}\n");
    out.commit();
}

}  // namespace allmende::areas
