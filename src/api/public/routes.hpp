#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/public/http.hpp"
#include "base/text.hpp"
#include "releases/released.hpp"

namespace allmende::api::public_ {

class Arguments;

/// What an answer can be written as.
enum class Form { json, csv };
std::string_view form_name(Form form);
std::string_view media_type(Form form);

enum class Place { path, query };

struct Parameter {
    std::string_view name;
    Place place = Place::query;
    Localized text;
    std::string_view example;
    bool required = false;
    bool list = false;  ///< several values, separated by commas or by repeating the parameter
    std::vector<std::string_view> choices;
};

/// Bounds of what one request may ask for.
struct Limits {
    std::int64_t most_cells = 100'000;  ///< figures or observations in one answer
};

/// One question to a release.
struct Call {
    const releases::Released& release;
    releases::ReleaseShelf& shelf;
    const Arguments& arguments;
    Form form;
    const Limits& limits;
};

struct Document {
    std::string type;
    std::string body;
    std::string file_name;  ///< for saving; empty: none
};

/// A resource of the read API. The registry is the only place where routes are described: the dispatcher, the OpenAPI
/// description and the reference page are made from it.
struct Route {
    std::string_view id;    ///< operation id and label of the metrics
    std::string_view path;  ///< below `/api/v1`: `/indicators/{id}/figures`
    Localized title;
    Localized text;
    std::vector<Parameter> parameters;  ///< without `format`, which every route has
    std::vector<Form> forms;            ///< the first is the default
    std::string_view schema;            ///< name in schemas.cpp
    std::string_view example;           ///< path and query, fit for the invented region of the tests
    bool by_dimension = false;          ///< takes the dataset's own dimensions as parameters
    Effort effort = Effort::quick;
    Document (*answer)(const Call& call) = nullptr;

    std::vector<std::string_view> segments() const;
};

std::span<const Route> routes();

}  // namespace allmende::api::public_
