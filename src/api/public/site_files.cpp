#include "api/public/site_files.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace allmende::api::public_ {

namespace {

constexpr std::string_view no_type = "application/octet-stream";

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> media_types{{
    {"html", "text/html; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"topojson", "application/json"},
    {"map", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"csv", "text/csv; charset=utf-8"},
    {"txt", "text/plain; charset=utf-8"},
    {"xml", "application/xml"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"webp", "image/webp"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"pdf", "application/pdf"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"parquet", "application/vnd.apache.parquet"},
}};

std::string_view type_of(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) {
        return no_type;
    }
    for (const auto& [ending, type] : media_types) {
        if (ending == name.substr(dot + 1)) {
            return type;
        }
    }
    return no_type;
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor()
    {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_;
};

/// Opens a path step by step so that no link can lead out of the release, whoever put it there.
Descriptor open_beneath(const std::filesystem::path& root, const std::vector<std::string>& parts)
{
    Descriptor at(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 0; at && i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        // O_NONBLOCK: opening a pipe must not wait for its other end.
        const int flags = last ? O_RDONLY | O_NONBLOCK : O_PATH | O_DIRECTORY;
        at = Descriptor(::openat(at.number(), parts[i].c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
    }
    if (!at && (errno == EMFILE || errno == ENFILE || errno == ENOMEM)) {
        throw Problem("overloaded", problem_kind("overloaded").meaning);  // it is there, but not now
    }
    return at;
}

struct Found {
    Descriptor file;
    struct stat status{};
    bool is_file() const { return file && S_ISREG(status.st_mode); }
    bool is_folder() const { return file && S_ISDIR(status.st_mode); }
};

Found find(const std::filesystem::path& root, const std::vector<std::string>& parts)
{
    Found found;
    found.file = open_beneath(root, parts);
    if (found.file && ::fstat(found.file.number(), &found.status) != 0) {
        found.file = Descriptor();
    }
    return found;
}

bool is_beside_the_site(const std::vector<std::string>& parts)
{
    const bool folder = parts.size() > 1 && (parts[0] == "data" || parts[0] == "downloads");
    const bool file = parts.size() == 1 && (parts[0] == "manifest.json" || parts[0] == "figures.parquet" ||
                                            parts[0] == "observations.parquet");
    return folder || file;
}

Found find_in_release(const FileRequest& request, const std::vector<std::string>& parts)
{
    std::vector<std::string> in_site{"site"};
    in_site.insert(in_site.end(), parts.begin(), parts.end());
    Found found = find(request.release.path(), in_site);
    if (!found.file && is_beside_the_site(parts)) {
        found = find(request.release.path(), parts);
    }
    return found;
}

std::string whole(const Found& found)
{
    std::string bytes(static_cast<std::size_t>(found.status.st_size), '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t n = ::read(found.file.number(), bytes.data() + got, bytes.size() - got);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            fail(ErrorCode::disk, "a file of the release became shorter while it was read");
        }
        got += static_cast<std::size_t>(n);
    }
    return bytes;
}

/// A file of a release never changes, so its place, length and time tell it apart from all others.
std::string etag_of_file(const Found& found)
{
    return fmt::format("{:x}-{:x}{:09x}", found.status.st_size, found.status.st_mtim.tv_sec,
                       found.status.st_mtim.tv_nsec);
}

void add_security(Content& content)
{
    const bool page = content.type.starts_with("text/html");
    content.fields.emplace_back("Content-Security-Policy", std::string(page ? policy::page : policy::data));
    if (!page) {
        content.fields.emplace_back("Access-Control-Allow-Origin", "*");  // open data, readable from other sites
    }
}

AnswerPtr found_answer(const FileRequest& request, Found found, const std::vector<std::string>& parts, int status,
                       const FileRules& rules, std::size_t route)
{
    Content content;
    content.status = status;
    content.reason = status == 200 ? "OK" : "Not Found";
    content.type = std::string(type_of(parts.back()));
    content.cache_control = status != 200 ? caching::never : request.for_ever ? caching::forever : caching::briefly;
    const bool compressible = is_compressible(content.type);
    if (compressible) {
        content.vary = "Accept-Encoding";
    }
    add_security(content);
    if (compressible && request.gzip) {
        std::vector<std::string> neighbour = parts;
        neighbour.back() += ".gz";
        if (Found packed = find_in_release(request, neighbour); packed.is_file()) {
            found = std::move(packed);
            content.encoding = "gzip";
        }
    }
    if (static_cast<std::uint64_t>(found.status.st_size) > rules.stream_above) {
        content.etag = etag_of_file(found);
        const auto size = static_cast<std::uint64_t>(found.status.st_size);
        content.file = std::make_unique<OpenFile>(found.file.release(), size, OpenFile::Where::disk);
        return make_answer(std::move(content), route);
    }
    content.body = whole(found);
    if (compressible && request.gzip && content.encoding.empty() && rules.compress) {
        content.body = rules.compress(content.body);
        content.encoding = "gzip";
    }
    return make_answer(std::move(content), route);
}

/// `/de` → `de/`, relative, so that it holds below any address.
AnswerPtr redirect_to_folder(const FileRequest& request, std::size_t route)
{
    Content content;
    content.status = 308;
    content.reason = "Permanent Redirect";
    content.cache_control = caching::briefly;
    std::string address = encoded(request.target.segments.back()) + "/";
    if (!request.target.raw_query.empty()) {
        address.append("?").append(request.target.raw_query);
    }
    content.fields.emplace_back("Location", std::move(address));
    return make_answer(std::move(content), route);
}

AnswerPtr missing_answer(const FileRequest& request, const FileRules& rules, std::size_t route)
{
    const auto& segments = request.target.segments;
    const bool named =
        segments.size() > request.first && (segments[request.first] == "de" || segments[request.first] == "en");
    const std::string language(named ? std::string_view(segments[request.first]) : request.language);
    for (const std::vector<std::string>& page : {std::vector<std::string>{language, "404.html"}, {"404.html"}}) {
        if (Found found = find_in_release(request, page); found.is_file()) {
            return found_answer(request, std::move(found), page, 404, rules, route);
        }
    }
    return plain_page(404, "Not Found", language, {"Seite nicht gefunden", "Page not found"},
                      {"Diese Seite gibt es in dieser Veröffentlichung nicht.", "This release has no such page."},
                      route);
}

}  // namespace

AnswerPtr file_answer(const FileRequest& request, const FileRules& rules, std::size_t route)
{
    std::vector<std::string> parts(request.target.segments.begin() + static_cast<std::ptrdiff_t>(request.first),
                                   request.target.segments.end());
    const bool folder_asked = parts.empty() || request.target.ends_with_slash;
    if (folder_asked) {
        parts.emplace_back("index.html");
    }
    Found found = find_in_release(request, parts);
    if (found.is_folder() && !folder_asked) {
        return redirect_to_folder(request, route);
    }
    if (!found.is_file()) {
        return missing_answer(request, rules, route);
    }
    return found_answer(request, std::move(found), parts, 200, rules, route);
}

bool may_be_compressed(const Target& target)
{
    return target.ends_with_slash || target.segments.empty() || is_compressible(type_of(target.segments.back()));
}

AnswerPtr plain_page(int status, std::string_view reason, std::string_view language, const Localized& title,
                     const Localized& text, std::size_t route)
{
    Content content;
    content.status = status;
    content.reason = reason;
    content.type = "text/html; charset=utf-8";
    content.vary = "Accept-Language";
    content.body = fmt::format(
        "<!doctype html>\n<html lang=\"{0}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"><title>{1}</title></head>\n<body><main><h1>{1}</h1><p>{2}</p>"
        "</main></body></html>\n",
        language, title.in(language), text.in(language));
    add_security(content);
    if (status == 503) {
        content.fields.emplace_back("Retry-After", "30");
    }
    return make_answer(std::move(content), route);
}

}  // namespace allmende::api::public_
