#include "formats/status_marks.hpp"

#include <gtest/gtest.h>

namespace allmende::formats {
namespace {

TEST(StatusMarks, KeepsTheMostCautiousOfSeveralFlags)
{
    EXPECT_EQ(mark_of_status("u", true), "()");
    EXPECT_EQ(mark_of_status("bp", true), "p");
    EXPECT_EQ(mark_of_status("pe", true), "s");
    EXPECT_EQ(mark_of_status("R", true), "r");
    EXPECT_EQ(mark_of_status("A", true), "");
    EXPECT_EQ(mark_of_status("", true), "");
}

TEST(StatusMarks, SaysWhyThereIsNoNumber)
{
    EXPECT_EQ(mark_of_status("M", false), "x");
    EXPECT_EQ(mark_of_status("z", false), "x");
    EXPECT_EQ(mark_of_status("u", false), "/");
    EXPECT_EQ(mark_of_status("c", false), ".");
    EXPECT_EQ(mark_of_status("", false), ".");
    for (const std::string_view mark : {"-", "/", "x", "...", "."}) {
        EXPECT_EQ(mark_of_status(mark, false), mark);
    }
    EXPECT_EQ(mark_of_status("..", false), ".");
    EXPECT_EQ(mark_of_status("()", true), "()");
}

TEST(StatusMarks, TellsWhatNoMarkKeeps)
{
    EXPECT_EQ(unkept_of_status("b"), "b: break in the series");
    EXPECT_EQ(unkept_of_status("ep"), "p: provisional");
    EXPECT_EQ(unkept_of_status("A"), "");
    EXPECT_EQ(unkept_of_status("e"), "");
    EXPECT_EQ(unkept_of_status("seltsam"), "“seltsam”: its meaning is not known");
}

}  // namespace
}  // namespace allmende::formats
