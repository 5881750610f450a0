#include "indicators/neighbours.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "facts/memory_store.hpp"

namespace allmende::indicators {
namespace {

/// Five invented Kreise with two traits.
class NeighboursTest : public testing::Test {
protected:
    std::unique_ptr<facts::FactStore> store = facts::open_memory_store();
    facts::Dictionary dictionary;
    areas::AreaRegister areas;
    std::vector<areas::Region> regions;
    std::vector<areas::Reform> reforms;
    facts::RoundingIndex rounding;
    facts::Observations batch;
    Definition first;
    Definition second;

    NeighboursTest()
    {
        facts::Dataset dataset;
        dataset.id = "99999-01";
        dataset.measures = {{"first", {}, ""}, {"second", {}, ""}};
        dictionary.datasets.push_back(dataset);
        for (const char* key : {"17", "17001", "17002", "17003", "17004", "17005"}) {
            areas.note_name(areas.add(key), key);
        }
        areas.settle();
        first.id = "first";
        first.numerator.terms = {{{"99999-01"}, "first", {}, 1}};
        second.id = "second";
        second.numerator.terms = {{{"99999-01"}, "second", {}, 1}};
        both("17001", 10, 1);
        both("17002", 12, 1);
        both("17003", 10, 2);
        both("17004", 30, 5);
        cell("17005", 0, 10);  // lacks the second
        auto begun = store->begin_load(0, 1, facts::Precedence::newest);
        begun->append(batch);
        begun->commit();
        areas.settle();
    }

    void cell(const char* key, int measure, double value)
    {
        const areas::AreaNumber number = areas.need(key).number;
        areas.note_year(number, 0, 2015);
        batch.dataset.push_back(0);
        batch.area.push_back(number);
        batch.period.push_back(Period{PeriodKind::year, 2015, 0, 0}.code());
        batch.measure.push_back(measure);
        for (auto& codes : batch.dimensions) {
            codes.push_back(0);
        }
        batch.value.push_back(value);
        batch.sign.push_back(Sign::none);
        batch.delivery.push_back(1);
        batch.row.push_back(static_cast<std::int32_t>(batch.row.size()) + 1);
        batch.column.push_back(4);
    }

    void both(const char* key, double a, double b)
    {
        cell(key, 0, a);
        cell(key, 1, b);
    }

    Neighbourhood find(const std::string& area, std::optional<int> year = std::nullopt)
    {
        return nearest_neighbours({&first, &second}, area, areas::Level::kreis, year, 2, {},
                                  {*store, dictionary, areas, regions, reforms, rounding});
    }
};

TEST_F(NeighboursTest, RefusesUnitsWithoutTheTraits)
{
    EXPECT_THROW((void)find("99"), Error);
    EXPECT_THROW((void)find("17005"), Error);
    EXPECT_THROW((void)find("17001", 2000), Error);
}

TEST_F(NeighboursTest, OrdersByStandardisedDistance)
{
    const Neighbourhood found = find("17001");
    EXPECT_EQ(found.compared, 4u);
    EXPECT_EQ(found.left_out, 1u);
    ASSERT_EQ(found.neighbours.size(), 3u);
    EXPECT_EQ(found.neighbours[0].area, "17001");
    EXPECT_EQ(found.neighbours[0].distance, 0);
    // Means 15.5 and 2.25, deviations √70.75 and √2.6875.
    EXPECT_EQ(found.neighbours[1].area, "17002");
    EXPECT_NEAR(found.neighbours[1].distance, 2 / std::sqrt(70.75) / std::sqrt(2), 1e-12);
    EXPECT_NEAR(found.neighbours[2].distance, 1 / std::sqrt(2.6875) / std::sqrt(2), 1e-12);
    EXPECT_NEAR(found.neighbours[2].differences[1], 1 / std::sqrt(2.6875), 1e-12);
}

}  // namespace
}  // namespace allmende::indicators
