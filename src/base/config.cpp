#include "base/config.hpp"

#include <algorithm>

#include <toml++/toml.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace allmende {

struct Config::Document {
    std::string name;
    toml::table root;
};

struct Config::Access {
    static const toml::table& table(const Config& config) { return *static_cast<const toml::table*>(config.table_); }
    static const toml::node* find(const Config& config, std::string_view key) { return table(config).get(key); }

    static const toml::node& need(const Config& config, std::string_view key, const char* what)
    {
        const toml::node* node = find(config, key);
        if (node == nullptr) {
            config.complain({}, fmt::format("“{}” is missing; it must be {}", key, what));
        }
        return *node;
    }

    static std::string as_text(const Config& config, std::string_view key, const toml::node& node)
    {
        const auto value = node.value<std::string>();
        if (!node.is_string() || !value) {
            config.complain(key, fmt::format("“{}” must be a text in quotes", key));
        }
        return *value;
    }
};

namespace {

std::string place(const std::string& name, const toml::source_region& region)
{
    return fmt::format("{}:{}:{}", name, region.begin.line, region.begin.column);
}

}  // namespace

Config Config::load(const std::filesystem::path& path)
{
    return parse(read_file(path, std::uint64_t{8} << 20), path.string());
}

Config Config::parse(std::string_view text, std::string source_name)
{
    auto document = std::make_shared<Document>();
    document->name = std::move(source_name);
    try {
        document->root = toml::parse(text, document->name);
    } catch (const toml::parse_error& error) {
        fail(ErrorCode::bad_input, "{}: not valid TOML: {}", place(document->name, error.source()),
             error.description());
    }
    const void* root = &document->root;
    return Config(std::move(document), root);
}

void Config::allow_only(const std::vector<std::string>& known) const
{
    for (const auto& [key, node] : Access::table(*this)) {
        const std::string name(key.str());
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const std::string like = nearest(name, known);
            const std::string hint =
                like.empty() ? "known here: " + join(known, ", ") : fmt::format("did you mean “{}”?", like);
            fail(ErrorCode::bad_input, "{}: “{}” is not known here; {}", place(document_->name, key.source()), name,
                 hint);
        }
    }
}

bool Config::has(std::string_view key) const
{
    return Access::find(*this, key) != nullptr;
}

std::vector<std::string> Config::keys() const
{
    std::vector<std::string> keys;
    for (const auto& [key, node] : Access::table(*this)) {
        keys.emplace_back(key.str());
    }
    return keys;
}

std::string Config::text(std::string_view key) const
{
    std::string value = Access::as_text(*this, key, Access::need(*this, key, "a text in quotes"));
    if (trim(value).empty()) {
        complain(key, fmt::format("“{}” must not be empty", key));
    }
    return value;
}

std::string Config::text_or(std::string_view key, std::string_view fallback) const
{
    const toml::node* node = Access::find(*this, key);
    return node == nullptr ? std::string(fallback) : Access::as_text(*this, key, *node);
}

std::int64_t Config::integer(std::string_view key) const
{
    const toml::node& node = Access::need(*this, key, "a whole number");
    if (!node.is_integer()) {
        complain(key, fmt::format("“{}” must be a whole number", key));
    }
    return *node.value<std::int64_t>();
}

std::int64_t Config::integer_or(std::string_view key, std::int64_t fallback) const
{
    return has(key) ? integer(key) : fallback;
}

double Config::number(std::string_view key) const
{
    const toml::node& node = Access::need(*this, key, "a number");
    if (!node.is_number()) {
        complain(key, fmt::format("“{}” must be a number", key));
    }
    return *node.value<double>();
}

double Config::number_or(std::string_view key, double fallback) const
{
    return has(key) ? number(key) : fallback;
}

bool Config::flag_or(std::string_view key, bool fallback) const
{
    const toml::node* node = Access::find(*this, key);
    if (node == nullptr) {
        return fallback;
    }
    if (!node->is_boolean()) {
        complain(key, fmt::format("“{}” must be true or false", key));
    }
    return *node->value<bool>();
}

Localized Config::localized(std::string_view key) const
{
    const Config both = table(key);
    both.allow_only({"de", "en"});
    return {both.text("de"), both.text("en")};
}

Localized Config::localized_or_empty(std::string_view key) const
{
    return has(key) ? localized(key) : Localized{};
}

std::vector<std::string> Config::texts(std::string_view key) const
{
    const toml::node& node = Access::need(*this, key, "a list of texts");
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        complain(key, fmt::format("“{}” must be a list of texts: [\"…\", \"…\"]", key));
    }
    std::vector<std::string> texts;
    for (const toml::node& entry : *array) {
        texts.push_back(Access::as_text(*this, key, entry));
    }
    return texts;
}

std::vector<std::string> Config::texts_or_empty(std::string_view key) const
{
    const toml::node* node = Access::find(*this, key);
    if (node == nullptr) {
        return {};
    }
    if (node->is_string()) {
        return {Access::as_text(*this, key, *node)};
    }
    return texts(key);
}

Config Config::table(std::string_view key) const
{
    const toml::node& node = Access::need(*this, key, "a table");
    if (!node.is_table()) {
        complain(key, fmt::format("“{}” must be a table", key));
    }
    return {document_, node.as_table()};
}

std::optional<Config> Config::table_or_none(std::string_view key) const
{
    return has(key) ? std::optional(table(key)) : std::nullopt;
}

std::vector<Config> Config::tables(std::string_view key) const
{
    const toml::node* node = Access::find(*this, key);
    if (node == nullptr) {
        return {};
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        complain(key, fmt::format("“{}” must be a list of tables: [[{}]]", key, key));
    }
    std::vector<Config> tables;
    for (const toml::node& entry : *array) {
        if (!entry.is_table()) {
            complain(key, fmt::format("each entry of “{}” must be a table", key));
        }
        tables.push_back(Config(document_, entry.as_table()));
    }
    return tables;
}

std::string Config::choice(std::string_view key, const std::vector<std::string>& words) const
{
    const std::string word = text(key);
    if (std::find(words.begin(), words.end(), word) == words.end()) {
        complain(key, fmt::format("“{}” must be one of {}, not {}", key, join(words, ", "), shown(word)));
    }
    return word;
}

std::string Config::choice_or(std::string_view key, const std::vector<std::string>& words,
                              std::string_view fallback) const
{
    return has(key) ? choice(key, words) : std::string(fallback);
}

void Config::complain(std::string_view key, const std::string& message) const
{
    fail(ErrorCode::bad_input, "{}: {}", where(key), message);
}

std::string Config::where(std::string_view key) const
{
    const toml::node* node = key.empty() ? nullptr : Access::find(*this, key);
    return place(document_->name, node == nullptr ? Access::table(*this).source() : node->source());
}

}  // namespace allmende
