#include <algorithm>
#include <cmath>

#include "indicators/evaluation.hpp"

namespace allmende::indicators {

namespace {

std::uint32_t bit(Flag flag)
{
    return 1u << static_cast<unsigned>(flag);
}

/// One delivered sum of one area with the share of it that counts.
struct Piece {
    const PlannedSum* sum = nullptr;
    areas::AreaNumber area = -1;
    double share = 1;
    std::uint8_t weights = 0;
};

bool is_whole(double share)
{
    return share == std::round(share);
}

/// Shares of one area become one: what was divided among areas that are summed is whole again.
std::vector<Piece> merged(std::vector<Piece> pieces)
{
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return std::pair(a.sum, a.area) < std::pair(b.sum, b.area);
    });
    std::vector<Piece> whole;
    for (const Piece& piece : pieces) {
        if (piece.area >= 0 && !whole.empty() && whole.back().sum == piece.sum && whole.back().area == piece.area) {
            whole.back().share += piece.share;
            whole.back().weights |= piece.weights;
        } else {
            whole.push_back(piece);
        }
    }
    std::erase_if(whole, [](const Piece& piece) { return piece.share == 0; });
    return whole;
}

/// The pieces of one term: of each area the first dataset that has cells of it or of a part of it.
class Collector {
public:
    Collector(const TerritoryView& view, const std::vector<DatasetGrid>& grids, areas::Weight weight, int year)
        : view_(view), grids_(grids), weight_(weight), year_(year)
    {}

    std::vector<Piece> pieces;
    bool converted = false;
    std::int32_t gap = -1;

    void add(const PlannedTerm& term, areas::AreaNumber area)
    {
        std::int32_t open = -1;
        for (const PlannedSum& sum : term.alternatives) {
            const areas::Composition* row = view_.of(sum.dataset, area, year_, weight_);
            if (row != nullptr && row->gap >= 0) {
                open = row->gap;
                continue;
            }
            if (row == nullptr ? cells(sum, area)
                               : std::any_of(row->parts.begin(), row->parts.end(),
                                             [&](const areas::Part& part) { return cells(sum, part.unit); })) {
                take(sum, area, row);
                return;
            }
        }
        gap = std::max(gap, open);
        pieces.push_back({nullptr, area, 1, 0});
    }

private:
    const TerritoryView& view_;
    const std::vector<DatasetGrid>& grids_;
    areas::Weight weight_;
    int year_;

    bool cells(const PlannedSum& sum, areas::AreaNumber area) const
    {
        return grids_[sum.dataset].at(sum.position, area, year_).cells > 0;
    }

    void take(const PlannedSum& sum, areas::AreaNumber area, const areas::Composition* row)
    {
        if (row == nullptr) {
            pieces.push_back({&sum, area, 1, 0});
            return;
        }
        converted = true;
        for (const areas::Part& part : row->parts) {
            pieces.push_back({&sum, part.unit, part.share, row->weights});
        }
    }
};

}  // namespace

/// The sum of areas of the territory, each out of its parts.
PlacedAmount Evaluation::converted_amount(const PlannedQuantity& quantity, std::span<const areas::AreaNumber> numbers,
                                          int year) const
{
    PlacedAmount placed;
    Amount sum;
    const int data_year = year + quantity.offset_years;
    bool takes_away = false;
    for (const PlannedTerm& term : quantity.terms) {
        Collector collector(*view_, grids_, quantity.split_by, data_year);
        for (const areas::AreaNumber number : numbers) {
            collector.add(term, number);
        }
        placed.converted = placed.converted || collector.converted;
        placed.gap = std::max(placed.gap, collector.gap);
        for (const Piece& piece : merged(std::move(collector.pieces))) {
            Amount part;
            const std::uint8_t weights = is_whole(piece.share) ? std::uint8_t{0} : piece.weights;
            if (piece.sum != nullptr) {
                part = grids_[piece.sum->dataset].at(piece.sum->position, piece.area, data_year);
                if (tracing_ && part.cells > 0) {
                    placed.contributions.push_back(
                        {*piece.sum, piece.area, data_year, term.factor, piece.share, weights});
                }
            }
            if (quantity.nil_is_missing && part.only_nil()) {
                part = {};
            }
            if (is_missing(part.missing()) && !placed.missing_part) {
                placed.missing_part = areas::Part{piece.area, piece.share};
            }
            placed.weights |= weights;
            takes_away = takes_away || piece.share < 0;
            add(sum, part, term.factor * piece.share);
        }
    }
    if (takes_away && sum.number >= 0) {
        sum.low = std::max(0.0, sum.low);
    }
    // Where not one term has a cell, nothing was delivered at all: the amount stays empty.
    if ((sum.signs & ~(1u << static_cast<unsigned>(Sign::absent))) != 0) {
        placed.amount = sum;
    }
    placed.exists =
        placed.converted || std::any_of(numbers.begin(), numbers.end(), [&](areas::AreaNumber number) {
            bool exists = false;
            for (const PlannedTerm& term : quantity.terms) {
                for (const PlannedSum& planned : term.alternatives) {
                    exists = exists || (number >= 0 &&
                                        sources_.areas.exists(number, grids_[planned.dataset].dataset(), data_year));
                }
            }
            return exists;
        });
    return placed;
}

