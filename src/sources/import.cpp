#include "sources/import.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "formats/read_table.hpp"
#include "formats/tidy.hpp"
#include "sources/coding.hpp"
#include "sources/delivered_file.hpp"
#include "sources/institutions.hpp"
#include "sources/mappings.hpp"

namespace allmende::sources {

namespace {

constexpr std::size_t batch_size = 65536;
constexpr std::int64_t rows_between_progress = 20000;

/// Copies the file into the workspace under its hash; gives hash and size.
struct Kept {
    std::string sha256;
    std::int64_t bytes = 0;
    std::filesystem::path path;
};

Kept keep_file(const Workspace& workspace, const std::filesystem::path& file, bool dry_run)
{
    Kept kept;
    if (dry_run) {
        kept.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
        kept.sha256 = sha256_of_file(file);
        kept.path = file;
        return kept;
    }
    FileWriter writer(workspace.path() / "deliveries" / begun_copy);
    FileReader reader(file);
    Sha256 hash;
    std::string buffer(std::size_t{1} << 18, '\0');
    while (const std::size_t got = reader.read(buffer.data(), buffer.size())) {
        hash.add({buffer.data(), got});
        writer.write({buffer.data(), got});
        kept.bytes += static_cast<std::int64_t>(got);
    }
    kept.sha256 = hash.hex();
    kept.path = workspace.file_of(kept.sha256);
    if (!std::filesystem::exists(kept.path)) {
        std::error_code error;
        std::filesystem::create_directories(kept.path.parent_path(), error);
        writer.commit_as(kept.path);
        sync_directory(kept.path.parent_path().parent_path());
    }
    return kept;
}

/// Receives the rows of a delivery: codes them and hands them on in batches.
class ImportSink final : public formats::TableSink {
public:
    ImportSink(Workspace& workspace, const std::string& file_name, const ImportOptions& options)
        : workspace_(workspace), file_name_(file_name), options_(options)
    {
        batch_.reserve(batch_size + 4096);
    }

    void begin(const formats::TableHead& head) override
    {
        table = head.table.empty() ? slug(std::filesystem::path(file_name_).stem().string()) : head.table;
        known = find_dataset(workspace_.known_datasets(), table);
        const std::string id = known != nullptr ? known->id : table;
        const facts::Dataset* existing = workspace_.dictionary().find(id);
        if (existing != nullptr) {
            dataset = *existing;
        } else {
            dataset.number = static_cast<std::int32_t>(workspace_.dictionary().datasets.size());
            dataset.id = id;
            dataset.title = known != nullptr ? known->title : Localized{head.title, ""};
        }
        coder = std::make_unique<Coder>(workspace_.dimensions(), known, dataset, workspace_.areas());
        coder->begin(head);
        for (const formats::ValueColumn& column : head.value_columns) {
            // That a school is there is no number of persons.
            counts_.push_back(!column.measure || column.measure->code != institution_measure);
        }
        before_rows();
    }

    void row(const formats::TableRow& row) override
    {
        const std::size_t before = batch_.size();
        coder->code(row, batch_);
        for (std::size_t i = before; i < batch_.size(); ++i) {
            const Period period = Period::from_code(batch_.period[i]);
            const formats::ValueCell& value = row.values[i - before];
            if (counts_[value.value_column]) {
                rounding.see(row.area_code, period.year, batch_.value[i], batch_.sign[i], value.cell.decimals);
            }
            first_period = std::min(first_period, batch_.period[i]);
            last_period = std::max(last_period, batch_.period[i]);
        }
        if (before < batch_.size() && (seen_areas_.empty() || batch_.area[before] != last_area_)) {
            last_area_ = batch_.area[before];
            seen_areas_.insert(last_area_);
        }
        observations += static_cast<std::int64_t>(batch_.size() - before);
        if (batch_.size() >= batch_size) {
            flush();
        }
        if (options_.progress && ++rows_ % rows_between_progress == 0 && !options_.progress(rows_)) {
            fail(ErrorCode::conflict, "{}: the import was cancelled; nothing was changed", file_name_);
        }
    }

    void flush()
    {
        if (load && batch_.size() > 0) {
            load->append(batch_);
        }
        batch_.clear();
    }

