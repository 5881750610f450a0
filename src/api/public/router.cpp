#include "api/public/router.hpp"

#include <charconv>

#include "api/public/answer.hpp"
#include "api/public/negotiation.hpp"
#include "api/public/problem.hpp"
#include "base/ensure.hpp"

namespace allmende::api::public_ {

namespace {

// Positions in route_labels(); the routes of the API follow.
constexpr std::size_t label_other = 0;
constexpr std::size_t label_health = 2;
constexpr std::size_t label_site = 3;
constexpr std::size_t first_api_label = 4;

/// Smaller answers are not worth the work of packing and unpacking.
constexpr std::size_t least_to_compress = 1024;

/// 0 where the text is no number of a release.
int release_number(const std::string& text)
{
    int number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc() && result.ptr == text.data() + text.size() && number > 0 ? number : 0;
}

[[noreturn]] void refuse_release(const std::string& text, int newest)
{
    refuse(ErrorCode::not_found,
           {fmt::format("Die Veröffentlichung „{}“ gibt es nicht; die neueste ist {}.", plain(text), newest),
            fmt::format("There is no release “{}”; the newest is {}.", plain(text), newest)});
}

/// The route whose path fits, with the values of its variables.
const Route* match(const std::vector<std::string>& segments, std::size_t first, std::vector<std::string>& values)
{
    for (const Route& route : routes()) {
        const std::vector<std::string_view> pattern = route.segments();
        if (pattern.size() != segments.size() - first) {
            continue;
        }
        values.clear();
        bool fits = true;
        for (std::size_t i = 0; i < pattern.size() && fits; ++i) {
            if (pattern[i].front() == '{') {
                values.push_back(segments[first + i]);
            } else {
                fits = pattern[i] == segments[first + i];
            }
        }
        if (fits) {
            return &route;
        }
    }
    return nullptr;
}

[[noreturn]] void refuse_path(const std::vector<std::string>& segments, std::size_t first)
{
    std::string path;
    for (std::size_t i = first; i < segments.size(); ++i) {
        path.append("/").append(segments[i]);
    }
    std::vector<std::string> known;
    for (const Route& route : routes()) {
        known.push_back("/api/v1" + std::string(route.path));
    }
    refuse(ErrorCode::not_found,
           Localized{fmt::format("Die Adresse {} gibt es in dieser Schnittstelle nicht.", plain(path)),
                     fmt::format("This API has no address {}.", plain(path))} +
               did_you_mean(nearest(path, known)) +
               Localized{" Alle Adressen stehen unter /api/v1/.", " All addresses are listed at /api/v1/."});
}

}  // namespace

/// Where a request leads, as far as that can be said without the disk.
struct Router::Destination {
    Target target;
    bool health = false;
    int release = 0;               ///< 0: there is none yet
    bool for_ever = false;         ///< asked for by number
    std::size_t first = 0;         ///< first segment behind `/releases/N` or `/api/v1`
    const Route* route = nullptr;  ///< null: a file
    std::optional<Arguments> arguments;
    bool gzip = false;
    std::string_view language;
    std::string cache_key;

