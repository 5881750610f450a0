#include "adapters/duckdb/cell_sum.hpp"

#include <array>
#include <new>

#include "base/ensure.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// Lies in the engine's memory, one for each group.
struct State {
    facts::ExactSum sum;
    std::int32_t cells = 0;
    std::uint32_t signs = 0;
};

State* state(duckdb_aggregate_state raw)
{
    return reinterpret_cast<State*>(raw);
}

idx_t state_size(duckdb_function_info)
{
    return sizeof(State);
}

void start(duckdb_function_info, duckdb_aggregate_state raw)
{
    new (raw) State;
}

void update(duckdb_function_info, duckdb_data_chunk rows, duckdb_aggregate_state* states)
{
    const idx_t size = duckdb_data_chunk_get_size(rows);
    duckdb_vector values = duckdb_data_chunk_get_vector(rows, 0);
    const auto* value = static_cast<const double*>(duckdb_vector_get_data(values));
    const auto* sign = static_cast<const std::uint8_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(rows, 1)));
    std::uint64_t* valid = duckdb_vector_get_validity(values);
    for (idx_t i = 0; i < size; ++i) {
        State& group = *state(states[i]);
        if (valid == nullptr || duckdb_validity_row_is_valid(valid, i)) {
            group.sum.add(value[i]);
        }
        group.cells += 1;
        group.signs |= 1u << sign[i];
    }
}

void combine(duckdb_function_info, duckdb_aggregate_state* sources, duckdb_aggregate_state* targets, idx_t count)
{
    for (idx_t i = 0; i < count; ++i) {
        const State& source = *state(sources[i]);
        State& target = *state(targets[i]);
        target.sum.add(source.sum);
        target.cells += source.cells;
        target.signs |= source.signs;
    }
}

template <typename Number>
Number* field(duckdb_vector vector, idx_t index)
{
    return static_cast<Number*>(duckdb_vector_get_data(duckdb_struct_vector_get_child(vector, index)));
}

void finish(duckdb_function_info, duckdb_aggregate_state* states, duckdb_vector result, idx_t count, idx_t offset)
{
    for (idx_t i = 0; i < count; ++i) {
        const State& group = *state(states[i]);
        field<double>(result, 0)[offset + i] = group.sum.value();
        field<std::int32_t>(result, 1)[offset + i] = group.cells;
        field<std::uint32_t>(result, 2)[offset + i] = group.signs;
    }
}

}  // namespace

void register_cell_sum(Connection& connection)
{
    const AggregateHandle function(duckdb_create_aggregate_function());
    const TypeHandle number(duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE));
    const TypeHandle sign(duckdb_create_logical_type(DUCKDB_TYPE_UTINYINT));
    const TypeHandle cells(duckdb_create_logical_type(DUCKDB_TYPE_INTEGER));
    const TypeHandle signs(duckdb_create_logical_type(DUCKDB_TYPE_UINTEGER));
    std::array<duckdb_logical_type, 3> types{number.get(), cells.get(), signs.get()};
    std::array<const char*, 3> names{"number", "cells", "signs"};
    const TypeHandle result(duckdb_create_struct_type(types.data(), names.data(), types.size()));
    duckdb_aggregate_function_set_name(function.get(), "cell_sum");
    duckdb_aggregate_function_add_parameter(function.get(), number.get());
    duckdb_aggregate_function_add_parameter(function.get(), sign.get());
    duckdb_aggregate_function_set_return_type(function.get(), result.get());
    // Without this a cell without a number would not be counted.
    duckdb_aggregate_function_set_special_handling(function.get());
    duckdb_aggregate_function_set_functions(function.get(), state_size, start, update, combine, finish);
    ensure(duckdb_register_aggregate_function(connection.get(), function.get()) == DuckDBSuccess,
           "DuckDB takes our aggregate");
}

CellSums::CellSums(const Chunk& chunk, std::size_t column)
    : number(field<double>(chunk.vector(column), 0)),
      cells(field<std::int32_t>(chunk.vector(column), 1)),
      signs(field<std::uint32_t>(chunk.vector(column), 2))
{}

}  // namespace allmende::adapters::duckdb
