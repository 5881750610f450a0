#include "formats/workbook.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/test_folder.hpp"
#include "formats/plain_file.hpp"
#include "formats/read_table.hpp"
#include "formats/sheet.hpp"
#include "formats/tidy.hpp"
#include "formats/xlsx_writer.hpp"

namespace allmende::formats {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view workbook_begin =
    R"(<workbook xmlns="m" xmlns:r="r"><sheets>)"
    R"(<sheet name="Versteckt" sheetId="1" state="hidden" r:id="h"/><sheet name="Tabelle" sheetId="2" state="visible" r:id="a"/>)";
constexpr std::string_view relations =
    R"(<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/>)"
    R"(<Relationship Id="h" Target="worksheets/sheet9.xml"/></Relationships>)";
/// Shared texts 0 to 12.
constexpr std::string_view texts =
    R"(<sst><si><t>Erfundene Schulen
regionale Tiefe: Kreise</t></si><si><t>Stichtag:</t></si><si><t>Gebiet</t></si>)"
    R"(<si><r><t>Schul</t></r><r><t>en</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r></si>)"
    R"(<si><t>öffentlich</t></si><si><t>privat</t></si><si><t>Anzahl</t></si><si><t>17</t></si><si><t>Musterland</t></si>)"
    R"(<si><t>17001</t></si><si><t xml:space="preserve">  Altdorf; "Stadt"</t></si><si><t>__________</t></si>)"
    R"(<si><t>- Namensnennung - Version 2.0. | Stand: 02.03.2021 / 10:00:00</t></si></sst>)";
constexpr std::string_view styles =
    R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="165" formatCode="0&quot;d&quot;"/>)"
    R"(</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
    R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>)";
/// Row 3 is left out, as empty rows are; row 8 and its cells do not say where they stand.
constexpr std::string_view sheet =
    R"(<worksheet><sheetData>)"
    R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)"
    R"(<row r="2"><c r="A2" t="inlineStr"><is><t>Stichtag: 31.12.2015</t></is></c></row>)"
    R"(<row r="4"><c r="A4" t="s"><v>2</v></c><c r="C4" t="s"><v>3</v></c><c r="D4"/></row>)"
    R"(<row r="5"><c r="C5" t="s"><v>4</v></c><c r="D5" t="s"><v>5</v></c></row>)"
    R"(<row r="6"><c r="C6" t="s"><v>6</v></c><c r="D6" t="s"><v>6</v></c></row>)"
    R"(<row r="7"><c r="A7" t="s"><v>7</v></c><c r="B7" t="s"><v>8</v></c><c r="C7"><f>SUM(C8)</f><v>1.8922618E7</v></c><c r="D7" s="2"><v>0.30000000000000004</v></c></row>)"
    R"(<row><c t="s"><v>9</v></c><c t="s"><v>10</v></c><c><v>40</v></c><c t="str"><v>-</v></c></row>)"
    R"(<row r="9"><c r="A9" t="s"><v>11</v></c></row><row r="10"><c r="A10" t="inlineStr"><is><t>© Erfundenes Amt, 2021.</t></is></c></row><row r="11"><c r="A11" t="s"><v>12</v></c></row>)"
    R"(</sheetData><mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A4:B6"/><mergeCell ref="C4:D4"/></mergeCells></worksheet>)";

Entries xlsx()
{
    return {{"xl/workbook.xml", fmt::format("{}</sheets></workbook>", workbook_begin)},
            {"xl/_rels/workbook.xml.rels", std::string(relations)},
            {"xl/sharedStrings.xml", std::string(texts)},
            {"xl/styles.xml", std::string(styles)},
            {"xl/worksheets/sheet1.xml", std::string(sheet)}};
}

class WorkbookTest : public testing::Test {
protected:
    TestFolder folder;

