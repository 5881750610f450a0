#include "indicators/evaluate.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "facts/memory_store.hpp"
#include "indicators/level_sum.hpp"
#include "indicators/trace.hpp"

namespace allmende::indicators {
namespace {

constexpr int girls = 1;

/// An invented Land 17 with two Kreise, one of which was formed from two old ones in 2010.
class EvaluateTest : public testing::Test {
protected:
    std::unique_ptr<facts::FactStore> store = facts::open_memory_store();
    facts::Dictionary dictionary;
    areas::AreaRegister areas;
    std::vector<areas::Region> regions;
    std::vector<areas::Reform> reforms;
    facts::RoundingIndex rounding;
    facts::Observations batch;

    EvaluateTest()
    {
        facts::Dataset dataset;
        dataset.id = "99999-01";
        dataset.dimensions.push_back(
            {"sex", {"Geschlecht", "sex"}, {{"total", {}}, {"female", {"weiblich", "female"}}}});
        dataset.measures = {{"leavers", {"Abgänge", "leavers"}, "Anzahl"}, {"without", {"ohne", "without"}, "Anzahl"}};
        dictionary.datasets.push_back(dataset);
        for (const char* key : {"DG", "17", "17001", "17002", "17011", "17012", "17001002"}) {
            areas.note_name(areas.add(key), key);
        }
        areas.settle();
        areas::Region region;
        region.id = "both";
        region.members = {"17001", "17002"};
        regions.push_back(region);
        areas::Reform reform;
        reform.date = "2010-01-01";
        reform.changes.push_back({{"17011", "17012"}, "17002", {}, {}, {}});
        reforms.push_back(reform);
    }

