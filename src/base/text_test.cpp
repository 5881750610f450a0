#include "base/text.hpp"

#include <gtest/gtest.h>

#include "base/hash.hpp"

namespace allmende {
namespace {

TEST(Utf8, FindsTheFirstBadByte)
{
    EXPECT_EQ(first_invalid_utf8("Städte"), std::string_view::npos);
    EXPECT_EQ(first_invalid_utf8("St\xe4"
                                 "dte"),
              2u);
    EXPECT_EQ(first_invalid_utf8("\xc0\xaf"), 0u);
    EXPECT_EQ(first_invalid_utf8("\xed\xa0\x80"), 0u);
    EXPECT_EQ(first_invalid_utf8("a\xe2\x82"), 1u);
    EXPECT_EQ(utf8_from_windows_1252("St\xe4"
                                     "dte \x80 \x96"),
              "Städte € –");
}

TEST(Folded, MakesTheSameOfTheSame)
{
    EXPECT_EQ(folded("  Schüler(innen)\n  an  „Schulen“ "), "schüler(innen) an \"schulen\"");
    EXPECT_EQ(folded("15 – 20\u00a0Jahre"), folded("15 - 20 Jahre"));
    EXPECT_EQ(slug("Mülheim a.d. Ruhr, Straße"), "muelheim-a-d-ruhr-strasse");
}

TEST(Nearest, SuggestsOnlyWhatIsNear)
{
    EXPECT_EQ(nearest("indikator", {"indicator", "trace"}), "indicator");
    EXPECT_EQ(nearest("zzz", {"indicator", "trace"}), "");
}

TEST(Shown, MakesUntrustedTextPrintable)
{
    EXPECT_EQ(shown("a\nb"), "“a b”");
    EXPECT_EQ(first_invalid_utf8(shown("\xff\xfe bad")), std::string::npos);
    EXPECT_EQ(shown("abcdef", 3), "“abc…”");
}

TEST(CsvField, QuotesOnlyWhereNeeded)
{
    std::string out;
    append_csv_field(out, "a b");
    append_csv_field(out, ";");
    append_csv_field(out, "x,\"y\"");
    EXPECT_EQ(out, "a b;\"x,\"\"y\"\"\"");
}

TEST(Sha256, EqualsThePublishedExample)
{
    // FIPS 180-2, appendix B.1
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace allmende
