#pragma once

#include <set>
#include <string>
#include <vector>

#include "reports/composer.hpp"

namespace allmende::reports {

/// What a chart or a table shows, for what must stand below it.
class ShownFigures {
public:
    void add(std::size_t indicator, const std::string& area, int year, const indicators::Figure* figure);

    /// Breaks that concern what is shown after its first year, by year.
    std::vector<const indicators::Break*> breaks(const FigureFinder& finder) const;
    /// What readers must know: rounding, conversion, signs, breaks; `numbered`: a chart marks the breaks with numbers.
    std::string remarks(const Composer& composer, bool numbered) const;
    /// `Quelle: …; Stand …; Lizenz`
    std::string source(const Composer& composer) const;

private:
    std::set<std::size_t> indicators_;
    std::set<std::string> areas_;
    std::set<int> years_;
    std::set<std::string> rounded_;    // Länder
    std::set<std::string> converted_;  // areas
    std::set<Sign> signs_;
    bool estimated_ = false;
};

/// Deliveries of an indicator's datasets, by number.
std::vector<const sources::Delivery*> deliveries_of(const Ground& ground, std::size_t indicator);
/// `13.03.2025`, `13 March 2025`; other texts stay.
std::string date_text(const std::string& iso, Language language);

}  // namespace allmende::reports
