#pragma once

#include <map>
#include <optional>
#include <set>
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

/// Who calls a unit so.
enum class NameKind {
    official,  ///< a table of official statistics
    everyday,  ///< any other file
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

    /// The same place under the key of another level, as tables switch between them: Hamburg as `02` and `02000`. Null
    /// where nobody delivered it.
    const Area* same_place(AreaNumber number) const;

    /// The number of a unit, new if the key is.
    AreaNumber add(std::string_view key);
    /// What the delivery calls it. An everyday name counts only where no other is known.
    void note_name(AreaNumber number, std::string_view name, NameKind kind = NameKind::official);
    /// A year in which it has a value in a dataset: a number other than 0.
    void note_year(AreaNumber number, std::int32_t dataset, int year);

    /// Whether a unit has values in a dataset around this year: tables keep dissolved and future units as rows of `-`,
    /// which then does not mean zero. Germany and its Länder always exist.
    bool exists(AreaNumber number, std::int32_t dataset, int year) const;

    /// Writes what grew since load() or the last record().
    void record(state::Database& database, std::int32_t delivery);

    /// Settles levels, parents and labels after the register grew.
    void settle();
    /// Marks the units that went into others.
    void mark_dissolved(const std::vector<std::string>& keys);

    /// Names as delivered, newest delivery first.
    std::vector<DeliveredName> names(state::Database& database, AreaNumber number) const;
    /// Names of all units as delivered: by unit, oldest delivery first.
    std::vector<std::vector<DeliveredName>> all_names(state::Database& database) const;

    /// Units directly or indirectly below, in the order of their keys.
    std::vector<AreaNumber> descendants(AreaNumber number) const;

private:
    std::vector<Area> areas_;
    std::unordered_map<std::string, AreaNumber> by_key_;
    std::unordered_map<AreaNumber, std::string> new_names_;
    /// First and last year with a value; without any the last lies before the first.
    using Years = std::pair<int, int>;
    std::vector<std::vector<Years>> presence_;  // [dataset][unit], as long as there are values
    std::set<std::pair<std::int32_t, AreaNumber>> new_presence_;
    std::pair<std::int32_t, AreaNumber> last_key_{-1, -1};  // rows of one unit follow each other
    std::size_t recorded_ = 0;                              // areas that the database knows

    Years& years_of(std::int32_t dataset, AreaNumber number);
};

}  // namespace allmende::areas
