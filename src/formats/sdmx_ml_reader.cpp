#include "formats/sdmx_ml_reader.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "formats/long_table.hpp"
#include "formats/sdmx_csv.hpp"
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

void put(Values& values, std::string_view id, std::string_view value)
{
    if (is_one_of(id, {"type", "REPORTING_YEAR_START_DAY", "action", "setID", "structureRef", "dataScope",
                       "validFromDate", "validToDate", "publicationYear", "publicationPeriod", "reportingBeginDate",
                       "reportingEndDate", "schemaLocation"})) {
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

void put_all(Values& values, const XmlAttributes& attributes)
{
    attributes.each([&](std::string_view id, std::string_view value) { put(values, id, value); });
}

/// What several series have in common: attributes behind the dimensions that they agree in.
struct Group {
    Values key;         ///< of generic messages; empty where dimensions and attributes stand together
    Values attributes;  ///< of structure-specific messages also the dimensions

    /// Whether a series belongs to it: what both name is the same.
    bool holds(const Values& series) const
    {
        std::size_t common = 0;
        for (const auto& [id, value] : key.empty() ? attributes : key) {
            for (const auto& [known, other] : series) {
                if (known == id && other != value) {
                    return false;
                }
                common += known == id ? 1 : 0;
            }
        }
        return common > 0;
    }
};

/// Walks through the observations of a message, whichever of its shapes it has. What a data set, a group or a series
/// says counts for each observation in it that does not say otherwise.
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
        } else if (path_[1] == "Header") {
            open_in_header(element, attributes);
        } else if (element == "DataSet") {
            set_.clear();
            groups_.clear();
            series_.clear();
            structure_ = attributes.get("structureRef");
            deletes_ = attributes.get("action") == "Delete";
            put_all(set_, attributes);
        } else if (element == "Group") {
            groups_.emplace_back();
            put_all(groups_.back().attributes, attributes);
        } else if (element == "Series") {
            series_.clear();
            put_all(series_, attributes);
        } else if (element == "Obs") {
            begin_observation();
            put_all(observation_, attributes);
        } else if (element == "Value" && !attributes.get("id").empty()) {
            put(values_here(), attributes.get("id"), attributes.get("value"));
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
            end_observation();
        } else if (element == "Prepared" && path_.size() == 3) {
            prepared = trim(text_);
        } else if (element == "Structure" && path_.size() == 4 && text_.find("urn:") != std::string::npos) {
            structures_[described_] = id_of_structure(text_);
        } else if (element == "Text" && inside("Footer")) {
            footer = trim(text_);
        }
        path_.pop_back();
    }

    void text(std::string_view piece) override
    {
        if ((path_.size() == 3 || path_.size() == 4) && text_.size() < 500) {
            text_ += piece;
        }
    }

    bool seen() const { return seen_; }

    /// What the structure of the data is called where it is described, else as the message refers to it.
    std::string structure_id() const
    {
        const auto found = structures_.find(used_structure_);
        return found == structures_.end() || found->second.empty() ? used_structure_ : found->second;
    }

    std::string prepared;
    std::string footer;        ///< what the service says about its answer
    std::int64_t deleted = 0;  ///< observations that the message deletes

