#pragma once

#include <functional>
#include <set>
#include <string>
#include <unordered_set>

#include "base/json.hpp"
#include "formats/read_table.hpp"

namespace allmende::formats {

/// Writes the observations of a table as CSV, one per row: `table,area,area_name,period`, one column per dimension (its
/// label, or `key_1`, `head_1` … where the file names none), `measure,value,status`.
class TidyCsv final : public TableSink {
public:
    /// `write` receives pieces of finished rows.
    explicit TidyCsv(std::function<void(std::string_view)> write) : write_(std::move(write)) {}
    void begin(const TableHead& head) override;
    void row(const TableRow& row) override;
    void finish();

private:
    std::function<void(std::string_view)> write_;
    TableHead head_;
    std::string out_;
    std::vector<std::string> column_texts_;  ///< by value column: its categories as CSV

    void append_row(const TableRow& row, const ValueCell& value);
};

/// Counts what a table holds.
class TableSummary final : public TableSink {
public:
    void begin(const TableHead& head) override { head_ = head; }
    void row(const TableRow& row) override;
    /// `table, title, rows, observations, sum, status, areas, periods` and how the file was understood.
    Json json(const TableResult& result) const;

private:
    TableHead head_;
    std::int64_t observations_ = 0;
    DecimalSum sum_;
    std::array<std::int64_t, 16> by_sign_{};
    std::unordered_set<std::string> areas_;
    std::set<std::int32_t> periods_;
    std::string last_area_;
};

/// The period of a cell: of its column, else of its row, else of the table.
Period period_of(const TableHead& head, const TableRow& row, const ValueColumn& column);

/// What a cell counts: parts that the column does not name come from the row or from the table.
Measure measure_of(const TableHead& head, const TableRow& row, const ValueColumn& column);

/// Column names of the breakdowns: key dimensions, then heading dimensions; unique.
std::vector<std::string> dimension_names(const TableHead& head);

}  // namespace allmende::formats
