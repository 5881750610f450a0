#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <vector>

#include "state/database.hpp"

namespace allmende::state {

/// Opens the database of a path, made where there is none.
using OpenDatabase = std::function<std::unique_ptr<Database>(const std::filesystem::path&)>;

/// One promise of database.hpp, checked by GoogleTest expectations. Every engine's test runs all of them.
struct ContractCheck {
    const char* name;
    void (*run)(const OpenDatabase& open);
};

std::vector<ContractCheck> contract_checks();

inline void PrintTo(const ContractCheck& check, std::ostream* out)
{
    *out << check.name;
}

}  // namespace allmende::state