    std::filesystem::path write(const Entries& entries)
    {
        const std::filesystem::path path = folder.path() / "table.xlsx";
        std::filesystem::remove(path);
        zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
        for (const auto& [name, bytes] : entries) {
            zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0),
                         ZIP_FL_ENC_UTF_8);
        }
        EXPECT_EQ(zip_close(archive), 0);
        return path;
    }

    static std::string tidy(const std::filesystem::path& path)
    {
        std::string out;
        TidyCsv sink([&](std::string_view bytes) { out += bytes; });
        ReadOptions options;
        options.file_name = "table.xlsx";
        read_table(path, sink, options);
        sink.finish();
        std::erase(out, '\r');
        return out;
    }

    /// A workbook with these sheets: name and rows.
    static Entries with_sheets(const Entries& sheets)
    {
        std::string names;
        std::string targets;
        Entries entries{
            {"xl/styles.xml",
             "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"mmm\\ yy\"/></numFmts><cellXfs><xf "
             "numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"}};
        for (const auto& [name, rows] : sheets) {
            const std::size_t number = entries.size();
            names += fmt::format(R"(<sheet name="{}" r:id="s{}"/>)", name, number);
            targets += fmt::format(R"(<Relationship Id="s{0}" Target="worksheets/sheet{0}.xml"/>)", number);
            entries.emplace_back(fmt::format("xl/worksheets/sheet{}.xml", number),
                                 "<worksheet>" + rows + "</worksheet>");
        }
        entries.emplace_back("xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets>)" + names + "</sheets></workbook>");
        entries.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + targets + "</Relationships>");
        return entries;
    }

    /// The CSV that the first table of a workbook is read from.
    std::string csv(const Entries& entries)
    {
        try {
            plain = std::make_unique<PlainFile>(write(entries), ReadOptions{.file_name = "table.xlsx"});
            return read_file(plain->tables().front().csv);
        } catch (const Error& error) {
            return error.what();
        }
    }

    std::unique_ptr<PlainFile> plain;

    static std::string refusal(const std::filesystem::path& path)
    {
        try {
            tidy(path);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
};

TEST_F(WorkbookTest, ReadsATableExport)
{
    EXPECT_EQ(tidy(write(xlsx())),
              "table,area,area_name,period,head_1,measure,value,status\n"
              ",17,Musterland,2015-12-31,öffentlich,Schulen,18922618,\n"
              ",17,Musterland,2015-12-31,privat,Schulen,0.3,\n"
              ",17001,\"Altdorf; \"\"Stadt\"\"\",2015-12-31,öffentlich,Schulen,40,\n"
              ",17001,\"Altdorf; \"\"Stadt\"\"\",2015-12-31,privat,Schulen,0,-\n");
    EXPECT_EQ(edition_of_file(write(xlsx())), "2021-03-02T10:00:00");
    std::string out;
    TidyCsv sink([&](std::string_view bytes) { out += bytes; });
    const TableResult result = read_table(write(xlsx()), sink);
    EXPECT_EQ(result.foot.licence, "dl-de/by-2-0");
    EXPECT_EQ(result.foot.edition, "2021-03-02T10:00:00");
}

TEST_F(WorkbookTest, TellsRowsAndColumnsOfTheSheet)
{
    Entries entries = xlsx();
    std::string& bytes = entries.back().second;
    bytes.replace(bytes.find("<v>40</v>"), 9, "<v>4O</v>");
    EXPECT_NE(refusal(write(entries)).find("table.xlsx: row 8, column 3: “4O” is neither a number"), std::string::npos)
        << refusal(write(entries));
}

TEST_F(WorkbookTest, AsksWhereSeveralSheetsAreTables)
{
    Entries entries = xlsx();
    entries[0].second = fmt::format(R"({}<sheet name="Kopie" r:id="b"/></sheets></workbook>)", workbook_begin);
    entries.emplace_back("xl/worksheets/sheet2.xml", std::string(sheet));
    EXPECT_NE(refusal(write(entries)).find("holds 2 tables, on the sheets “Tabelle”, “Kopie”"), std::string::npos);
    entries.back().second = R"(<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>)";
    EXPECT_EQ(refusal(write(entries)), "");  // a sheet that is no table is no matter
}

TEST_F(WorkbookTest, RefusesWhatIsDamagedOrGrows)
{
    Entries entries = xlsx();
    entries[2].second = fmt::format("<!DOCTYPE sst [<!ENTITY a 'aaaa'>]>{}", entries[2].second);
    EXPECT_NE(refusal(write(entries)).find("declares a document type"), std::string::npos);
    entries = xlsx();
    entries[4].second.resize(entries[4].second.size() / 2);
    EXPECT_NE(refusal(write(entries)).find("sheet1.xml is damaged"), std::string::npos);
    entries = xlsx();
    entries[4].second =
        "<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    EXPECT_NE(refusal(write(entries)).find("reaches to row 1048576 and column 16384"), std::string::npos);
    for (const char* row : {"0", "1048577", "99999999999999999999999"}) {
        entries[4].second =
            fmt::format("<worksheet><sheetData><row r=\"{}\"><c><v>1</v></c></row></sheetData></worksheet>", row);
        EXPECT_NE(refusal(write(entries)), "");
    }
    entries[4].second = fmt::format("<worksheet>{}</worksheet>", std::string(std::size_t{40} << 20, ' '));
    EXPECT_NE(refusal(write(entries)).find("unpacks to more than a table can need"), std::string::npos);
    std::string nested;
    for (int i = 0; i < 200; ++i) {
        nested += "<a>";
    }
    entries[4].second = nested;
    EXPECT_NE(refusal(write(entries)).find("nests too deep"), std::string::npos);
    const auto path = write(xlsx());
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 100);
    EXPECT_NE(refusal(path).find("file is damaged"), std::string::npos);
    EXPECT_EQ(edition_of_file(path), "");
}

