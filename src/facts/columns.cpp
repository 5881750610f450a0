#include "facts/columns.hpp"

#include "base/ensure.hpp"

namespace allmende::facts {

namespace {

const DiskColumn& need(const DiskTable& table, std::string_view name)
{
    for (const DiskColumn& column : table.columns) {
        if (column.name == name) {
            return column;
        }
    }
    broken("a table has the column that is asked for");
}

template <typename Values>
const Values& values_of(const DiskTable& table, std::string_view name)
{
    const auto* values = std::get_if<Values>(&need(table, name).values);
    ensure(values != nullptr, "a column is asked for by its own type");
    return *values;
}

}  // namespace

std::size_t DiskColumn::size() const
{
    return std::visit([](const auto& list) { return list.size(); }, values);
}

std::size_t DiskTable::size() const
{
    return columns.empty() ? 0 : columns.front().size();
}

const std::vector<std::int32_t>& DiskTable::integers(std::string_view name) const
{
    return values_of<std::vector<std::int32_t>>(*this, name);
}

const std::vector<std::optional<double>>& DiskTable::numbers(std::string_view name) const
{
    return values_of<std::vector<std::optional<double>>>(*this, name);
}

const std::vector<std::string>& DiskTable::texts(std::string_view name) const
{
    return values_of<std::vector<std::string>>(*this, name);
}

}  // namespace allmende::facts
