#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/public/answer.hpp"
#include "api/public/target.hpp"
#include "releases/released.hpp"

namespace allmende::api::public_ {

/// Which files of a release are public: the rendered site below `site/` at the root, and beside it `data/…`,
/// `downloads/…` and the tables. What else lies in a release's folder is not served.
struct FileRequest {
    const releases::Released& release;
    const Target& target;  ///< `segments` from `first` on are the path in the release
    std::size_t first = 0;
    bool gzip = false;          ///< the client takes gzip
    bool for_ever = false;      ///< asked for below `/releases/N/`
    std::string_view language;  ///< of the client
};

struct FileRules {
    /// Larger files are sent from the disk instead of from memory.
    std::uint64_t stream_above = std::uint64_t{4} << 20;
    Compress compress;
};

/// The file, a redirect to the folder's own address, or the site's page for what is missing. Links are not followed.
AnswerPtr file_answer(const FileRequest& request, const FileRules& rules, std::size_t route);

/// True where an answer may depend on Accept-Encoding, by the ending of the path.
bool may_be_compressed(const Target& target);

/// A small page for what has no page of its own.
AnswerPtr plain_page(int status, std::string_view reason, std::string_view language, const Localized& title,
                     const Localized& text, std::size_t route);

}  // namespace allmende::api::public_
