#include "adapters/gdal/input_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace allmende::adapters::gdal {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_members = 10'000;

std::string read_part(const std::filesystem::path& file, std::uint64_t offset, std::size_t size)
{
    FileReader reader(file);
    reader.skip_to(offset);
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
        const std::size_t more = reader.read(bytes.data() + got, size - got);
        if (more == 0) {
            break;
        }
        got += more;
    }
    bytes.resize(got);
    return bytes;
}

[[noreturn]] void refuse_kind(const std::filesystem::path& file, std::string_view reason)
{
    fail(ErrorCode::bad_input, "{}: this is neither GeoJSON, GeoPackage nor Shapefile: {}", file.filename().string(),
         reason);
}

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    }
    return value;
}

[[noreturn]] void refuse_zip(const std::filesystem::path& zip, std::string_view reason)
{
    fail(ErrorCode::bad_input, "{}: the ZIP file cannot be read: {}", zip.filename().string(), reason);
}

struct Directory {
    std::string bytes;
    std::size_t members = 0;
};

/// The list of members stands at the end, in front of a record that says where it begins (APPNOTE.TXT, 4.3.12
/// to 4.3.16).
Directory read_directory(const std::filesystem::path& zip)
{
    constexpr std::size_t end_size = 22;
    constexpr std::size_t longest_comment = 65'535;
    const std::uint64_t size = std::filesystem::file_size(zip);
    const std::uint64_t from = size > end_size + longest_comment ? size - end_size - longest_comment : 0;
    const std::string tail = read_part(zip, from, static_cast<std::size_t>(size - from));
    const std::size_t at = tail.rfind("PK\5\6"sv);
    if (at == std::string::npos || at + end_size > tail.size()) {
        refuse_zip(zip, "its directory is missing; was it cut off on the way?");
    }
    const std::uint32_t length = little(tail, at + 12, 4);
    const std::uint32_t offset = little(tail, at + 16, 4);
    if (length == 0xffffffff || offset == 0xffffffff) {
        refuse_zip(zip, "it is of the kind for files above 4 GB; unpack it first");
    }
    if (std::uint64_t{offset} + length > size) {
        refuse_zip(zip, "its directory points behind its end");
    }
    return {read_part(zip, offset, length), little(tail, at + 10, 2)};
}

bool is_boundary_name(const std::string& name)
{
    const std::string low = lower(name);
    return low.find("__macosx/") == std::string::npos &&
           (low.ends_with(".shp") || low.ends_with(".gpkg") || low.ends_with(".geojson") || low.ends_with(".json"));
}

}  // namespace

InputKind kind_of(const std::filesystem::path& file, std::uint64_t most_bytes)
{
    std::error_code error;
    if (std::filesystem::exists(file, error) && !std::filesystem::is_regular_file(file, error)) {
        refuse_kind(file, "it is no ordinary file");
    }
    const std::string begin = read_part(file, 0, 4096);
    const std::uint64_t size = std::filesystem::file_size(file);
    if (begin.empty()) {
        refuse_kind(file, "it is empty");
    }
    InputKind kind = InputKind::geojson;
    std::string_view text = begin;
    text.remove_prefix(text.starts_with("\xef\xbb\xbf") ? 3 : 0);
    if (begin.starts_with("SQLite format 3\0"sv)) {
        kind = InputKind::geopackage;
    } else if (begin.starts_with("\0\0\x27\x0a"sv)) {
        kind = InputKind::shapefile;
        if (lower(file.extension().string()) != ".shp") {
            refuse_kind(file, "name the file that ends in .shp");
        }
    } else if (begin.starts_with("PK\3\4"sv) || begin.starts_with("PK\5\6"sv)) {
        kind = InputKind::zip;
    } else if (trim(text).empty() || trim(text).front() != '{') {
        const std::string extension = lower(file.extension().string());
        const bool part = extension == ".dbf" || extension == ".shx" || extension == ".prj";
        refuse_kind(file, part ? "it belongs to a Shapefile; name the file that ends in .shp"
                               : fmt::format("it begins with {}", shown(begin.substr(0, 20))));
    }
    if (size > most_bytes) {
        fail(ErrorCode::too_large, "{}: the file has {} MB, and {} MB can be read", file.filename().string(),
             size >> 20, most_bytes >> 20);
    }
    return kind;
}

std::vector<std::string> boundary_members(const std::filesystem::path& zip, std::uint64_t most_bytes)
{
    constexpr std::size_t header_size = 46;
    const Directory directory = read_directory(zip);
    if (directory.members > most_members) {
        refuse_zip(zip, fmt::format("it holds {} files", directory.members));
    }
    const std::string_view bytes = directory.bytes;
    std::vector<std::string> names;
    std::uint64_t unpacked = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < directory.members; ++i) {
        if (at + header_size > bytes.size() || bytes.substr(at, 4) != "PK\1\2"sv) {
            refuse_zip(zip, "its directory is broken");
        }
        const std::size_t name_size = little(bytes, at + 28, 2);
        if (at + header_size + name_size > bytes.size()) {
            refuse_zip(zip, "its directory is broken");
        }
        if ((little(bytes, at + 8, 2) & 1) != 0) {
            refuse_zip(zip, "it is protected by a password; unpack it first");
        }
        const std::string name(bytes.substr(at + header_size, name_size));
        unpacked += little(bytes, at + 24, 4);
        if (is_boundary_name(name)) {
            names.push_back(name);
        }
        at += header_size + name_size + little(bytes, at + 30, 2) + little(bytes, at + 32, 2);
    }
    if (unpacked > most_bytes) {
        fail(ErrorCode::too_large, "{}: it would unpack to {} MB, and {} MB can be read", zip.filename().string(),
             unpacked >> 20, most_bytes >> 20);
    }
    if (names.empty()) {
        refuse_kind(zip, "the ZIP file holds no .shp, .gpkg or .geojson");
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace allmende::adapters::gdal
