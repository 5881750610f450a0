#include "sources/institutions.hpp"

#include "sources/sources_sql.hpp"

namespace allmende::sources {

void Institutions::record(const std::string& dataset, std::int32_t delivery,
                          const std::vector<Institution>& institutions)
{
    const auto degrees = [](const std::optional<double>& value) {
        return value ? state::Value(*value) : state::Value(nullptr);
    };
    for (const Institution& institution : institutions) {
        database_.run(
            sql::upsert_institution,
            {dataset, institution.id, std::int64_t{delivery}, institution.name, institution.area, institution.street,
             institution.place, degrees(institution.longitude), degrees(institution.latitude), institution.numbers});
    }
}

std::vector<ListedInstitution> Institutions::all() const
{
    std::vector<ListedInstitution> all;
    database_.rows(sql::all_institutions, {}, [&](const state::Row& row) {
        ListedInstitution listed{row.text(0), static_cast<std::int32_t>(row.integer(2)), {}};
        listed.institution.id = row.text(1);
        listed.institution.name = row.text(3);
        listed.institution.area = row.text(4);
        listed.institution.street = row.text(5);
        listed.institution.place = row.text(6);
        if (!row.is_null(7) && !row.is_null(8)) {
            listed.institution.longitude = row.number(7);
            listed.institution.latitude = row.number(8);
        }
        listed.institution.numbers = row.text(9);
        all.push_back(std::move(listed));
    });
    return all;
}

}  // namespace allmende::sources