private:
    std::string name_;
    std::function<void(const Values&)> take_;
    std::vector<std::string> path_;
    std::string time_dimension_;
    std::string text_;
    std::map<std::string, std::string> structures_;  ///< id in the message -> what it is called
    std::string described_;                          ///< the one that the header describes now
    std::string structure_;                          ///< of the data set
    std::string used_structure_;
    bool deletes_ = false;
    Values set_;
    std::vector<Group> groups_;
    Values series_;
    Values observation_;
    bool seen_ = false;

    void check_root(std::string_view element) const
    {
        if (is_one_of(element, {"GenericData", "StructureSpecificData", "GenericTimeSeriesData",
                                "StructureSpecificTimeSeriesData"})) {
            return;
        }
        fail(ErrorCode::bad_input,
             "{}: an XML document {} is no SDMX data message (GenericData or StructureSpecificData); deliver the data, "
             "not {}",
             name_, shown(element), element == "Structure" ? "the description of their structure" : "this");
    }

    void open_in_header(std::string_view element, const XmlAttributes& attributes)
    {
        if (element == "Structure" && path_.size() == 3) {
            described_ = attributes.get("structureID");
            structures_.emplace(described_, "");
            used_structure_ = used_structure_.empty() ? described_ : used_structure_;
            time_dimension_ = attributes.get("dimensionAtObservation");
        } else if (element == "Ref" && path_.size() == 5) {
            structures_[described_] = attributes.get("id");
        }
    }

    bool inside(std::string_view element) const
    {
        return std::find(path_.begin(), path_.end(), element) != path_.end();
    }

    Values& values_here()
    {
        if (inside("Obs")) {
            return observation_;
        }
        if (inside("Group")) {
            return inside("GroupKey") ? groups_.back().key : groups_.back().attributes;
        }
        return inside("Series") ? series_ : set_;
    }

    void begin_observation()
    {
        observation_ = set_;
        const bool in_series = inside("Series");
        if (in_series) {
            for (const Group& group : groups_) {
                if (group.holds(series_)) {
                    merge(group.attributes);
                }
            }
            merge(series_);
        }
    }

    void merge(const Values& values)
    {
        for (const auto& [id, value] : values) {
            put(observation_, id, value);
        }
    }

    void end_observation()
    {
        if (deletes_) {
            ++deleted;
            return;
        }
        if (!structure_.empty() && seen_ && structure_ != used_structure_) {
            fail(ErrorCode::bad_input,
                 "{}: the message holds data of several structures, {} and {}; ask for each in a file of its own",
                 name_, shown(used_structure_), shown(structure_));
        }
        used_structure_ = structure_.empty() ? used_structure_ : structure_;
        seen_ = true;
        take_(observation_);
    }
};

/// 2.0 has the same words for other shapes.
void refuse_old_version(const std::filesystem::path& path, const std::string& name)
{
    std::string beginning(4096, '\0');
    FileReader file(path);
    beginning.resize(file.read(beginning.data(), beginning.size()));
    for (const std::string_view version : {"2_0", "1_0"}) {
        if (lower(beginning).find(fmt::format("sdmxml/schemas/v{}", version)) != std::string::npos) {
            fail(ErrorCode::bad_input,
                 "{}: this is SDMX-ML {}.{}, which is not read; ask the service for SDMX-ML 2.1 (or SDMX-CSV)", name,
                 version.front(), version.back());
        }
    }
}

}  // namespace

bool is_sdmx_ml(std::string_view beginning)
{
    return lower(beginning).find("sdmx.org/resources/sdmxml") != std::string::npos && trim(beginning).find('<') < 4;
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
    refuse_old_version(path, name);
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
            fail(ErrorCode::bad_input, "{}: the message {}{}", name,
                 walk.deleted > 0 ? "only deletes observations; there is nothing to read" : "holds no observations",
                 walk.footer.empty() ? "" : "; it says: " + shown(walk.footer, 300));
        }
        if (walk.deleted > 0) {
            table.remarks.push_back(fmt::format(
                "{} observations that the message deletes are left out; what earlier deliveries brought stays",
                walk.deleted));
        }
        if (!walk.footer.empty()) {
            table.remarks.push_back("the service says: " + shown(walk.footer, 300));
        }
        table.table = walk.structure_id();
        table.edition = walk.prepared.substr(0, 19);
    }
    for (const std::string& id : components) {
        PlainColumn column;
        column.name = id;
        column.role = role_of_component(id);
        table.columns.push_back(std::move(column));
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
            row[static_cast<std::size_t>(at)] =
                id == value_component && lower(value) == "nan" ? std::string_view() : value;
        }
        out.add(row, name);
    });
    parse_xml_file(path, name, walk);
    out.finish();
    return table;
}

}  // namespace allmende::formats
