#include "areas/territory.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::areas {
namespace {

AreaRegister register_of(const std::vector<std::string>& keys)
{
    AreaRegister areas;
    for (const std::string& key : keys) {
        areas.note_name(areas.add(key), key);
    }
    areas.settle();
    return areas;
}

Reform reform(std::string date, std::vector<ReformChange> changes)
{
    Reform made;
    made.id = "of-" + date;
    made.date = std::move(date);
    made.changes = std::move(changes);
    return made;
}

ReformChange merger(std::vector<std::string> from, std::string to)
{
    return {std::move(from), std::move(to), {}, {}, {}};
}

ReformChange share(std::string from, std::string to, double population)
{
    return {{std::move(from)}, std::move(to), {}, {{"population", population}}, {}};
}

/// The parts of a unit by key: `A 1`, `B 0.25`.
std::vector<std::string> parts(const Conversion& conversion, const AreaRegister& areas, const std::string& key)
{
    std::vector<std::string> texts;
    if (const Composition* row = conversion.of(areas.need(key).number)) {
        for (const Part& part : row->parts) {
            texts.push_back(fmt::format("{} {}", areas.at(part.unit).key, part.share));
        }
        std::sort(texts.begin(), texts.end());
    }
    return texts;
}

using Texts = std::vector<std::string>;

TEST(Reforms, RefusesWeightsThatAreNotAll)
{
    const TestFolder folder;
    std::filesystem::create_directories(folder.path() / "reforms");
    const auto load = [&](const std::string& changes) {
        folder.write(
            "reforms/r.toml",
            "[[reform]]\nid = \"r\"\ndate = \"2011-09-04\"\ntitle = { de = \"R\", en = \"R\" }\nsource = \"s\"\n" +
                changes);
        return load_reforms({folder.path()});
    };
    const std::string half = "[[reform.change]]\nfrom = [\"A\"]\nto = \"B\"\nweights = { population = 0.5 }\n";
    EXPECT_THROW((void)load(half), Error);
    EXPECT_THROW((void)load(half + "[[reform.change]]\nfrom = [\"A\"]\nto = \"C\"\nweights = { area = 0.5 }\n"), Error);
    EXPECT_THROW((void)load(half + "[[reform.change]]\nfrom = [\"A\"]\nto = \"C\"\n"), Error);
    EXPECT_THROW((void)load("[[reform.change]]\nfrom = [\"A\"]\nto = \"B\"\nweights = { people = 1 }\n"), Error);
    EXPECT_THROW((void)load("[[reform.change]]\nfrom = [\"A\"]\nto = \"B\"\n[reform.sizes.population]\nA = 0\n"),
                 Error);
    EXPECT_EQ(load(half + "[[reform.change]]\nfrom = [\"A\"]\nto = \"C\"\nweights = { population = 0.5 }\n").size(),
              1u);
}

TEST(Territory, MergersAddAndSplitsWeigh)
{
    const AreaRegister areas = register_of({"A", "B", "C", "X", "Y", "Z"});
    const std::vector<Reform> reforms{
        reform("2007-07-01", {merger({"A", "B"}, "X"), share("C", "X", 0.25), share("C", "Y", 0.75)})};
    const Territory territory(reforms, areas, "2009-12-31");
    EXPECT_FALSE(territory.has(areas.need("A").number));
    EXPECT_TRUE(territory.has(areas.need("X").number));
    EXPECT_TRUE(territory.has(areas.need("Z").number));
    const Conversion conversion = territory.conversion(territory.standing_at("2000-12-31"), Weight::population);
    EXPECT_EQ(parts(conversion, areas, "X"), (Texts{"A 1", "B 1", "C 0.25"}));
    EXPECT_EQ(parts(conversion, areas, "Y"), (Texts{"C 0.75"}));
    EXPECT_EQ(conversion.of(areas.need("X").number)->weights, bit(Weight::population));
    EXPECT_EQ(conversion.of(areas.need("Z").number), nullptr);
    // An employees' weight is not known: the population's stands in, and says so.
    EXPECT_EQ(territory.conversion(territory.standing_at("2000-12-31"), Weight::employees)
                  .of(areas.need("Y").number)
                  ->weights,
              bit(Weight::population));
}

TEST(Territory, SharesThatComeTogetherAgainAreExact)
{
    const AreaRegister areas = register_of({"A", "B", "C", "D"});
    const std::vector<Reform> reforms{reform("2007-07-01", {share("A", "B", 1.0 / 3), share("A", "C", 2.0 / 3)}),
                                      reform("2011-01-01", {merger({"B", "C"}, "D")})};
    const Territory territory(reforms, areas, "2020-01-01");
    const Conversion conversion = territory.conversion(territory.standing_at("2000-12-31"), Weight::population);
    EXPECT_EQ(parts(conversion, areas, "D"), (Texts{"A 1"}));
    EXPECT_TRUE(conversion.of(areas.need("D").number)->exact());
}

TEST(Territory, BackwardsBySizesOrNotAtAll)
{
    const AreaRegister areas = register_of({"A", "B", "X"});
    std::vector<Reform> reforms{reform("2008-08-01", {merger({"A", "B"}, "X")})};
    {
        const Territory territory(reforms, areas, "2000-01-01");
        EXPECT_FALSE(territory.has(areas.need("X").number));
        const Conversion conversion = territory.conversion(territory.standing_at("2015-12-31"), Weight::population);
        EXPECT_EQ(conversion.of(areas.need("A").number)->gap, 0);
    }
    reforms.front().sizes["population"] = {{"A", 300}, {"B", 100}};
    const Territory territory(reforms, areas, "2000-01-01");
    const Conversion conversion = territory.conversion(territory.standing_at("2015-12-31"), Weight::population);
    EXPECT_EQ(parts(conversion, areas, "A"), (Texts{"X 0.75"}));
    EXPECT_EQ(parts(conversion, areas, "B"), (Texts{"X 0.25"}));
    EXPECT_FALSE(conversion.of(areas.need("B").number)->exact());
}

/// Aachen: what the city is, tables tell in all years; so the rest of the new unit is the old Kreis, without estimate.
TEST(Territory, PartsThatTablesCarryNeedNoWeights)
{
    const AreaRegister areas = register_of({"05313", "05354", "05334", "05334002"});
    const std::vector<Reform> reforms{
        reform("2009-10-21", {{{"05313", "05354"}, "05334", {{"05313", "05334002"}}, {}, {}}})};
    const auto table = [&](std::set<std::string> carried) {
        return [&areas, carried](AreaNumber number) {
            return carried.contains(areas.at(number).key) ? Carried::values : Carried::named;
        };
    };
    const auto old_rows = table({"05354", "05334002"});
    const auto new_rows = table({"05334", "05334002"});
    const Territory now(reforms, areas, "2015-12-31");
    EXPECT_EQ(parts(now.conversion(now.standing(old_rows, "2008-12-31"), Weight::population), areas, "05334"),
              (Texts{"05334002 1", "05354 1"}));
    // One table changed its rows before the reform, another one after it: the rows decide, not the day.
    EXPECT_EQ(parts(now.conversion(now.standing(old_rows, "2010-12-31"), Weight::population), areas, "05334"),
              (Texts{"05334002 1", "05354 1"}));
    EXPECT_EQ(now.conversion(now.standing(new_rows, "2008-12-31"), Weight::population).size(), 0u);
    EXPECT_EQ(parts(now.conversion(now.standing(table({"05313", "05354"}), "2008-12-31"), Weight::population), areas,
                    "05334"),
              (Texts{"05313 1", "05354 1"}));

    const Territory then(reforms, areas, "2008-12-31");
    const Conversion back = then.conversion(then.standing(new_rows, "2015-12-31"), Weight::population);
    EXPECT_EQ(parts(back, areas, "05313"), (Texts{"05334002 1"}));
    EXPECT_EQ(parts(back, areas, "05354"), (Texts{"05334 1", "05334002 -1"}));
    EXPECT_TRUE(back.of(areas.need("05354").number)->exact());
}

TEST(Territory, BothSidesOfAReformCountOnce)
{
    const AreaRegister areas = register_of({"A", "B", "X"});
    const std::vector<Reform> reforms{reform("2008-08-01", {merger({"A", "B"}, "X")})};
    const auto both = [](AreaNumber) { return Carried::values; };
    const Territory now(reforms, areas, "2015-12-31");
    EXPECT_EQ(now.conversion(now.standing(both, "2000-12-31"), Weight::population).size(), 0u);
    const Territory then(reforms, areas, "2000-12-31");
    EXPECT_EQ(then.conversion(then.standing(both, "2000-12-31"), Weight::population).size(), 0u);
}

/// Eisenach went into a Kreis that kept its key: whether a number holds it, only the table tells.
TEST(Territory, AUnitThatOnlyGrew)
{
    const AreaRegister areas = register_of({"E", "W"});
    const std::vector<Reform> reforms{reform("2021-07-01", {merger({"E", "W"}, "W")})};
    const Territory territory(reforms, areas, "2022-01-01");
    const auto table = [&](Carried city) {
        return [&areas, city](AreaNumber number) { return areas.at(number).key == "E" ? city : Carried::values; };
    };
    const auto rows = [&](Carried city, const char* day) {
        return parts(territory.conversion(territory.standing(table(city), day), Weight::population), areas, "W");
    };
    EXPECT_EQ(rows(Carried::values, "2015-12-31"), (Texts{"E 1", "W 1"}));
    EXPECT_EQ(rows(Carried::named, "2015-12-31"), (Texts{}));               // carried back: its row is empty
    EXPECT_EQ(rows(Carried::absent, "2015-12-31"), (Texts{"E 1", "W 1"}));  // cannot be said: the part stays missing
    EXPECT_EQ(rows(Carried::absent, "2023-12-31"), (Texts{}));
}

TEST(Territory, SetsAreTranslatedWholeOrNotAtAll)
{
    const AreaRegister areas = register_of({"A", "B", "X", "Z"});
    const std::vector<Reform> reforms{reform("2008-08-01", {merger({"A", "B"}, "X")})};
    const Territory now(reforms, areas, "2015-12-31");
    EXPECT_EQ(now.translate({"A", "B", "Z"}), (std::optional<Texts>{{"Z", "X"}}));
    EXPECT_EQ(now.translate({"A", "Z"}), std::nullopt);
    EXPECT_EQ(now.translate({"X", "Z"}), (std::optional<Texts>{{"X", "Z"}}));
    const Territory then(reforms, areas, "2000-12-31");
    EXPECT_EQ(then.translate({"X", "Z"}), (std::optional<Texts>{{"Z", "A", "B"}}));
    EXPECT_EQ(then.connected({"X"}), (Texts{"X", "A", "B"}));
}

/// Invented reforms over thirty years: mergers, divisions, units that grow and ones that only change their key.
struct Invented {
    std::vector<Reform> reforms;
    std::vector<std::string> keys;
};

Invented invent(bool only_mergers)
{
    Invented made;
    std::vector<std::string> alive;
    for (int i = 0; i < 8; ++i) {
        alive.push_back(fmt::format("U{}", i));
    }
    made.keys = alive;
    const auto take = [&] {
        const auto index = *rc::gen::inRange<std::size_t>(0, alive.size());
        const std::string key = alive[index];
        alive.erase(alive.begin() + static_cast<std::ptrdiff_t>(index));
        return key;
    };
    const int count = *rc::gen::inRange(0, 6);
    for (int r = 0; r < count && alive.size() > 3; ++r) {
        Reform next = reform(fmt::format("{}-07-01", 1991 + 5 * r), {});
        const auto fresh = [&](int n) {
            made.keys.push_back(fmt::format("R{}{}", r, n));
            return made.keys.back();
        };
        std::vector<std::string> now;
        const int way = *rc::gen::inRange(0, only_mergers ? 3 : 4);
        if (way == 0) {
            now = {fresh(0)};
            next.changes.push_back(merger({take(), take()}, now[0]));
        } else if (way == 1) {
            now = {take()};
            next.changes.push_back(merger({now[0], take()}, now[0]));
        } else if (way == 2) {
            now = {fresh(0)};
            next.changes.push_back(merger({take()}, now[0]));
        } else {
            const double first = *rc::gen::inRange(0, 100000) / 100000.0;
            const std::string divided = take();
            now = {fresh(0), fresh(1)};
            next.changes.push_back(merger({take()}, now[0]));
            next.changes.push_back(share(divided, now[0], first));
            next.changes.push_back(share(divided, now[1], 1 - first));
        }
        for (const ReformChange& change : next.changes) {
            for (const std::string& old : change.from) {
                next.sizes["population"][old] = *rc::gen::inRange(1, 1000000);
            }
        }
        alive.insert(alive.end(), now.begin(), now.end());
        made.reforms.push_back(std::move(next));
    }
    return made;
}

std::string any_day()
{
    return fmt::format("{}-12-31", *rc::gen::inRange(1988, 2024));
}

using Values = std::map<AreaNumber, double>;

Values convert(const Values& values, const Territory& to, const Conversion& conversion, const AreaRegister& areas)
{
    Values converted;
    for (const Area& area : areas.all()) {
        const Composition* row = conversion.of(area.number);
        if (!to.has(area.number)) {
            continue;
        }
        if (row == nullptr) {
            converted[area.number] = values.contains(area.number) ? values.at(area.number) : 0;
            continue;
        }
        for (const Part& part : row->parts) {
            converted[area.number] += part.share * values.at(part.unit);
        }
    }
    return converted;
}

Values any_counts(const Territory& on, const AreaRegister& areas)
{
    Values values;
    for (const Area& area : areas.all()) {
        if (on.has(area.number)) {
            values[area.number] = *rc::gen::inRange(0, 90000000);
        }
    }
    return values;
}

double total(const Values& values)
{
    double sum = 0;
    for (const auto& [ignored, value] : values) {
        sum += value;
    }
    return sum;
}

TEST(Territory, TotalsArePreservedExactly)
{
    EXPECT_TRUE(rc::check([] {
        const Invented made = invent(false);
        const AreaRegister areas = register_of(made.keys);
        const Territory from(made.reforms, areas, any_day());
        const Territory to(made.reforms, areas, any_day());
        const Values values = any_counts(from, areas);
        const Conversion conversion = to.conversion(to.standing_at(from.date()), Weight::population);
        RC_ASSERT(total(convert(values, to, conversion, areas)) == total(values));
    }));
}

TEST(Territory, ConvertingToTheSameTerritoryIsTheIdentity)
{
    EXPECT_TRUE(rc::check([] {
        const Invented made = invent(false);
        const AreaRegister areas = register_of(made.keys);
        const Territory territory(made.reforms, areas, any_day());
        RC_ASSERT(territory.conversion(territory.standing_at(territory.date()), Weight::population).size() == 0u);
    }));
}

TEST(Territory, MergersInTwoStepsAreMergersInOne)
{
    EXPECT_TRUE(rc::check([] {
        const Invented made = invent(true);
        const AreaRegister areas = register_of(made.keys);
        std::vector<std::string> days{any_day(), any_day(), any_day()};
        std::sort(days.begin(), days.end());
        const Territory a(made.reforms, areas, days[0]);
        const Territory b(made.reforms, areas, days[1]);
        const Territory c(made.reforms, areas, days[2]);
        const Values values = any_counts(a, areas);
        const Values on_b = convert(values, b, b.conversion(b.standing_at(days[0]), Weight::population), areas);
        const Values in_two = convert(on_b, c, c.conversion(c.standing_at(days[1]), Weight::population), areas);
        const Conversion direct = c.conversion(c.standing_at(days[0]), Weight::population);
        RC_ASSERT(in_two == convert(values, c, direct, areas));
        for (const Area& area : areas.all()) {
            const Composition* row = direct.of(area.number);
            const bool exact = row == nullptr || row->exact();
            RC_ASSERT(exact);
        }
    }));
}

TEST(ReformSteps, SharesSumToOneAndStayNear)
{
    EXPECT_TRUE(rc::check([] {
        const auto sizes = *rc::gen::suchThat(
            rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100000)),
            [](const auto& all) { return std::any_of(all.begin(), all.end(), [](int size) { return size > 0; }); });
        const std::vector<double> given(sizes.begin(), sizes.end());
        const std::vector<double> shares = exact_shares(given);
        double sum = 0;
        double all = 0;
        for (std::size_t i = 0; i < given.size(); ++i) {
            sum += shares[i];
            all += given[i];
        }
        RC_ASSERT(sum == 1);
        for (std::size_t i = 0; i < given.size(); ++i) {
            RC_ASSERT(std::abs(shares[i] - given[i] / all) <= 1.0 / (1 << 20));
        }
    }));
}

}  // namespace
}  // namespace allmende::areas
