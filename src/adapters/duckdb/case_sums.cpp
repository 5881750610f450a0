#include "adapters/duckdb/case_sums.hpp"

#include <array>
#include <bit>
#include <new>

#include "adapters/duckdb/fact_sql.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"
#include "facts/exact_sum.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// dataset, area, period, measure, eight dimensions, delivery.
constexpr std::size_t most_columns = 13;

struct Cells {
    facts::ExactSum sum;
    std::int32_t cells = 0;
    std::uint32_t signs = 0;
};

/// Lies in the engine's memory, one for each group.
template <std::size_t cases>
struct State {
    std::array<Cells, cases> totals;
};

template <std::size_t cases>
State<cases>& state(duckdb_aggregate_state raw)
{
    return *reinterpret_cast<State<cases>*>(raw);
}

template <typename Number>
const Number* column(duckdb_data_chunk rows, idx_t index)
{
    return static_cast<const Number*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(rows, index)));
}

template <std::size_t cases>
idx_t state_size(duckdb_function_info)
{
    return sizeof(State<cases>);
}

template <std::size_t cases>
void start(duckdb_function_info, duckdb_aggregate_state raw)
{
    new (raw) State<cases>;
}

/// The columns are: number of the plan, value, sign, codes of the plan's columns.
template <std::size_t cases>
void update(duckdb_function_info info, duckdb_data_chunk rows, duckdb_aggregate_state* states)
{
    const idx_t size = duckdb_data_chunk_get_size(rows);
    if (size == 0) {
        return;
    }
    const auto& sums = *static_cast<const CaseSums*>(duckdb_aggregate_function_get_extra_info(info));
    const CasePlan& plan = sums.plan(*column<std::int64_t>(rows, 0));
    const auto* value = column<double>(rows, 1);
    const auto* sign = column<std::uint8_t>(rows, 2);
    std::uint64_t* valid = duckdb_vector_get_validity(duckdb_data_chunk_get_vector(rows, 1));
    std::vector<const std::int32_t*> codes;
    for (std::size_t c = 0; c < plan.columns().size(); ++c) {
        codes.push_back(column<std::int32_t>(rows, 3 + c));
    }
    std::vector<CaseMask> masks(size);
    plan.match(masks, codes);
    for (idx_t i = 0; i < size; ++i) {
        const bool number = valid == nullptr || duckdb_validity_row_is_valid(valid, i);
        for (unsigned rest = masks[i]; rest != 0; rest &= rest - 1) {
            Cells& total = state<cases>(states[i]).totals[static_cast<std::size_t>(std::countr_zero(rest))];
            if (number) {
                total.sum.add(value[i]);
            }
            total.cells += 1;
            total.signs |= 1u << sign[i];
        }
    }
}

template <std::size_t cases>
void combine(duckdb_function_info, duckdb_aggregate_state* sources, duckdb_aggregate_state* targets, idx_t count)
{
    for (idx_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < cases; ++c) {
            const Cells& source = state<cases>(sources[i]).totals[c];
            Cells& target = state<cases>(targets[i]).totals[c];
            target.sum.add(source.sum);
            target.cells += source.cells;
            target.signs |= source.signs;
        }
    }
}

template <typename Number>
Number* field(duckdb_vector vector, idx_t index)
{
    return static_cast<Number*>(duckdb_vector_get_data(duckdb_struct_vector_get_child(vector, index)));
}

template <std::size_t cases>
void finish(duckdb_function_info, duckdb_aggregate_state* states, duckdb_vector result, idx_t count, idx_t offset)
{
    for (std::size_t c = 0; c < cases; ++c) {
        auto* number = field<double>(result, 3 * c);
        auto* cells = field<std::int32_t>(result, 3 * c + 1);
        auto* signs = field<std::uint32_t>(result, 3 * c + 2);
        for (idx_t i = 0; i < count; ++i) {
            const Cells& total = state<cases>(states[i]).totals[c];
            number[offset + i] = total.sum.value();
            cells[offset + i] = total.cells;
            signs[offset + i] = total.signs;
        }
    }
}

/// number_0 DOUBLE, cells_0 INTEGER, signs_0 UINTEGER, number_1 …
TypeHandle result_type(std::size_t cases)
{
    const TypeHandle number(duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE));
    const TypeHandle cells(duckdb_create_logical_type(DUCKDB_TYPE_INTEGER));
    const TypeHandle signs(duckdb_create_logical_type(DUCKDB_TYPE_UINTEGER));
    std::vector<duckdb_logical_type> types;
    std::vector<std::string> names;
    std::vector<const char*> texts;
    for (std::size_t c = 0; c < cases; ++c) {
        types.insert(types.end(), {number.get(), cells.get(), signs.get()});
        for (const std::string_view name : {"number", "cells", "signs"}) {
            names.push_back(fmt::format("{}_{}", name, c));
        }
    }
    for (const std::string& name : names) {
        texts.push_back(name.c_str());
    }
    return TypeHandle(duckdb_create_struct_type(types.data(), texts.data(), types.size()));
}

