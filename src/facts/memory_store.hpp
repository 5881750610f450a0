#pragma once

#include <memory>

#include "facts/fact_store.hpp"

namespace allmende::facts {

/// A store in memory that does everything the slow and obvious way: the reference that engines are compared with, and
/// the store for tests of what stands above. It writes no files: write_parquet() trips `ensure`.
std::unique_ptr<FactStore> open_memory_store();

}  // namespace allmende::facts
