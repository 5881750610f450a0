#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "cli/command.hpp"

namespace allmende::cli {

/// A field of a printed row: text, whole number, number, or nothing (an empty field, `null` in JSON).
using Field = std::variant<std::monostate, std::string, std::int64_t, double>;

/// Prints rows as CSV (RFC 4180) or as a JSON array of objects, by `--format`.
class RowWriter {
public:
    /// Throws Error{bad_usage} for an unknown format.
    RowWriter(const Arguments& arguments, Environment& environment, std::vector<std::string> columns);
    void row(const std::vector<Field>& fields);
    /// Must be called after the last row.
    void finish();

private:
    Environment& environment_;
    std::vector<std::string> columns_;
    bool json_ = false;
    bool first_ = true;
    std::string out_;

    void flush(bool always);
};

/// Shows what is being done on a line that the next one replaces, where somebody watches.
std::function<void(const std::string&)> progress_line(Environment& environment);
/// To print before the line that stays; empty where nobody watches.
std::string over_progress(const Environment& environment);

/// Options that every listing command has.
inline constexpr Option format_option{"--format", "csv|json", "how rows are printed; csv by default"};

}  // namespace allmende::cli
