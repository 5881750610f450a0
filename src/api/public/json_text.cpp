#include "api/public/json_text.hpp"

#include "base/cell.hpp"
#include "base/error.hpp"

namespace allmende::api::public_ {

JsonText& JsonText::open(char bracket)
{
    separate();
    out_ += bracket;
    first_ = true;
    return *this;
}

JsonText& JsonText::close(char bracket)
{
    out_ += bracket;
    first_ = false;
    return *this;
}

JsonText& JsonText::key(std::string_view name)
{
    separate();
    append_quoted(name);
    out_ += ':';
    after_key_ = true;
    return *this;
}

void JsonText::text(std::string_view value)
{
    separate();
    append_quoted(value);
}

void JsonText::integer(std::int64_t value)
{
    separate();
    fmt::format_to(std::back_inserter(out_), "{}", value);
}

void JsonText::number(const std::optional<double>& value)
{
    separate();
    out_ += value ? shortest(*value) : "null";
}

void JsonText::flag(bool value)
{
    separate();
    out_ += value ? "true" : "false";
}

void JsonText::null()
{
    separate();
    out_ += "null";
}

void JsonText::localized(const Localized& value)
{
    open('{');
    key("de").text(value.de);
    key("en").text(value.in("en"));
    close('}');
}

void JsonText::texts(const std::vector<std::string>& values)
{
    open('[');
    for (const std::string& value : values) {
        text(value);
    }
    close(']');
}

void JsonText::raw(std::string_view json)
{
    separate();
    out_ += json;
}

JsonText& JsonText::line()
{
    separate();
    out_ += '\n';
    first_ = true;
    return *this;
}

JsonText& JsonText::close_lines(char bracket)
{
    out_ += '\n';
    return close(bracket);
}

void JsonText::separate()
{
    if (!first_ && !after_key_) {
        out_ += ',';
    }
    first_ = false;
    after_key_ = false;
}

void JsonText::append_quoted(std::string_view value)
{
    out_ += '"';
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (c == '\n') {
            out_ += "\\n";
        } else if (byte < 0x20) {
            fmt::format_to(std::back_inserter(out_), "\\u{:04x}", byte);
        } else {
            out_ += c;
        }
    }
    out_ += '"';
}

}  // namespace allmende::api::public_