    std::int64_t area_count() const { return static_cast<std::int64_t>(seen_areas_.size()); }

    facts::Dataset dataset;
    std::string table;
    const KnownDataset* known = nullptr;
    std::unique_ptr<Coder> coder;
    std::function<void()> before_rows;
    std::unique_ptr<facts::Load> load;
    facts::RoundingWatch rounding;
    std::int64_t observations = 0;
    std::int32_t first_period = std::numeric_limits<std::int32_t>::max();
    std::int32_t last_period = 0;

private:
    Workspace& workspace_;
    const std::string& file_name_;
    const ImportOptions& options_;
    facts::Observations batch_;
    std::vector<bool> counts_;  ///< by value column: its numbers count persons or things
    std::unordered_set<areas::AreaNumber> seen_areas_;
    areas::AreaNumber last_area_ = -1;
    std::int64_t rows_ = 0;
};

Delivery describe(const Kept& kept, const std::string& file_name, const formats::TableResult& result,
                  const ImportSink& sink, const std::string& delivered_at, const std::string& layout)
{
    Delivery delivery;
    delivery.file_name = file_name;
    delivery.sha256 = kept.sha256;
    delivery.bytes = kept.bytes;
    delivery.delivered_at = delivered_at;
    delivery.dataset = sink.dataset.id;
    delivery.table = sink.table;
    delivery.title = result.head.title;
    delivery.statistic = result.head.statistic;
    delivery.edition = result.foot.edition;
    delivery.attribution = result.foot.attribution;
    delivery.licence = !result.foot.licence.empty() ? result.foot.licence
                       : sink.known != nullptr      ? sink.known->licence
                                                    : "";
    delivery.notes = result.foot.notes;
    delivery.layout = layout;
    delivery.encoding = formats::name(result.facts.encoding);
    delivery.rows = result.facts.rows;
    delivery.observations = sink.observations;
    delivery.areas = sink.area_count();
    delivery.first_period = sink.observations > 0 ? sink.first_period : 0;
    delivery.last_period = sink.last_period;
    return delivery;
}

/// What of the reading the checks will want to know. Rows that repeat are looked for only where cells did.
std::vector<Remark> remarks_of(const formats::TableHead& head, const ImportSink& sink, std::int64_t duplicates,
                               const std::function<void(formats::TableSink&)>& read_again)
{
    std::vector<Remark> remarks = headings_of(head);
    if (head.without_zeros) {
        remarks.push_back({Remark::Kind::restored_zeros, 0, 0, 0, {}});
    }
    for (const std::string& column : sink.coder->ambiguous_columns()) {
        remarks.push_back({Remark::Kind::ambiguous_column, 0, std::stoll(column), 0, column});
    }
    if (duplicates > 0) {
        for (Remark& row : repeated_rows(read_again)) {
            remarks.push_back(std::move(row));
        }
    }
    return remarks;
}

/// An edition older than one that is there only fills gaps, whatever the order of delivery.
facts::Precedence precedence_of(Workspace& workspace, const std::string& dataset, const std::string& edition)
{
    const bool older = !edition.empty() && edition < workspace.deliveries().newest_edition(dataset);
    return older ? facts::Precedence::filler : facts::Precedence::newest;
}

/// Reads a table of the file into the facts and records the delivery. The workspace's register and words may have grown
/// when this throws; the caller reloads them.
void take_in(Workspace& workspace, const Kept& kept, const std::string& file_name, const DeliveredFile& file,
             const DeliveredFile::Table& table, const std::string& delivered_at, const ImportOptions& options,
             ImportResult& result)
{
    const std::int32_t number = workspace.deliveries().last_number() + 1;
    const std::string edition = file.edition(table);
    ImportSink sink(workspace, file_name, options);
    facts::Precedence precedence = facts::Precedence::newest;
    sink.before_rows = [&] {
        precedence = precedence_of(workspace, sink.dataset.id, edition);
        if (!options.dry_run) {
            sink.load = workspace.facts().begin_load(sink.dataset.number, number, precedence);
        }
    };
    std::vector<Institution> institutions;
    const formats::TableResult read =
        file.read(table, sink, [&](const Institution& institution) { institutions.push_back(institution); });
    sink.flush();
    result.delivery = describe(kept, file_name, read, sink, delivered_at, file.layout(table, read));
    result.delivery.number = number;
    result.delivery.part = table.part;
    result.delivery.precedence = precedence;
    if (table.proposal) {
        result.understood = table.proposal->reasons;
        result.found_again = table.found_again;
    }
    if (options.dry_run) {
        return;
    }
    if (!options.again) {
        keep_mapping(workspace.path(), number, table.proposal);
    }
    const facts::Load::Outcome outcome = sink.load->commit();
    result.delivery.superseded = outcome.superseded;
    result.delivery.unchanged = outcome.unchanged;
    result.delivery.duplicates = outcome.duplicates;
    result.remarks =
        remarks_of(read.head, sink, outcome.duplicates, [&](formats::TableSink& again) { file.read(table, again); });
    Remarks remarks(workspace.database());
    workspace.database().transaction([&] {
        workspace.deliveries().record(result.delivery, sink.rounding.groups());
        remarks.record(number, result.remarks);
        workspace.deliveries().record_words(sink.dataset);
        workspace.areas().record(workspace.database(), number);
        Institutions(workspace.database()).record(sink.dataset.id, number, institutions);
    });
}

/// What the workspace knows now, gathered when it is first asked for.
class Knowledge {
public:
    Knowledge(Workspace& workspace, bool with_earlier) : workspace_(workspace), with_earlier_(with_earlier) {}
    Knowledge(const Knowledge&) = delete;
    Knowledge& operator=(const Knowledge&) = delete;

