#include "areas/geojson_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

constexpr std::array<std::string_view, 5> geojson_types{R"("FeatureCollection")", R"("Feature")", R"("Polygon")",
                                                        R"("MultiPolygon")", R"("GeometryCollection")"};

/// The bytes of a file for the parser, read in pieces.
class FileBytes {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    FileBytes() = default;
    explicit FileBytes(FileReader& file) : source_(std::make_shared<Source>(file)) { fill(); }

    reference operator*() const { return source_->buffer[source_->at]; }
    FileBytes& operator++()
    {
        ++source_->at;
        if (source_->at == source_->size) {
            fill();
        }
        return *this;
    }
    friend bool operator==(const FileBytes& a, const FileBytes& b)
    {
        return (a.source_ == nullptr) == (b.source_ == nullptr);
    }

private:
    struct Source {
        explicit Source(FileReader& reader) : file(reader) {}
        FileReader& file;
        std::array<char, 64 << 10> buffer{};
        std::size_t at = 0;
        std::size_t size = 0;
    };
    // Shared: the parser copies its iterators and expects the copies to move together.
    std::shared_ptr<Source> source_;

    void fill()
    {
        source_->at = 0;
        source_->size = source_->file.read(source_->buffer.data(), source_->buffer.size());
        if (source_->size == 0) {
            source_.reset();
        }
    }
};

/// A geometry while it is read: its type may come after its coordinates.
struct Drawing {
    std::size_t depth = 0;  ///< of its object
    DrawnArea area;
};

/// Takes a FeatureCollection apart: attributes and polygons of one feature after the other.
class FeatureReader final : public Json::json_sax_t {
public:
    FeatureReader(FeatureTaker& taker, const FeatureLimits& limits, std::string_view what)
        : taker_(taker), limits_(limits), what_(what), with_text_(taker.wants_coordinates())
    {}

    std::uint64_t points() const { return points_; }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t value) override
    {
        return number(static_cast<double>(value), std::to_string(value));
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return number(static_cast<double>(value), std::to_string(value));
    }
    bool number_float(number_float_t value, const string_t& text) override { return number(value, text); }
    bool string(string_t& text) override
    {
        if (in_properties()) {
            taker_.attribute(frames_.back().key, {text.substr(0, limits_.text_bytes), false});
        } else if (!drawn_.empty() && frames_.size() == drawn_.back().depth && frames_.back().key == "type") {
            drawn_.back().area.type = text;
        }
        return true;
    }
    bool binary(binary_t&) override { return true; }

    bool start_object(std::size_t) override
    {
        const bool geometry = is_geometry();
        open(false);
        if (geometry) {
            drawn_.emplace_back();
            ring_.clear();
            drawn_.back().depth = frames_.size();
        }
        return true;
    }
    bool key(string_t& text) override
    {
        frames_.back().key = std::move(text);
        return true;
    }
    bool end_object() override
    {
        if (!drawn_.empty() && drawn_.back().depth == frames_.size()) {
            const DrawnArea& area = drawn_.back().area;
            if (area.polygons > 0 && (area.type == "Polygon" || area.type == "MultiPolygon")) {
                taker_.area(area);
            }
            drawn_.pop_back();
        }
        frames_.pop_back();
        if (frames_.size() == feature_depth - 1 && in_features()) {
            taker_.feature_end();
        }
        return true;
    }

    bool start_array(std::size_t) override
    {
        open_text('[');
        open(true);
        return true;
    }
    bool end_array() override
    {
        const Frame ended = frames_.back();
        frames_.pop_back();
        if (ended.position) {
            point_end(ended);
        } else if (ended.holds_points) {
            ring_end();
        }
        if (with_text_ && in_coordinates_or_just_left()) {
            drawn_.back().area.coordinates += ']';
        }
        if (!frames_.empty()) {
            ++frames_.back().children;
        }
        return true;
    }

    bool parse_error(std::size_t place, const std::string&, const nlohmann::detail::exception& error) override
    {
        const std::string reason = error.what();
        if (reason.find("UTF-8") != std::string::npos) {
            fail(ErrorCode::bad_input,
                 "{}: its texts are not written in UTF-8, as they have to be in GeoJSON; save it anew in UTF-8", what_);
        }
        fail(ErrorCode::bad_input, "{}: the GeoJSON is broken at byte {} ({})", what_, place, shown(reason, 160));
    }

