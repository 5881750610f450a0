#include <algorithm>

#include "adapters/duckdb/durable.hpp"
#include "adapters/duckdb/engine.hpp"
#include "adapters/duckdb/fact_engine.hpp"
#include "adapters/duckdb/row_source.hpp"
#include "adapters/duckdb/sql_text.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::duckdb {

namespace {

using facts::DiskColumn;
using facts::DiskFilter;
using facts::DiskTable;
using Integers = std::vector<std::int32_t>;
using Numbers = std::vector<std::optional<double>>;
using Texts = std::vector<std::string>;

duckdb_type type_of(const DiskColumn& column)
{
    static constexpr std::array<duckdb_type, 3> types{DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_DOUBLE, DUCKDB_TYPE_VARCHAR};
    return types[column.values.index()];
}

/// A table in memory, as the engine reads it to write it to a file.
class TableRows final : public RowSource {
public:
    explicit TableRows(const DiskTable& table) : table_(table) {}

    std::vector<Column> columns() const override
    {
        std::vector<Column> columns;
        for (const DiskColumn& column : table_.columns) {
            columns.push_back({column.name, type_of(column)});
        }
        return columns;
    }
    std::int64_t rows() const override { return static_cast<std::int64_t>(table_.size()); }
    /// The order of the rows is the order of the file.
    int most_threads() const override { return 1; }
    std::unique_ptr<Reader> open() override;

private:
    class TableReader;

    const DiskTable& table_;
};

class TableRows::TableReader final : public RowSource::Reader {
public:
    explicit TableReader(const DiskTable& table) : table_(table) {}

    void fill(duckdb_data_chunk chunk) override
    {
        const std::size_t count = std::min<std::size_t>(duckdb_vector_size(), table_.size() - next_);
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            const auto vector = duckdb_data_chunk_get_vector(chunk, c);
            std::visit([&](const auto& values) { put(vector, values, count); }, table_.columns[c].values);
        }
        next_ += count;
        duckdb_data_chunk_set_size(chunk, count);
    }

private:
    void put(duckdb_vector vector, const Integers& values, std::size_t count)
    {
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(next_), count,
                    static_cast<std::int32_t*>(duckdb_vector_get_data(vector)));
    }
    void put(duckdb_vector vector, const Numbers& values, std::size_t count)
    {
        auto* numbers = static_cast<double*>(duckdb_vector_get_data(vector));
        for (std::size_t i = 0; i < count; ++i) {
            numbers[i] = values[next_ + i].value_or(0);
            if (!values[next_ + i]) {
                duckdb_vector_ensure_validity_writable(vector);
                duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), i);
            }
        }
    }
    void put(duckdb_vector vector, const Texts& values, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            duckdb_vector_assign_string_element_len(vector, i, values[next_ + i].data(), values[next_ + i].size());
        }
    }

    const DiskTable& table_;
    std::size_t next_ = 0;
};

std::unique_ptr<RowSource::Reader> TableRows::open()
{
    return std::make_unique<TableReader>(table_);
}

/// The engine takes `*`, `?` and `[` in a path as a pattern.
std::string exactly(const std::filesystem::path& path)
{
    std::string pattern;
    for (const char c : path.string()) {
        pattern += c == '*' || c == '?' || c == '[' ? fmt::format("[{}]", c) : std::string(1, c);
    }
    return pattern;
}

std::string from_where(const std::vector<DiskFilter>& filters)
{
    std::string sql = "FROM read_parquet($1, hive_partitioning = false) WHERE true";
    for (const DiskFilter& filter : filters) {
        if (filter.any_of.empty()) {
            sql += " AND false";
            continue;
        }
        sql += fmt::format(" AND {} IN ({})", identifier(filter.column), number_list(filter.any_of));
    }
    return sql;
}

std::string read_sql(const std::vector<DiskFilter>& filters, const std::vector<std::string>& columns,
                     std::int64_t offset, std::int64_t most)
{
    std::vector<std::string> names;
    for (const std::string& column : columns) {
        names.push_back(identifier(column));
    }
    return fmt::format("SELECT {} {} LIMIT {} OFFSET {}", names.empty() ? "*" : join(names, ", "), from_where(filters),
                       most, offset);
}

[[noreturn]] void fail_column(const std::filesystem::path& path, const std::string& column, std::string_view what)
{
    fail(ErrorCode::bad_input, "{}: column {} {}; the program reads whole numbers of 32 bits, numbers and texts",
         path.string(), column, what);
}

DiskTable empty_table(const std::filesystem::path& path, Result& result)
{
    DiskTable table;
    for (std::size_t c = 0; c < result.columns(); ++c) {
        DiskColumn column;
        column.name = result.name(c);
        switch (result.type(c)) {
        case DUCKDB_TYPE_INTEGER: column.values = Integers(); break;
        case DUCKDB_TYPE_DOUBLE: column.values = Numbers(); break;
        case DUCKDB_TYPE_VARCHAR: column.values = Texts(); break;
        default: fail_column(path, column.name, "has another type");
        }
        table.columns.push_back(std::move(column));
    }
    return table;
}

