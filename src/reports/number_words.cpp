#include "reports/number_words.hpp"

#include <array>

namespace allmende::reports {

namespace {

constexpr std::array<std::string_view, 13> counts_de{"null",   "eins", "zwei", "drei", "vier", "fünf", "sechs",
                                                     "sieben", "acht", "neun", "zehn", "elf",  "zwölf"};
constexpr std::array<std::string_view, 13> counts_en{"none",  "one",   "two",  "three", "four",   "five",  "six",
                                                     "seven", "eight", "nine", "ten",   "eleven", "twelve"};
constexpr std::array<std::string_view, 13> ordinals_de{"",        "erster",   "zweiter", "dritter", "vierter",
                                                       "fünfter", "sechster", "siebter", "achter",  "neunter",
                                                       "zehnter", "elfter",   "zwölfter"};
constexpr std::array<std::string_view, 13> ordinals_en{"",      "first",    "second",  "third",  "fourth",
                                                       "fifth", "sixth",    "seventh", "eighth", "ninth",
                                                       "tenth", "eleventh", "twelfth"};

std::string ordinal(std::size_t number, bool german)
{
    if (number < ordinals_de.size()) {
        return std::string(german ? ordinals_de[number] : ordinals_en[number]);
    }
    if (german) {
        return std::to_string(number) + ".";
    }
    const std::size_t last = number % 100 / 10 == 1 ? 0 : number % 10;
    return std::to_string(number) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

}  // namespace

std::string count_words(std::size_t number, Language language)
{
    if (number < counts_de.size()) {
        return std::string(language == "en" ? counts_en[number] : counts_de[number]);
    }
    return number_text(static_cast<double>(number), 0, language);
}

std::string place_words(std::size_t best, std::size_t worst, bool from_below, Language language)
{
    const bool german = language != "en";
    std::string text = (german ? "an " : "in ") + ordinal(best, german);
    if (worst != best) {
        text += (german ? " bis " : " to ") + ordinal(worst, german);
    }
    text += german ? " Stelle" : " place";
    return text + (from_below ? (german ? " von unten" : " from below") : "");
}

}  // namespace allmende::reports
