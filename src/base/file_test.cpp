#include "base/file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/test_folder.hpp"

namespace allmende {
namespace {

ErrorCode code_of(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        EXPECT_FALSE(std::string(error.what()).empty());
        return error.code();
    }
    return ErrorCode::internal;
}

TEST(FileTest, SaysWhatIsNotThere)
{
    const TestFolder folder;
    EXPECT_EQ(code_of([&] { read_file(folder.path() / "none"); }), ErrorCode::not_found);
    EXPECT_EQ(code_of([&] { write_file(folder.path() / "none" / "file", "x"); }), ErrorCode::not_found);
    folder.write("large", std::string(100, 'x'));
    EXPECT_EQ(code_of([&] { read_file(folder.path() / "large", 99); }), ErrorCode::too_large);
    EXPECT_EQ(code_of([&] { read_file(folder.path()); }), ErrorCode::bad_input);
    ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(code_of([&] { read_file(folder.path() / "pipe"); }), ErrorCode::bad_input);
}

TEST(FileTest, GivesAFileItsNameWhenItIsWhole)
{
    const TestFolder folder;
    const std::filesystem::path path = folder.path() / "file";
    write_file(path, "old");
    {
        FileWriter writer(path);
        writer.write("new, but never finished");
    }
    EXPECT_EQ(read_file(path), "old");
    {
        FileWriter writer(path);
        writer.write("ne");
        writer.write("w");
        writer.commit();
    }
    EXPECT_EQ(read_file(path), "new");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(FileTest, LetsOneHoldALock)
{
    const TestFolder folder;
    const FileLock held(folder.path() / "lock", "the workspace");
    EXPECT_EQ(code_of([&] { FileLock(folder.path() / "lock", "the workspace"); }), ErrorCode::conflict);
}

TEST(HashTest, IsTheStandardsSha256)
{
    // FIPS 180-4, appendix B.1 and the empty message.
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const TestFolder folder;
    EXPECT_EQ(sha256_of_file(folder.write("abc", "abc")), sha256("abc"));
}

}  // namespace
}  // namespace allmende
