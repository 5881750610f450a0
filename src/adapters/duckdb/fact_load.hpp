#pragma once

#include "adapters/duckdb/engine.hpp"
#include "adapters/duckdb/fact_sql.hpp"
#include "adapters/duckdb/row_source.hpp"
#include "adapters/duckdb/staging.hpp"

namespace allmende::adapters::duckdb {

/// What all loads of a store share.
struct Inserts {
    Inserts(Connection& connection, int threads, std::filesystem::path folder);

    int threads;
    std::filesystem::path folder;  ///< for temporary data
    RowFunction delivered;
    RowFunction superseded;
};

/// A delivery on its way into the fact table: sorted outside of the engine while it comes in, then inserted in one
/// transaction.
class FactLoad final : public facts::Load {
public:
    FactLoad(Engine& engine, Inserts& inserts, std::int32_t dataset, std::int32_t delivery,
             facts::Precedence precedence);

    void append(const facts::Observations& batch) override;
    Outcome commit() override;

private:
    void stage_stored(Connection& connection);
    Outcome insert(Connection& connection);

    Engine& engine_;
    Inserts& inserts_;
    std::int32_t dataset_;
    std::int32_t delivery_;
    facts::Precedence precedence_;
    Staging staging_;
    Extent extent_;
    bool committed_ = false;
};

}  // namespace allmende::adapters::duckdb
