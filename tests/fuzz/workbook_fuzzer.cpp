// Any bytes as the sheet of a workbook: read or refused, never anything else. The first byte chooses what the others
// are: the sheet of an XLSX, the content of an ODS, or the whole file.
#include <zip.h>

#include "formats/read_table.hpp"
#include "table_input.hpp"

namespace {

using Entries = std::vector<std::pair<std::string_view, std::string_view>>;

constexpr std::string_view workbook =
    "<workbook xmlns:r='r'><sheets><sheet name='T' r:id='a'/><sheet name='U' r:id='b'/></sheets></workbook>";
constexpr std::string_view relations =
    "<Relationships><Relationship Id='a' Target='worksheets/sheet1.xml'/></Relationships>";
constexpr std::string_view texts =
    "<sst><si><t>Erfundene Schulen</t></si><si><t>Stichtag: 31.12.2015</t></si><si><t>Schulen</t></si><si><t>Anzahl</t></si>"
    "<si><t>17</t></si><si><t>Musterland</t></si><si><t>____</t></si></sst>";
constexpr std::string_view styles = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>";

std::string archive_of(const Entries& entries)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(memory);
    zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    for (const auto& [name, bytes] : entries) {
        const zip_int64_t at =
            zip_file_add(archive, std::string(name).c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0),
                         ZIP_FL_ENC_UTF_8);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
    }
    allmende::ensure(zip_close(archive) == 0, "an archive in memory can be written");
    zip_source_open(memory);
    zip_source_seek(memory, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
    zip_source_seek(memory, 0, SEEK_SET);
    zip_source_read(memory, bytes.data(), bytes.size());
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    std::string file(rest);
    if (data[0] == 'x') {
        file = archive_of({{"xl/workbook.xml", workbook},
                           {"xl/_rels/workbook.xml.rels", relations},
                           {"xl/sharedStrings.xml", texts},
                           {"xl/styles.xml", styles},
                           {"xl/worksheets/sheet1.xml", rest}});
    } else if (data[0] == 'o') {
        file = archive_of({{"content.xml", rest}});
    }
    return allmende::fuzz::check(reinterpret_cast<const std::uint8_t*>(file.data()), file.size(),
                                 [](const std::filesystem::path& path, allmende::formats::TableSink& sink) {
                                     allmende::formats::read_table(path, sink);
                                 });
}