TEST_F(WorkbookTest, ReadsOpenDocuments)
{
    const std::string content =
        R"(<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>)"
        R"(<table:table table:name="Leer"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>)"
        R"(<table:table table:name="Tabelle">)"
        R"(<table:table-row><table:table-cell office:value-type="string"><text:p>Erfundene <text:span>Schulen</text:span></text:p></table:table-cell></table:table-row>)"
        R"(<table:table-row><table:table-cell office:value-type="string"><text:p>Stichtag: 31.12.2015</text:p></table:table-cell></table:table-row>)"
        R"(<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>)"
        R"(<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-spanned="2" office:value-type="string"><office:annotation><text:p>Notiz</text:p></office:annotation><text:p>Schulen</text:p></table:table-cell><table:covered-table-cell/></table:table-row>)"
        R"(<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="string"><text:p>öffentlich</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>privat</text:p></table:table-cell></table:table-row>)"
        R"(<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>Anzahl</text:p></table:table-cell></table:table-row>)"
        R"(<table:table-row><table:table-cell office:value-type="string"><text:p>17</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p><text:s text:c="2"/>Musterland</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7.5"><text:p>7,50</text:p></table:table-cell></table:table-row>)"
        R"(<table:table-row><table:table-cell office:value-type="string"><text:p>__________</text:p></table:table-cell></table:table-row>)"
        R"(<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>)"
        R"(</table:table></office:spreadsheet></office:body></office:document-content>)";
    EXPECT_EQ(tidy(write({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", content}})),
              "table,area,area_name,period,head_1,measure,value,status\n"
              ",17,Musterland,2015-12-31,öffentlich,Schulen,7.5,\n"
              ",17,Musterland,2015-12-31,privat,Schulen,7.5,\n");
}

std::string text_cell(std::string_view text)
{
    return fmt::format("<c t=\"inlineStr\"><is><t>{}</t></is></c>", text);
}

TEST_F(WorkbookTest, ReadsPercentagesAndMonthsAsTheyAreShown)
{
    const std::string head = "<row>" + text_cell("Kreis") + text_cell("Monat") + text_cell("Quote") + "</row>";
    const std::string rows =
        "<row>" + text_cell("Altkreis") + "<c s=\"2\"><v>45200</v></c><c s=\"1\"><v>0.361</v></c></row>";
    EXPECT_EQ(csv(with_sheets({{"A", "<sheetData>" + head + rows + "</sheetData>"}})),
              "Kreis;Monat;Quote\nAltkreis;2023-10;36,1\n");
    EXPECT_EQ(plain->tables().front().columns[2].unit, "%");
    const std::string other = "<row>" + text_cell("Neukreis") + "<c s=\"2\"><v>45200</v></c><c><v>0.4</v></c></row>";
    const std::string mixed = csv(with_sheets({{"A", "<sheetData>" + head + rows + other + "</sheetData>"}}));
    EXPECT_NE(mixed.find("sheet “A”, column “Quote”: C2 is a percentage and C3 is none"), std::string::npos) << mixed;
}

TEST_F(WorkbookTest, RefusesAFormulaWithoutItsResult)
{
    const std::string rows = "<sheetData><row>" + text_cell("Kreis") + text_cell("Kinder") + "</row><row>" +
                             text_cell("Altkreis") + "<c><f>SUM(C2:D2)</f>{}</c></row></sheetData>";
    const auto with = [&](const char* result) {
        std::string bytes = rows;
        bytes.replace(bytes.find("{}"), 2, result);
        return csv(with_sheets({{"Kita", bytes}}));
    };
    EXPECT_EQ(with("<v>12</v>"), "Kreis;Kinder\nAltkreis;12\n");
    for (const char* result : {"", "<v></v>"}) {
        EXPECT_NE(with(result).find("sheet “Kita”, cell B2: the file holds a formula here but not its result"),
                  std::string::npos)
            << with(result);
    }
}

TEST_F(WorkbookTest, LetsATextReachOverTheRowsThatItIsMergedWith)
{
    const std::string rows = "<sheetData><row>" + text_cell("Kreis") + text_cell("Kinder") + "</row><row>" + "<c/>" +
                             text_cell("2023") + "</row><row>" + text_cell("Altkreis") +
                             "<c><v>5</v></c></row><row><c/><c><v>6</v></c></row><row>" + text_cell("Neukreis") +
                             "<c><v>7</v></c></row><row><c/></row></sheetData><mergeCells><mergeCell ref=\"A1:A2\"/>"
                             "<mergeCell ref=\"A3:A4\"/><mergeCell ref=\"A5:A6\"/></mergeCells>";
    EXPECT_EQ(csv(with_sheets({{"A", rows}})), "Kreis;Kinder\n;2023\nAltkreis;5\nAltkreis;6\nNeukreis;7\n");
}

TEST_F(WorkbookTest, TellsTruthFromNumbersAndTextsThatMayBeThousands)
{
    const std::string rows = "<sheetData><row>" + text_cell("Kreis") + text_cell("offen") + text_cell("Kinder") +
                             text_cell("Quote") + "</row><row>" + text_cell("Altkreis") + "<c t=\"b\"><v>1</v></c>" +
                             text_cell("1,234") + text_cell("2,5") + "</row><row>" + text_cell("Neukreis") +
                             "<c t=\"b\"><v>0</v></c><c><v>12</v></c>" + text_cell("1,125") + "</row></sheetData>";
    EXPECT_EQ(csv(with_sheets({{"A", rows}})),
              "Kreis;offen;Kinder;Quote\nAltkreis;WAHR;1,234;2,5\nNeukreis;FALSCH;12;1,125\n");
    EXPECT_EQ(plain->tables().front().columns[2].unsure, "1,234");
    EXPECT_EQ(plain->tables().front().columns[3].unsure, "");  // 2,5 tells
}

TEST_F(WorkbookTest, LeavesSheetsOfWordsOutAndTellsWhatIsHidden)
{
    const std::string numbers = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row>" +
                                text_cell("Kreis") + text_cell("Kinder") + "</row><row hidden=\"1\">" +
                                text_cell("Altkreis") + "<c><v>5</v></c></row><row>" + text_cell("Neukreis") +
                                "<c><v>7</v></c></row></sheetData>";
    const std::string words = "<sheetData><row>" + text_cell("Bemerkung") + text_cell("Stand") + "</row><row>" +
                              text_cell("vorläufig") + "<c><v>2024</v></c></row></sheetData>";
    EXPECT_EQ(csv(with_sheets({{"Kita", numbers}, {"Hinweise", words}})), "Kreis;Kinder\nAltkreis;5\nNeukreis;7\n");
    ASSERT_EQ(plain->tables().size(), 1U);
    EXPECT_TRUE(plain->tables().front().alone);
    ASSERT_EQ(plain->tables().front().remarks.size(), 2U);
    EXPECT_NE(plain->tables().front().remarks[0].find("(1 and 1, the first: row 2)"), std::string::npos)
        << plain->tables().front().remarks[0];
    EXPECT_NE(plain->tables().front().remarks[1].find("“Hinweise”"), std::string::npos);
    csv(with_sheets({{"Kita", numbers}, {"2024", words}}));
    EXPECT_EQ(plain->tables().size(), 2U);  // years may be what a table counts with
}

TEST_F(WorkbookTest, ReadsWhatOpenDocumentsShow)
{
    const auto document = [](std::string_view rows) {
        return Entries{
            {"content.xml",
             fmt::format(
                 R"(<o:document-content><o:automatic-styles><number:date-style style:name="N1"><number:month/><number:year/></number:date-style>)"
                 R"(<style:style style:name="c1" style:data-style-name="N1"/><style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>)"
                 R"(<style:style style:name="T2"><style:text-properties style:text-position="sub 58%"/></style:style><style:style style:name="h"><style:table-properties table:display="false"/></style:style>)"
                 R"(</o:automatic-styles><o:body><o:spreadsheet><table:table table:name="alt" table:style-name="h"><table:table-row/></table:table><table:table table:name="Kita">)"
                 R"(<table:table-column/><table:table-column table:default-cell-style-name="c1"/><table:table-row><table:table-cell><text:p>Kreis</text:p></table:table-cell>)"
                 R"(<table:table-cell><text:p>Monat</text:p></table:table-cell><table:table-cell><text:p>CO<text:span text:style-name="T2">2</text:span></text:p></table:table-cell></table:table-row>{}</table:table>)"
                 R"(</o:spreadsheet></o:body></o:document-content>)",
                 rows)}};
    };
    EXPECT_EQ(
        csv(document(
            R"(<table:table-row><table:table-cell o:value-type="string" o:string-value="Altkreis"/><table:table-cell o:value-type="date" o:date-value="2023-10-01"><text:p>Okt 23</text:p></table:table-cell><table:table-cell o:value-type="string"><text:p>60<text:span text:style-name="T1">1</text:span></text:p></table:table-cell></table:table-row>)"
            R"(<table:table-row><table:table-cell><text:p>Neukreis</text:p></table:table-cell><table:table-cell o:value-type="boolean" o:boolean-value="true"/><table:table-cell o:value-type="percentage" o:value="0.5"><text:p>50 %</text:p></table:table-cell></table:table-row>)"
            R"(<table:table-row><table:table-cell><text:p>Ostkreis</text:p></table:table-cell><table:table-cell o:value-type="float" o:value="1"><text:p>TRUE</text:p></table:table-cell><table:table-cell o:value-type="float" o:value="0" c:value-type="error"><text:p>#BEZUG!</text:p></table:table-cell></table:table-row>)")),
        "Kreis;Monat;CO2\nAltkreis;2023-10;60\nNeukreis;WAHR;50\nOstkreis;WAHR;#BEZUG!\n");
    EXPECT_NE(csv(document(R"(<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>)"))
                  .find("sheet “Kita”, cell A2: the file holds a formula"),
              std::string::npos);
    for (const char* times : {"-5", "0", "1048577", "99999999999999999999"}) {
        const std::string read = csv(document(fmt::format(
            R"(<table:table-row table:number-rows-repeated="{}"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>)",
            times)));
        EXPECT_NE(read.find("row 2: it says that something is repeated"), std::string::npos) << read;
    }
}

TEST_F(WorkbookTest, ReadsWhatThisProgramWrites)
{
    const std::filesystem::path path = folder.path() / "own.xlsx";
    XlsxWriter writer(path);
    writer.sheet("Werte");
    for (const char* line : {"Tabelle: 99999-01-01-4", "Erfundene Schulen", "Stichtag: 31.12.2015"}) {
        writer.row({std::string(line)});
    }
    writer.row({std::monostate(), std::monostate(), std::string("Schulen")});
    writer.row({std::monostate(), std::monostate(), std::string("Anzahl")});
    writer.row({std::string("01"), std::string("Musterland"), 12.0});
    writer.row({std::string("__________")});
    writer.close();
    EXPECT_EQ(tidy(path),
              "table,area,area_name,period,measure,value,status\n99999-01-01-4,01,Musterland,2015-12-31,Schulen,12,\n");
}

TEST(Sheets, WriteNumbersAndDaysAsGermanTablesDo)
{
    EXPECT_EQ(sheet_number("1.8922618E7"), "18922618");
    EXPECT_EQ(sheet_number("0.6000000000000001"), "0,6");
    EXPECT_EQ(sheet_number("-0"), "0");
    EXPECT_EQ(sheet_number("-12.25"), "-12,25");
    EXPECT_EQ(sheet_number("1e-7"), "0,0000001");
    EXPECT_EQ(sheet_number("..."), "...");
    EXPECT_EQ(sheet_number(""), "");
    EXPECT_EQ(sheet_day(1), "01.01.1900");
    EXPECT_EQ(sheet_day(59), "28.02.1900");
    EXPECT_EQ(sheet_day(60), "");  // the day that 1900 did not have
    EXPECT_EQ(sheet_day(61), "01.03.1900");
    EXPECT_EQ(sheet_day(42369), "31.12.2015");
    EXPECT_EQ(sheet_day(0.5), "");
    EXPECT_EQ(sheet_percent("0.361"), "36,1");
    EXPECT_EQ(sheet_percent("0.07"), "7");
    EXPECT_EQ(sheet_percent("0.0705"), "7,05");
    EXPECT_EQ(sheet_percent("-0.005"), "-0,5");
    EXPECT_EQ(sheet_percent("1"), "100");
    EXPECT_EQ(sheet_percent("0.5"), "50");
    EXPECT_EQ(sheet_percent("1.125"), "112,5");
    EXPECT_EQ(sheet_percent("0"), "0");
    EXPECT_EQ(sheet_percent("1e-7"), "0,00001");
    EXPECT_EQ(sheet_percent("x"), "x");
    EXPECT_EQ(sheet_place(0, 0), "A1");
    EXPECT_EQ(sheet_place(11, 27), "AB12");
}

TEST(Sheets, KnowWhatAFormatShows)
{
    EXPECT_EQ(sheet_format("General"), SheetFormat::number);
    EXPECT_EQ(sheet_format("#,##0.00\\ \"Jahre\""), SheetFormat::number);
    EXPECT_EQ(sheet_format("0.0%;[Red]-0.0%"), SheetFormat::percent);
    EXPECT_EQ(sheet_format("dd.mm.yyyy"), SheetFormat::day);
    EXPECT_EQ(sheet_format("[$-407]mmm\\ yy"), SheetFormat::month);
    EXPECT_EQ(sheet_format("yyyy"), SheetFormat::year);
    EXPECT_EQ(sheet_format("mm:ss"), SheetFormat::number);
    EXPECT_EQ(shown_day("31.10.2023", SheetFormat::month), "2023-10");
    EXPECT_EQ(shown_day("31.10.2023", SheetFormat::year), "2023");
    EXPECT_EQ(shown_day("31.10.2023", SheetFormat::day), "31.10.2023");
}

}  // namespace
}  // namespace allmende::formats
