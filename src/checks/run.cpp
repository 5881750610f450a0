#include "checks/run.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/ensure.hpp"
#include "checks/acknowledgements.hpp"
#include "checks/cube.hpp"
#include "checks/families.hpp"
#include "checks/reading.hpp"
#include "checks/record.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

constexpr std::int64_t most_cells = 2'000'000;  // of one cube: with what it is made of about 200 MB
constexpr std::int64_t surely_small = 2'000'000;
constexpr int context_years = 4;  // before a piece, for what compares with earlier periods

/// A piece of a dataset: its periods, and from which on they are looked at.
struct Piece {
    std::optional<facts::PeriodRange> periods;
    std::vector<std::int32_t> measures;
    std::int32_t first = 0;  ///< code of the first period that is looked at
};

/// The sums of one question, by a single column.
std::map<std::int32_t, std::int64_t> cells_by(facts::FactStore& facts, const facts::Dataset& dataset,
                                              facts::Column column)
{
    const facts::Sums sums =
        facts.sums({{{facts::Column::dataset, {dataset.number}}}, {}, {}}, {column}, {facts::Case{}});
    std::map<std::int32_t, std::int64_t> cells;
    for (std::size_t g = 0; g < sums.groups; ++g) {
        cells[sums.keys[0][g]] = sums.totals[0][g].cells;
    }
    return cells;
}

std::size_t signatures_of(facts::FactStore& facts, const facts::Dataset& dataset,
                          const std::optional<std::int32_t>& measure)
{
    facts::Query query{{{facts::Column::dataset, {dataset.number}}}, {}, {}};
    if (measure) {
        query.filters.push_back({facts::Column::measure, {*measure}});
    }
    std::vector<facts::Column> columns{facts::Column::measure};
    for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
        columns.push_back(facts::dimension_column(d));
    }
    return facts.sums(query, columns, {facts::Case{}}).groups;
}

/// Whole years, as many at a time as fit; each piece begins with some years that the one before looked at.
void add_pieces(const std::set<int>& years, std::int64_t cells_per_period, const std::map<int, int>& periods_of_year,
                const std::vector<std::int32_t>& measures, std::vector<Piece>& pieces)
{
    std::vector<int> all(years.begin(), years.end());
    for (std::size_t i = 0; i < all.size();) {
        std::size_t from = i;
        while (from > 0 && all[i] - all[from - 1] <= context_years && i - from < 2) {
            --from;
        }
        std::int64_t cells = 0;
        for (std::size_t k = from; k < i; ++k) {
            cells += cells_per_period * periods_of_year.at(all[k]);
        }
        std::size_t end = i;
        while (end < all.size() &&
               (end == i || cells + cells_per_period * periods_of_year.at(all[end]) <= most_cells)) {
            cells += cells_per_period * periods_of_year.at(all[end]);
            ++end;
        }
        pieces.push_back({facts::PeriodRange{first_code_of_year(all[from]), end_code_of_year(all[end - 1])}, measures,
                          first_code_of_year(all[i])});
        i = end;
    }
}

std::vector<Piece> pieces_of(facts::FactStore& facts, const facts::Dataset& dataset, const sources::Delivery* only)
{
    const auto by_period = cells_by(facts, dataset, facts::Column::period);
    std::int64_t total = 0;
    std::set<int> years;
    std::map<int, int> periods_of_year;
    for (const auto& [code, cells] : by_period) {
        const int year = Period::from_code(code).year;
        const bool wanted = only == nullptr || (year >= Period::from_code(only->first_period).year &&
                                                year <= Period::from_code(only->last_period).year);
        const bool context = only != nullptr && !wanted && year < Period::from_code(only->first_period).year &&
                             year + context_years >= Period::from_code(only->first_period).year;
        if (wanted || context) {
            years.insert(year);
            total += cells;
            ++periods_of_year[year];
        }
    }
    std::vector<Piece> pieces;
    if (years.empty()) {
        return pieces;
    }
    const std::int32_t first = only == nullptr ? 0 : first_code_of_year(Period::from_code(only->first_period).year);
    if (total <= surely_small) {
        pieces.push_back(
            {facts::PeriodRange{first_code_of_year(*years.begin()), end_code_of_year(*years.rbegin())}, {}, first});
        return pieces;
    }
    const auto areas = static_cast<std::int64_t>(cells_by(facts, dataset, facts::Column::area).size());
    const auto all = static_cast<std::int64_t>(signatures_of(facts, dataset, std::nullopt));
    if (areas * all <= most_cells) {
        add_pieces(years, areas * all, periods_of_year, {}, pieces);
    } else {
        for (const auto& [measure, cells] : cells_by(facts, dataset, facts::Column::measure)) {
            add_pieces(years, areas * static_cast<std::int64_t>(signatures_of(facts, dataset, measure)),
                       periods_of_year, {measure}, pieces);
        }
    }
    for (Piece& piece : pieces) {
        piece.first = std::max(piece.first, first);
    }
    return pieces;
}

