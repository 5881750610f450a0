#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "facts/memory_store.hpp"
#include "indicators/level_sum.hpp"
#include "indicators/trace.hpp"

namespace allmende::indicators {
namespace {

using Flags = std::vector<std::string>;

/// An invented Land. In 2010 A and B became X, half of C went there too and the other half became Y; N only grew, by G,
/// in 2015. Z was left alone.
class TerritoryWorld {
public:
    std::unique_ptr<facts::FactStore> store = facts::open_memory_store();
    facts::Dictionary dictionary;
    areas::AreaRegister areas;
    std::vector<areas::Region> regions;
    std::vector<areas::Reform> reforms;
    facts::RoundingIndex rounding;
    facts::Observations batch;

    TerritoryWorld()
    {
        facts::Dataset dataset;
        dataset.id = "99999-01";
        dataset.measures = {{"leavers", {"Abgänge", "leavers"}, "Anzahl"}, {"without", {"ohne", "without"}, "Anzahl"}};
        dictionary.datasets.push_back(dataset);
        for (const char* key : {"DG", "17", a, b, c, g, n, x, y, z}) {
            areas.note_name(areas.add(key), key);
        }
        areas.settle();
        areas::Reform first;
        first.id = "of-2010";
        first.date = "2010-07-01";
        first.changes.push_back({{a, b}, x, {}, {}, {}});
        first.changes.push_back({{c}, x, {}, {{"population", 0.5}, {"area", 0.25}}, {}});
        first.changes.push_back({{c}, y, {}, {{"population", 0.5}, {"area", 0.75}}, {}});
        areas::Reform second;
        second.id = "of-2015";
        second.date = "2015-07-01";
        second.changes.push_back({{n, g}, n, {}, {}, {}});
        reforms = {first, second};
        region("old", {a, b, c});
        region("half", {a, b});
        region("new", {x, y});
    }

    static constexpr const char* a = "17001";
    static constexpr const char* b = "17002";
    static constexpr const char* c = "17003";
    static constexpr const char* g = "17004";
    static constexpr const char* n = "17005";
    static constexpr const char* x = "17011";
    static constexpr const char* y = "17012";
    static constexpr const char* z = "17020";

    void region(const char* id, std::vector<std::string> members)
    {
        areas::Region region;
        region.id = id;
        region.members = std::move(members);
        regions.push_back(region);
    }

    void cell(const char* key, int year, int measure, double value, Sign sign = Sign::none)
    {
        const areas::AreaNumber number = areas.need(key).number;
        if (value != 0) {
            areas.note_year(number, 0, year);
        }
        batch.dataset.push_back(0);
        batch.area.push_back(number);
        batch.period.push_back(Period{PeriodKind::year, static_cast<std::int16_t>(year), 0, 0}.code());
        batch.measure.push_back(measure);
        for (auto& codes : batch.dimensions) {
            codes.push_back(0);
        }
        batch.value.push_back(value);
        batch.sign.push_back(sign);
        batch.delivery.push_back(1);
        batch.row.push_back(static_cast<std::int32_t>(batch.row.size()) + 1);
        batch.column.push_back(4);
    }

    void pair(const char* key, int year, double without, double leavers)
    {
        cell(key, year, 1, without);
        cell(key, year, 0, leavers);
    }

    void old_rows(int year)
    {
        pair(a, year, 10, 100);
        pair(b, year, 30, 200);
        pair(c, year, 5, 51);
    }

    void load()
    {
        auto begun = store->begin_load(0, 1, facts::Precedence::newest);
        begun->append(batch);
        begun->commit();
        areas.settle();
    }

    Sources sources() { return {*store, dictionary, areas, regions, reforms, rounding}; }

    static Definition rate()
    {
        Definition definition;
        definition.id = "rate";
        definition.unit = Unit::percent;
        definition.numerator.terms = {{{"99999-01"}, "without", {}, 1}};
        definition.denominator = Quantity{};
        definition.denominator->terms = {{{"99999-01"}, "leavers", {}, 1}};
        return definition;
    }

    FigureTable table(const Definition& definition, int year, std::vector<std::string> asked,
                      std::vector<std::string> of_regions = {}, const char* territory = "2020-01-01")
    {
        Request request;
        request.years = {year};
        request.areas = std::move(asked);
        request.regions = std::move(of_regions);
        request.territory = territory;
        return evaluate(definition, request, sources());
    }

