#include "adapters/duckdb/row_source.hpp"

#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::adapters::duckdb {

namespace {

RowFunction& function_of(void* extra)
{
    return *static_cast<RowFunction*>(extra);
}

void bind(duckdb_bind_info info)
{
    const RowFunction& function = function_of(duckdb_bind_get_extra_info(info));
    if (function.source() == nullptr) {
        duckdb_bind_set_error(info, "these rows are only there while a delivery is loaded");
        return;
    }
    for (const auto& column : function.source()->columns()) {
        const TypeHandle type(duckdb_create_logical_type(column.type));
        duckdb_bind_add_result_column(info, column.name.c_str(), type.get());
    }
    duckdb_bind_set_cardinality(info, static_cast<idx_t>(function.source()->rows()), true);
}

void start(duckdb_init_info info)
{
    const RowFunction& function = function_of(duckdb_init_get_extra_info(info));
    duckdb_init_set_max_threads(info, static_cast<idx_t>(function.source()->most_threads()));
}

void start_thread(duckdb_init_info info)
{
    RowFunction& function = function_of(duckdb_init_get_extra_info(info));
    try {
        duckdb_init_set_init_data(info, function.source()->open().release(),
                                  [](void* reader) { delete static_cast<RowSource::Reader*>(reader); });
    } catch (...) {
        function.keep(std::current_exception());
        duckdb_init_set_error(info, "the rows cannot be read");
    }
}

void fill(duckdb_function_info info, duckdb_data_chunk chunk)
{
    RowFunction& function = function_of(duckdb_function_get_extra_info(info));
    try {
        static_cast<RowSource::Reader*>(duckdb_function_get_local_init_data(info))->fill(chunk);
    } catch (...) {
        function.keep(std::current_exception());
        duckdb_function_set_error(info, "the rows cannot be read");
    }
}

}  // namespace

RowFunction::RowFunction(Connection& connection, const std::string& name)
{
    const TableFunctionHandle function(duckdb_create_table_function());
    duckdb_table_function_set_name(function.get(), name.c_str());
    duckdb_table_function_set_extra_info(function.get(), this, nullptr);
    duckdb_table_function_set_bind(function.get(), bind);
    duckdb_table_function_set_init(function.get(), start);
    duckdb_table_function_set_local_init(function.get(), start_thread);
    duckdb_table_function_set_function(function.get(), fill);
    ensure(duckdb_register_table_function(connection.get(), function.get()) == DuckDBSuccess,
           "DuckDB takes our table function");
}

void RowFunction::run(Connection& connection, const std::string& sql, RowSource& source,
                      const std::vector<std::string>& texts)
{
    ensure(source_ == nullptr, "rows are given to one statement at a time");
    source_ = &source;
    failure_ = nullptr;
    try {
        connection.run(sql, texts);
        source_ = nullptr;
    } catch (const Error&) {
        // Not to handle it: the engine only knows that a reader failed, here is known why.
        source_ = nullptr;
        if (failure_ != nullptr) {
            std::rethrow_exception(failure_);
        }
        throw;
    }
}

void RowFunction::keep(std::exception_ptr failure)
{
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
}

}  // namespace allmende::adapters::duckdb