    void cell(const char* key, int year, int measure, double value, Sign sign = Sign::none, int sex = 0)
    {
        const areas::AreaNumber number = areas.need(key).number;
        if (value != 0) {
            areas.note_year(number, 0, year);
        }
        batch.dataset.push_back(0);
        batch.area.push_back(number);
        batch.period.push_back(Period{PeriodKind::year, static_cast<std::int16_t>(year), 0, 0}.code());
        batch.measure.push_back(measure);
        batch.dimensions[0].push_back(sex);
        for (std::size_t d = 1; d < facts::most_dimensions; ++d) {
            batch.dimensions[d].push_back(0);
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
        definition.breakdowns = {{"sex", {"male", "female"}, {{"male", {{1, "total"}, {-1, "female"}}}}, false}};
        return definition;
    }

    Figure figure(const Definition& definition, const char* key, int year, const char* region = nullptr)
    {
        Request request;
        request.years = {year};
        if (region != nullptr) {
            request.regions = {region};
        } else {
            request.areas = {key};
        }
        const FigureTable table = evaluate(definition, request, sources());
        EXPECT_EQ(table.years.size(), 1u);
        return table.at(0, 0, 0);
    }
};

TEST_F(EvaluateTest, RefusesUnknownAreas)
{
    pair("17001", 2015, 5, 100);
    load();
    Request request;
    request.areas = {"99"};
    EXPECT_THROW((void)evaluate(rate(), request, sources()), Error);
}

TEST_F(EvaluateTest, GivesARegionTheRatioOfSums)
{
    pair("17001", 2015, 5, 100);
    pair("17002", 2015, 30, 200);
    load();
    const Figure region = figure(rate(), nullptr, 2015, "both");
    EXPECT_DOUBLE_EQ(region.value, 100.0 * 35 / 300);  // not the mean of 5 % and 15 %
    EXPECT_EQ(region.numerator.number, 35);
}

TEST_F(EvaluateTest, KeepsTheReasonThroughSums)
{
    pair("17001", 2015, 5, 100);
    cell("17002", 2015, 1, 0, Sign::unknown);
    cell("17002", 2015, 0, 200);
    load();
    EXPECT_EQ(figure(rate(), "17002", 2015).sign, Sign::unknown);
    EXPECT_EQ(figure(rate(), nullptr, 2015, "both").sign, Sign::unknown);
    EXPECT_FALSE(figure(rate(), nullptr, 2015, "both").has_value());
}

TEST_F(EvaluateTest, CallsAMissingMemberAbsent)
{
    pair("17001", 2015, 5, 100);
    pair("17002", 2014, 5, 100);
    pair("17002", 2016, 5, 100);
    load();
    EXPECT_EQ(figure(rate(), nullptr, 2015, "both").sign, Sign::absent);
}

TEST_F(EvaluateTest, TellsZeroFromNothingAndFromADissolvedArea)
{
    pair("17001", 2015, 5, 100);
    cell("17002", 2015, 1, 0, Sign::nil);
    cell("17002", 2015, 0, 200);
    cell("17011", 2015, 1, 0, Sign::nil);  // dissolved: rows of `-`
    cell("17011", 2015, 0, 0, Sign::nil);
    pair("17011", 2008, 3, 50);
    load();
    const Figure zero = figure(rate(), "17002", 2015);
    EXPECT_TRUE(zero.has_value());
    EXPECT_EQ(zero.value, 0);
    EXPECT_EQ(figure(rate(), "17011", 2015).sign, Sign::no_territory);
}

TEST_F(EvaluateTest, SharesOnlyLinesThatTellTheSame)
{
    pair("17001", 2008, 1, 10);
    pair("17001", 2015, 5, 100);
    cell("17001", 2015, 1, 2, Sign::none, girls);
    cell("17001", 2015, 0, 40, Sign::none, girls);
    pair("17011", 2008, 3, 50);
    load();
    Request request;
    request.all_areas = true;
    request.all_breakdowns = true;
    const FigureTable table = evaluate(rate(), request, sources());
    ASSERT_EQ(table.series.size(), 3u);
    const auto at = [&](std::size_t s, const char* key) -> const Figure& {
        return table.at(s, table.row(key).value(), 1);
    };
    EXPECT_DOUBLE_EQ(at(1, "17001").value, 100 * 3 / 60.0);  // male: total without female
    EXPECT_DOUBLE_EQ(at(2, "17001").value, 5);
    // Nobody delivered anything by sex for the dissolved Kreis: both sexes share what is to be said.
    EXPECT_EQ(table.at(0, table.row("17011").value(), 0).value, 6);
    EXPECT_EQ(at(0, "17011").sign, Sign::no_territory);
    EXPECT_EQ(at(2, "17011").sign, Sign::no_territory);
    EXPECT_EQ(table.at(2, table.row("17011").value(), 0).sign, Sign::absent);
    for (std::size_t s = 0; s < 3; ++s) {
        for (std::size_t a = 0; a < table.areas.size(); ++a) {
            request.all_areas = false;
            request.areas = {table.areas[a]};
            EXPECT_EQ(evaluate(rate(), request, sources()).at(s, 0, 0).sign, table.at(s, a, 0).sign);
        }
    }
}

TEST_F(EvaluateTest, SumsWhatAnAreaWasFormedFrom)
{
    pair("17011", 2008, 3, 50);
    pair("17012", 2008, 7, 50);
    cell("17002", 2008, 1, 0, Sign::nil);
    cell("17002", 2008, 0, 0, Sign::nil);
    pair("17002", 2015, 1, 10);
    pair("17001", 2008, 10, 100);
    load();
    const Figure merged = figure(rate(), "17002", 2008);
    EXPECT_DOUBLE_EQ(merged.value, 10);
    EXPECT_EQ(flag_ids(merged.flags), std::vector<std::string>{"converted-exact"});
    EXPECT_DOUBLE_EQ(figure(rate(), nullptr, 2008, "both").value, 10);
    EXPECT_EQ(figure(rate(), nullptr, 2008, "both").denominator.number, 200);
}

TEST_F(EvaluateTest, DerivesMalesAndWidensTheirBounds)
{
    rounding.set("99999-01", "17", 2015, 5);
    pair("17001", 2015, 50, 1065);
    cell("17001", 2015, 1, 20, Sign::none, girls);
    cell("17001", 2015, 0, 500, Sign::none, girls);
    load();
    Request request;
    request.breakdowns = {"sex"};
    request.areas = {"17001"};
    const FigureTable table = evaluate(rate(), request, sources());
    ASSERT_EQ(table.series.size(), 3u);
    EXPECT_EQ(table.series[1].code, "male");
    EXPECT_DOUBLE_EQ(table.at(1, 0, 0).value, 100.0 * 30 / 565);
    // Bottrop's bounds as in docs/concepts/rates.md: [(n−2)/(d+2), (n+2)/(d−2)]
    EXPECT_DOUBLE_EQ(table.at(0, 0, 0).low, 100.0 * 48 / 1067);
    EXPECT_DOUBLE_EQ(table.at(0, 0, 0).high, 100.0 * 52 / 1063);
    EXPECT_DOUBLE_EQ(table.at(1, 0, 0).low, 100.0 * 26 / 569);
}

TEST_F(EvaluateTest, KnowsTheWholeOfADistributionInSpiteOfRounding)
{
    rounding.set("99999-01", "17", 2015, 5);
    pair("17001", 2015, 50, 1065);
    load();
    Definition whole = rate();
    whole.numerator = *whole.denominator;
    ASSERT_TRUE(whole.is_distribution());
    const Figure figure = this->figure(whole, "17001", 2015);
    EXPECT_EQ(figure.value, 100);
    EXPECT_FALSE(figure.has_bounds());
}

TEST_F(EvaluateTest, HasNoRateWithoutBase)
{
    pair("17001", 2015, 5, 100);
    cell("17002", 2015, 1, 0);
    cell("17002", 2015, 0, 0);
    pair("17002", 2014, 5, 100);
    pair("17002", 2016, 5, 100);
    load();
    EXPECT_EQ(figure(rate(), "17002", 2015).sign, Sign::no_base);
}

TEST_F(EvaluateTest, NeverSumsDeliveredRates)
{
    pair("17001", 2015, 5, 100);
    pair("17002", 2015, 5, 100);
    load();
    Definition delivered = rate();
    delivered.denominator.reset();
    delivered.aggregable = false;
    EXPECT_EQ(figure(delivered, nullptr, 2015, "both").sign, Sign::not_applicable);
    EXPECT_THROW((void)sum_over_level(delivered, areas::Level::kreis, {}, sources()), Error);
}

TEST_F(EvaluateTest, TracesAFigureToItsCells)
{
    pair("17011", 2008, 3, 50);
    pair("17012", 2008, 7, 50);
    pair("17002", 2015, 1, 10);
    load();
    Request request;
    request.areas = {"17002"};
    request.years = {2008};
    const Definition definition = rate();
    const FigureTable table = evaluate(definition, request, sources());
    const auto traces = trace_all(table, request, sources());
    ASSERT_EQ(traces.size(), 1u);
    const Trace& trace = traces.begin()->second;
    ASSERT_EQ(trace.numerator.size(), 2u);
    EXPECT_EQ(trace.numerator[0].value + trace.numerator[1].value, 10);
    EXPECT_EQ(trace.numerator[0].row, 1);
    EXPECT_EQ(trace.denominator.size(), 2u);
}

TEST_F(EvaluateTest, RefusesToSumALevelThatMixesTerritories)
{
    pair("17001", 2008, 5, 100);
    pair("17002", 2008, 10, 100);
    pair("17011", 2008, 3, 50);
    pair("17001", 2015, 5, 100);
    pair("17002", 2015, 15, 100);
    pair("17001002", 2015, 2, 40);  // a part beside its whole counts once
    load();
    const std::vector<LevelSum> sums = sum_over_level(rate(), areas::Level::kreis, {}, sources());
    ASSERT_EQ(sums.size(), 2u);
    EXPECT_NE(sums[0].refusal.find("17011"), std::string::npos);
    EXPECT_TRUE(sums[1].refusal.empty());
    EXPECT_DOUBLE_EQ(sums[1].figure.value, 10);
    EXPECT_EQ(sums[1].figure.denominator.number, 200);
}

}  // namespace
}  // namespace allmende::indicators
