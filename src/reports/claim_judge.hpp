#pragma once

#include <string>
#include <vector>

#include "reports/claim.hpp"

namespace allmende::reports {

/// Measures a claim's operands and words what comes out, in the report's language.
class ClaimJudge {
public:
    ClaimJudge(const FigureFinder& finder, Language language) : finder_(finder), language_(language) {}

    const FigureFinder& finder() const { return finder_; }
    bool german() const { return language_ != "en"; }
    std::string_view words(std::string_view de, std::string_view en) const { return german() ? de : en; }

    Measured measure(const Operand& operand) const;
    /// The figure for each of the keys, or for each year of the span.
    std::vector<Measured> over_areas(FigureName name, const std::vector<std::string>& keys) const;
    std::vector<Measured> over_years(FigureName name, int from, int to) const;

    /// `Metropole Ruhr 2023: 7,7 % (zwischen 7,67 und 7,80 %)`
    std::string line(const Measured& measured) const;
    std::string name(const Measured& measured) const { return measured.label.in(language_); }
    std::string value(const Measured& measured) const;
    std::string number(double value, const NumberForm& form) const { return figure_text(value, form, language_); }
    /// How two numbers stand to each other, as a sentence.
    std::string relation(const Measured& a, const Measured& b) const;
    /// Names joined by commas.
    std::string names(const std::vector<Measured>& list) const;

    /// The verdict with the lines of its figures.
    Judgement say(Truth truth, const std::vector<Measured>& figures, std::string instead) const;
    /// The verdict where one of the figures has no number; nothing where all have one.
    std::optional<Judgement> lacking(const std::vector<Measured>& figures) const;
    /// Both are written the same: readers would not see the difference that a claim speaks of.
    bool look_alike(const Measured& a, const Measured& b) const;

private:
    const FigureFinder& finder_;
    Language language_;

    Measured combine(const Operand& operand) const;
};

}  // namespace allmende::reports
