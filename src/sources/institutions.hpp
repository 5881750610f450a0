#pragma once

#include <string>
#include <vector>

#include "sources/mapped_table.hpp"
#include "state/database.hpp"

namespace allmende::sources {

/// An institution as the newest delivery of its list describes it.
struct ListedInstitution {
    std::string dataset;
    std::int32_t delivery = 0;
    Institution institution;
};

/// Schools, day-care centres and others with their names and places. What is counted of them are observations, by the
/// breakdown `institution`.
class Institutions {
public:
    explicit Institutions(state::Database& database) : database_(database) {}
    void record(const std::string& dataset, std::int32_t delivery, const std::vector<Institution>& institutions);
    /// By dataset, then by number.
    std::vector<ListedInstitution> all() const;

private:
    state::Database& database_;
};

}  // namespace allmende::sources
