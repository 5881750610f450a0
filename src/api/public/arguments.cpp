#include "api/public/arguments.hpp"

#include <algorithm>

#include "api/public/negotiation.hpp"
#include "api/public/problem.hpp"
#include "base/ensure.hpp"

namespace allmende::api::public_ {

namespace {

constexpr std::string_view format_parameter = "format";

/// Every route has it; what it offers is checked in choose_form().
const Parameter& format_description()
{
    static const Parameter parameter{.name = format_parameter, .text = {}, .example = "csv", .choices = {}};
    return parameter;
}

std::string quoted_list(const std::vector<std::string_view>& words)
{
    std::string out;
    for (const std::string_view word : words) {
        out.append(out.empty() ? "" : ", ").append(word);
    }
    return out;
}

void sort_and_unite(std::vector<std::string>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

void append_values(std::vector<std::string>& out, const std::string& name, const std::string& value)
{
    for (const std::string_view part : split(value, ',')) {
        const std::string_view word = trim(part);
        if (word.empty()) {
            refuse(ErrorCode::bad_usage,
                   {fmt::format("Der Parameter „{}“ ist leer; ohne ihn wird nicht eingegrenzt.", plain(name)),
                    fmt::format("The parameter “{}” is empty; leave it out to ask for everything.", plain(name))},
                   name);
        }
        out.emplace_back(word);
    }
}

}  // namespace

Arguments::Arguments(const Route& route, const std::vector<std::string>& path_values, const Target& target,
                     std::string_view accept)
    : route_(&route), form_(route.forms.front())
{
    read_path_values(path_values);
    read_query(target);
    choose_form(accept);
    for (const Parameter& parameter : route.parameters) {
        if (parameter.required && !values_.contains(parameter.name)) {
            refuse(ErrorCode::bad_usage,
                   {fmt::format("Der Parameter „{}“ fehlt, zum Beispiel {}={}.", parameter.name, parameter.name,
                                parameter.example),
                    fmt::format("The parameter “{}” is missing, for example {}={}.", parameter.name, parameter.name,
                                parameter.example)},
                   std::string(parameter.name));
        }
    }
}

const std::string& Arguments::one(std::string_view name) const
{
    const auto found = values_.find(name);
    ensure(found != values_.end(), "only required parameters are read without asking");
    return found->second.front();
}

std::optional<std::string> Arguments::one_or_none(std::string_view name) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? std::nullopt : std::optional(found->second.front());
}

std::optional<std::vector<std::string>> Arguments::list(std::string_view name) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::string Arguments::address() const
{
    std::string path;
    std::string query;
    const auto add_to_query = [&query](std::string_view name, const std::vector<std::string>& values) {
        query.append(query.empty() ? "?" : "&").append(encoded(name)).append("=");
        for (std::size_t i = 0; i < values.size(); ++i) {
            query.append(i == 0 ? "" : ",").append(encoded(values[i]));
        }
    };
    for (const std::string_view segment : route_->segments()) {
        const bool variable = segment.front() == '{';
        path.append("/").append(variable ? encoded(one(segment.substr(1, segment.size() - 2))) : std::string(segment));
    }
    for (const auto& [name, values] : values_) {
        if (find(name) != nullptr) {
            add_to_query(name, values);
        }
    }
    for (const auto& [name, values] : dimensions_) {
        add_to_query(name, values);
    }
    if (form_ != route_->forms.front()) {
        add_to_query(format_parameter, {std::string(form_name(form_))});
    }
    return (path.empty() ? "/" : path) + query;
}

void Arguments::read_path_values(const std::vector<std::string>& values)
{
    std::size_t next = 0;
    for (const Parameter& parameter : route_->parameters) {
        if (parameter.place == Place::path) {
            values_[std::string(parameter.name)] = {values.at(next++)};
        }
    }
}

void Arguments::read_query(const Target& target)
{
    for (const auto& [name, value] : target.query) {
        const Parameter* parameter = find(name);
        if (parameter != nullptr) {
            add(*parameter, value);
        } else if (name == format_parameter) {
            add(format_description(), value);
        } else if (route_->by_dimension) {
            append_values(dimensions_[name], name, value);
        } else {
            refuse_unknown(name);
        }
    }
    for (auto* group : {&values_, &dimensions_}) {
        for (auto& [name, values] : *group) {
            sort_and_unite(values);
        }
    }
}

void Arguments::add(const Parameter& parameter, const std::string& value)
{
    const std::string name(parameter.name);
    std::vector<std::string>& values = values_[name];
    if (!parameter.list) {
        if (!values.empty()) {
            refuse(ErrorCode::bad_usage,
                   {fmt::format("Der Parameter „{}“ darf nur einmal stehen.", name),
                    fmt::format("The parameter “{}” may only be given once.", name)},
                   name);
        }
        if (trim(value).empty() || value.find(',') != std::string::npos) {
            refuse(ErrorCode::bad_usage,
                   {fmt::format("Der Parameter „{}“ braucht genau einen Wert, zum Beispiel {}={}.", name, name,
                                parameter.example),
                    fmt::format("The parameter “{}” needs exactly one value, for example {}={}.", name, name,
                                parameter.example)},
                   name);
        }
    }
    append_values(values, name, value);
    for (const std::string& each : values) {
        if (!parameter.choices.empty() &&
            std::find(parameter.choices.begin(), parameter.choices.end(), each) == parameter.choices.end()) {
            refuse(ErrorCode::bad_usage,
                   {fmt::format("„{}“ ist kein Wert von „{}“; möglich sind: {}.", plain(each), name,
                                quoted_list(parameter.choices)),
                    fmt::format("“{}” is not a value of “{}”; possible are: {}.", plain(each), name,
                                quoted_list(parameter.choices))},
                   name);
        }
    }
}

const Parameter* Arguments::find(std::string_view name) const
{
    for (const Parameter& parameter : route_->parameters) {
        if (parameter.name == name && parameter.place == Place::query) {
            return &parameter;
        }
    }
    return nullptr;
}

void Arguments::refuse_unknown(const std::string& name) const
{
    std::vector<std::string> known;
    for (const Parameter& parameter : route_->parameters) {
        if (parameter.place == Place::query) {
            known.emplace_back(parameter.name);
        }
    }
    known.emplace_back(format_parameter);
    const std::string list = join(known, ", ");
    refuse(ErrorCode::bad_usage,
           Localized{fmt::format("Den Parameter „{}“ gibt es hier nicht.", plain(name)),
                     fmt::format("There is no parameter “{}” here.", plain(name))} +
               did_you_mean(nearest(name, known)) +
               Localized{fmt::format(" Es gibt: {}.", list), fmt::format(" There are: {}.", list)},
           plain(name));
}

void Arguments::choose_form(std::string_view accept)
{
    const std::vector<Form>& forms = route_->forms;
    std::vector<std::string_view> names;
    std::vector<std::string_view> types;
    for (const Form form : forms) {
        names.push_back(form_name(form));
        types.push_back(media_type(form));
    }
    if (const auto wanted = one_or_none(format_parameter)) {
        const auto found = std::find(names.begin(), names.end(), *wanted);
        if (found == names.end()) {
            refuse(ErrorCode::not_acceptable,
                   {fmt::format("Das Format „{}“ gibt es hier nicht; möglich sind: {}.", plain(*wanted),
                                quoted_list(names)),
                    fmt::format("The format “{}” is not offered here; possible are: {}.", plain(*wanted),
                                quoted_list(names))},
                   std::string(format_parameter));
        }
        form_ = forms[static_cast<std::size_t>(found - names.begin())];
        values_.erase(values_.find(format_parameter));
        return;
    }
    const std::size_t preferred = preferred_type(accept, types);
    if (preferred == types.size()) {
        refuse(
            ErrorCode::not_acceptable,
            {fmt::format("Keines der Formate im Kopffeld Accept gibt es hier; möglich sind: {}.", quoted_list(types)),
             fmt::format("None of the formats in the header Accept is offered here; possible are: {}.",
                         quoted_list(types))},
            "Accept");
    }
    form_ = forms[preferred];
}

}  // namespace allmende::api::public_
