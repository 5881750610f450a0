#include "formats/sdmx_ml_reader.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "formats/long_table.hpp"
#include "formats/xml_parts.hpp"

namespace allmende::formats {

namespace {

constexpr std::string_view time_component = "TIME_PERIOD";
constexpr std::string_view value_component = "OBS_VALUE";
constexpr std::size_t most_components = 1000;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// Components and their values, in the order in which the file names them first.
using Values = std::vector<std::pair<std::string, std::string>>;

/// Walks through the observations of a message, whichever of its shapes it has.
class Observations final : public XmlReceiver {
public:
    Observations(std::string name, std::function<void(const Values&)> take)
        : name_(std::move(name)), take_(std::move(take))
    {}

    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        path_.emplace_back(element);
        text_.clear();
        if (path_.size() == 1) {
            check_root(element);
        } else if (element == "DataSet") {
            set_.clear();
        } else if (element == "Structure" && path_.size() == 3) {
            structure_id = attributes.get("structureID");
            time_dimension_ = attributes.get("dimensionAtObservation");
        } else if (element == "Group") {
            group_.clear();
        } else if (element == "Series") {
            series_.clear();
            attributes.each([&](std::string_view id, std::string_view value) { put(series_, id, value); });
        } else if (element == "Obs") {
            observation_ = series_;
            attributes.each([&](std::string_view id, std::string_view value) { put(observation_, id, value); });
            seen_ = true;
        } else if (element == "Value" && !attributes.get("id").empty()) {
            Values& of = inside("Obs") ? observation_ : inside("Group") ? group_ : inside("Series") ? series_ : set_;
            put(of, attributes.get("id"), attributes.get("value"));
        } else if (element == "ObsDimension") {
            const std::string_view id = attributes.get("id");
            const bool named = !time_dimension_.empty() && time_dimension_ != "AllDimensions";
            put(observation_,
                !id.empty() ? id
                : named     ? std::string_view(time_dimension_)
                            : time_component,
                attributes.get("value"));
        } else if (element == "ObsValue") {
            put(observation_, value_component, attributes.get("value"));
        }
    }

    void close(std::string_view element) override
    {
        if (element == "Obs") {
            take_(observation_);
        } else if (element == "Prepared" && path_.size() == 3) {
            prepared = trim(text_);
        }
        path_.pop_back();
    }

    void text(std::string_view piece) override
    {
        if (path_.size() == 3 && text_.size() < 100) {
            text_ += piece;
        }
    }

    bool seen() const { return seen_; }

    std::string structure_id;
    std::string prepared;

private:
    std::string name_;
    std::function<void(const Values&)> take_;
    std::vector<std::string> path_;
    std::string time_dimension_;
    std::string text_;
    Values set_;
    Values group_;
    Values series_;
    Values observation_;
    bool seen_ = false;

    void check_root(std::string_view element) const
    {
        if (is_one_of(element, {"GenericData", "StructureSpecificData", "GenericTimeSeriesData",
                                "StructureSpecificTimeSeriesData"})) {
            return;
        }
        fail(
            ErrorCode::bad_input,
            "{}: an XML document “{}” is no SDMX data message (GenericData or StructureSpecificData); deliver the data, "
            "not {}",
            name_, shown(element), element == "Structure" ? "the description of their structure" : "this");
    }

    bool inside(std::string_view element) const
    {
        return std::find(path_.begin(), path_.end(), element) != path_.end();
    }

    static void put(Values& values, std::string_view id, std::string_view value)
    {
        if (id == "type" || id == "REPORTING_YEAR_START_DAY" || id == "action" || id == "setID") {
            return;  // of the message, not of the data
        }
        for (auto& [known, old] : values) {
            if (known == id) {
                old = value;
                return;
            }
        }
        values.emplace_back(id, value);
    }
};

}  // namespace

Role role_of_component(std::string_view id)
{
    if (id == time_component || id == "TIME") {
        return Role::period;
    }
    if (id == value_component) {
        return Role::value;
    }
    if (is_one_of(id, {"OBS_STATUS", "CONF_STATUS", "OBS_CONF", "OBS_FLAG"})) {
        return Role::status;
    }
    if (is_one_of(id, {"REF_AREA", "GEO", "AREA", "REGION", "GEOGRAPHY"})) {
        return Role::area;
    }
    if (is_one_of(id, {"UNIT_MEASURE", "UNIT"})) {
        return Role::unit;
    }
    if (is_one_of(id, {"INDICATOR", "MEASURE", "INDIC", "SERIES"})) {
        return Role::measure;
    }
    if (is_one_of(id, {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "UNIT_MULT", "DECIMALS",
                       "TIME_FORMAT", "TITLE", "TITLE_COMPL", "COLLECTION", "AVAILABILITY", "OBS_PRE_BREAK", "OBS_COM",
                       "COMMENT_OBS"})) {
        return Role::remark;
    }
    return Role::none;
}

bool is_sdmx_ml(std::string_view beginning)
{
    return beginning.find("sdmx.org/resources/sdmxml") != std::string_view::npos && trim(beginning).find('<') < 4;
}

PlainTable read_sdmx_ml(const std::filesystem::path& path, const std::filesystem::path& csv, const ReadOptions& options)
{
    PlainTable table;
    table.csv = csv;
    table.options = options;
    table.options.file_name = shown_name(path, options);
    table.delimiter = ',';
    table.layout = "sdmx-ml";
    table.decimal_sign = DecimalSign::point;
    const std::string& name = table.options.file_name;
    // Which components there are is known only at the end: the file is walked through twice.
    std::vector<std::string> components;
    {
        Observations walk(name, [&](const Values& values) {
            for (const auto& [id, value] : values) {
                if (std::find(components.begin(), components.end(), id) == components.end()) {
                    components.push_back(id);
                }
            }
            if (components.size() > most_components) {
                fail(ErrorCode::too_large, "{}: more than {} components", name, most_components);
            }
        });
        parse_xml_file(path, name, walk);
        if (!walk.seen()) {
            fail(ErrorCode::bad_input, "{}: the message holds no observations", name);
        }
        table.table = walk.structure_id;
        table.edition = walk.prepared.substr(0, 19);
    }
    for (const std::string& id : components) {
        table.columns.push_back({id, "", role_of_component(id), {}, {}, ""});
    }
    if (find_column(table, value_component) == nullptr) {
        fail(ErrorCode::bad_input, "{}: the observations have no values ({})", name, value_component);
    }
    LongTable out(csv, table.columns);
    std::vector<std::string_view> row(components.size());
    Observations walk(name, [&](const Values& values) {
        std::fill(row.begin(), row.end(), std::string_view());
        for (const auto& [id, value] : values) {
            const auto at = std::find(components.begin(), components.end(), id) - components.begin();
            row[static_cast<std::size_t>(at)] = id == value_component && value == "NaN" ? std::string_view() : value;
        }
        out.add(row, name);
    });
    parse_xml_file(path, name, walk);
    out.finish();
    return table;
}

}  // namespace allmende::formats
