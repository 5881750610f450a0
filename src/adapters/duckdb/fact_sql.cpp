#include "adapters/duckdb/fact_sql.hpp"

#include <algorithm>
#include <optional>

#include "adapters/duckdb/sql_text.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::duckdb {

namespace {

using facts::Case;
using facts::Column;
using facts::Filter;
using facts::Query;

constexpr std::string_view cell_columns = "area, period, measure, d0, d1, d2, d3, d4, d5, d6, d7";

/// The greatest number that the type of a column holds.
std::int32_t most(Column column)
{
    const bool wide = column == Column::area || column == Column::period || column == Column::delivery;
    return wide ? std::numeric_limits<std::int32_t>::max() : facts::most_code;
}

/// Sorted, each once, without those the column cannot hold (they would make the engine convert the whole column).
std::vector<std::int32_t> possible_codes(const Filter& filter)
{
    std::vector<std::int32_t> codes;
    std::copy_if(filter.any_of.begin(), filter.any_of.end(), std::back_inserter(codes),
                 [&](std::int32_t code) { return code >= 0 && code <= most(filter.column); });
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

std::string condition(Column column, const std::vector<std::int32_t>& codes)
{
    const std::string_view name = column_name(column);
    if (codes.empty()) {
        return "false";
    }
    if (codes.size() == 1) {
        return fmt::format("{} = {}", name, codes.front());
    }
    if (codes.back() - codes.front() + 1 == static_cast<std::int64_t>(codes.size())) {
        return fmt::format("{} BETWEEN {} AND {}", name, codes.front(), codes.back());
    }
    return fmt::format("{} IN ({})", name, number_list(codes));
}

std::string all_of(const std::vector<Filter>& filters)
{
    std::vector<std::string> parts;
    for (const Filter& filter : filters) {
        parts.push_back(condition(filter.column, possible_codes(filter)));
    }
    return parts.empty() ? "true" : join(parts, " AND ");
}

/// The state that is asked for.
std::string visible(const Query& query)
{
    if (!query.as_of || *query.as_of == never) {
        return fmt::format("superseded_by = {}", never);
    }
    return fmt::format("delivery <= {0} AND superseded_by > {0}", *query.as_of);
}

std::string where(const Query& query)
{
    std::string text = fmt::format("{} AND {}", visible(query), all_of(query.filters));
    if (query.periods) {
        text += fmt::format(" AND period >= {} AND period < {}", std::max(query.periods->from, 0),
                            std::max(query.periods->end, 0));
    }
    return text;
}

/// The codes of a column that one case can take, or nothing where it takes all.
std::optional<std::vector<std::int32_t>> codes_of(const Case& entry, Column column)
{
    for (const Filter& filter : entry.filters) {
        if (filter.column == column) {
            return possible_codes(filter);
        }
    }
    return std::nullopt;
}

/// What no case takes need not be grouped: for each column that every case restricts, the union of their codes.
std::string any_case(const std::vector<Case>& cases)
{
    std::string text;
    for (int i = 0; i <= static_cast<int>(Column::delivery); ++i) {
        const auto column = static_cast<Column>(i);
        Filter together{column, {}};
        bool restricted = true;
        for (const Case& entry : cases) {
            const auto codes = codes_of(entry, column);
            restricted = restricted && codes.has_value();
            if (restricted) {
                together.any_of.insert(together.any_of.end(), codes->begin(), codes->end());
            }
        }
        if (restricted) {
            text += " AND " + condition(column, possible_codes(together));
        }
    }
    return text;
}

}  // namespace

std::string_view column_name(Column column)
{
    static constexpr std::string_view names[] = {"dataset", "area", "period", "measure", "d0", "d1",      "d2",
                                                 "d3",      "d4",   "d5",     "d6",      "d7", "delivery"};
    return names[static_cast<std::size_t>(column)];
}

std::vector<std::string> create_tables()
{
    return {
        "CREATE TABLE layout (version INTEGER NOT NULL)",
        fmt::format("INSERT INTO layout VALUES ({})", layout_version),
        "CREATE TABLE loaded (dataset USMALLINT NOT NULL, delivery INTEGER NOT NULL)",
        "CREATE TABLE observation ("
        "dataset USMALLINT NOT NULL, area INTEGER NOT NULL, period INTEGER NOT NULL, measure USMALLINT NOT NULL, "
        "d0 USMALLINT NOT NULL, d1 USMALLINT NOT NULL, d2 USMALLINT NOT NULL, d3 USMALLINT NOT NULL, "
        "d4 USMALLINT NOT NULL, d5 USMALLINT NOT NULL, d6 USMALLINT NOT NULL, d7 USMALLINT NOT NULL, "
        "value DOUBLE, sign UTINYINT NOT NULL, delivery INTEGER NOT NULL, superseded_by INTEGER NOT NULL, "
        "\"row\" INTEGER NOT NULL, col INTEGER NOT NULL)",
    };
}

std::string sums_sql(const Query& query, const std::vector<Column>& group_by, const std::vector<Case>& cases,
                     const std::vector<std::string>& sums)
{
    std::vector<std::string> keys;
    std::vector<std::string> columns;
    for (const Column column : group_by) {
        keys.emplace_back(column_name(column));
        columns.push_back(fmt::format("{}::INTEGER", column_name(column)));
    }
    columns.insert(columns.end(), sums.begin(), sums.end());
    std::string sql =
        fmt::format("SELECT {} FROM observation WHERE {}{}", join(columns, ", "), where(query), any_case(cases));
    if (!keys.empty()) {
        sql += fmt::format(" GROUP BY {0} ORDER BY {0}", join(keys, ", "));
    }
    return sql;
}

std::string count_sql(const Query& query)
{
    return fmt::format("SELECT count(*) FROM observation WHERE {}", where(query));
}

std::string rows_sql(const Query& query, std::int64_t offset, std::int64_t most)
{
    return fmt::format(
        "SELECT dataset, {0}, value, sign, delivery, \"row\", col FROM observation WHERE {1} ORDER BY dataset, {0}, delivery "
        "LIMIT {2} OFFSET {3}",
        cell_columns, where(query), most, offset);
}

std::string parquet_sql(const Query& query)
{
    std::string dimensions;
    for (std::size_t i = 0; i < facts::most_dimensions; ++i) {
        dimensions += fmt::format("d{0}::INTEGER AS dimension_{0}, ", i);
    }
    return fmt::format(
        "COPY (SELECT dataset::INTEGER AS dataset, area, period, measure::INTEGER AS measure, {}value, "
        "sign::INTEGER AS sign, delivery, \"row\", col AS \"column\" FROM observation WHERE {} ORDER BY dataset, {}, "
        "delivery) TO $1 (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)",
        dimensions, where(query), cell_columns);
}

std::string last_delivery_sql(std::int32_t dataset)
{
    return fmt::format("SELECT coalesce(max(delivery), 0)::BIGINT FROM loaded WHERE dataset = {}", dataset);
}

std::string record_load_sql(std::int32_t dataset, std::int32_t delivery)
{
    return fmt::format("INSERT INTO loaded VALUES ({}, {})", dataset, delivery);
}

std::vector<std::string> forget_sql(std::int32_t last)
{
    return {
        fmt::format("DELETE FROM observation WHERE delivery > {}", last),
        fmt::format("UPDATE observation SET superseded_by = {0} WHERE superseded_by > {1} AND superseded_by < {0}",
                    never, last),
        fmt::format("DELETE FROM loaded WHERE delivery > {}", last),
    };
}

std::string stored_sql(std::int32_t dataset, const Extent& extent)
{
    return fmt::format(
        "SELECT rowid, {}, value, sign FROM observation WHERE dataset = {} AND superseded_by = {} AND "
        "area BETWEEN {} AND {} AND period BETWEEN {} AND {}",
        cell_columns, dataset, never, extent.least_area, extent.most_area, extent.least_period, extent.most_period);
}

std::string insert_sql(std::int32_t dataset, std::int32_t delivery)
{
    return fmt::format(
        "INSERT INTO observation SELECT {}::USMALLINT, {}, value, sign, {}::INTEGER, {}::INTEGER, \"row\", col "
        "FROM delivered_row()",
        dataset, cell_columns, delivery, never);
}

std::string supersede_sql(std::int32_t delivery)
{
    return fmt::format(
        "UPDATE observation SET superseded_by = {} FROM superseded_row() AS closed WHERE observation.rowid = closed.number",
        delivery);
}

std::string supersede_range_sql(std::int32_t delivery, std::int64_t from, std::int64_t end)
{
    return fmt::format("UPDATE observation SET superseded_by = {} WHERE rowid >= {} AND rowid < {}", delivery, from,
                       end);
}

}  // namespace allmende::adapters::duckdb
