#include "api/public/answer.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include "api/public/json_text.hpp"
#include "base/ensure.hpp"
#include "base/hash.hpp"

namespace allmende::api::public_ {

namespace {

/// Bytes of the digest that tell one answer from another: 80 bits.
constexpr std::size_t etag_digits = 20;

/// From here on the kernel's own pages are sent instead of copies of ours (sendfile): half the work for a table of 2
/// MB.
constexpr std::size_t least_in_file = 256 << 10;

/// The body as a file in memory; null where the system gives none.
std::unique_ptr<OpenFile> file_in_memory(std::string_view body)
{
    const int descriptor = ::memfd_create("answer", MFD_CLOEXEC);
    if (descriptor < 0) {
        return nullptr;
    }
    auto file = std::make_unique<OpenFile>(descriptor, body.size(), OpenFile::Where::memory);
    while (!body.empty()) {
        const ssize_t written = ::write(descriptor, body.data(), body.size());
        if (written <= 0) {
            return nullptr;
        }
        body.remove_prefix(static_cast<std::size_t>(written));
    }
    return file;
}

void append_field(std::string& head, std::string_view name, std::string_view value)
{
    // A line end in a value would let it forge fields.
    ensure(value.find_first_of("\r\n") == std::string_view::npos, "a header field is one line");
    head.append(name).append(": ").append(value).append("\r\n");
}

void append_shared_fields(std::string& head, const Content& content, std::string_view etag)
{
    if (!etag.empty()) {
        append_field(head, "ETag", etag);
    }
    append_field(head, "Cache-Control", content.cache_control.empty() ? caching::never : content.cache_control);
    if (!content.vary.empty()) {
        append_field(head, "Vary", content.vary);
    }
}

std::string etag_of(const Content& content)
{
    if (content.status != 200) {
        return {};
    }
    std::string tag = content.etag;
    if (tag.empty() && !content.file) {
        tag = sha256(content.body).substr(0, etag_digits);
    }
    return tag.empty() ? tag : "\"" + tag + "\"";
}

}  // namespace

OpenFile::~OpenFile()
{
    ::close(descriptor_);
}

AnswerPtr make_answer(Content content, std::size_t route)
{
    auto answer = std::make_shared<Answer>();
    answer->status = content.status;
    answer->route = route;
    answer->etag = etag_of(content);
    answer->body = std::move(content.body);
    answer->file = std::move(content.file);
    if (answer->body.size() >= least_in_file) {
        answer->file = file_in_memory(answer->body);
        if (answer->file) {
            std::string().swap(answer->body);
        }
    }

    std::string& head = answer->head;
    head = fmt::format("HTTP/1.1 {} {}\r\n", content.status, content.reason);
    append_field(head, "Server", "Allmende");
    if (!content.type.empty()) {
        append_field(head, "Content-Type", content.type);
    }
    if (content.status != 204) {  // RFC 9110 §8.6
        append_field(head, "Content-Length", std::to_string(answer->size()));
    }
    if (!content.encoding.empty()) {
        append_field(head, "Content-Encoding", content.encoding);
    }
    append_shared_fields(head, content, answer->etag);
    append_field(head, "X-Content-Type-Options", "nosniff");
    append_field(head, "Referrer-Policy", "strict-origin-when-cross-origin");
    for (const auto& [name, value] : content.fields) {
        append_field(head, name, value);
    }
    head.shrink_to_fit();
    answer->not_modified_head = "HTTP/1.1 304 Not Modified\r\nServer: Allmende\r\n";
    append_shared_fields(answer->not_modified_head, content, answer->etag);
    return answer;
}

bool is_compressible(std::string_view type)
{
    return type.starts_with("text/") || type.starts_with("application/json") ||
           type.starts_with("application/problem+json") || type.starts_with("application/vnd.oai") ||
           type.starts_with("image/svg") || type.starts_with("application/xml") ||
           type.starts_with("application/manifest");
}

AnswerPtr problem_answer(const ProblemKind& kind, std::string_view language, const Localized& detail,
                         std::string_view parameter, std::size_t route)
{
    Content content;
    content.status = kind.status;
    content.reason = kind.reason;
    content.type = "application/problem+json";
    content.vary = "Accept-Language";
    JsonText json(content.body);
    json.open('{');
    json.key("type").text(fmt::format("/api/v1/problems#{}", kind.label));
    json.key("title").text(kind.title.in(language));
    json.key("status").integer(kind.status);
    json.key("detail").text(detail.de.empty() ? kind.meaning.in(language) : detail.in(language));
    json.key("code").text(kind.label);
    if (!parameter.empty()) {
        json.key("parameter").text(parameter);
    }
    json.close('}');
    content.body += '\n';
    content.fields = {{"Content-Language", std::string(language)},
                      {"Access-Control-Allow-Origin", "*"},
                      {"Content-Security-Policy", std::string(policy::data)}};
    if (kind.status == 503) {
        content.fields.emplace_back("Retry-After", "5");
    }
    if (kind.status == 405) {
        content.fields.emplace_back("Allow", "GET, HEAD, OPTIONS");
    }
    return make_answer(std::move(content), route);
}

}  // namespace allmende::api::public_
