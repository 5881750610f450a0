#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "areas/area.hpp"
#include "state/database.hpp"

namespace allmende::areas {

/// A unit's official name as one delivery gave it.
struct DeliveredName {
    std::int32_t delivery = 0;
    std::string name;
};

/// All units that any delivery named. Grows while a delivery is read; what grew is written by record(), in the same
/// transaction as the delivery, so a failed import leaves no trace. Not thread safe.
class AreaRegister {
public:
    /// Reads the register of a workspace.
    static AreaRegister load(state::Database& database);

    std::size_t size() const { return areas_.size(); }
    const std::vector<Area>& all() const { return areas_; }
    const Area& at(AreaNumber number) const { return areas_[static_cast<std::size_t>(number)]; }
    const Area* find(std::string_view key) const;
    /// Throws Error{not_found}, with similar names or keys.
    const Area& need(std::string_view key) const;

    /// The number of a unit, new if the key is.
    AreaNumber add(std::string_view key);
    /// What the delivery calls it, and a year in which it has a value there.
    void note_name(AreaNumber number, std::string_view name);
    void note_year(AreaNumber number, int year);

    /// Writes what grew since load() or the last record().
    void record(state::Database& database, std::int32_t delivery);

    /// Settles levels, parents and labels after the register grew.
    void settle();

    /// Names as delivered, newest delivery first.
    std::vector<DeliveredName> names(state::Database& database, AreaNumber number) const;

    /// Units directly or indirectly below, in the order of their keys.
    std::vector<AreaNumber> descendants(AreaNumber number) const;

private:
    std::vector<Area> areas_;
    std::unordered_map<std::string, AreaNumber> by_key_;
    std::unordered_map<AreaNumber, std::string> new_names_;
    std::unordered_map<AreaNumber, std::pair<int, int>> new_years_;
    std::size_t recorded_ = 0;  // areas that the database knows
};

}  // namespace allmende::areas
