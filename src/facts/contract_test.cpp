#include "facts/contract.hpp"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "facts/memory_store.hpp"

namespace allmende::facts {

namespace {

/// Observations typed by hand: area, period, measure, dimension 0, value, sign, row, column.
struct Line {
    std::int32_t area;
    std::int32_t period;
    std::int32_t dimension_0;
    double value;
    Sign sign = Sign::none;
    std::int32_t row = 1;
    std::int32_t column = 1;
};

Observations batch_of(const std::vector<Line>& lines)
{
    Observations batch;
    for (const Line& line : lines) {
        batch.area.push_back(line.area);
        batch.period.push_back(line.period);
        batch.measure.push_back(0);
        batch.dimensions[0].push_back(line.dimension_0);
        batch.value.push_back(line.value);
        batch.sign.push_back(line.sign);
        batch.row.push_back(line.row);
        batch.column.push_back(line.column);
    }
    return batch;
}

Load::Outcome load(FactStore& store, std::int32_t dataset, std::int32_t delivery, const std::vector<Line>& lines,
                   Precedence precedence = Precedence::newest)
{
    const auto load = store.begin_load(dataset, delivery, precedence);
    load->append(batch_of(lines));
    return load->commit();
}

Query everything(std::optional<std::int32_t> as_of = std::nullopt)
{
    Query query;
    query.as_of = as_of;
    return query;
}

Sums::Total sum_of_all(FactStore& store, const Query& query)
{
    const Sums sums = store.sums(query, {}, {Case{}});
    return sums.groups == 0 ? Sums::Total{} : sums.totals[0][0];
}

constexpr std::uint32_t bit(Sign sign)
{
    return 1u << static_cast<unsigned>(sign);
}

constexpr std::uint32_t plain = bit(Sign::none);

void refuses_what_does_not_fit(const OpenStore& open)
{
    const auto store = open();
    const auto load = store->begin_load(1, 1, Precedence::newest);
    Observations batch = batch_of({{1, 200000000, most_code + 1, 5}});
    try {
        load->append(batch);
        FAIL() << "a code above the greatest is refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::too_large);
    }
    batch = batch_of({{1, 200000000, 1, 5}});
    batch.measure[0] = most_code + 1;
    EXPECT_THROW(load->append(batch), Error);
    batch = batch_of({{1, 200000000, 1, 5}, {2, 200000000, 1, 5}});
    batch.row.pop_back();
    EXPECT_THROW(load->append(batch), Bug);
    EXPECT_THROW(load->append(batch_of({{-1, 200000000, 1, 5}})), Bug);
    EXPECT_THROW(load->append(batch_of({{1, 200000000, 1, std::numeric_limits<double>::quiet_NaN()}})), Bug);
    EXPECT_THROW(load->append(batch_of({{1, 200000000, 1, 5, Sign::unknown}})), Bug);
    EXPECT_THROW(store->begin_load(most_code + 1, 1, Precedence::newest), Bug);
    EXPECT_THROW(store->rows({}, -1, 1), Bug);
    EXPECT_EQ(load->commit().observations, 0);
}

void refuses_deliveries_out_of_order(const OpenStore& open)
{
    const auto store = open();
    load(*store, 1, 5, {});
    EXPECT_THROW(store->begin_load(1, 5, Precedence::newest), Bug);
    EXPECT_THROW(store->begin_load(1, 4, Precedence::filler), Bug);
    EXPECT_THROW(store->begin_load(2, 0, Precedence::newest), Bug);
    EXPECT_EQ(load(*store, 2, 5, {{1, 200000000, 0, 3}}).observations, 1);
    EXPECT_EQ(load(*store, 1, 6, {{1, 200000000, 0, 3}}).observations, 1);
}

void an_empty_store_answers(const OpenStore& open)
{
    const auto store = open();
    EXPECT_EQ(store->count({}), 0);
    EXPECT_EQ(store->rows({}, 0, 10).size(), 0u);
    EXPECT_EQ(store->sums({}, {}, {Case{}}).groups, 0u);
    const Sums sums = store->sums({}, {Column::area, Column::period}, {Case{}, Case{}});
    EXPECT_EQ(sums.groups, 0u);
    EXPECT_EQ(sums.keys.size(), 2u);
    EXPECT_EQ(sums.totals.size(), 2u);
    EXPECT_EQ(store->sums({}, {Column::area}, {}).groups, 0u);
    store->forget_after(0);
}

void a_load_shows_only_when_committed(const OpenStore& open)
{
    const auto store = open();
    {
        const auto undone = store->begin_load(1, 1, Precedence::newest);
        undone->append(batch_of({{1, 200000000, 0, 3}}));
        EXPECT_EQ(store->count({}), 0);
    }
    EXPECT_EQ(store->count({}), 0);
    const auto first = store->begin_load(1, 1, Precedence::newest);
    const auto second = store->begin_load(2, 1, Precedence::newest);
    first->append(batch_of({{1, 200000000, 0, 3}}));
    second->append(batch_of({{7, 200000000, 0, 4}, {8, 200000000, 0, 4}}));
    first->append(batch_of({{2, 200000000, 0, 3}}));
    EXPECT_EQ(second->commit().observations, 2);
    EXPECT_EQ(store->count({}), 2);
    EXPECT_EQ(first->commit().observations, 2);
    EXPECT_EQ(store->count({}), 4);
    EXPECT_THROW(first->commit(), Bug);
}

void keeps_all_of_an_observation(const OpenStore& open)
{
    const auto store = open();
    const auto load = store->begin_load(3, 9, Precedence::newest);
    Observations batch;
    batch.area = {2'000'000'000, 4};
    batch.period = {202512331, 189000000};
    batch.measure = {most_code, 1};
    for (std::size_t i = 0; i < most_dimensions; ++i) {
        batch.dimensions[i] = {static_cast<std::int32_t>(most_code - static_cast<std::int32_t>(i)),
                               static_cast<std::int32_t>(i)};
    }
    batch.dimensions[6].clear();
    batch.value = {0, -0.1};
    batch.sign = {Sign::pending, Sign::limited};
    batch.row = {2'000'000'000, 7};
    batch.column = {1'000'000, 8};
    load->append(batch);
    EXPECT_EQ(load->commit().observations, 2);
    const Observations rows = store->rows({}, 0, 10);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows.dataset, (std::vector<std::int32_t>{3, 3}));
    EXPECT_EQ(rows.area, (std::vector<std::int32_t>{4, 2'000'000'000}));
    EXPECT_EQ(rows.period, (std::vector<std::int32_t>{189000000, 202512331}));
    EXPECT_EQ(rows.measure, (std::vector<std::int32_t>{1, most_code}));
    for (std::size_t i = 0; i < most_dimensions; ++i) {
        const auto number = static_cast<std::int32_t>(i);
        EXPECT_EQ(rows.dimensions[i],
                  i == 6 ? (std::vector<std::int32_t>{0, 0}) : (std::vector<std::int32_t>{number, most_code - number}));
    }
    EXPECT_EQ(rows.value, (std::vector<double>{-0.1, 0}));
    EXPECT_EQ(rows.sign, (std::vector<Sign>{Sign::limited, Sign::pending}));
    EXPECT_EQ(rows.delivery, (std::vector<std::int32_t>{9, 9}));
    EXPECT_EQ(rows.row, (std::vector<std::int32_t>{7, 2'000'000'000}));
    EXPECT_EQ(rows.column, (std::vector<std::int32_t>{8, 1'000'000}));
}

void of_duplicates_the_first_in_the_file_counts(const OpenStore& open)
{
    const auto store = open();
    const auto outcome = load(*store, 1, 1,
                              {{1, 200000000, 0, 30, Sign::none, 9, 1},
                               {2, 200000000, 0, 5, Sign::none, 2, 1},
                               {1, 200000000, 0, 20, Sign::none, 4, 8},
                               {1, 200000000, 0, 10, Sign::none, 4, 7}});
    EXPECT_EQ(outcome.observations, 2);
    EXPECT_EQ(outcome.duplicates, 2);
    EXPECT_EQ(outcome.superseded, 0);
    EXPECT_EQ(store->rows({}, 0, 9).value, (std::vector<double>{10, 5}));
}

void a_newer_delivery_supersedes_cell_by_cell(const OpenStore& open)
{
    const auto store = open();
    load(*store, 1, 1,
         {{1, 200000000, 0, 10}, {1, 200000000, 1, 4}, {2, 200000000, 0, 0, Sign::unknown}, {3, 200000000, 0, 1}});
    load(*store, 2, 1, {{1, 200000000, 0, 1000}});
    const auto outcome =
        load(*store, 1, 2,
             {{1, 200000000, 0, 11}, {2, 200000000, 0, 0, Sign::unknown}, {3, 200000000, 0, 1}, {4, 200000000, 0, 5}});
    EXPECT_EQ(outcome.observations, 4);
    EXPECT_EQ(outcome.superseded, 3);
    EXPECT_EQ(outcome.unchanged, 2);
    const Query now = {{{Column::dataset, {1}}}, {}, {}};
    EXPECT_EQ(store->rows(now, 0, 9).value, (std::vector<double>{11, 4, 0, 1, 5}));
    EXPECT_EQ(store->rows(now, 0, 9).delivery, (std::vector<std::int32_t>{2, 1, 2, 2, 2}));
    const Query before = {{{Column::dataset, {1}}}, {}, 1};
    EXPECT_EQ(store->rows(before, 0, 9).value, (std::vector<double>{10, 4, 0, 1}));
    EXPECT_EQ(store->count(everything(0)), 0);
    EXPECT_EQ(sum_of_all(*store, everything(1)), (Sums::Total{1015, 5, plain | bit(Sign::unknown)}));
    EXPECT_EQ(sum_of_all(*store, everything(7)), (Sums::Total{1021, 6, plain | bit(Sign::unknown)}));
}

void a_filler_only_fills(const OpenStore& open)
{
    const auto store = open();
    load(*store, 1, 1, {{1, 200000000, 0, 10}, {2, 200000000, 0, 0, Sign::unknown}});
    const auto outcome =
        load(*store, 1, 2, {{1, 200000000, 0, 9}, {2, 200000000, 0, 8}, {3, 200000000, 0, 7}, {3, 200000000, 0, 6}},
             Precedence::filler);
    EXPECT_EQ(outcome.observations, 1);
    EXPECT_EQ(outcome.superseded, 0);
    EXPECT_EQ(outcome.duplicates, 1);
    EXPECT_EQ(store->rows({}, 0, 9).value, (std::vector<double>{10, 0, 7}));
    EXPECT_EQ(load(*store, 1, 3, {{3, 200000000, 0, 5}}).superseded, 1);
}

void forgets_as_if_never_loaded(const OpenStore& open)
{
    const auto store = open();
    load(*store, 1, 1, {{1, 200000000, 0, 10}, {2, 200000000, 0, 20}});
    load(*store, 1, 2, {{1, 200000000, 0, 11}});
    load(*store, 1, 3, {{1, 200000000, 0, 12}, {2, 200000000, 0, 22}, {3, 200000000, 0, 32}});
    store->forget_after(3);
    EXPECT_EQ(store->rows({}, 0, 9).value, (std::vector<double>{12, 22, 32}));
    store->forget_after(1);
    EXPECT_EQ(store->rows({}, 0, 9).value, (std::vector<double>{10, 20}));
    EXPECT_EQ(load(*store, 1, 2, {{1, 200000000, 0, 10}}).unchanged, 1);
    store->forget_after(0);
    EXPECT_EQ(store->count({}), 0);
    EXPECT_EQ(load(*store, 1, 1, {{1, 200000000, 0, 10}}).superseded, 0);
}

void sums_by_group_and_case(const OpenStore& open)
{
    const auto store = open();
    load(*store, 1, 1,
         {{1, 200000000, 0, 0, Sign::pending},
          {1, 200000000, 1, 2.5},
          {1, 200100000, 1, 0, Sign::nil},
          {2, 200000000, 1, 4},
          {2, 200000000, 2, 5, Sign::limited},
          {3, 200000000, 3, 9}});
    const Case first = {{{Column::dimension_0, {1}}}};
    const Case others = {{{Column::dimension_0, {2, 0, 2}}}};
    const Case none = {{{Column::dimension_0, {}}}};
    const Case impossible = {{{Column::dimension_0, {-1, most_code + 1, std::numeric_limits<std::int32_t>::max()}}}};
    const Sums sums = store->sums({}, {Column::period, Column::area}, {first, others, none, impossible});
    ASSERT_EQ(sums.groups, 3u);
    EXPECT_EQ(sums.keys[0], (std::vector<std::int32_t>{200000000, 200000000, 200100000}));
    EXPECT_EQ(sums.keys[1], (std::vector<std::int32_t>{1, 2, 1}));
    EXPECT_EQ(sums.totals[0], (std::vector<Sums::Total>{{2.5, 1, plain}, {4, 1, plain}, {0, 1, bit(Sign::nil)}}));
    EXPECT_EQ(sums.totals[1], (std::vector<Sums::Total>{{0, 1, bit(Sign::pending)}, {5, 1, bit(Sign::limited)}, {}}));
    EXPECT_EQ(sums.totals[2], (std::vector<Sums::Total>(3)));
    EXPECT_EQ(sums.totals[3], (std::vector<Sums::Total>(3)));
    EXPECT_EQ(sum_of_all(*store, {}),
              (Sums::Total{20.5, 6, plain | bit(Sign::pending) | bit(Sign::nil) | bit(Sign::limited)}));
}

void filters_hold_together(const OpenStore& open)
{
    const auto store = open();
    load(*store, 1, 1, {{1, 199900000, 0, 1}, {1, 200000000, 0, 2}, {2, 200000000, 0, 4}, {3, 200100000, 1, 8}});
    load(*store, 2, 2, {{1, 200000000, 0, 16}, {9, 200000000, 0, 32}});
    const auto sum = [&](const std::vector<Filter>& filters, std::optional<PeriodRange> periods) {
        Query query;
        query.filters = filters;
        query.periods = periods;
        EXPECT_EQ(store->count(query), sum_of_all(*store, query).cells);
        return sum_of_all(*store, query).number;
    };
    EXPECT_EQ(sum({{Column::area, {1}}}, {}), 19);
    EXPECT_EQ(sum({{Column::area, {3, 1, 2}}}, {}), 31);
    EXPECT_EQ(sum({{Column::area, {1, 9}}, {Column::dataset, {2}}}, {}), 48);
    EXPECT_EQ(sum({{Column::delivery, {1}}, {Column::period, {200000000}}}, {}), 6);
    EXPECT_EQ(sum({}, PeriodRange{200000000, 200100000}), 54);
    EXPECT_EQ(sum({}, PeriodRange{200000001, 200000001}), 0);
    EXPECT_EQ(sum({{Column::area, {-7, 4}}}, {}), 0);
    EXPECT_EQ(sum({{Column::area, {}}}, {}), 0);
    EXPECT_EQ(sum({{Column::measure, {0}}, {Column::dimension_7, {0}}}, {}), 63);
}

void rows_come_in_order_and_in_pages(const OpenStore& open)
{
    const auto store = open();
    load(*store, 2, 1, {{1, 200000000, 0, 6}});
    load(
        *store, 1, 2,
        {{2, 200000000, 0, 5}, {1, 200100000, 0, 4}, {1, 200000000, 2, 3}, {1, 200000000, 0, 1}, {1, 200000000, 1, 2}});
    EXPECT_EQ(store->rows({}, 0, 100).value, (std::vector<double>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(store->rows({}, 2, 3).value, (std::vector<double>{3, 4, 5}));
    EXPECT_EQ(store->rows({}, 5, std::numeric_limits<std::int64_t>::max()).value, (std::vector<double>{6}));
    EXPECT_EQ(store->rows({}, 6, 3).size(), 0u);
    EXPECT_EQ(store->rows({}, 0, 0).size(), 0u);
}

void many_ask_at_once(const OpenStore& open)
{
    const auto store = open();
    std::vector<Line> lines;
    for (std::int32_t area = 0; area < 2000; ++area) {
        lines.push_back({area, 200000000, area % 3, 1});
    }
    load(*store, 1, 1, lines);
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                // Also while deliveries come in: they are seen as a whole or not at all.
                const auto cells = sum_of_all(*store, {}).cells;
                wrong += cells % 2000 != 0 || store->count(everything(1)) != 2000 ? 1 : 0;
                wrong += store->rows(everything(1), 10, 5).size() != 5u ? 1 : 0;
            }
        });
    }
    for (std::int32_t dataset = 2; dataset < 6; ++dataset) {
        load(*store, dataset, dataset, lines);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(store->count({}), 10000);
}

}  // namespace

std::vector<ContractCheck> contract_checks()
{
    return {
        {"RefusesWhatDoesNotFit", refuses_what_does_not_fit},
        {"RefusesDeliveriesOutOfOrder", refuses_deliveries_out_of_order},
        {"AnEmptyStoreAnswers", an_empty_store_answers},
        {"ALoadShowsOnlyWhenCommitted", a_load_shows_only_when_committed},
        {"KeepsAllOfAnObservation", keeps_all_of_an_observation},
        {"OfDuplicatesTheFirstInTheFileCounts", of_duplicates_the_first_in_the_file_counts},
        {"ANewerDeliverySupersedesCellByCell", a_newer_delivery_supersedes_cell_by_cell},
        {"AFillerOnlyFills", a_filler_only_fills},
        {"ForgetsAsIfNeverLoaded", forgets_as_if_never_loaded},
        {"SumsByGroupAndCase", sums_by_group_and_case},
        {"FiltersHoldTogether", filters_hold_together},
        {"RowsComeInOrderAndInPages", rows_come_in_order_and_in_pages},
        {"ManyAskAtOnce", many_ask_at_once},
    };
}

}  // namespace allmende::facts
