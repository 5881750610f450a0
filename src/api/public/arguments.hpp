#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/public/routes.hpp"
#include "api/public/target.hpp"

namespace allmende::api::public_ {

/// The checked parameters of one request. Values are known to be well-formed, not yet to exist.
class Arguments {
public:
    /// Throws Problem{bad_usage} for unknown, repeated, empty and missing parameters, naming the nearest known one.
    /// `path_values` belong to the `{…}` of the route's path in their order; `accept` decides the form where no
    /// `format` does.
    Arguments(const Route& route, const std::vector<std::string>& path_values, const Target& target,
              std::string_view accept);

    const std::string& one(std::string_view name) const;  ///< a required one
    std::optional<std::string> one_or_none(std::string_view name) const;
    std::optional<std::vector<std::string>> list(std::string_view name) const;  ///< sorted, each value once
    /// Parameters that only the dataset can know, by name.
    const std::map<std::string, std::vector<std::string>, std::less<>>& dimensions() const { return dimensions_; }
    Form form() const { return form_; }

    /// Path and query below `/api/v1`: the same text for all ways to ask the same thing.
    std::string address() const;

private:
    const Route* route_;
    Form form_;
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
    std::map<std::string, std::vector<std::string>, std::less<>> dimensions_;

    void read_path_values(const std::vector<std::string>& values);
    void read_query(const Target& target);
    void add(const Parameter& parameter, const std::string& value);
    const Parameter* find(std::string_view name) const;
    [[noreturn]] void refuse_unknown(const std::string& name) const;
    void choose_form(std::string_view accept);
};

}  // namespace allmende::api::public_