    Figure figure(const char* key, int year, const char* territory = "2020-01-01")
    {
        return table(rate(), year, {key}, {}, territory).at(0, 0, 0);
    }
};

class EvaluateTerritoryTest : public testing::Test, public TerritoryWorld {};

TEST_F(EvaluateTerritoryTest, DividesByTheWeightOfTheQuantity)
{
    old_rows(2005);
    load();
    const Figure whole = figure(x, 2005);
    EXPECT_EQ(whole.denominator.number, 300 + 25.5);
    EXPECT_DOUBLE_EQ(whole.value, 100.0 * 42.5 / 325.5);  // counts are converted, then the rate
    EXPECT_EQ(flag_ids(whole.flags), (Flags{"converted-estimated", "weighted-by-population"}));
    Definition by_area = rate();
    by_area.denominator->split_by = areas::Weight::area;
    const Figure mixed = table(by_area, 2005, {y}).at(0, 0, 0);
    EXPECT_EQ(mixed.numerator.number, 2.5);
    EXPECT_EQ(mixed.denominator.number, 51 * 0.75);
    EXPECT_EQ(flag_ids(mixed.flags), (Flags{"converted-estimated", "weighted-by-population", "weighted-by-area"}));
}

TEST_F(EvaluateTerritoryTest, ASumOverAllPartsIsExact)
{
    old_rows(2005);
    load();
    const Figure region = table(rate(), 2005, {}, {"new"}).at(0, 0, 0);
    EXPECT_EQ(region.denominator.number, 351);
    EXPECT_EQ(flag_ids(region.flags), (Flags{"converted-exact"}));
}

TEST_F(EvaluateTerritoryTest, ARegionOfFormerUnitsIsSaidInTheNewOnes)
{
    pair(x, 2015, 20, 400);
    pair(y, 2015, 10, 100);
    load();
    const FigureTable figures = table(rate(), 2015, {}, {"old", "half"});
    EXPECT_EQ(figures.at(0, 0, 0).denominator.number, 500);
    EXPECT_EQ(figures.at(0, 1, 0).sign, Sign::no_territory);
    EXPECT_EQ(flag_ids(figures.at(0, 1, 0).flags), (Flags{"not-convertible"}));
}

TEST_F(EvaluateTerritoryTest, ASecretPartLeavesItsReason)
{
    old_rows(2005);
    batch.sign[4] = Sign::unknown;  // the numerator of C
    batch.value[4] = 0;
    load();
    const FigureTable figures = table(rate(), 2005, {x, y});
    EXPECT_EQ(figures.at(0, 0, 0).sign, Sign::unknown);
    EXPECT_EQ(flag_ids(figures.at(0, 0, 0).flags), (Flags{"not-convertible"}));
    ASSERT_EQ(figures.obstacles.size(), 2u);
    EXPECT_EQ(figures.obstacles[0].part, c);
    EXPECT_EQ(figures.obstacles[0].sign, Sign::unknown);
}

TEST_F(EvaluateTerritoryTest, UnitsFromBothSidesCountOnce)
{
    old_rows(2009);
    pair(x, 2009, 41, 326);
    pair(y, 2009, 4, 25);
    load();
    EXPECT_EQ(figure(x, 2009).denominator.number, 326);  // as the office carried it back
    EXPECT_EQ(figure(x, 2009).flags, 0u);
    EXPECT_EQ(figure(a, 2009).sign, Sign::no_territory);
    EXPECT_EQ(figure(a, 2009, "2005-01-01").denominator.number, 100);
    EXPECT_EQ(figure(x, 2009, "2005-01-01").sign, Sign::no_territory);
}

TEST_F(EvaluateTerritoryTest, AUnitThatOnlyGrewTakesInWhatItTookInLater)
{
    pair(n, 2012, 5, 50);
    pair(g, 2012, 5, 50);
    pair(n, 2018, 12, 110);
    cell(g, 2018, 1, 0, Sign::nil);
    cell(g, 2018, 0, 0, Sign::nil);
    load();
    EXPECT_EQ(figure(n, 2012).denominator.number, 100);
    EXPECT_EQ(flag_ids(figure(n, 2012).flags), (Flags{"converted-exact"}));
    EXPECT_EQ(figure(n, 2018).denominator.number, 110);
    EXPECT_EQ(figure(n, 2012, "2014-01-01").denominator.number, 50);
    const FigureTable back = table(rate(), 2018, {n}, {}, "2014-01-01");
    EXPECT_EQ(flag_ids(back.at(0, 0, 0).flags), (Flags{"not-convertible"}));
    ASSERT_EQ(back.obstacles.size(), 1u);
    EXPECT_EQ(back.obstacles[0].reform, "of-2015");
}

TEST_F(EvaluateTerritoryTest, RatesOfTheSourceAreNeverConverted)
{
    old_rows(2005);
    pair(z, 2005, 1, 7);
    load();
    Definition delivered = rate();
    delivered.denominator.reset();
    delivered.aggregable = false;
    const FigureTable figures = table(delivered, 2005, {x, z});
    EXPECT_EQ(figures.at(0, 0, 0).sign, Sign::not_applicable);
    EXPECT_EQ(flag_ids(figures.at(0, 0, 0).flags), (Flags{"not-convertible"}));
    EXPECT_EQ(figures.at(0, 1, 0).value, 1);
}

TEST_F(EvaluateTerritoryTest, ALevelIsSummedOnOneTerritory)
{
    old_rows(2009);
    pair(x, 2009, 41, 326);
    pair(y, 2009, 4, 25);
    old_rows(2005);
    pair(x, 2012, 41, 326);
    pair(y, 2012, 4, 25);
    for (const int year : {2005, 2009, 2012}) {
        pair(z, year, 1, 10);
    }
    load();
    for (const char* day : {"2008-01-01", "2020-01-01"}) {
        const std::vector<LevelSum> sums = sum_over_level(rate(), areas::Level::kreis, {2005, 2009}, sources(), day);
        ASSERT_EQ(sums.size(), 2u);
        EXPECT_EQ(sums[0].refusal, "");
        EXPECT_EQ(sums[0].figure.denominator.number, 361) << day;
        EXPECT_EQ(sums[1].figure.denominator.number, 361) << day;
    }
    EXPECT_NE(sum_over_level(rate(), areas::Level::kreis, {2012}, sources(), "2008-01-01")[0].refusal.find("of-2010"),
              std::string::npos);
}

TEST_F(EvaluateTerritoryTest, ATraceListsThePartsWithTheirShares)
{
    old_rows(2005);
    load();
    Request request;
    request.areas = {x};
    request.years = {2005};
    request.territory = "2020-01-01";
    const Definition definition = rate();
    const FigureTable figures = evaluate(definition, request, sources());
    const auto traces = trace_all(figures, request, sources());
    ASSERT_EQ(traces.size(), 1u);
    const Trace& trace = traces.begin()->second;
    ASSERT_EQ(trace.numerator.size(), 3u);
    double sum = 0;
    for (const TracedCell& cell : trace.numerator) {
        sum += cell.value * cell.factor;
        EXPECT_EQ(cell.share, areas.at(cell.area).key == c ? 0.5 : 1);
        EXPECT_EQ(cell.weights, areas.at(cell.area).key == c ? areas::bit(areas::Weight::population) : 0);
    }
    EXPECT_EQ(sum, trace.figure.numerator.number);
}

/// What no rounding and no conversion hides: the true sum lies within the bounds.
TEST(EvaluateTerritory, BoundsContainTheTruth)
{
    EXPECT_TRUE(rc::check([] {
        TerritoryWorld world;
        double truth = 0;
        double delivered = 0;
        for (const char* key : {TerritoryWorld::a, TerritoryWorld::b, TerritoryWorld::c}) {
            const int count = *rc::gen::inRange(0, 1000);
            const int rounded = (count + 2) / 5 * 5;
            world.cell(key, 2005, 0, rounded);
            world.areas.note_year(world.areas.need(key).number, 0, 2005);
            truth += count;
            delivered += rounded;
        }
        world.rounding.set("99999-01", "17", 2005, 5);
        world.load();
        Definition count;
        count.id = "count";
        count.numerator.terms = {{{"99999-01"}, "leavers", {}, 1}};
        const Figure sum = world.table(count, 2005, {}, {"new"}).at(0, 0, 0);
        RC_ASSERT(sum.value == delivered);
        RC_ASSERT(sum.low <= truth);
        RC_ASSERT(truth <= sum.high);
    }));
}

}  // namespace
}  // namespace allmende::indicators
