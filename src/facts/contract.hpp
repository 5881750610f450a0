#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <vector>

#include "facts/fact_store.hpp"

namespace allmende::facts {

/// Opens a new, empty store.
using OpenStore = std::function<std::unique_ptr<FactStore>()>;

/// One promise of fact_store.hpp, checked by GoogleTest expectations. Every engine's test instantiates all of them:
///
///     class DuckdbContract : public testing::TestWithParam<ContractCheck> {};
///     TEST_P(DuckdbContract, Holds) { GetParam().run(open_somewhere); }
///     INSTANTIATE_TEST_SUITE_P(, DuckdbContract, testing::ValuesIn(contract_checks()));
struct ContractCheck {
    const char* name;
    void (*run)(const OpenStore& open);
};

std::vector<ContractCheck> contract_checks();

/// Random deliveries and questions, answered by the store and by the one in memory: both must say the same.
void check_against_memory(const OpenStore& open);

inline void PrintTo(const ContractCheck& check, std::ostream* out)
{
    *out << check.name;
}

}  // namespace allmende::facts
