#pragma once

#include <cstdint>

#include "adapters/duckdb/engine.hpp"
#include "facts/exact_sum.hpp"

namespace allmende::adapters::duckdb {

/// Gives the engine the aggregate `cell_sum(value DOUBLE, sign UTINYINT)`: the exact sum, the number of cells and the
/// set of their signs in one step, as STRUCT(number DOUBLE, cells INTEGER, signs UINTEGER). It costs no more than the
/// engine's own sum(), which gives only the first of the three, and not the same one on every run.
void register_cell_sum(Connection& connection);

/// The fields of that struct in one column of a chunk.
struct CellSums {
    CellSums(const Chunk& chunk, std::size_t column);

    const double* number;
    const std::int32_t* cells;
    const std::uint32_t* signs;
};

}  // namespace allmende::adapters::duckdb
