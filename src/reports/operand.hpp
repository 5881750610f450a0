#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reports/figure_finder.hpp"
#include "reports/words.hpp"

namespace allmende::reports {

/// What a claim compares: a figure, a number, the difference or the ratio of two operands.
struct Operand {
    enum class Kind { figure, number, difference, ratio };
    Kind kind = Kind::figure;
    FigureName figure;
    double number = 0;
    std::vector<Operand> parts;  ///< two, of differences and ratios
};

/// The first figure in an operand: what later ones leave out is taken from it.
const FigureName* first_figure(const Operand& operand);
/// The operand with what its figures leave open filled in.
Operand completed(Operand operand, const FigureName& from);

/// What a figure must name, itself or through the one before it.
enum class Needs { all, no_year, no_area };

/// Reads figures, numbers, sets and years out of the words of a reference or a claim. Throws Error{bad_input} with
/// file, line, column and the nearest known word.
class OperandReader {
public:
    OperandReader(const FigureFinder& finder, Words& words) : finder_(finder), words_(words) {}

    FigureName figure(const FigureName& from, Needs needs = Needs::all);
    Operand operand(const FigureName& from, Needs needs = Needs::all);
    double number(std::string_view wanted);
    std::size_t count(std::string_view wanted);
    int year();
    /// `from YEAR to YEAR`
    std::pair<int, int> span();
    /// Keys after `among` or `of`: a region stands for its members, `region:ID` for itself. At least one.
    std::vector<std::string> set();
    /// Complains about words that are left over.
    void end();

private:
    const FigureFinder& finder_;
    Words& words_;

    bool take_part(FigureName& name, std::vector<Word>& breakdowns);
    void take_area(FigureName& name, const Word& word);
    std::string need_area(const Word& word);
    void resolve_series(FigureName& name, const std::vector<Word>& breakdowns);
    void check(const FigureName& name, Needs needs, std::size_t at);
};

}  // namespace allmende::reports
