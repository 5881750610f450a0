#pragma once

#include "areas/area_keys.hpp"
#include "areas/area_names.hpp"
#include "formats/plain_table.hpp"
#include "formats/read_table.hpp"
#include "sources/mapping.hpp"

namespace allmende::sources {

/// Dimension of lists of schools and other institutions: each is a code of its own, by its number.
inline constexpr std::string_view institution_dimension = "institution";
/// What such a list counts: each row is one.
inline constexpr std::string_view institution_measure = "institutions";
inline constexpr std::string_view institution_measure_title = "Einrichtungen";

/// An institution of a list, as a row of the file describes it.
struct Institution {
    std::string id;
    std::string numbers;  ///< whose number it is, as InstitutionRule says
    std::string name;
    std::string area;  ///< key in the register
    std::string street;
    std::string place;
    std::optional<double> longitude;  ///< degrees, WGS84; nothing without a place
    std::optional<double> latitude;
};

/// How a mapping reads what names a unit.
struct AreaReading {
    const areas::AreaNames& names;
    const areas::RegisterNotation& notation;
};

/// Reads a table through its mapping, from end to end. Throws Error{bad_input} with file, row, column and reason where
/// a cell is not what the mapping says. `institution` is called for each row of a list.
formats::TableResult read_mapped(const formats::PlainTable& table, const Mapping& mapping, const AreaReading& areas,
                                 formats::TableSink& sink,
                                 const std::function<void(const Institution&)>& institution = {});

/// Degrees of longitude and latitude of a point in UTM on the ellipsoid GRS80 (EPSG:25832 and 25833).
std::pair<double, double> degrees_of_utm(double east, double north, int zone);

}  // namespace allmende::sources
