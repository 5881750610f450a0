#include "formats/workbook.hpp"

#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/ods_reader.hpp"
#include "formats/xlsx_reader.hpp"

namespace allmende::formats {

namespace {

constexpr std::string_view xlsx_entry = "xl/workbook.xml";
constexpr std::string_view ods_entry = "content.xml";
constexpr std::size_t most_sheets = 200;

/// What became of the sheets of one workbook.
struct Outcome {
    std::vector<std::string> tables;  ///< titles
    std::size_t others = 0;           ///< with cells, but no tables
    std::int64_t largest_cells = 0;   ///< of the largest of them
    std::string largest;              ///< its title
    std::string reason;               ///< why it is none
};

std::string without_name(const std::string& message, const std::string& name)
{
    return message.starts_with(name + ": ") ? message.substr(name.size() + 2) : message;
}

[[noreturn]] void refuse(const Outcome& outcome, const std::string& name)
{
    if (outcome.tables.size() > 1) {
        fail(
            ErrorCode::bad_input,
            "{}: the workbook holds {} tables, on the sheets {}; which one is meant only you know: save each as a file of "
            "its own",
            name, outcome.tables.size(), join(outcome.tables, ", "));
    }
    if (outcome.others == 0) {
        fail(ErrorCode::bad_input, "{}: the workbook is empty", name);
    }
    if (outcome.others == 1) {
        fail(ErrorCode::bad_input, "{}: {}", name, outcome.reason);
    }
    fail(ErrorCode::bad_input, "{}: none of its {} sheets is a table that can be read; of the largest, {}: {}", name,
         outcome.others, outcome.largest, outcome.reason);
}

}  // namespace

bool is_workbook(const std::filesystem::path& path)
{
    if (!is_zip(path)) {
        return false;
    }
    const ZipArchive archive(path, path.string());
    return archive.has(std::string(xlsx_entry)) || archive.has(std::string(ods_entry));
}

struct Workbook::Parts {
    explicit Parts(const std::filesystem::path& path, const std::string& name) : archive(path, name)
    {
        if (archive.has(std::string(xlsx_entry))) {
            xlsx.emplace(archive);
        } else {
            ods.emplace(archive);
        }
    }

    ZipArchive archive;
    std::optional<XlsxReader> xlsx;
    std::optional<OdsReader> ods;
};

Workbook::Workbook(const std::filesystem::path& path, std::string name)
    : name_(std::move(name)), parts_(std::make_unique<Parts>(path, name_))
{
    if (parts_->xlsx) {
        for (const SheetPart& part : parts_->xlsx->sheets()) {
            titles_.push_back(part.title);
        }
    } else {
        titles_ = parts_->ods->sheets();
    }
    if (titles_.size() > most_sheets) {
        fail(ErrorCode::too_large, "{}: {} sheets; at most {} are looked at", name_, titles_.size(), most_sheets);
    }
}

Workbook::~Workbook() = default;

std::string_view Workbook::layout() const
{
    return parts_->xlsx ? "xlsx" : "ods";
}

SheetNotes Workbook::write_csv(std::size_t sheet, const std::filesystem::path& csv) const
{
    const auto read = [&](SheetReceiver& receiver) {
        if (parts_->xlsx) {
            parts_->xlsx->read(parts_->xlsx->sheets().at(sheet), receiver);
        } else {
            parts_->ods->read(titles_.at(sheet), receiver);
        }
    };
    SheetShape shape(name_);
    read(shape);
    SheetNotes notes = shape.notes();
    if (notes.cells == 0) {
        return notes;
    }
    SheetWriter writer(csv, shape, name_);
    read(writer);
    writer.finish();
    return notes;
}

WorkbookTable::WorkbookTable(
    const std::filesystem::path& path, const ReadOptions& options,
    const std::function<void(const std::filesystem::path& csv, const ReadOptions& options)>& check)
    : options_(options)
{
    options_.file_name = shown_name(path, options);
    const std::string& name = options_.file_name;
    const Workbook workbook(path, name);
    Outcome outcome;
    const std::filesystem::path tried = folder_.path() / "tried.csv";
    for (std::size_t sheet = 0; sheet < workbook.titles().size(); ++sheet) {
        const std::int64_t cells = workbook.write_csv(sheet, tried).cells;
        if (cells == 0) {
            continue;
        }
        const std::string title = "“" + workbook.titles()[sheet] + "”";
        try {
            check(tried, options_);
            outcome.tables.push_back(title);
            std::filesystem::rename(tried, csv());
        } catch (const Error& error) {
            if (error.code() == ErrorCode::disk) {
                throw;
            }
            ++outcome.others;
            if (cells > outcome.largest_cells) {
                outcome.largest_cells = cells;
                outcome.largest = title;
                outcome.reason = without_name(error.what(), name);
            }
        }
    }
    if (outcome.tables.size() != 1) {
        refuse(outcome, name);
    }
}

}  // namespace allmende::formats
