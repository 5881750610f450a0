#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/public/http.hpp"
#include "api/public/problem.hpp"

namespace allmende::api::public_ {

/// What an answer says, before it is made ready for sending.
struct Content {
    int status = 200;
    std::string_view reason = "OK";
    std::string type;  ///< media type, with charset where it is text
    std::string body;
    std::unique_ptr<OpenFile> file;  ///< instead of `body`
    std::string etag;                ///< without quotes; empty: made from the body of a 200
    std::string_view cache_control;
    std::string_view vary;
    std::string_view encoding;  ///< `gzip` or empty
    std::vector<std::pair<std::string_view, std::string>> fields;
};

/// The fields of the head, ready to be sent again and again.
AnswerPtr make_answer(Content content, std::size_t route);

/// Compresses with gzip; given by the adapter that links the library.
using Compress = std::function<std::string(std::string_view)>;

/// Media types worth compressing.
bool is_compressible(std::string_view type);

/// RFC 9457. `language` is `de` or `en`; `detail` may be empty, then the kind's meaning stands there.
AnswerPtr problem_answer(const ProblemKind& kind, std::string_view language, const Localized& detail,
                         std::string_view parameter, std::size_t route);

namespace caching {
/// Below `/releases/N/`: never changes.
constexpr std::string_view forever = "public, max-age=31536000, immutable";
/// Below `/`: the next release may be a minute away.
constexpr std::string_view briefly = "public, max-age=60, must-revalidate";
constexpr std::string_view never = "no-store";
}  // namespace caching

namespace policy {
/// For pages: own scripts and styles only; SVG in pages has style attributes; downloads as PNG are made of blob images.
constexpr std::string_view page =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
/// For data: nothing may run.
constexpr std::string_view data = "default-src 'none'; frame-ancestors 'none'";
}  // namespace policy

}  // namespace allmende::api::public_
