#pragma once

#include <filesystem>
#include <memory>

#include "releases/release.hpp"

namespace allmende::adapters::node {

/// Where the interpreter and the built website stand.
struct Installation {
    std::filesystem::path node;    ///< the interpreter
    std::filesystem::path script;  ///< `web/dist/render.js`
};

/// Renders by `node render.js --data … --out …`.
std::unique_ptr<releases::SiteRenderer> make_site_renderer(Installation installation);

}  // namespace allmende::adapters::node
