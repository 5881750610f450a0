#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace allmende::formats {

/// A field of a Table Schema of Frictionless: how the cells of a column are written.
struct SchemaField {
    std::string name;
    std::string type;                            ///< empty: not said
    char decimal_sign = '.';                     ///< of `number`
    std::string group_sign;                      ///< of `number` and `integer`; empty: none
    bool bare = true;                            ///< nothing stands around the number, such as `%`
    std::map<std::string, std::string> missing;  ///< text -> mark that it stands for

    bool is_number() const { return type == "number" || type == "integer"; }
};

/// A cell as plain number with a decimal point, as a mark of official tables where it is one of the missing values, or
/// as it is where the field holds no numbers. Nothing where it is not what the schema says.
std::optional<std::string> plain_cell(const SchemaField& field, std::string_view cell);

}  // namespace allmende::formats
