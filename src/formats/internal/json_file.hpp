#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "formats/plain_table.hpp"

namespace allmende::formats {

/// A JSON file with its place for complaints. Only for the readers of JSON formats.
class JsonFile {
public:
    JsonFile(const std::filesystem::path& path, std::filesystem::path folder, const ReadOptions& options);

    const std::string& name() const { return options_.file_name; }

    template <typename... Args>
    [[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) const
    {
        fail(ErrorCode::bad_input, "{}: {}", name(), fmt::format(text, std::forward<Args>(args)...));
    }

    /// A member that must be there.
    const JsonByName& need(const JsonByName& object, const char* key, const std::string& where) const;

    PlainTable begin_table(std::string_view layout, std::size_t number) const;

private:
    std::filesystem::path folder_;
    ReadOptions options_;
};

/// A text or a number as text; empty for all else.
std::string text_of(const JsonByName& value);

/// A member of text; empty where there is none. Texts in several languages: German before English before any.
std::string member(const JsonByName& object, const char* key);

/// A member that is an object or a list; an empty object where there is none.
const JsonByName& part(const JsonByName& object, const char* key);

/// Codes of periods that mean nothing by themselves (`0`) give way to their words (`2023`). `words` by code.
std::string period_code(const std::string& code, const std::string& words);

/// Reads a dataset of JSON-stat 2, or of 1 where it stands in a bundle.
PlainTable read_json_stat(const JsonFile& file, const JsonByName& dataset, std::size_t number);

/// Reads a data message of SDMX-JSON (1.0, 2.0, 2.1): one table for each structure that its data sets have.
std::vector<PlainTable> read_sdmx_json(const JsonFile& file, const JsonByName& message);

}  // namespace allmende::formats
