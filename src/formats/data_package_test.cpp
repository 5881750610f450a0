#include "formats/data_package.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "formats/plain_file.hpp"
#include "formats/table_schema.hpp"

namespace allmende::formats {
namespace {

class DataPackageTest : public testing::Test {
protected:
    TestFolder folder;

    /// A package of a descriptor with one resource and its files.
    PlainTable read(const std::string& resource, const std::map<std::string, std::string>& files,
                    const std::string& inside = "")
    {
        const std::filesystem::path path = folder.path() / "package.zip";
        std::filesystem::remove(path);
        int error = 0;
        zip_t* zip = zip_open(path.c_str(), ZIP_CREATE, &error);
        std::map<std::string, std::string> all = files;
        all["datapackage.json"] = R"({"name":"p","resources":[{"name":"kita",)" + resource + "}]}";
        for (const auto& [name, bytes] : all) {
            zip_file_add(zip, (inside + name).c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), 0);
        }
        zip_close(zip);
        file_ = std::make_unique<PlainFile>(path);
        return file_->table("");
    }

    std::string refusal(const std::string& resource, const std::map<std::string, std::string>& files)
    {
        try {
            read(resource, files);
            return {};
        } catch (const Error& error) {
            return error.what();
        }
    }

    static std::string rows(const PlainTable& table)
    {
        RecordReader reader(table.csv, table.delimiter, table.options);
        std::string text;
        while (reader.next()) {
            if (reader.line() >= table.first_row && reader.cells().size() == table.columns.size()) {
                text += fmt::format("{}{}:", text.empty() ? "" : "/", reader.line());
                for (const std::string_view cell : reader.cells()) {
                    text += " " + std::string(cell);
                }
            }
        }
        return text;
    }

private:
    std::unique_ptr<PlainFile> file_;
};

const std::string fields =
    R"("schema":{"fields":[{"name":"ags","type":"string"},{"name":"kinder","type":"integer","groupChar":"."},)"
    R"({"name":"quote","type":"number","decimalChar":",","groupChar":".","missingValues":["-1"]},{"name":"rate","type":"number"}]})";

TEST_F(DataPackageTest, ReadsEachColumnWithItsOwnSigns)
{
    const PlainTable table = read(R"("path":"a.csv",)" + fields,
                                  {{"a.csv", "ags;kinder;quote;rate\n17001;1.234;1.234,5;1.234\n17002;7;-1;-1\n"}});
    EXPECT_EQ(rows(table), "2: 17001 1234 1234.5 1.234/3: 17002 7 . -1");
    EXPECT_EQ(table.decimal_sign, DecimalSign::point);
}

TEST_F(DataPackageTest, RefusesNumbersThatAreNotAsTheSchemaSays)
{
    EXPECT_NE(
        refusal(R"("path":"a.csv",)" + fields, {{"a.csv", "ags;kinder;quote;rate\n17001;1;1.5,5;1,5\n"}}).find("row 2"),
        std::string::npos);
    EXPECT_NE(refusal(R"("path":"https://example.org/a.csv")", {}).find("lies elsewhere"), std::string::npos);
    EXPECT_NE(refusal(R"("path":"b.csv")", {}).find("not in the package"), std::string::npos);
}

TEST_F(DataPackageTest, TakesOneRowForTheHeading)
{
    EXPECT_EQ(rows(read(R"("path":"a.csv","schema":{"fields":[{"name":"kreis"},{"name":"kinder","type":"integer"}]})",
                        {{"a.csv", "kreis,kinder\nAltstadt,\nNeustadt,5\n"}})),
              "2: Altstadt /3: Neustadt 5");
}

TEST_F(DataPackageTest, ReadsWhatDialectsAndPathsSay)
{
    const std::string two = R"("schema":{"fields":[{"name":"ort"},{"name":"kinder","type":"integer"}]})";
    EXPECT_EQ(
        rows(read(R"("path":["a.csv","b.csv"],)" + two, {{"a.csv", "ort,kinder\nx,1"}, {"b.csv", "ort,kinder\ny,2"}})),
        "2: x 1/4: y 2");
    EXPECT_EQ(rows(read(R"("path":"a.csv","dialect":{"header":false},)" + two, {{"a.csv", "x,1\ny,2\n"}})),
              "1: x 1/2: y 2");
    EXPECT_EQ(rows(read(R"("path":"a.csv","dialect":{"quoteChar":"'","commentChar":"#"},)" + two,
                        {{"a.csv", "# Stand Mai\nort,kinder\n'x, \"y\"',1\n"}})),
              "3: x, \"y\" 1");
    EXPECT_EQ(
        rows(read(R"("path":"a.csv","schema":"s.json")",
                  {{"a.csv", "ort,kinder\nx,1\n"}, {"s.json", R"({"fields":[{"name":"ort"},{"name":"kinder"}]})"}},
                  "outer/")),
        "2: x 1");
    EXPECT_EQ(rows(read(R"("data":[{"ort":"x","kinder":1.5},{"ort":"y","kinder":null}])", {})), "2: 1.5 x/3:  y");
}

TEST_F(DataPackageTest, TakesSourcesAndLicence)
{
    const PlainTable table = read(
        R"("path":"a.csv","sources":[{"title":"Stadt Bochum"},{"title":"IT.NRW"}],"licenses":[{"name":"CC-BY-4.0"}])",
        {{"a.csv", "ags,n\n05911,1\n"}});
    EXPECT_EQ(table.attribution, "Stadt Bochum; IT.NRW");
    EXPECT_EQ(table.licence, "cc-by-4.0");
}

TEST(TableSchema, ReadsNumbersAsTheFieldSays)
{
    SchemaField field;
    field.type = "number";
    field.bare = false;
    EXPECT_EQ(plain_cell(field, "12.5 %"), "12.5");
    EXPECT_EQ(plain_cell(field, "-3"), "-3");
    EXPECT_EQ(plain_cell(field, "-"), "-");
    field.bare = true;
    EXPECT_FALSE(plain_cell(field, "12.5 %"));
    EXPECT_FALSE(plain_cell(field, "1,5"));
    field.type = "integer";
    EXPECT_FALSE(plain_cell(field, "1.234"));
    field.type = "string";
    EXPECT_EQ(plain_cell(field, "1,5"), "1,5");
}

}  // namespace
}  // namespace allmende::formats
