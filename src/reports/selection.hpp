#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/config.hpp"
#include "reports/figure_finder.hpp"

namespace allmende::reports {

/// Areas that a block shows, each once: first the members of regions, then the others.
struct AreaChoice {
    std::vector<std::string> members;
    std::vector<std::string> others;

    std::vector<std::string> all() const;
};

// The settings of blocks (docs/guides/report-writing.md). All throw Error{bad_input} with file, line and column and
// the nearest known word.

/// `indicator = "…"`
std::size_t read_indicator(const Config& settings, const FigureFinder& finder, std::string_view key = "indicator");
std::size_t need_indicator(const Config& settings, const FigureFinder& finder, std::string_view key,
                           const std::string& id);
/// The area of one word.
std::string need_area(const Config& settings, const FigureFinder& finder, std::string_view key,
                      const std::string& word);
/// `members = ["ruhr"]`, `areas = ["ruhr", "05"]`; at least one area.
AreaChoice read_areas(const Config& settings, const FigureFinder& finder);
/// Position of the series for `code = "sex=female"`; the total where the word is empty.
std::size_t need_series(const Config& settings, const FigureFinder& finder, std::string_view key, std::size_t indicator,
                        const std::string& word);
/// `year = 2023`; left out, the newest year in which any of the areas has a value.
int read_year(const Config& settings, const FigureFinder& finder, std::size_t indicator,
              const std::vector<std::string>& areas, std::string_view key = "year");

/// The figure at one place of the table; null where the table does not hold it.
const indicators::Figure* figure_at(const FigureFinder& finder, std::size_t indicator, std::size_t series,
                                    const std::string& area, int year);

}  // namespace allmende::reports
