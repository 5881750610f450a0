#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace allmende::api::public_ {

/// Writes JSON straight into a text: tables of a hundred thousand figures need no tree in memory.
class JsonText {
public:
    explicit JsonText(std::string& out) : out_(out) {}

    /// `{` or `[`.
    JsonText& open(char bracket);
    JsonText& close(char bracket);
    JsonText& key(std::string_view name);

    void text(std::string_view value);
    void integer(std::int64_t value);
    /// Unrounded; null where there is no number.
    void number(const std::optional<double>& value);
    void flag(bool value);
    void null();
    void localized(const Localized& value);
    void texts(const std::vector<std::string>& values);
    /// A value that is JSON already.
    void raw(std::string_view json);
    /// Starts the next element of a list on its own line.
    JsonText& line();
    /// Closes such a list.
    JsonText& close_lines(char bracket);

private:
    std::string& out_;
    bool first_ = true;       // no comma before the next element
    bool after_key_ = false;  // the next value belongs to a key

    void separate();
    void append_quoted(std::string_view value);
};

}  // namespace allmende::api::public_