    std::size_t label() const
    {
        return route == nullptr ? label_site : first_api_label + static_cast<std::size_t>(route - routes().data());
    }
};

Router::Router(releases::ReleaseShelf& shelf, RouterOptions options)
    : shelf_(shelf),
      options_(std::move(options)),
      cache_(options_.cache_bytes),
      labels_{"other", "metrics", "health", "site"}
{
    for (const Route& route : routes()) {
        labels_.emplace_back(route.id);
    }
}

Prompt Router::at_once(const Request& request)
{
    Prompt prompt;
    prompt.answer = guarded(request, [&]() -> AnswerPtr {
        if (request.method == "OPTIONS") {
            return options_answer();
        }
        if (request.method != "GET" && request.method != "HEAD") {
            throw Problem("method-not-allowed", problem_kind("method-not-allowed").meaning);
        }
        const Destination destination = destination_of(request);
        if (destination.health) {
            return health();
        }
        if (destination.release == 0) {
            return without_release(request, destination);
        }
        prompt.effort = destination.route != nullptr ? destination.route->effort : Effort::quick;
        return cache_.find(destination.cache_key);
    });
    return prompt;
}

AnswerPtr Router::work(const Request& request)
{
    return guarded(request, [&] {
        const Destination destination = destination_of(request);
        // Many may have asked for the same thing before the first answer was there.
        AnswerPtr answer = cache_.find(destination.cache_key);
        return answer ? answer : made(request, destination);
    });
}

void Router::append_metrics(std::string& out) const
{
    const AnswerCache::State cache = cache_.state();
    const auto line = [&out](std::string_view name, std::string_view kind, auto value) {
        fmt::format_to(std::back_inserter(out), "# TYPE allmende_{0} {1}\nallmende_{0} {2}\n", name, kind, value);
    };
    line("release_number", "gauge", shelf_.current());
    line("answer_cache_bytes", "gauge", cache.bytes);
    line("answer_cache_entries", "gauge", cache.entries);
    line("answer_cache_hits_total", "counter", cache.hits);
    line("answer_cache_misses_total", "counter", cache.misses);
    line("answer_cache_evictions_total", "counter", cache.evictions);
    line("answer_bytes_alive", "gauge", in_flight_->load());
}

Router::Destination Router::destination_of(const Request& request)
{
    Destination out;
    out.target = parse_target(request.target);
    out.language = preferred_language(request.accept_language);
    const std::vector<std::string>& path = out.target.segments;
    if (path.size() == 1 && path[0] == "health") {
        out.health = true;
        return out;
    }
    out.release = shelf_.current();
    if (path.size() >= 2 && path[0] == "releases") {
        const int newest = out.release;
        out.release = release_number(path[1]);
        out.for_ever = true;
        out.first = 2;
        if (out.release == 0 || out.release > newest) {
            refuse_release(path[1], newest);
        }
    }
    if (path.size() > out.first && path[out.first] == "api") {
        const bool first_version = path.size() > out.first + 1 && path[out.first + 1] == "v1";
        std::vector<std::string> values;
        const std::size_t api_path = out.first + 2;
        out.route = first_version ? match(path, api_path, values) : nullptr;
        if (out.route == nullptr) {
            refuse_path(path, out.first);
        }
        out.first = api_path;
        out.arguments.emplace(*out.route, values, out.target, request.accept);
    }
    out.gzip = accepts_gzip(request.accept_encoding) && (out.route != nullptr || may_be_compressed(out.target));
    std::string place;
    if (out.route != nullptr) {
        place = "api" + out.arguments->address();
    } else {
        for (std::size_t i = out.first; i < path.size(); ++i) {
            place.append("/").append(path[i]);
        }
        place.append(out.target.ends_with_slash ? "/" : "");
    }
    out.cache_key = fmt::format("{}{}{} {}", out.release, out.for_ever ? "f" : "c", out.gzip ? "z" : "", place);
    return out;
}

/// The HTTP handler's one place where errors are caught.
AnswerPtr Router::guarded(const Request& request, const std::function<AnswerPtr()>& answer)
{
    std::string fault;
    try {
        return answer();
    } catch (const Problem& problem) {
        return refused(request, problem);
    } catch (const std::exception& error) {
        fault = error.what();
    }
    if (options_.log) {
        options_.log(fmt::format("{} {}: {}", request.method, shown(request.target, 200), fault));
    }
    // What went wrong inside is for the log; paths and causes are nobody else's business.
    return problem_answer(problem_kind(ErrorCode::internal), preferred_language(request.accept_language), {}, {},
                          label_other);
}

AnswerPtr Router::refused(const Request& request, const Problem& problem) const
{
    return problem_answer(problem.kind(), preferred_language(request.accept_language), problem.text(),
                          problem.parameter(), label_other);
}

AnswerPtr Router::health()
{
    Content content;
    content.type = std::string(media_type(Form::json));
    content.body = fmt::format("{{\"status\":\"ok\",\"release\":{}}}\n", shelf_.current());
    return make_answer(std::move(content), label_health);
}

AnswerPtr Router::options_answer() const
{
    Content content;
    content.status = 204;
    content.reason = "No Content";
    content.fields = {{"Allow", "GET, HEAD, OPTIONS"},
                      {"Access-Control-Allow-Origin", "*"},
                      {"Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"},
                      {"Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match"},
                      {"Access-Control-Max-Age", "86400"}};
    return make_answer(std::move(content), label_other);
}

AnswerPtr Router::without_release(const Request& request, const Destination& destination)
{
    if (destination.route != nullptr || preferred_type(request.accept, {"application/json", "text/html"}) == 0) {
        return problem_answer(problem_kind("no-release"), destination.language, {}, {}, destination.label());
    }
    const ProblemKind& kind = problem_kind("no-release");
    return plain_page(kind.status, kind.reason, destination.language, kind.title,
                      {"Sobald die erste Veröffentlichung erscheint, steht sie hier.",
                       "The first release will be shown here as soon as it is published."},
                      label_site);
}

AnswerPtr Router::made(const Request& request, const Destination& destination)
{
    if (in_flight_->load() > options_.cache_bytes + options_.most_answer_bytes) {
        throw Problem("overloaded", problem_kind("overloaded").meaning);
    }
    const std::shared_ptr<const releases::Released> release = shelf_.find(destination.release);
    if (release == nullptr) {
        refuse_release(std::to_string(destination.release), shelf_.current());
    }
    AnswerPtr answer;
    if (destination.route != nullptr) {
        answer = api_answer(destination, *release);
    } else {
        answer = file_answer({.release = *release,
                              .target = destination.target,
                              .first = destination.first,
                              .gzip = destination.gzip,
                              .for_ever = destination.for_ever,
                              .language = preferred_language(request.accept_language)},
                             {.stream_above = options_.stream_above, .compress = options_.compress}, label_site);
    }
    answer = counted(std::move(answer));
    if (answer->status == 200) {
        cache_.insert(destination.cache_key, answer);
    }
    return answer;
}

AnswerPtr Router::api_answer(const Destination& destination, const releases::Released& release)
{
    const Arguments& arguments = *destination.arguments;
    Document document = destination.route->answer({.release = release,
                                                   .shelf = shelf_,
                                                   .arguments = arguments,
                                                   .form = arguments.form(),
                                                   .limits = options_.limits});
    Content content;
    content.type = std::move(document.type);
    if (arguments.form() == Form::csv) {
        content.type += "; charset=utf-8; header=present";
    }
    content.body = std::move(document.body);
    content.cache_control = destination.for_ever ? caching::forever : caching::briefly;
    content.vary = "Accept, Accept-Encoding";
    content.fields = {
        {"Access-Control-Allow-Origin", "*"},
        {"Content-Security-Policy", std::string(policy::data)},
        {"Content-Location", fmt::format("/releases/{}/api/v1{}", release.number(), arguments.address())}};
    if (!document.file_name.empty()) {
        // Encoded, because ids are data and could hold a quote.
        content.fields.emplace_back("Content-Disposition",
                                    fmt::format("attachment; filename=\"{}\"", encoded(document.file_name)));
    }
    if (destination.gzip && options_.compress && content.body.size() >= least_to_compress) {
        content.body = options_.compress(content.body);
        content.encoding = "gzip";
    }
    return make_answer(std::move(content), destination.label());
}

/// Counts the memory of an answer for as long as anybody holds it.
AnswerPtr Router::counted(AnswerPtr answer)
{
    const std::size_t bytes = answer->bytes();
    in_flight_->fetch_add(bytes);
    const Answer* raw = answer.get();
    return {raw, [held = std::move(answer), counter = in_flight_, bytes](const Answer*) { counter->fetch_sub(bytes); }};
}

}  // namespace allmende::api::public_