private:
    struct Frame {
        bool array = false;
        bool position = false;      ///< an array that holds numbers
        bool holds_points = false;  ///< an array whose members are positions
        std::string key;            ///< of an object: the member that is being read
        std::size_t children = 0;
        Point point{0, 0};
    };

    // collection, its "features", the feature
    static constexpr std::size_t feature_depth = 3;

    FeatureTaker& taker_;
    FeatureLimits limits_;
    std::string what_;
    bool with_text_;
    std::vector<Frame> frames_;
    std::vector<Drawing> drawn_;  // a collection's parts stand inside it
    std::vector<Point> ring_;
    std::uint64_t points_ = 0;

    bool in_features() const
    {
        return frames_.size() >= 2 && !frames_[0].array && frames_[0].key == "features" && frames_[1].array;
    }
    const std::string& feature_member() const { return frames_[feature_depth - 1].key; }
    bool in_feature() const
    {
        return frames_.size() >= feature_depth && in_features() && !frames_[feature_depth - 1].array;
    }
    /// Directly, not in something nested.
    bool in_properties() const
    {
        return frames_.size() == feature_depth + 1 && in_feature() && feature_member() == "properties" &&
               !frames_.back().array;
    }
    bool is_geometry() const
    {
        if (!in_feature() || feature_member() != "geometry") {
            return false;
        }
        return frames_.size() == feature_depth || (frames_.back().array && !drawn_.empty() && !in_coordinates());
    }
    bool in_coordinates() const
    {
        return !drawn_.empty() && frames_.size() > drawn_.back().depth &&
               frames_[drawn_.back().depth - 1].key == "coordinates";
    }
    bool in_coordinates_or_just_left() const
    {
        return !drawn_.empty() && frames_.size() >= drawn_.back().depth &&
               frames_[drawn_.back().depth - 1].key == "coordinates";
    }

    void open(bool array)
    {
        if (frames_.size() >= limits_.nesting) {
            fail(ErrorCode::too_large, "{}: the GeoJSON is nested more than {} levels deep", what_, limits_.nesting);
        }
        frames_.emplace_back();
        frames_.back().array = array;
    }

    void open_text(char bracket)
    {
        if (with_text_ && in_coordinates_or_just_left()) {
            if (!frames_.empty() && frames_.back().array && frames_.back().children > 0) {
                drawn_.back().area.coordinates += ',';
            }
            drawn_.back().area.coordinates += bracket;
        }
    }

    bool number(double value, const std::string& text)
    {
        if (in_properties()) {
            taker_.attribute(frames_.back().key, {text, true});
        } else if (!frames_.empty() && frames_.back().array && in_coordinates()) {
            Frame& position = frames_.back();
            position.position = true;
            // Heights are left out.
            if (position.children < 2) {
                position.point[position.children] = value;
                if (with_text_) {
                    drawn_.back().area.coordinates += (position.children > 0 ? "," : "") + text;
                }
            }
            ++position.children;
        }
        return true;
    }

    void point_end(const Frame& position)
    {
        if (position.children < 2) {
            fail(ErrorCode::bad_input, "{}: a position has {} coordinate; two are needed", what_, position.children);
        }
        if (++points_ > limits_.points) {
            fail(ErrorCode::too_large,
                 "{}: the boundaries have more than {} points; simplify them or take coarser ones", what_,
                 limits_.points);
        }
        if (!frames_.empty()) {
            frames_.back().holds_points = true;
        }
        ring_.push_back(position.point);
        drawn_.back().area.extent.add(position.point);
    }

    /// The array that holds rings has counted those before this one: the first is the outline, others are holes.
    void ring_end()
    {
        const bool outline = !frames_.empty() && frames_.back().array && frames_.back().children == 0;
        drawn_.back().area.km2 += (outline ? 1 : -1) * std::abs(ring_km2(ring_));
        drawn_.back().area.polygons += outline ? 1 : 0;
        ring_.clear();
    }
};

}  // namespace

void Extent::add(const Point& point)
{
    west = std::min(west, point[0]);
    east = std::max(east, point[0]);
    south = std::min(south, point[1]);
    north = std::max(north, point[1]);
}

void Extent::add(const Extent& other)
{
    if (!other.empty()) {
        add(Point{other.west, other.south});
        add(Point{other.east, other.north});
    }
}

std::uint64_t read_geojson(const std::filesystem::path& geojson, FeatureTaker& taker, const FeatureLimits& limits,
                           std::string_view what)
{
    FileReader file(geojson);
    FeatureReader reader(taker, limits, what);
    Json::sax_parse(FileBytes(file), FileBytes(), &reader);
    return reader.points();
}

bool looks_like_geojson(const std::filesystem::path& path)
{
    std::array<char, 4096> bytes{};
    FileReader file(path);
    const std::string_view begin(bytes.data(), file.read(bytes.data(), bytes.size()));
    return std::any_of(geojson_types.begin(), geojson_types.end(),
                       [&](std::string_view type) { return begin.find(type) != std::string_view::npos; });
}

}  // namespace allmende::areas
