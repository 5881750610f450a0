// Lists as towns write them, made at random with their truth: what is read without a question is the truth, and nothing
// is asked but what nobody could know.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/test_folder.hpp"
#include "formats/plain_file.hpp"
#include "formats/tidy.hpp"
#include "sources/mapped_table.hpp"
#include "sources/mapping_proposal.hpp"

namespace allmende::sources {
namespace {

struct Town {
    std::string key;
    std::vector<std::string> names;
};

const std::vector<Town> towns{{"05111", {"Düsseldorf", "Stadt Düsseldorf", "Düsseldorf, krfr. Stadt"}},
                              {"05117", {"Mülheim an der Ruhr", "Stadt Mülheim a.d.Ruhr", "Muelheim an der Ruhr"}},
                              {"05334", {"Städteregion Aachen", "StädteRegion Aachen"}},
                              {"05358", {"Kreis Düren", "Düren, Kreis"}},
                              {"05911", {"Bochum", "Bochum, Stadt"}},
                              {"05962", {"Märkischer Kreis", "Märkischen Kreis"}},
                              {"15002", {"Halle (Saale)", "Halle/Saale"}}};

/// How a file is written.
struct Style {
    char delimiter = ';';
    std::string line_end = "\n";
    std::string thousands;
    bool by_name = false;
    bool zero_lost = false;
    bool titled = false;
    bool wide = false;
    bool sourced = false;
    bool decimals = false;
};

Style random_style()
{
    const auto flip = [] { return *rc::gen::arbitrary<bool>(); };
    Style style;
    style.delimiter = *rc::gen::element(';', ',', '\t', '|');
    style.line_end = *rc::gen::element<std::string>("\n", "\r\n");
    style.thousands = *rc::gen::element<std::string>("", "", ".", " ", "\u202f");
    style.by_name = flip();
    style.zero_lost = !style.by_name && flip();
    style.titled = flip();
    style.wide = flip();
    style.sourced = flip();
    style.decimals = flip();
    return style;
}

/// A number in tenths as people write it, and as `read` prints it.
std::pair<std::string, std::string> written(int tenths, const Style& style)
{
    const std::string whole = std::to_string(tenths / 10);
    const std::string tidy = style.decimals ? fmt::format("{}.{}", whole, tenths % 10) : whole;
    std::string text = whole;
    for (std::size_t at = text.size(); at > 3; at -= 3) {
        text.insert(at - 3, style.thousands);
    }
    return {style.decimals ? fmt::format("{},{}", text, tenths % 10) : text, tidy};
}

struct MadeFile {
    std::string bytes;
    std::vector<std::string> truth;  ///< tidy rows: key, period, value, status
    int numbers = 0;
    bool may_ask = false;  ///< `1.234` alone, a thousand or a fraction; or no number in the whole file
};

class FileMaker {
public:
    explicit FileMaker(const Style& style) : style_(style) {}

    MadeFile make()
    {
        const std::vector<std::string> periods = *rc::gen::elementOf(std::vector<std::vector<std::string>>{
            {"2022", "2023"}, {"2022/23", "2023/24"}, {"2023-12-31", "2024-12-31"}});
        if (style_.titled) {
            line({"Kinder in Tageseinrichtungen"});
            line({});
        }
        std::vector<std::string> heading{style_.by_name ? *rc::gen::element<std::string>("Kreis", "Gebiet", "")
                                                        : "AGS"};
        width_ = style_.wide ? 1 + periods.size() : 3;
        if (style_.wide) {
            heading.insert(heading.end(), periods.begin(), periods.end());
        } else {
            heading.insert(heading.end(), {"Jahr", "Kinder"});
        }
        line(heading);
        const auto chosen = *rc::gen::inRange<std::size_t>(2, towns.size() + 1);
        for (std::size_t t = 0; t < chosen; ++t) {
            const std::string area = style_.by_name
                                         ? *rc::gen::elementOf(towns[t].names)
                                         : towns[t].key.substr(style_.zero_lost && towns[t].key[0] == '0' ? 1 : 0);
            std::vector<std::string> cells{area};
            for (const std::string& period : periods) {
                const std::string cell = value(towns[t].key, period);
                if (style_.wide) {
                    cells.push_back(cell);
                } else {
                    line({area, period, cell});
                }
            }
            if (style_.wide) {
                line(cells);
            }
        }
        if (style_.sourced) {
            line({});
            line({"Quelle: Jugendamt"});
        }
        file_.may_ask = (style_.thousands == "." && !style_.decimals) || file_.numbers == 0;
        return file_;
    }

private:
    Style style_;
    MadeFile file_;
    std::size_t width_ = 3;