Figure Evaluation::converted_figure(const PlannedSeries& series, std::span<const areas::AreaNumber> numbers,
                                    int year) const
{
    const PlacedAmount numerator = converted_amount(series.numerator, numbers, year);
    const PlacedAmount denominator =
        series.denominator.terms.empty() ? PlacedAmount{} : converted_amount(series.denominator, numbers, year);
    const bool converted = numerator.converted || denominator.converted;
    Figure figure;
    if (converted && !planned_.definition->aggregable) {
        figure.sign = Sign::not_applicable;  // rates of the source are never converted
        figure.flags = bit(Flag::not_convertible);
        return figure;
    }
    figure = compute(series, numerator.amount, denominator.amount);
    const bool gap = numerator.gap >= 0 || denominator.gap >= 0;
    if (gap || (converted && !figure.has_value())) {
        figure.sign = gap ? Sign::no_territory : figure.sign;
        figure.flags = bit(Flag::not_convertible);
        return figure;
    }
    if (!(numerator.exists && denominator.exists) && (!figure.has_value() || figure.sign == Sign::nil)) {
        figure.sign = Sign::no_territory;
    }
    if (figure.has_value() && converted) {
        const std::uint8_t weights = numerator.weights | denominator.weights;
        figure.flags |= weights == 0 ? bit(Flag::converted_exact) : bit(Flag::converted_estimated);
        for (const auto& [weight, flag] : {std::pair(areas::Weight::population, Flag::weighted_by_population),
                                           std::pair(areas::Weight::area, Flag::weighted_by_area),
                                           std::pair(areas::Weight::employees, Flag::weighted_by_employees)}) {
            figure.flags |= (weights & areas::bit(weight)) != 0 ? bit(flag) : 0;
        }
    }
    if (figure.has_value() && numerator.amount.rounded && (converted || numbers.size() > 1)) {
        figure.flags |= bit(Flag::sum_of_rounded);
    }
    return figure;
}

void Evaluation::note_obstacles(FigureTable& table, const std::vector<areas::AreaNumber>& numbers) const
{
    const PlannedSeries& total = planned_.series.front();
    for (std::size_t a = 0; a < numbers.size(); ++a) {
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            const Figure& figure = table.at(0, a, y);
            if ((figure.flags & bit(Flag::not_convertible)) == 0) {
                continue;
            }
            Obstacle obstacle{table.areas[a], table.years[y], figure.sign, {}, {}};
            for (const PlannedQuantity* quantity : {&total.numerator, &total.denominator}) {
                const PlacedAmount placed = converted_amount(*quantity, {&numbers[a], 1}, table.years[y]);
                if (placed.gap >= 0 && obstacle.reform.empty()) {
                    obstacle.reform = sources_.reforms[static_cast<std::size_t>(placed.gap)].id;
                }
                if (placed.missing_part && placed.missing_part->unit >= 0 && obstacle.part.empty()) {
                    obstacle.part = sources_.areas.at(placed.missing_part->unit).key;
                }
            }
            table.obstacles.push_back(std::move(obstacle));
        }
    }
}

}  // namespace allmende::indicators
