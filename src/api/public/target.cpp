#include "api/public/target.hpp"

#include "api/public/problem.hpp"
#include "base/text.hpp"

namespace allmende::api::public_ {

namespace {

constexpr std::size_t longest_segment = 200;
constexpr std::size_t most_segments = 16;

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool starts_escape(std::string_view text, std::size_t at)
{
    return text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0;
}

[[noreturn]] void refuse_target(std::string_view what_de, std::string_view what_en)
{
    refuse(ErrorCode::bad_usage, {fmt::format("Die Adresse ist nicht lesbar: {}.", what_de),
                                  fmt::format("The address cannot be read: {}.", what_en)});
}

std::string decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte <= 0x20 || byte >= 0x7f) {
            refuse_target("Leerzeichen, Steuerzeichen und Umlaute müssen als %XX geschrieben sein",
                          "blanks, control characters and letters beyond ASCII must be written as %XX");
        }
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (!starts_escape(text, i)) {
            refuse_target("hinter % müssen zwei hexadezimale Ziffern stehen",
                          "% must be followed by two hexadecimal digits");
        }
        out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
        i += 2;
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto byte = static_cast<unsigned char>(out[i]);
        if (byte < 0x20 || byte == 0x7f) {
            refuse_target("sie enthält ein Steuerzeichen", "it contains a control character");
        }
        if (starts_escape(out, i)) {
            refuse_target("sie ist doppelt kodiert", "it is encoded twice");
        }
    }
    if (first_invalid_utf8(out) != std::string::npos) {
        refuse_target("sie ist kein UTF-8", "it is not UTF-8");
    }
    return out;
}

void add_segment(Target& target, std::string_view raw)
{
    std::string segment = decoded(raw);
    if (segment.empty()) {
        refuse_target("zwei Schrägstriche stehen hintereinander", "it has two slashes in a row");
    }
    if (segment.find_first_of("/\\") != std::string::npos) {
        refuse_target("ein Teil enthält einen kodierten Schrägstrich", "a part contains an encoded slash or backslash");
    }
    const bool well_known = target.segments.empty() && segment == ".well-known";  // RFC 8615
    if (segment.front() == '.' && !well_known) {
        refuse_target("ein Teil beginnt mit einem Punkt", "a part begins with a dot");
    }
    if (segment.size() > longest_segment || target.segments.size() == most_segments) {
        refuse_target("sie ist zu lang oder zu tief", "it is too long or too deep");
    }
    target.segments.push_back(std::move(segment));
}

void read_path(Target& target, std::string_view path)
{
    if (path.empty() || path.front() != '/') {
        refuse_target("der Pfad muss mit / beginnen", "the path must begin with /");
    }
    path.remove_prefix(1);
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        add_segment(target, path.substr(0, slash));
        target.ends_with_slash = slash != std::string_view::npos;
        path.remove_prefix(target.ends_with_slash ? slash + 1 : path.size());
    }
}

void read_query(Target& target, std::string_view query)
{
    for (const std::string_view part : split(query, '&')) {
        if (part.empty()) {
            continue;
        }
        if (target.query.size() == most_query_parameters) {
            refuse(ErrorCode::bad_usage,
                   {fmt::format("Die Abfrage hat mehr als {} Parameter.", most_query_parameters),
                    fmt::format("The query has more than {} parameters.", most_query_parameters)});
        }
        const std::size_t equals = part.find('=');
        std::string name = decoded(part.substr(0, equals));
        std::string value = equals == std::string_view::npos ? std::string() : decoded(part.substr(equals + 1));
        target.query.emplace_back(std::move(name), std::move(value));
    }
}

}  // namespace

Target parse_target(std::string_view text)
{
    Target target;
    // A fragment is never sent by a browser; it would hide the end of the path.
    if (text.find('#') != std::string_view::npos) {
        refuse_target("sie enthält ein #", "it contains a #");
    }
    const std::size_t mark = text.find('?');
    const std::string_view path = text.substr(0, mark);
    if (mark != std::string_view::npos) {
        target.raw_query = text.substr(mark + 1);
    }
    if (path.size() > longest_path || target.raw_query.size() > longest_query) {
        throw Problem("uri-too-long",
                      {fmt::format("Die Adresse ist zu lang: höchstens {} Zeichen im Pfad und {} dahinter.",
                                   longest_path, longest_query),
                       fmt::format("The address is too long: at most {} characters in the path and {} after it.",
                                   longest_path, longest_query)});
    }
    read_path(target, path);
    read_query(target, target.raw_query);
    return target;
}

std::string encoded(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           std::string_view("-._~:,+").find(c) != std::string_view::npos;
        if (plain) {
            out += c;
        } else {
            fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

}  // namespace allmende::api::public_
