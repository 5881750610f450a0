#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "areas/area.hpp"
#include "base/cell.hpp"
#include "sources/institutions.hpp"
#include "sources/workspace.hpp"

namespace allmende::sources {

/// A list of institutions: a dataset with the breakdown `institution`, seen in its newest period.
struct InstitutionList {
    const facts::Dataset* dataset = nullptr;
    std::int32_t period = 0;              ///< Period::code()
    std::size_t slot = 0;                 ///< of the breakdown `institution`
    std::vector<std::size_t> breakdowns;  ///< slots of the others: kind, legal status …
    std::vector<std::int32_t> measures;   ///< but for the one that counts the rows
};

/// What one list says of an institution.
struct InstitutionEntry {
    std::size_t list = 0;  ///< position in InstitutionRegister::lists()
    std::int32_t delivery = 0;
    Institution described;
    areas::AreaNumber area = -1;
    /// By InstitutionList::breakdowns; several where the institution stands in several rows. Ascending.
    std::vector<std::vector<std::int32_t>> codes;
    struct Number {
        double value = 0;
        Sign sign = Sign::none;
    };
    /// By InstitutionList::measures; several where the institution stands in several rows.
    std::vector<std::vector<Number>> numbers;
};

/// An institution with all that the lists say of it. Lists whose numbers come from the same place
/// (`InstitutionRule::numbers`) are joined by number and Land: offices number schools within their Land.
struct RegisteredInstitution {
    std::vector<InstitutionEntry> entries;  ///< at least one; one per list, in the order of the lists

    const InstitutionEntry* in_list(std::size_t list) const;
    /// As the list describes it, what it leaves open (street, place, coordinates) from the newest delivery that says
    /// it.
    Institution described_by(std::size_t list) const;
};

/// All institutions of a workspace in the newest period of each list.
class InstitutionRegister {
public:
    explicit InstitutionRegister(Workspace& workspace);

    const std::vector<InstitutionList>& lists() const { return lists_; }
    const std::vector<RegisteredInstitution>& institutions() const { return institutions_; }
    /// Where it lies as seen from a list: what that list says, or the smaller area in it that a joined one says.
    areas::AreaNumber area_of(const RegisteredInstitution& institution, std::size_t list) const;

private:
    const areas::AreaRegister& areas_;
    std::vector<InstitutionList> lists_;
    std::vector<RegisteredInstitution> institutions_;

    void find_lists(const facts::Dictionary& dictionary);
    std::vector<InstitutionEntry> read_entries(std::size_t list, Workspace& workspace);
    void join(std::vector<InstitutionEntry> entries);
    /// Its Land's two digits; empty for Germany and other countries.
    std::string land_of(areas::AreaNumber area) const;
    bool lies_in(areas::AreaNumber area, areas::AreaNumber whole) const;
};

}  // namespace allmende::sources