void append(DiskTable& table, const Chunk& chunk, const std::filesystem::path& path)
{
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        DiskColumn& column = table.columns[c];
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            const bool absent = chunk.is_null(c, i);
            if (auto* numbers = std::get_if<Numbers>(&column.values)) {
                numbers->push_back(absent ? std::nullopt : std::optional(chunk.numbers<double>(c)[i]));
                continue;
            }
            if (absent) {
                fail_column(path, column.name, "lacks a value where each row must have one");
            }
            if (auto* integers = std::get_if<Integers>(&column.values)) {
                integers->push_back(chunk.numbers<std::int32_t>(c)[i]);
            } else {
                std::get<Texts>(column.values).emplace_back(chunk.text(c, i));
            }
        }
    }
}

void check(const DiskTable& table)
{
    ensure(!table.columns.empty(), "a table on disk has columns");
    for (const DiskColumn& column : table.columns) {
        ensure(column.size() == table.size(), "the columns of a table have the same length");
        const auto same = [&](const DiskColumn& other) { return other.name == column.name; };
        ensure(std::count_if(table.columns.begin(), table.columns.end(), same) == 1,
               "the columns of a table differ in name");
    }
}

/// An engine that reaches one folder only.
struct Fenced {
    explicit Fenced(const EngineOptions& options) : engine({}, options), table(*engine.borrow(), "table_in_memory") {}

    Engine engine;
    RowFunction table;
    std::mutex writing;  ///< the table function gives one table at a time
};

EngineOptions engine_options(const std::filesystem::path& folder, const Options& options)
{
    EngineOptions engine;
    engine.memory_mb = options.memory_mb;
    // Each question runs in the thread that asks it, and a table always gives the same bytes.
    engine.threads = 1;
    engine.folders = {folder};
    engine.keep_file_heads = true;
    return engine;
}

class DuckdbColumnFiles final : public facts::ColumnFiles {
public:
    explicit DuckdbColumnFiles(const Options& options) : options_(options) {}

    void write(const DiskTable& table, const std::filesystem::path& path) override
    {
        check(table);
        const auto fenced = for_folder_of(path);
        const std::lock_guard lock(fenced->writing);
        const std::filesystem::path made = path.string() + ".part";
        TableRows rows(table);
        fenced->table.run(
            *fenced->engine.borrow({path.string(), false}),
            "COPY (SELECT * FROM table_in_memory()) TO $1 (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)",
            rows, {made.string()});
        move_durably(made, path);
    }

    DiskTable read(const std::filesystem::path& path, const std::vector<DiskFilter>& filters,
                   const std::vector<std::string>& columns, std::int64_t offset, std::int64_t most) override
    {
        ensure(offset >= 0 && most >= 0, "rows are asked for from an offset and up to a number");
        need_file(path);
        const auto fenced = for_folder_of(path);
        const auto connection = fenced->engine.borrow({path.string(), true});
        Result result = connection->stream(read_sql(filters, columns, offset, most), {exactly(path)});
        DiskTable table = empty_table(path, result);
        while (const auto chunk = result.next()) {
            append(table, *chunk, path);
        }
        return table;
    }

    std::int64_t count(const std::filesystem::path& path, const std::vector<DiskFilter>& filters) override
    {
        need_file(path);
        const auto fenced = for_folder_of(path);
        return fenced->engine.borrow({path.string(), true})
            ->number("SELECT count(*) " + from_where(filters), {exactly(path)});
    }

private:
    static void need_file(const std::filesystem::path& path)
    {
        std::error_code unreachable;
        if (!std::filesystem::is_regular_file(path, unreachable)) {
            fail(ErrorCode::not_found, "{}: there is no such file", path.string());
        }
    }

    /// A fence cannot be moved, so each folder has an engine of its own; the last few are kept. Shared, because one
    /// that has to go may still be answering another thread.
    std::shared_ptr<Fenced> for_folder_of(const std::filesystem::path& path)
    {
        const auto folder = std::filesystem::absolute(path).lexically_normal().parent_path();
        const std::lock_guard lock(mutex_);
        const auto known =
            std::find_if(engines_.begin(), engines_.end(), [&](const auto& entry) { return entry.first == folder; });
        if (known != engines_.end()) {
            std::rotate(engines_.begin(), known, known + 1);
            return engines_.front().second;
        }
        if (engines_.size() == most_engines) {
            engines_.pop_back();
        }
        engines_.emplace(engines_.begin(), folder, std::make_shared<Fenced>(engine_options(folder, options_)));
        return engines_.front().second;
    }

    static constexpr std::size_t most_engines = 8;

    Options options_;
    std::mutex mutex_;
    std::vector<std::pair<std::filesystem::path, std::shared_ptr<Fenced>>> engines_;  ///< the last used one first
};

}  // namespace

std::unique_ptr<facts::ColumnFiles> open_column_files(const Options& options)
{
    return std::make_unique<DuckdbColumnFiles>(options);
}

}  // namespace allmende::adapters::duckdb
