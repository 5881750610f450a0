#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "facts/contract.hpp"
#include "facts/memory_store.hpp"

namespace allmende::facts {

namespace {

/// Few different codes, so that cells meet; the odd great one, so that types matter.
rc::Gen<std::int32_t> code()
{
    return rc::gen::weightedOneOf<std::int32_t>({{20, rc::gen::inRange(0, 3)}, {1, rc::gen::just(most_code)}});
}

rc::Gen<std::int32_t> area()
{
    return rc::gen::weightedOneOf<std::int32_t>({{20, rc::gen::inRange(-1, 6)}, {2, rc::gen::just(1'000'000)}});
}

rc::Gen<double> number()
{
    return rc::gen::map(rc::gen::inRange(-2000, 100000), [](int mantissa) { return mantissa / 10.0; });
}

Observations random_batch(std::size_t most)
{
    Observations batch;
    const auto size = *rc::gen::inRange<std::size_t>(0, most);
    const auto dimensions = *rc::gen::inRange<std::size_t>(0, most_dimensions + 1);
    for (std::size_t i = 0; i < size; ++i) {
        batch.area.push_back(std::max(0, *area()));
        batch.period.push_back(200000000 + 100000 * *rc::gen::inRange(0, 3));
        batch.measure.push_back(*rc::gen::inRange(0, 2));
        for (std::size_t d = 0; d < dimensions; ++d) {
            batch.dimensions[d].push_back(*code());
        }
        const auto sign = *rc::gen::weightedElement<Sign>(
            {{12, Sign::none}, {1, Sign::nil}, {1, Sign::limited}, {1, Sign::unknown}, {1, Sign::protected_}});
        batch.sign.push_back(sign);
        batch.value.push_back(is_missing(sign) || sign == Sign::nil ? 0 : *number());
        batch.row.push_back(*rc::gen::inRange(1, 50));
        batch.column.push_back(static_cast<std::int32_t>(i + 1));
    }
    return batch;
}

std::vector<Filter> random_filters(int most)
{
    std::vector<Filter> filters;
    const int size = *rc::gen::inRange(0, most + 1);
    for (int i = 0; i < size; ++i) {
        Filter filter;
        filter.column = static_cast<Column>(*rc::gen::inRange(0, static_cast<int>(Column::delivery) + 1));
        switch (filter.column) {
        case Column::area: filter.any_of = *rc::gen::container<std::vector<std::int32_t>>(area()); break;
        case Column::period: filter.any_of = {200000000, 200100000}; break;
        case Column::dataset:
        case Column::delivery:
            filter.any_of = *rc::gen::container<std::vector<std::int32_t>>(rc::gen::inRange(0, 5));
            break;
        default: filter.any_of = *rc::gen::container<std::vector<std::int32_t>>(code());
        }
        filters.push_back(filter);
    }
    return filters;
}

Query random_query(std::int32_t deliveries)
{
    Query query;
    query.filters = random_filters(2);
    if (*rc::gen::inRange(0, 3) == 0) {
        query.periods = PeriodRange{200000000 + 100000 * *rc::gen::inRange(0, 2), 200100001};
    }
    if (*rc::gen::arbitrary<bool>()) {
        query.as_of = *rc::gen::inRange(0, deliveries + 2);
    }
    return query;
}

void compare_rows(const Observations& expected, const Observations& actual)
{
    RC_ASSERT(actual.dataset == expected.dataset);
    RC_ASSERT(actual.area == expected.area);
    RC_ASSERT(actual.period == expected.period);
    RC_ASSERT(actual.measure == expected.measure);
    for (std::size_t i = 0; i < most_dimensions; ++i) {
        RC_ASSERT(actual.dimensions[i] == expected.dimensions[i]);
    }
    RC_ASSERT(actual.value == expected.value);
    RC_ASSERT(actual.sign == expected.sign);
    RC_ASSERT(actual.delivery == expected.delivery);
    RC_ASSERT(actual.row == expected.row);
    RC_ASSERT(actual.column == expected.column);
}

void compare_answers(FactStore& expected, FactStore& actual, std::int32_t deliveries)
{
    const Query query = random_query(deliveries);
    RC_ASSERT(actual.count(query) == expected.count(query));
    const auto offset = *rc::gen::inRange(0, 5);
    compare_rows(expected.rows(query, offset, 100), actual.rows(query, offset, 100));
    std::vector<Column> group_by;
    for (const Column column : {Column::delivery, Column::area, Column::period, Column::dimension_1, Column::dataset}) {
        if (*rc::gen::inRange(0, 3) == 0) {
            group_by.push_back(column);
        }
    }
    std::vector<Case> cases(*rc::gen::weightedOneOf<std::size_t>(
        {{8, rc::gen::inRange<std::size_t>(0, 4)}, {1, rc::gen::inRange<std::size_t>(4, 40)}}));
    for (Case& entry : cases) {
        entry.filters = random_filters(3);
    }
    const Sums wanted = expected.sums(query, group_by, cases);
    const Sums got = actual.sums(query, group_by, cases);
    RC_ASSERT(got.groups == wanted.groups);
    RC_ASSERT(got.keys == wanted.keys);
    RC_ASSERT((got.totals == wanted.totals));
}

void compare_loads(FactStore& expected, FactStore& actual, std::int32_t delivery)
{
    const auto dataset = *rc::gen::inRange(0, 3);
    const auto precedence = *rc::gen::weightedElement<Precedence>({{4, Precedence::newest}, {1, Precedence::filler}});
    const auto wanted = expected.begin_load(dataset, delivery, precedence);
    const auto got = actual.begin_load(dataset, delivery, precedence);
    for (int batches = *rc::gen::inRange(0, 4); batches > 0; --batches) {
        const Observations batch = random_batch(60);
        wanted->append(batch);
        got->append(batch);
    }
    if (*rc::gen::inRange(0, 6) == 0) {
        return;
    }
    const auto w = wanted->commit();
    const auto g = got->commit();
    RC_ASSERT(g.observations == w.observations);
    RC_ASSERT(g.superseded == w.superseded);
    RC_ASSERT(g.unchanged == w.unchanged);
    RC_ASSERT(g.duplicates == w.duplicates);
}

}  // namespace

void check_against_memory(const OpenStore& open)
{
    // One store for all runs: making a file each time would take most of the time.
    const auto store = open();
    EXPECT_TRUE(rc::check("the same loads and questions get the same answers", [&] {
        const auto reference = open_memory_store();
        store->forget_after(0);
        const auto deliveries = *rc::gen::inRange(1, 7);
        for (std::int32_t delivery = 1; delivery <= deliveries; ++delivery) {
            compare_loads(*reference, *store, delivery);
            if (*rc::gen::inRange(0, 8) == 0) {
                const auto last = *rc::gen::inRange(0, delivery);
                reference->forget_after(last);
                store->forget_after(last);
            }
            compare_answers(*reference, *store, deliveries);
        }
        compare_answers(*reference, *store, deliveries);
    }));
}

}  // namespace allmende::facts
