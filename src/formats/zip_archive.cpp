#include "formats/zip_archive.hpp"

#include <zip.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace allmende::formats {

namespace {

constexpr std::string_view zip_magic = "PK\x03\x04";
constexpr std::uint64_t most_bytes = std::uint64_t{2} << 30;
constexpr std::uint64_t most_ratio = 1000;  // what a sheet of nothing but equal cells reaches stays far below
constexpr std::uint64_t free_bytes = std::uint64_t{16} << 20;

}  // namespace

bool is_zip(const std::filesystem::path& path)
{
    std::string magic(zip_magic.size(), '\0');
    FileReader file(path);
    magic.resize(file.read(magic.data(), magic.size()));
    return magic == zip_magic;
}

struct ZipArchive::Handle {
    zip_t* raw = nullptr;
    ~Handle() { zip_discard(raw); }
};

ZipArchive::ZipArchive(const std::filesystem::path& path, std::string name) : name_(std::move(name))
{
    int error = 0;
    zip_t* raw = zip_open(path.c_str(), ZIP_RDONLY, &error);
    if (raw == nullptr) {
        fail(ErrorCode::bad_input, "{}: the Excel or ODS file is damaged; save it again and deliver that", name_);
    }
    handle_ = std::make_unique<Handle>();
    handle_->raw = raw;
}

ZipArchive::~ZipArchive() = default;

bool ZipArchive::has(const std::string& entry) const
{
    return zip_name_locate(handle_->raw, entry.c_str(), 0) >= 0;
}

std::vector<std::string> ZipArchive::entries() const
{
    std::vector<std::string> names;
    const zip_int64_t count = zip_get_num_entries(handle_->raw, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        if (const char* name = zip_get_name(handle_->raw, static_cast<zip_uint64_t>(i), 0)) {
            names.emplace_back(name);
        }
    }
    return names;
}

void ZipArchive::read(const std::string& entry, const std::function<void(std::string_view piece)>& take) const
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(handle_->raw, entry.c_str(), 0, &stat) != 0) {
        fail(ErrorCode::bad_input, "{}: the part {} is missing; save the file again and deliver that", name_, entry);
    }
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(handle_->raw, entry.c_str(), 0), zip_fclose);
    if (file == nullptr) {
        fail(ErrorCode::bad_input, "{}: the part {} cannot be opened, for example because the file is encrypted", name_,
             entry);
    }
    std::string buffer(std::size_t{1} << 18, '\0');
    std::uint64_t total = 0;
    while (true) {
        const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
        if (got < 0) {
            fail(ErrorCode::bad_input, "{}: the part {} is damaged; save the file again and deliver that", name_,
                 entry);
        }
        if (got == 0) {
            return;
        }
        total += static_cast<std::uint64_t>(got);
        if (total > most_bytes || (total > free_bytes && total > most_ratio * stat.comp_size)) {
            fail(ErrorCode::too_large, "{}: the part {} unpacks to more than a table can need; it is not read", name_,
                 entry);
        }
        take({buffer.data(), static_cast<std::size_t>(got)});
    }
}

}  // namespace allmende::formats
