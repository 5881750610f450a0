// The register of reforms against tables of the Regionaldatenbank, through the command line.

#include <cstdlib>
#include <map>

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "product.hpp"

namespace allmende {
namespace {

class OfficialFiles : public ::testing::Test {
protected:
    std::unique_ptr<laws::Product> product;

    void SetUp() override
    {
        const char* folder = std::getenv("ALLMENDE_REAL_DATA");
        if (folder == nullptr) {
            GTEST_SKIP() << "ALLMENDE_REAL_DATA does not name a folder with official files";
        }
        product = std::make_unique<laws::Product>();
        const std::filesystem::path tables = std::filesystem::path(folder) / "genesis_2017_18";
        product->need({"import", product->workspace(), (tables / "12411-01-01-4_00.csv").string(),
                       (tables / "21111-02-06-4.csv").string()});
    }

    /// Answers of `allmende indicator`.
    nlohmann::json indicator(const std::string& id, std::vector<std::string> words)
    {
        words.insert(words.begin(), {"indicator", product->workspace(), id});
        words.insert(words.end(), {"--format", "json"});
        return nlohmann::json::parse(product->need(words));
    }

    static std::map<std::string, double> by_year(const nlohmann::json& rows)
    {
        std::map<std::string, double> values;
        for (const auto& row : rows) {
            values[row.at("period")] = row.at("value").is_null() ? -1 : row.at("value").get<double>();
        }
        return values;
    }
};

TEST_F(OfficialFiles, AllKreiseOfATerritoryAreGermany)
{
    const auto germany = by_year(indicator("population", {"--area", "DG", "--period", "1997-2015"}));
    ASSERT_EQ(germany.size(), 19u);
    for (const char* day :
         {"2007-06-30", "2007-07-01", "2008-08-01", "2009-12-31", "2011-09-04", "2016-12-31", "2022-01-01"}) {
        EXPECT_EQ(by_year(indicator("population",
                                    {"--level", "kreis", "--sum", "--territory", day, "--period", "1997-2015"})),
                  germany)
            << day;
    }
}

TEST_F(OfficialFiles, AllKreiseOfALandAreTheLand)
{
    const auto saxony_anhalt = by_year(indicator("population", {"--area", "15", "--period", "1995-1999"}));
    std::map<std::string, double> sums;
    for (const auto& row :
         indicator("population", {"--level", "kreis", "--territory", "2015-12-31", "--period", "1995-1999"})) {
        if (row.at("area").get<std::string>().starts_with("15")) {
            sums[row.at("period")] += row.at("value").get<double>();
        }
    }
    EXPECT_EQ(sums, saxony_anhalt);
}

TEST_F(OfficialFiles, AnEarlierTerritoryThatNobodyCanDivideIsRefusedWithTheReform)
{
    const laws::Answer answer = product->run(
        {"indicator", product->workspace(), "population", "--level", "kreis", "--sum", "--territory", "2001-01-01"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.err.find("hannover-2001"), std::string::npos) << answer.err;
}

TEST_F(OfficialFiles, EveryFigureOfATouchedAreaSaysHowItWasConverted)
{
    const auto rows = indicator("leavers_without_hsa_share",
                                {"--area", "15082,05334,05313", "--territory", "2022-01-01", "--period", "1998,2012"});
    std::map<std::string, std::string> flags;
    for (const auto& row : rows) {
        flags[row.at("area").get<std::string>() + " " + row.at("period").get<std::string>()] = row.at("flags");
    }
    EXPECT_EQ(flags["15082 1998"], "converted-estimated weighted-by-population");
    EXPECT_EQ(flags["05334 1998"], "converted-exact");
    EXPECT_EQ(flags["05334 2012"].find("converted"), std::string::npos);
    EXPECT_EQ(rows.back().at("status"), "no-territory");  // 05313 does not exist any more
}

}  // namespace
}  // namespace allmende
