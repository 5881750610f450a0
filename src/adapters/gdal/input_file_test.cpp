#include "adapters/gdal/input_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::adapters::gdal {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint64_t most = 1 << 20;

template <typename Work>
Error error_of(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return Error(ErrorCode::internal, "no error");
}

std::string little(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i) {
        text += static_cast<char>(i < 8 ? value >> (8 * i) & 0xff : 0);
    }
    return text;
}

/// The directory of a ZIP whose members have these names, each said to unpack to `size` bytes.
std::string zip_of(const std::vector<std::string>& names, std::uint32_t size, std::uint32_t flags = 0)
{
    std::string directory;
    for (const std::string& name : names) {
        directory += "PK\1\2"s + little(0, 4) + little(flags, 2) + little(0, 14) + little(size, 4) +
                     little(static_cast<std::uint32_t>(name.size()), 2) + little(0, 16) + name;
    }
    const std::string begin = "PK\3\4"s;
    const auto count = static_cast<std::uint32_t>(names.size());
    return begin + directory + "PK\5\6"s + little(0, 4) + little(count, 2) + little(count, 2) +
           little(static_cast<std::uint32_t>(directory.size()), 4) +
           little(static_cast<std::uint32_t>(begin.size()), 4) + little(0, 2);
}

class InputFile : public testing::Test {
protected:
    Error kind_refusal(const std::string& name, const std::string& bytes)
    {
        return error_of([&] { kind_of(folder.write(name, bytes), most); });
    }
    Error zip_refusal(const std::string& bytes)
    {
        return error_of([&] { boundary_members(folder.write("a.zip", bytes), most); });
    }
    TestFolder folder;
};

TEST_F(InputFile, RefusesWhatIsNoFileOfBoundaries)
{
    EXPECT_THAT(kind_refusal("a.geojson", "").what(), HasSubstr("it is empty"));
    EXPECT_THAT(kind_refusal("a.geojson", "hello").what(), HasSubstr("begins with “hello”"));
    EXPECT_THAT(kind_refusal("a.geojson", "[1,2]").what(), HasSubstr("begins with"));
    EXPECT_THAT(kind_refusal("a.geojson", "<OGRVRTDataSource>").what(), HasSubstr("neither"));
    EXPECT_THAT(kind_refusal("a.geojson", std::string(8192, '\0')).what(), HasSubstr("neither"));
    EXPECT_THAT(kind_refusal("a.dbf", "\3x").what(), HasSubstr("name the file that ends in .shp"));
    EXPECT_THAT(kind_refusal("a.shx", "\0\0\x27\x0a"s).what(), HasSubstr("name the file that ends in .shp"));
    EXPECT_EQ(error_of([&] { kind_of(folder.path() / "nowhere.geojson", most); }).code(), ErrorCode::not_found);
}

TEST_F(InputFile, RefusesWhatIsNoOrdinaryFile)
{
    const std::filesystem::path fifo = folder.path() / "a.geojson";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_THAT(error_of([&] { kind_of(fifo, most); }).what(), HasSubstr("no ordinary file"));
    EXPECT_THAT(error_of([&] { kind_of(folder.path(), most); }).what(), HasSubstr("no ordinary file"));
}

TEST_F(InputFile, RefusesWhatIsTooLarge)
{
    EXPECT_EQ(error_of([&] { kind_of(folder.write("a.geojson", "{" + std::string(100, ' ')), 50); }).code(),
              ErrorCode::too_large);
}

TEST_F(InputFile, TellsKindsByTheirFirstBytes)
{
    EXPECT_EQ(kind_of(folder.write("a.txt", " \n{}"), most), InputKind::geojson);
    EXPECT_EQ(kind_of(folder.write("b.txt", "\xef\xbb\xbf{}"), most), InputKind::geojson);
    EXPECT_EQ(kind_of(folder.write("c.txt", "SQLite format 3\0"s), most), InputKind::geopackage);
    EXPECT_EQ(kind_of(folder.write("d.SHP", "\0\0\x27\x0a"s), most), InputKind::shapefile);
    EXPECT_EQ(kind_of(folder.write("e.txt", "PK\3\4"), most), InputKind::zip);
}

TEST_F(InputFile, RefusesBrokenZips)
{
    const std::string good = zip_of({"a.shp"}, 10);
    EXPECT_THAT(zip_refusal("PK\3\4").what(), HasSubstr("cut off"));
    EXPECT_THAT(zip_refusal(good.substr(0, good.size() - 3)).what(), HasSubstr("cut off"));
    EXPECT_THAT(zip_refusal(good.substr(4)).what(), HasSubstr("ZIP"));
    std::string far = good;
    far.replace(far.size() - 6, 4, little(0x7fffffff, 4));
    EXPECT_THAT(zip_refusal(far).what(), HasSubstr("behind its end"));
    std::string more = good;
    more.replace(more.size() - 12, 2, little(9, 2));
    EXPECT_THAT(zip_refusal(more).what(), HasSubstr("directory is broken"));
    std::string large = good;
    large.replace(large.size() - 6, 4, little(0xffffffff, 4));
    EXPECT_THAT(zip_refusal(large).what(), HasSubstr("4 GB"));
}

TEST_F(InputFile, RefusesZipsWithoutBoundaries)
{
    EXPECT_THAT(zip_refusal(zip_of({}, 0)).what(), HasSubstr("holds no .shp"));
    EXPECT_THAT(zip_refusal(zip_of({"a.txt", "__MACOSX/a.shp"}, 10)).what(), HasSubstr("holds no .shp"));
    EXPECT_THAT(zip_refusal(zip_of({"a.shp"}, 10, 1)).what(), HasSubstr("password"));
    EXPECT_EQ(zip_refusal(zip_of({"a.shp"}, most + 1)).code(), ErrorCode::too_large);
    EXPECT_EQ(zip_refusal(zip_of({"a.shp", "b.txt"}, most / 2 + 1)).code(), ErrorCode::too_large);
}

TEST_F(InputFile, EndsInAnErrorOrNamesForAnyDamage)
{
    const std::string good = zip_of({"a.shp", "b.gpkg"}, 10);
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char byte : {'\0', '\x7f', '\xff'}) {
            std::string damaged = good;
            damaged[at] = byte;
            const Error error = zip_refusal(damaged);
            EXPECT_TRUE(error.what() == "no error"s || error.code() == ErrorCode::bad_input ||
                        error.code() == ErrorCode::too_large);
        }
        EXPECT_EQ(zip_refusal(good.substr(0, at)).code(), ErrorCode::bad_input);
    }
}

TEST_F(InputFile, FindsBoundariesInZips)
{
    const auto zip = folder.write("a.zip", zip_of({"x/VG250_KRS.SHP", "x/VG250_KRS.dbf", "a.gpkg", "b.GeoJSON"}, 10));
    EXPECT_THAT(boundary_members(zip, most), ElementsAre("a.gpkg", "b.GeoJSON", "x/VG250_KRS.SHP"));
}

}  // namespace
}  // namespace allmende::adapters::gdal
