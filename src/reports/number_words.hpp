#pragma once

#include <cstddef>
#include <string>

#include "reports/number_text.hpp"

namespace allmende::reports {

/// `fünf`, `five`; figures from 13 on, as printed texts do.
std::string count_words(std::size_t number, Language language);

/// `an dritter Stelle`, `an dritter bis fünfter Stelle`; `in third place`, `in third to fifth place`.
std::string place_words(std::size_t best, std::size_t worst, bool from_below, Language language);

}  // namespace allmende::reports