/// One overload for each number of columns that cases may restrict.
template <std::size_t cases>
void add_overload(duckdb_aggregate_function_set set, const std::string& name, std::size_t columns, CaseSums& sums)
{
    const AggregateHandle function(duckdb_create_aggregate_function());
    duckdb_aggregate_function_set_name(function.get(), name.c_str());
    std::vector<duckdb_type> parameters{DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_DOUBLE, DUCKDB_TYPE_UTINYINT};
    parameters.resize(3 + columns, DUCKDB_TYPE_INTEGER);
    for (const duckdb_type parameter : parameters) {
        const TypeHandle type(duckdb_create_logical_type(parameter));
        duckdb_aggregate_function_add_parameter(function.get(), type.get());
    }
    duckdb_aggregate_function_set_return_type(function.get(), result_type(cases).get());
    duckdb_aggregate_function_set_extra_info(function.get(), &sums, nullptr);
    // Without this a cell without a number would not be counted.
    duckdb_aggregate_function_set_special_handling(function.get());
    duckdb_aggregate_function_set_functions(function.get(), state_size<cases>, start<cases>, update<cases>,
                                            combine<cases>, finish<cases>);
    ensure(duckdb_add_aggregate_function_to_set(set, function.get()) == DuckDBSuccess, "DuckDB takes our aggregates");
}

template <std::size_t cases>
void add_aggregate(Connection& connection, CaseSums& sums)
{
    const std::string name = fmt::format("case_sums_{}", cases);
    const AggregateSetHandle set(duckdb_create_aggregate_function_set(name.c_str()));
    for (std::size_t columns = 0; columns <= most_columns; ++columns) {
        add_overload<cases>(set.get(), name, columns, sums);
    }
    ensure(duckdb_register_aggregate_function_set(connection.get(), set.get()) == DuckDBSuccess,
           "DuckDB takes our aggregates");
}

}  // namespace

CaseSums::CaseSums(Connection& connection)
{
    add_aggregate<1>(connection, *this);
    add_aggregate<2>(connection, *this);
    add_aggregate<4>(connection, *this);
    add_aggregate<8>(connection, *this);
    add_aggregate<most_cases>(connection, *this);
}

CaseSums::~CaseSums() = default;

const CasePlan& CaseSums::plan(std::int64_t number) const
{
    const std::shared_lock lock(mutex_);
    return *plans_.at(number);
}

CaseSums::Use::Use(CaseSums& sums, std::span<const facts::Case> cases) : sums_(sums)
{
    const std::unique_lock lock(sums_.mutex_);
    while (!cases.empty()) {
        const std::size_t part = std::min(cases.size(), most_cases);
        const auto [entry, fresh] = plans_.emplace(++sums_.last_, cases.first(part));
        sums_.plans_.emplace(entry->first, &entry->second);
        cases = cases.subspan(part);
    }
}

CaseSums::Use::~Use()
{
    const std::unique_lock lock(sums_.mutex_);
    for (const auto& [number, plan] : plans_) {
        sums_.plans_.erase(number);
    }
}

std::vector<std::string> CaseSums::Use::calls() const
{
    std::vector<std::string> calls;
    for (const auto& [number, plan] : plans_) {
        std::string columns;
        for (const facts::Column column : plan.columns()) {
            columns += fmt::format(", {}", column_name(column));
        }
        calls.push_back(
            fmt::format("case_sums_{}({}::BIGINT, value, sign{})", std::bit_ceil(plan.size()), number, columns));
    }
    return calls;
}

std::vector<std::size_t> CaseSums::Use::append(const Chunk& chunk, std::size_t first, facts::Sums& sums) const
{
    struct Fields {
        const double* number;
        const std::int32_t* cells;
        const std::uint32_t* signs;
    };
    std::vector<Fields> cases;
    for (const auto& [number, plan] : plans_) {
        const auto vector = chunk.vector(first++);
        for (std::size_t c = 0; c < plan.size(); ++c) {
            cases.push_back({field<double>(vector, 3 * c), field<std::int32_t>(vector, 3 * c + 1),
                             field<std::uint32_t>(vector, 3 * c + 2)});
        }
    }
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
        bool any = false;
        for (const Fields& entry : cases) {
            any = any || entry.cells[i] > 0;
        }
        if (any) {
            rows.push_back(i);
        }
    }
    for (std::size_t c = 0; c < cases.size(); ++c) {
        for (const std::size_t i : rows) {
            sums.totals[c].push_back({cases[c].number[i], cases[c].cells[i], cases[c].signs[i]});
        }
    }
    return rows;
}

}  // namespace allmende::adapters::duckdb
