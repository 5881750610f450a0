#include "facts/memory_store.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/contract.hpp"
#include "facts/failing_store.hpp"

namespace allmende::facts {

class MemoryStoreContract : public testing::TestWithParam<ContractCheck> {};

TEST_P(MemoryStoreContract, Holds)
{
    GetParam().run(open_memory_store);
}

INSTANTIATE_TEST_SUITE_P(Facts, MemoryStoreContract, testing::ValuesIn(contract_checks()),
                         [](const auto& check) { return check.param.name; });

TEST(FailingStore, FailsFromItsCallOn)
{
    const auto store = fail_from_call(3, open_memory_store());
    EXPECT_EQ(store->count({}), 0);
    const auto load = store->begin_load(1, 1, Precedence::newest);
    EXPECT_THROW(load->append({}), Error);
    EXPECT_THROW(store->count({}), Error);
}

}  // namespace allmende::facts
