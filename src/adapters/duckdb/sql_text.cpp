#include "adapters/duckdb/sql_text.hpp"

#include <array>
#include <charconv>

namespace allmende::adapters::duckdb {

namespace {

std::string enclosed(const std::string& text, char quote)
{
    std::string out(1, quote);
    for (const char c : text) {
        out += c;
        if (c == quote) {
            out += c;
        }
    }
    return out + quote;
}

}  // namespace

std::string quoted(const std::string& text)
{
    return enclosed(text, '\'');
}

std::string identifier(const std::string& name)
{
    return enclosed(name, '"');
}

std::string number_list(const std::vector<std::int32_t>& numbers)
{
    std::string out;
    std::array<char, 12> buffer{};
    for (const std::int32_t number : numbers) {
        out += out.empty() ? "" : ",";
        out.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr);
    }
    return out;
}

}  // namespace allmende::adapters::duckdb
