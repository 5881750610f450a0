#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace allmende {

/// A TOML table that knows where it stands: every complaint names file, line and column and says what would be right.
/// Cheap to copy; the parsed file lives as long as one of its tables.
class Config {
public:
    static Config load(const std::filesystem::path& path);
    static Config parse(std::string_view text, std::string source_name);

    /// Throws Error{bad_input} for a key that is not among `known`, with the nearest known one.
    void allow_only(const std::vector<std::string>& known) const;

    bool has(std::string_view key) const;
    std::vector<std::string> keys() const;

    std::string text(std::string_view key) const;  ///< required, not empty
    std::string text_or(std::string_view key, std::string_view fallback) const;
    std::int64_t integer(std::string_view key) const;
    std::int64_t integer_or(std::string_view key, std::int64_t fallback) const;
    double number(std::string_view key) const;
    double number_or(std::string_view key, double fallback) const;
    bool flag_or(std::string_view key, bool fallback) const;
    Localized localized(std::string_view key) const;  ///< `{ de = "…", en = "…" }`, both required
    Localized localized_or_empty(std::string_view key) const;
    std::vector<std::string> texts(std::string_view key) const;           ///< required array of strings
    std::vector<std::string> texts_or_empty(std::string_view key) const;  ///< a single string counts as one entry
    Config table(std::string_view key) const;                             ///< required
    std::optional<Config> table_or_none(std::string_view key) const;
    std::vector<Config> tables(std::string_view key) const;  ///< array of tables; empty where absent

    /// One of the words of a closed list.
    std::string choice(std::string_view key, const std::vector<std::string>& words) const;
    std::string choice_or(std::string_view key, const std::vector<std::string>& words, std::string_view fallback) const;

    /// Throws Error{bad_input} at the place of `key` (or of the table where there is none).
    [[noreturn]] void complain(std::string_view key, const std::string& message) const;
    /// `file:line:column` of a key.
    std::string where(std::string_view key = {}) const;

private:
    struct Document;
    struct Access;
    // Shared: tables handed out point into the document and must keep it alive.
    std::shared_ptr<const Document> document_;
    const void* table_ = nullptr;

    Config(std::shared_ptr<const Document> document, const void* table) : document_(std::move(document)), table_(table)
    {}
};

}  // namespace allmende
