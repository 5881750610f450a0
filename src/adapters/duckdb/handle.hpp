#pragma once

#include <utility>

#include <duckdb.h>

namespace allmende::adapters::duckdb {

/// Owns one handle of DuckDB's C API.
template <typename Raw, auto destroy>
class Handle {
public:
    Handle() = default;
    explicit Handle(Raw raw) : raw_(raw) {}
    Handle(Handle&& other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(raw_, other.raw_);
        return *this;
    }
    ~Handle()
    {
        if (raw_ != nullptr) {
            destroy(&raw_);
        }
    }

    Raw get() const { return raw_; }
    /// For functions that fill in a handle.
    Raw* put() { return &raw_; }

private:
    Raw raw_ = nullptr;
};

using ConfigHandle = Handle<duckdb_config, duckdb_destroy_config>;
using DatabaseHandle = Handle<duckdb_database, duckdb_close>;
using ConnectionHandle = Handle<duckdb_connection, duckdb_disconnect>;
using StatementHandle = Handle<duckdb_prepared_statement, duckdb_destroy_prepare>;
using PendingHandle = Handle<duckdb_pending_result, duckdb_destroy_pending>;
using ChunkHandle = Handle<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using AppenderHandle = Handle<duckdb_appender, duckdb_appender_destroy>;
using TypeHandle = Handle<duckdb_logical_type, duckdb_destroy_logical_type>;
using AggregateHandle = Handle<duckdb_aggregate_function, duckdb_destroy_aggregate_function>;
using AggregateSetHandle = Handle<duckdb_aggregate_function_set, duckdb_destroy_aggregate_function_set>;
using TableFunctionHandle = Handle<duckdb_table_function, duckdb_destroy_table_function>;

}  // namespace allmende::adapters::duckdb
