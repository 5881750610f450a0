#include "sources/remarks.hpp"

#include <unordered_map>

namespace allmende::sources {

namespace {

// docs/tables/remark.yml
constexpr std::string_view first = R"sql(
create table remark (
    delivery integer not null,
    position integer not null,
    kind integer not null,
    row_number bigint not null,
    column_number bigint not null,
    cells bigint not null,
    text text not null,
    primary key (delivery, position)
);
)sql";

constexpr std::string_view insert_remark =
    "insert into remark (delivery, position, kind, row_number, column_number, cells, text) values (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view remarks_of =
    "select kind, row_number, column_number, cells, text from remark where delivery = ? order by position";

constexpr std::size_t most_headings = 2000;
constexpr std::size_t most_rows = 1'000'000;

/// Where a row stood first, and what numbers it had.
struct Seen {
    std::int64_t line = 0;
    std::size_t numbers = 0;
};

class RepeatedRows final : public formats::TableSink {
public:
    explicit RepeatedRows(std::size_t most) : most_(most) {}

    void begin(const formats::TableHead&) override {}

    void row(const formats::TableRow& row) override
    {
        if (seen_.size() >= most_rows || found.size() >= most_) {
            return;
        }
        std::string key = fmt::format("{}\n{}\n", row.area_code, row.period ? row.period->code() : 0);
        for (const formats::KeyCell& cell : row.keys) {
            key.append(cell.code).append("\n").append(cell.text).append("\n");
        }
        if (row.measure != nullptr) {
            key += row.measure->code + "\n" + row.measure->text + "\n" + row.measure->unit;
        }
        std::string numbers;
        for (const formats::ValueCell& value : row.values) {
            numbers += fmt::format("{} {} {} {};", value.value_column, value.cell.mantissa, value.cell.decimals,
                                   static_cast<int>(value.cell.sign));
        }
        const Seen now{row.line, std::hash<std::string>()(numbers)};
        const auto [at, fresh] = seen_.try_emplace(std::move(key), now);
        if (!fresh) {
            const bool same = at->second.numbers == now.numbers;
            found.push_back({same ? Remark::Kind::repeated_row : Remark::Kind::contradicting_row, row.line, 0,
                             static_cast<std::int64_t>(row.values.size()),
                             fmt::format("{}: {}", row.area_code, at->second.line)});
        }
    }

    std::vector<Remark> found;

private:
    std::size_t most_;
    std::unordered_map<std::string, Seen> seen_;
};

}  // namespace

Remarks::Remarks(state::Database& database) : database_(database)
{
    database_.migrate("remarks", {{1, first}});
}

void Remarks::record(std::int32_t delivery, const std::vector<Remark>& remarks)
{
    for (std::size_t i = 0; i < remarks.size(); ++i) {
        const Remark& remark = remarks[i];
        database_.run(insert_remark,
                      {std::int64_t{delivery}, static_cast<std::int64_t>(i), static_cast<std::int64_t>(remark.kind),
                       remark.row, remark.column, remark.cells, remark.text});
    }
}

std::vector<Remark> Remarks::of(std::int32_t delivery) const
{
    std::vector<Remark> remarks;
    database_.rows(remarks_of, {std::int64_t{delivery}}, [&](const state::Row& row) {
        remarks.push_back(
            {static_cast<Remark::Kind>(row.integer(0)), row.integer(1), row.integer(2), row.integer(3), row.text(4)});
    });
    return remarks;
}

void Remarks::forget_all()
{
    database_.run("delete from remark", {});
}

std::vector<Remark> headings_of(const formats::TableHead& head)
{
    std::vector<Remark> headings;
    for (const formats::ValueColumn& column : head.value_columns) {
        if (headings.size() >= most_headings) {
            break;
        }
        const formats::Measure none;
        const formats::Measure& measure = column.measure ? *column.measure : head.measure ? *head.measure : none;
        std::string text = measure.text + " | " + measure.unit;
        for (const std::string& category : column.categories) {
            text += " | " + category;
        }
        headings.push_back(
            {Remark::Kind::heading, 0, static_cast<std::int64_t>(column.column) + 1, 0, std::move(text)});
    }
    return headings;
}

std::vector<Remark> repeated_rows(const std::function<void(formats::TableSink&)>& read, std::size_t most)
{
    RepeatedRows rows(most);
    read(rows);
    return std::move(rows.found);
}

}  // namespace allmende::sources
