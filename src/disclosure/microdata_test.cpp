#include "disclosure/microdata.hpp"

#include <gtest/gtest.h>

namespace allmende::disclosure {
namespace {

TEST(Microdata, IsAlmostOnlyOnes)
{
    EXPECT_TRUE(looks_like_microdata({1000, 1000}));
    EXPECT_TRUE(looks_like_microdata({1000, 950}));
    EXPECT_FALSE(looks_like_microdata({1000, 400}));
    EXPECT_FALSE(looks_like_microdata({20, 20}));
    EXPECT_FALSE(looks_like_microdata({0, 0}));
}

}  // namespace
}  // namespace allmende::disclosure
