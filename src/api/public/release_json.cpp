#include "api/public/release_json.hpp"

#include <cctype>

#include "api/public/json_text.hpp"

namespace allmende::api::public_ {

namespace {

/// `firstYear` → `first_year`. Keys that are data (`05113`, `DG`, `region:ruhr`, `21111-02-06-4`) do not begin with a
/// small letter or hold no capital.
std::string api_name(const std::string& name)
{
    if (name.empty() || !std::islower(static_cast<unsigned char>(name.front()))) {
        return name;
    }
    std::string out;
    for (const char c : name) {
        if (std::isupper(static_cast<unsigned char>(c))) {
            out += '_';
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else {
            out += c;
        }
    }
    return out;
}

Document json_document(std::string body)
{
    return {.type = std::string(media_type(Form::json)), .body = std::move(body), .file_name = {}};
}

}  // namespace

Json with_api_names(const Json& value)
{
    if (value.is_array()) {
        Json out = Json::array();
        for (const Json& element : value) {
            out.push_back(with_api_names(element));
        }
        return out;
    }
    if (!value.is_object()) {
        return value;
    }
    Json out = Json::object();
    for (const auto& [name, member] : value.items()) {
        out[api_name(name)] = with_api_names(member);
    }
    return out;
}

Json release_json(const releases::Released& release, std::string_view file)
{
    return with_api_names(Json::parse(release.document(file)));
}

Document json_list(const Call& call, std::string_view list, const Json& elements)
{
    std::string body;
    JsonText json(body);
    json.open('{');
    json.key("release").integer(call.release.number());
    json.key("count").integer(static_cast<std::int64_t>(elements.size()));
    json.key(list).open('[');
    for (const Json& element : elements) {
        json.line().raw(element.dump());
    }
    json.close_lines(']').close('}');
    body += '\n';
    return json_document(std::move(body));
}

Document json_object(const Call& call, const Json& object)
{
    Json out = Json::object();
    out["release"] = call.release.number();
    for (const auto& [name, member] : object.items()) {
        out[name] = member;
    }
    return json_document(out.dump(2) + "\n");
}

const Json* find_entry(const Json& array, std::string_view name, std::string_view value)
{
    for (const Json& entry : array) {
        if (entry.at(name) == value) {
            return &entry;
        }
    }
    return nullptr;
}

}  // namespace allmende::api::public_