    Understand understand()
    {
        return [this]() -> const Understanding& {
            if (!understanding_) {
                names_.emplace(workspace_.catalogues(), workspace_.areas(), workspace_.reforms());
                notation_.emplace(workspace_.areas(), workspace_.reforms());
                understanding_.emplace(Understanding{*names_, *notation_, workspace_.dimensions(), {}});
                if (with_earlier_) {
                    understanding_->earlier =
                        earlier_mappings(workspace_.path(), workspace_.deliveries().last_number());
                }
            }
            return *understanding_;
        };
    }

    void forget() { understanding_.reset(); }

private:
    Workspace& workspace_;
    bool with_earlier_;
    std::optional<areas::AreaNames> names_;
    std::optional<areas::RegisterNotation> notation_;
    std::optional<Understanding> understanding_;
};

}  // namespace

std::vector<ImportResult> import_file(Workspace& workspace, const std::filesystem::path& file, const Clock& clock,
                                      const ImportOptions& options)
{
    if (std::filesystem::is_directory(file)) {
        fail(ErrorCode::bad_input, "{}: this is a folder; name the files in it", file.string());
    }
    formats::ReadOptions how;
    how.file_name = file.filename().string();
    if (!options.mapping) {
        check_file(file, how);  // before gigabytes of something else are copied
    }
    const Kept kept = keep_file(workspace, file, options.dry_run);
    std::vector<ImportResult> results;
    try {
        Knowledge knowledge(workspace, true);
        const DeliveredFile delivered(kept.path, how, knowledge.understand(), options.mapping);
        for (const DeliveredFile::Table& table : delivered.tables()) {
            delivered.need_answers(table);
        }
        for (const DeliveredFile::Table& table : delivered.tables()) {
            ImportResult result;
            if (const auto before = workspace.deliveries().find(kept.sha256, table.part)) {
                result.delivery = *before;
                result.already_there = true;
            } else {
                take_in(workspace, kept, how.file_name, delivered, table, clock.timestamp(), options, result);
                if (!options.dry_run) {
                    workspace.reload();  // the next table may bring the same words
                    knowledge.forget();  // and is read with what this one told, as a rebuild reads it
                }
            }
            results.push_back(std::move(result));
        }
    } catch (...) {
        workspace.reload();
        if (!options.dry_run) {
            workspace.facts().forget_after(workspace.deliveries().last_number());
            if (!workspace.deliveries().has_file(kept.sha256)) {
                std::error_code ignored;  // not delivered, so not kept
                std::filesystem::remove(kept.path, ignored);
            }
        }
        throw;
    }
    workspace.reload();
    return results;
}

std::vector<std::filesystem::path> in_delivery_order(std::vector<std::filesystem::path> files)
{
    // Official tables first: they tell the names of units, by which other files are understood.
    std::vector<std::tuple<bool, std::string, std::filesystem::path>> dated;
    for (std::filesystem::path& file : files) {
        std::error_code error;
        const bool regular = std::filesystem::is_regular_file(file, error);
        const bool official = regular && formats::begins_as_official(file);
        dated.emplace_back(!official, regular ? formats::edition_of_file(file) : std::string(), std::move(file));
    }
    std::stable_sort(dated.begin(), dated.end());
    files.clear();
    for (auto& [plain, edition, file] : dated) {
        files.push_back(std::move(file));
    }
    return files;
}

std::vector<std::string> verify_deliveries(const Workspace& workspace)
{
    std::vector<std::string> problems;
    std::set<std::filesystem::path> known;
    for (const Delivery& delivery : workspace.deliveries().all()) {
        const std::filesystem::path file = workspace.file_of(delivery.sha256);
        known.insert(file);
        if (!std::filesystem::exists(file)) {
            problems.push_back(
                fmt::format("delivery {} ({}): its kept file is missing", delivery.number, delivery.file_name));
        } else if (sha256_of_file(file) != delivery.sha256) {
            problems.push_back(
                fmt::format("delivery {} ({}): its kept file was changed", delivery.number, delivery.file_name));
        }
        if (needs_mapping(delivery) && !mapping_of(workspace.path(), delivery.number)) {
            problems.push_back(
                fmt::format("delivery {} ({}): its mapping is missing", delivery.number, delivery.file_name));
        }
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(workspace.path() / "deliveries")) {
        // An import that was broken off leaves a copy it had begun, or a whole file under its hash, which harms
        // nothing.
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && !known.contains(entry.path()) && !name.starts_with(begun_copy) &&
            sha256_of_file(entry.path()) != name) {
            problems.push_back(entry.path().string() + ": is the file of no delivery");
        }
    }
    return problems;
}