    void line(const std::vector<std::string>& cells)
    {
        for (std::size_t c = 0; c < width_; ++c) {
            const std::string cell = c < cells.size() ? cells[c] : "";
            const bool quoted = cell.find(style_.delimiter) != std::string::npos;
            file_.bytes += (c > 0 ? std::string(1, style_.delimiter) : "") + (quoted ? "\"" + cell + "\"" : cell);
        }
        file_.bytes += style_.line_end;
    }

    std::string value(const std::string& key, const std::string& period)
    {
        const auto mark = *rc::gen::weightedElement<std::string>(
            {{16, ""}, {1, "."}, {1, "-"}, {1, "..."}, {1, "/"}, {1, "x"}, {1, "k. A."}});
        if (!mark.empty()) {
            const std::string sign = mark == "k. A." ? "." : mark;
            file_.truth.push_back(fmt::format("{},{},{},{}", key, period, sign == "-" ? "0" : "", sign));
            return mark;
        }
        const auto tenths = *rc::gen::oneOf(rc::gen::inRange(0, 1000), rc::gen::just(10000),
                                            rc::gen::inRange(19000, 21000), rc::gen::inRange(100000, 90000000));
        const auto [text, tidy] = written(tenths, style_);
        ++file_.numbers;
        file_.truth.push_back(fmt::format("{},{},{},", key, period, tidy));
        return text;
    }
};

class RandomLists : public testing::Test {
protected:
    RandomLists()
    {
        folder.write("areas/some.toml", R"toml(
id = "some"
source = "Gemeindeverzeichnis"
[names]
"05111" = "Düsseldorf, Kreisfreie Stadt"
"05117" = "Mülheim an der Ruhr, Kreisfreie Stadt"
"05334" = "Städteregion Aachen (einschl. Stadt Aachen)"
"05358" = "Düren, Kreis"
"05911" = "Bochum, Kreisfreie Stadt"
"05962" = "Märkischer Kreis"
"15002" = "Halle (Saale), Kreisfreie Stadt"
)toml");
        const std::vector<std::filesystem::path> catalogues{folder.path()};
        names = std::make_unique<areas::AreaNames>(catalogues, register_, reforms_);
        notation = std::make_unique<areas::RegisterNotation>(register_, reforms_);
    }

    /// The tidy rows of a file, sorted, as key, period, value, status; nothing where something is asked.
    std::optional<std::vector<std::string>> read(const MadeFile& made)
    {
        const formats::PlainFile file(folder.write("kinder.csv", made.bytes),
                                      formats::ReadOptions{.file_name = "kinder.csv"});
        const formats::PlainTable& table = file.table("");
        const Proposal proposal = propose_mapping(table, profile_of(table), {*names, dimensions});
        if (!proposal.questions.empty()) {
            RC_ASSERT(made.may_ask);
            RC_ASSERT(made.numbers == 0 || proposal.questions.front().key == "decimal_sign");
            return std::nullopt;
        }
        std::string text;
        formats::TidyCsv tidy([&](std::string_view piece) { text += piece; });
        read_mapped(table, proposal.mapping, {*names, *notation}, tidy);
        tidy.finish();
        std::vector<std::string> rows;
        for (const std::string_view line : split(text, '\n')) {
            // table, area, area_name (perhaps with a comma and quotes), period, measure, value, status
            const std::string plain = std::string(trim(line));
            const std::size_t first = plain.find(',');
            if (rows.empty() && plain.starts_with("table,")) {
                continue;
            }
            if (first == std::string::npos) {
                continue;
            }
            const std::string key = plain.substr(first + 1, plain.find(',', first + 1) - first - 1);
            std::vector<std::string> tail;
            for (const std::string_view cell : split(plain, ',')) {
                tail.emplace_back(cell);
            }
            const std::size_t size = tail.size();
            rows.push_back(fmt::format("{},{},{},{}", key, tail[size - 4], tail[size - 2], tail[size - 1]));
        }
        std::sort(rows.begin(), rows.end());
        return rows;
    }

    TestFolder folder;
    areas::AreaRegister register_;
    std::vector<areas::Reform> reforms_;
    std::unique_ptr<areas::AreaNames> names;
    std::unique_ptr<areas::RegisterNotation> notation;
    DimensionCatalogue dimensions;
};

TEST_F(RandomLists, AreReadAsTheyWereMeant)
{
    EXPECT_TRUE(rc::check("a list is read as it was meant, or asked about", [this] {
        MadeFile made = FileMaker(random_style()).make();
        RC_LOG() << made.bytes;
        std::sort(made.truth.begin(), made.truth.end());
        const auto rows = read(made);
        if (rows) {
            RC_ASSERT(*rows == made.truth);
        }
    }));
}

}  // namespace
}  // namespace allmende::sources