/// Which signatures stand in one line of the file, by column: looked up at one area.
std::vector<std::vector<std::size_t>> lines_of(facts::FactStore& facts, const facts::Dataset& dataset, const Cube& cube)
{
    if (cube.areas() == 0) {
        return {};
    }
    const std::size_t p = cube.periods() - 1;
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t a = 0; a < cube.areas(); ++a) {
        std::size_t cells = 0;
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            cells += cube.sign(cube.at(p, s, a)) != Sign::absent ? 1 : 0;
        }
        best = cells > most ? a : best;
        most = std::max(most, cells);
    }
    const facts::Observations rows = facts.rows({{{facts::Column::dataset, {dataset.number}},
                                                  {facts::Column::area, {cube.area(best)}},
                                                  {facts::Column::period, {cube.period(p)}}},
                                                 {},
                                                 {}},
                                                0, static_cast<std::int64_t>(cube.signatures()));
    std::map<std::int32_t, std::map<std::int32_t, std::size_t>> by_row;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Signature signature;
        signature.measure = rows.measure[i];
        for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
            signature.codes[d] = rows.dimensions[d][i];
        }
        if (const auto s = cube.find(signature)) {
            by_row[rows.row[i]][rows.column[i]] = *s;
        }
    }
    std::vector<std::vector<std::size_t>> lines;
    for (const auto& [row, columns] : by_row) {
        std::vector<std::size_t> line;
        for (const auto& [column, s] : columns) {
            line.push_back(s);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Finds the cells of the drafts in the files: one question for each period.
class Locator {
public:
    Locator(facts::FactStore& facts, const facts::Dataset& dataset, const Cube& cube)
        : facts_(facts), dataset_(dataset), cube_(cube)
    {}

    void want(std::size_t cell) { wanted_.insert(cell); }

    void look()
    {
        std::map<std::size_t, std::set<std::int32_t>> areas;  // by period
        for (const std::size_t cell : wanted_) {
            areas[period_of(cell)].insert(cube_.area(cell % cube_.areas()));
        }
        for (const auto& [p, numbers] : areas) {
            const facts::Observations rows =
                facts_.rows({{{facts::Column::dataset, {dataset_.number}},
                              {facts::Column::period, {cube_.period(p)}},
                              {facts::Column::area, {numbers.begin(), numbers.end()}}},
                             {},
                             {}},
                            0, static_cast<std::int64_t>(numbers.size() * cube_.signatures()));
            for (std::size_t i = 0; i < rows.size(); ++i) {
                Signature signature;
                signature.measure = rows.measure[i];
                for (std::size_t d = 0; d < dataset_.dimensions.size(); ++d) {
                    signature.codes[d] = rows.dimensions[d][i];
                }
                const auto s = cube_.find(signature);
                const auto a = cube_.find_area(rows.area[i]);
                if (s && a && wanted_.contains(cube_.at(p, *s, *a))) {
                    found_[cube_.at(p, *s, *a)] = {rows.row[i], rows.column[i]};
                }
            }
        }
    }

    Place place(std::size_t cell, const areas::AreaRegister& areas) const
    {
        Place place;
        place.delivery = cube_.delivery(cell);
        place.area = areas.at(cube_.area(cell % cube_.areas())).key;
        place.period = cube_.period(period_of(cell));
        place.cell = cell_id(dataset_, cube_.signature(cell / cube_.areas() % cube_.signatures()));
        if (const auto at = found_.find(cell); at != found_.end()) {
            place.row = at->second.first;
            place.column = at->second.second;
        }
        return place;
    }

private:
    facts::FactStore& facts_;
    const facts::Dataset& dataset_;
    const Cube& cube_;
    std::set<std::size_t> wanted_;
    std::map<std::size_t, std::pair<std::int64_t, std::int64_t>> found_;

    std::size_t period_of(std::size_t cell) const { return cell / cube_.areas() / cube_.signatures(); }
};

void check_piece(sources::Workspace& workspace, const facts::Dataset& dataset, const Piece& piece,
                 const facts::RoundingIndex& rounding, const std::vector<sources::Delivery>& deliveries,
                 std::vector<Finding>& findings)
{
    const Cube cube = Cube::load(workspace.facts(), dataset, workspace.areas(), piece.periods, piece.measures);
    if (cube.cells() == 0) {
        return;
    }
    Subject subject(dataset, cube, workspace.areas(), workspace.reforms(), rounding, deliveries);
    while (subject.first_period < cube.periods() && cube.period(subject.first_period) < piece.first) {
        ++subject.first_period;
    }
    subject.lines = lines_of(workspace.facts(), dataset, cube);
    Drafts drafts;
    for (const auto& find : {find_in_definitions, find_in_areas, find_in_periods, find_in_sums, find_in_hierarchy,
                             find_in_numbers, find_in_series, find_in_misplaced, find_in_signs, find_in_secrecy}) {
        find(subject, drafts);
    }
    Locator locator(workspace.facts(), dataset, cube);
    for (const Draft& draft : drafts) {
        for (const std::size_t cell : draft.cells) {
            locator.want(cell);
        }
    }
    locator.look();
    for (Draft& draft : drafts) {
        Finding finding;
        finding.check = find_check(draft.check);
        ensure(finding.check != nullptr, "every finding is one of a check of the registry");
        finding.dataset = dataset.id;
        finding.cells = std::max<std::int64_t>(draft.count, static_cast<std::int64_t>(draft.cells.size()));
        finding.text = std::move(draft.text);
        finding.places = std::move(draft.places);
        for (const std::size_t cell : draft.cells) {
            finding.places.push_back(locator.place(cell, workspace.areas()));
        }
        draft.identity.push_back(dataset.id);
        finding.id = finding_id(*finding.check, draft.identity);
        findings.push_back(std::move(finding));
    }
}

bool concerns(const Finding& finding, std::int32_t delivery)
{
    return std::any_of(finding.places.begin(), finding.places.end(),
                       [&](const Place& place) { return place.delivery == delivery; });
}

}  // namespace

std::vector<Finding> run_checks(sources::Workspace& workspace, const CheckRequest& request)
{
    std::vector<Finding> findings;
    const std::vector<sources::Delivery> deliveries = workspace.deliveries().all();
    const facts::RoundingIndex rounding = workspace.deliveries().rounding();
    sources::Remarks remarks(workspace.database());
    const sources::Delivery* only = nullptr;
    std::map<std::string, std::vector<sources::Delivery>> by_dataset;
    for (const sources::Delivery& delivery : deliveries) {
        by_dataset[delivery.dataset].push_back(delivery);
        const bool wanted = !request.delivery || delivery.number == *request.delivery;
        only = request.delivery && wanted ? &delivery : only;
        if (wanted) {
            for (Finding& finding : findings_of_reading(delivery, remarks.of(delivery.number))) {
                findings.push_back(std::move(finding));
            }
        }
    }
    for (const facts::Dataset& dataset : workspace.dictionary().datasets) {
        if (request.delivery && (only == nullptr || dataset.id != only->dataset)) {
            continue;
        }
        for (const Piece& piece : pieces_of(workspace.facts(), dataset, only)) {
            check_piece(workspace, dataset, piece, rounding, by_dataset[dataset.id], findings);
        }
    }
    find_in_names(workspace, request.delivery, findings);
    find_in_headings(workspace, request.delivery, findings);
    find_in_rounding(workspace, request.delivery, findings);
    if (request.definitions != nullptr && !request.delivery) {
        find_in_figures(workspace, *request.definitions, findings);
    }
    if (request.delivery) {
        std::erase_if(findings, [&](const Finding& finding) { return !concerns(finding, *request.delivery); });
    }
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::tuple(-static_cast<int>(a.check->severity), a.dataset, a.check->id, a.id) <
               std::tuple(-static_cast<int>(b.check->severity), b.dataset, b.check->id, b.id);
    });
    // Pieces that overlap, or two looks at the same thing, say it once.
    findings.erase(
        std::unique(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) { return a.id == b.id; }),
        findings.end());
    Acknowledgements(workspace.database()).apply(findings);
    return findings;
}

}  // namespace allmende::checks
