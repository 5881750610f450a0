#include "cli/arguments.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/period.hpp"

namespace allmende::cli {

namespace {

const Option* find_option(const Command& command, std::string_view name)
{
    for (const Option& option : command.options) {
        if (option.name == name) {
            return &option;
        }
    }
    return nullptr;
}

[[noreturn]] void refuse_option(const Command& command, std::string_view name)
{
    std::vector<std::string> known;
    for (const Option& option : command.options) {
        known.emplace_back(option.name);
    }
    const std::string like = nearest(name, known);
    fail(ErrorCode::bad_usage, "{}: unknown option {}{}", command.name, name,
         like.empty() ? fmt::format("; `allmende help {}` lists its options", command.name)
                      : "; did you mean " + like + "?");
}

}  // namespace

std::string Arguments::get(std::string_view option, std::string_view fallback) const
{
    const auto at = options.find(option);
    return at == options.end() || at->second.empty() ? std::string(fallback) : at->second.back();
}

std::vector<std::string> Arguments::list(std::string_view option) const
{
    std::vector<std::string> values;
    for (const std::string& text : all(option)) {
        for (const std::string_view part : split(text, ',')) {
            if (!trim(part).empty()) {
                values.emplace_back(trim(part));
            }
        }
    }
    return values;
}

std::vector<std::string> Arguments::all(std::string_view option) const
{
    const auto at = options.find(option);
    return at == options.end() ? std::vector<std::string>() : at->second;
}

Arguments parse_arguments(const Command& command, const std::vector<std::string>& words)
{
    Arguments arguments;
    bool only_positional = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (only_positional || !word.starts_with("--") || word == "-") {
            arguments.positional.push_back(word);
            continue;
        }
        if (word == "--") {
            only_positional = true;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const Option* option = find_option(command, name);
        if (option == nullptr) {
            refuse_option(command, name);
        }
        std::vector<std::string>& values = arguments.options[name];
        if (option->placeholder.empty()) {
            if (equals != std::string::npos) {
                fail(ErrorCode::bad_usage, "{}: {} takes no value", command.name, name);
            }
        } else if (equals != std::string::npos) {
            values.push_back(word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            values.push_back(words[++i]);
        } else {
            fail(ErrorCode::bad_usage, "{}: {} needs a value: {} {}", command.name, name, name, option->placeholder);
        }
    }
    if (arguments.positional.size() < command.least || arguments.positional.size() > command.most) {
        fail(ErrorCode::bad_usage, "usage: allmende {} {}", command.name, command.arguments);
    }
    return arguments;
}

std::map<std::string, std::vector<std::string>> parse_where(const Arguments& arguments)
{
    std::map<std::string, std::vector<std::string>> where;
    for (const std::string& text : arguments.all("--where")) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
            fail(ErrorCode::bad_usage, "--where takes dimension=code, for example --where sex=female; not {}",
                 shown(text));
        }
        for (const std::string_view code : split(std::string_view(text).substr(equals + 1), ',')) {
            where[text.substr(0, equals)].emplace_back(trim(code));
        }
    }
    return where;
}

std::vector<int> parse_years(const Arguments& arguments)
{
    std::vector<int> years;
    for (const std::string& text : arguments.list("--period")) {
        const std::size_t dash = text.size() == 9 ? text.find('-') : std::string::npos;
        if (dash == 4 && all_digits(text.substr(0, 4)) && all_digits(text.substr(5))) {
            const int first = std::stoi(text.substr(0, 4));
            const int last = std::stoi(text.substr(5));
            if (first > last) {
                fail(ErrorCode::bad_usage, "--period {}: the first year is after the last", text);
            }
            for (int year = first; year <= last; ++year) {
                years.push_back(year);
            }
            continue;
        }
        const auto period = parse_period(text);
        if (!period) {
            fail(ErrorCode::bad_usage,
                 "--period {}: no reporting period; expected for example 2015, 2009-2015 or 31.12.2015", shown(text));
        }
        years.push_back(period->year);
    }
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return years;
}

}  // namespace allmende::cli
