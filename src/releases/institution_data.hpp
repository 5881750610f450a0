#pragma once

#include "base/json.hpp"
#include "sources/institution_register.hpp"

namespace allmende::releases {

/// `institutions/ID.json`: the institutions of a list (its position in the register) in its newest period, counted into
/// areas and all that contain them, by kind (the list's first breakdown) and by what else this list and those joined
/// with it tell apart, with the sums of the list's other numbers; and one by one. An institution that stands in several
/// rows counts once. Sums leave out numbers that are missing and say of how many.
Json institution_file(const sources::InstitutionRegister& institutions, std::size_t list,
                      const sources::Workspace& workspace);

/// What `site.json` says of a list, out of its file.
Json institution_summary(const Json& file);

/// The institutions of a list as a table, one in a line, with what this list and those joined with it say of each.
struct InstitutionTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};
/// `within`: only those in this area and its parts; -1 for all. A cell of a breakdown or number is empty only where the
/// institution does not stand in that list in its newest period; a number that is missing has its mark.
InstitutionTable institution_table(const sources::InstitutionRegister& institutions, std::size_t list,
                                   const sources::Workspace& workspace, areas::AreaNumber within = -1);

}  // namespace allmende::releases
