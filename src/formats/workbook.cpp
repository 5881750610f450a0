#include "formats/workbook.hpp"

#include <cstdlib>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/ods_reader.hpp"
#include "formats/xlsx_reader.hpp"

namespace allmende::formats {

namespace {

constexpr std::string_view zip_magic = "PK\x03\x04";
constexpr std::string_view xlsx_entry = "xl/workbook.xml";
constexpr std::string_view ods_entry = "content.xml";
constexpr std::size_t most_sheets = 200;

/// A sheet's title and how to read it.
struct Sheet {
    std::string title;
    std::function<void(SheetReceiver&)> read;
};

/// What became of the sheets of one workbook.
struct Outcome {
    std::vector<std::string> tables;  ///< titles
    std::size_t others = 0;           ///< with cells, but no tables
    std::int64_t largest_cells = 0;   ///< of the largest of them
    std::string largest;              ///< its title
    std::string reason;               ///< why it is none
};

std::filesystem::path make_folder()
{
    std::string name = (std::filesystem::temp_directory_path() / "allmende-sheet-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        fail(ErrorCode::disk, "{}: temporary data cannot be written there",
             std::filesystem::temp_directory_path().string());
    }
    return name;
}

/// Writes a sheet as CSV; gives the number of its cells.
std::int64_t write_csv(const Sheet& sheet, const std::filesystem::path& csv, const std::string& name)
{
    SheetShape shape(name);
    sheet.read(shape);
    if (shape.cells() == 0) {
        return 0;
    }
    SheetWriter writer(csv, shape, name);
    sheet.read(writer);
    writer.finish();
    return shape.cells();
}

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
    std::string magic(zip_magic.size(), '\0');
    {
        FileReader file(path);
        magic.resize(file.read(magic.data(), magic.size()));
    }
    if (magic != zip_magic) {
        return false;
    }
    const ZipArchive archive(path, path.string());
    return archive.has(std::string(xlsx_entry)) || archive.has(std::string(ods_entry));
}

WorkbookTable::WorkbookTable(
    const std::filesystem::path& path, const ReadOptions& options,
    const std::function<void(const std::filesystem::path& csv, const ReadOptions& options)>& check)
    : folder_(make_folder()), options_(options)
{
    options_.file_name = shown_name(path, options);
    const std::string& name = options_.file_name;
    try {
        const ZipArchive archive(path, name);
        std::vector<Sheet> sheets;
        std::optional<XlsxReader> xlsx;
        std::optional<OdsReader> ods;
        if (archive.has(std::string(xlsx_entry))) {
            xlsx.emplace(archive);
            for (const SheetPart& part : xlsx->sheets()) {
                sheets.push_back({part.title, [&xlsx, part](SheetReceiver& receiver) { xlsx->read(part, receiver); }});
            }
        } else {
            ods.emplace(archive);
            for (const std::string& title : ods->sheets()) {
                sheets.push_back({title, [&ods, title](SheetReceiver& receiver) { ods->read(title, receiver); }});
            }
        }
        if (sheets.size() > most_sheets) {
            fail(ErrorCode::too_large, "{}: {} sheets; at most {} are looked at", name, sheets.size(), most_sheets);
        }
        Outcome outcome;
        const std::filesystem::path tried = folder_ / "tried.csv";
        for (const Sheet& sheet : sheets) {
            const std::int64_t cells = write_csv(sheet, tried, name);
            if (cells == 0) {
                continue;
            }
            try {
                check(tried, options_);
                outcome.tables.push_back("“" + sheet.title + "”");
                std::filesystem::rename(tried, csv());
            } catch (const Error& error) {
                if (error.code() == ErrorCode::disk) {
                    throw;
                }
                ++outcome.others;
                if (cells > outcome.largest_cells) {
                    outcome.largest_cells = cells;
                    outcome.largest = "“" + sheet.title + "”";
                    outcome.reason = without_name(error.what(), name);
                }
            }
        }
        if (outcome.tables.size() != 1) {
            refuse(outcome, name);
        }
    } catch (...) {
        std::filesystem::remove_all(folder_);
        throw;
    }
}

WorkbookTable::~WorkbookTable()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace allmende::formats
