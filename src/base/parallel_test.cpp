#include "base/parallel.hpp"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace allmende {
namespace {

TEST(ParallelTest, CallsEachOnce)
{
    std::vector<std::atomic<int>> calls(1000);
    parallel_for(calls.size(), [&](std::size_t i) { ++calls[i]; });
    for (const std::atomic<int>& count : calls) {
        EXPECT_EQ(count, 1);
    }
    parallel_for(0, [](std::size_t) { FAIL(); });
}

TEST(ParallelTest, ThrowsWhatOneOfThemThrew)
{
    EXPECT_THROW(parallel_for(100,
                              [](std::size_t i) {
                                  if (i == 50) {
                                      throw std::runtime_error("fifty");
                                  }
                              }),
                 std::runtime_error);
}

}  // namespace
}  // namespace allmende
