#include "reports/plain_markdown.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace allmende::reports {
namespace {

std::string refusal(const std::string& text)
{
    const SourceText source("text.md", text);
    try {
        need_plain_markdown(source, source.text(), 0);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::bad_input);
        return error.what();
    }
    return {};
}

std::string repeated(const std::string& text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

TEST(PlainMarkdown, RefusesHtmlWithItsPlace)
{
    EXPECT_NE(refusal("Gut.\n\nEin <script>alert(1)</script>").find("text.md:3:5: “<script>”: HTML"),
              std::string::npos);
    for (const char* tag : {"<b>fett</b>", "</div>", "<img src=x onerror=y>", "<!DOCTYPE html>", "<?php ?>", "<a"}) {
        EXPECT_NE(refusal(tag).find("HTML"), std::string::npos) << tag;
    }
}

TEST(PlainMarkdown, RefusesPicturesAndLinksToPrograms)
{
    EXPECT_NE(refusal("![Foto](https://a.example/x.png)").find("a picture"), std::string::npos);
    EXPECT_NE(refusal("[hier](javascript:alert(1))").find("javascript:alert(1"), std::string::npos);
    EXPECT_NE(refusal("[hier](../../etc/passwd)").find("https://"), std::string::npos);
    EXPECT_NE(refusal("[hier](file:///etc/passwd)").find("https://"), std::string::npos);
}

TEST(PlainMarkdown, RefusesWhatNoEditorWrote)
{
    EXPECT_NE(refusal(repeated("> ", 5'000) + "tief").find("write it flat"), std::string::npos);
    EXPECT_NE(refusal(repeated("- ", 9'000) + "tief").find("write it flat"), std::string::npos);
    EXPECT_NE(refusal("a " + repeated("*", 5'000) + " b").find("in a row"), std::string::npos);
    EXPECT_NE(refusal(repeated("Wort ", 100'000)).find("a line of 500000 bytes"), std::string::npos);
    EXPECT_NE(refusal("~~~\ncode").find("not with ~~~"), std::string::npos);
}

TEST(PlainMarkdown, LeavesOrdinaryTextAlone)
{
    for (const char* text :
         {"5 < 6 und 7 > 3, a<5", "Siehe <https://example.org> oder <amt@example.org>.", "`<b>` und ``<!-- x``",
          "- eins\n  - zwei\n    - drei\n", "**fett**, *kursiv*, ***beides***", "---", "* * *", "***",
          "| a | b |\n|---|--:|\n| 1 | 2 |",
          "[Daten](page:data), [mehr](https://example.org), [Post](mailto:a@b.example)", "kein \\<b> und \\![x]"}) {
        EXPECT_EQ(refusal(text), "") << text;
    }
}

}  // namespace
}  // namespace allmende::reports