void rebuild(Workspace& workspace, const std::function<void(const Delivery&)>& each)
{
    const std::vector<Delivery> deliveries = workspace.deliveries().all();
    for (const Delivery& delivery : deliveries) {
        const std::filesystem::path file = workspace.file_of(delivery.sha256);
        if (!std::filesystem::exists(file) || sha256_of_file(file) != delivery.sha256) {
            fail(
                ErrorCode::check_failed,
                "delivery {} ({}): its kept file is missing or was changed; nothing was rebuilt. Restore it from a backup or deliver "
                "it again",
                delivery.number, delivery.file_name);
        }
    }
    for (const Delivery& delivery : deliveries) {
        if (needs_mapping(delivery) && !mapping_of(workspace.path(), delivery.number)) {
            fail(
                ErrorCode::check_failed,
                "delivery {} ({}): {} is missing, which says what its columns are; nothing was rebuilt. Restore it from a "
                "backup, or write it anew with `allmende map`",
                delivery.number, delivery.file_name,
                mapping_file(workspace.path(), delivery.number, delivery.table).string());
        }
    }
    Workspace fresh = workspace.begin_rebuild();
    for (const Delivery& delivery : deliveries) {
        ImportResult result;
        const Kept kept{delivery.sha256, delivery.bytes, workspace.file_of(delivery.sha256)};
        formats::ReadOptions how;
        how.file_name = delivery.file_name;
        Knowledge knowledge(fresh, false);
        ImportOptions options;
        options.again = true;
        const DeliveredFile file(
            kept.path, how, knowledge.understand(),
            needs_mapping(delivery) ? mapping_of(workspace.path(), delivery.number) : std::nullopt);
        for (const DeliveredFile::Table& table : file.tables()) {
            if (table.part == delivery.part) {
                take_in(fresh, kept, delivery.file_name, file, table, delivery.delivered_at, options, result);
            }
        }
        if (result.delivery.number != delivery.number) {
            fail(ErrorCode::check_failed,
                 "delivery {} ({}): its table “{}” is not in the kept file; nothing was rebuilt", delivery.number,
                 delivery.file_name, delivery.part);
        }
        fresh.reload();
        if (each) {
            each(result.delivery);
        }
    }
    workspace.take_over(std::move(fresh));
}

}  // namespace allmende::sources
