#include <array>
#include <cmath>
#include <numbers>

#include "sources/mapped_table.hpp"

namespace allmende::sources {

/// Krüger's series to the third order in the flattening, inverse: C. F. F. Karney, Transverse Mercator with an accuracy
/// of a few nanometers, Journal of Geodesy 85 (2011), equations 7, 11, 15 and 36; here to less than a millimetre.
std::pair<double, double> degrees_of_utm(double east, double north, int zone)
{
    constexpr double semi_major = 6378137.0;  // GRS80
    constexpr double flattening = 1 / 298.257222101;
    constexpr double scale = 0.9996;
    constexpr double false_east = 500000;
    constexpr double n = flattening / (2 - flattening);
    constexpr double radius = semi_major / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64);
    constexpr std::array<double, 3> beta{n / 2 - 2 * n * n / 3 + 37 * n * n * n / 96, n * n / 48 + n * n * n / 15,
                                         17 * n * n * n / 480};
    const double xi = north / (scale * radius);
    const double eta = (east - false_east) / (scale * radius);
    double xi_sphere = xi;
    double eta_sphere = eta;
    for (std::size_t j = 0; j < beta.size(); ++j) {
        const double k = 2.0 * static_cast<double>(j + 1);
        xi_sphere -= beta[j] * std::sin(k * xi) * std::cosh(k * eta);
        eta_sphere -= beta[j] * std::cos(k * xi) * std::sinh(k * eta);
    }
    const double conformal = std::asin(std::sin(xi_sphere) / std::cosh(eta_sphere));
    const double longitude = std::atan2(std::sinh(eta_sphere), std::cos(xi_sphere));
    // From conformal to geographic latitude by Newton's method on the tangent (equations 7 to 9 and 19 there).
    const double eccentricity = std::sqrt(flattening * (2 - flattening));
    const double wanted = std::tan(conformal);
    double tangent = wanted;
    for (int step = 0; step < 5; ++step) {
        const double root = std::sqrt(1 + tangent * tangent);
        const double sigma = std::sinh(eccentricity * std::atanh(eccentricity * tangent / root));
        const double found = tangent * std::sqrt(1 + sigma * sigma) - sigma * root;
        const double slope =
            (std::sqrt((1 + found * found) * (1 + tangent * tangent)) * (1 - eccentricity * eccentricity)) /
            (1 + (1 - eccentricity * eccentricity) * tangent * tangent);
        tangent += (wanted - found) / slope;
    }
    const double degrees = 180 / std::numbers::pi;
    return {longitude * degrees + (zone - 31) * 6 + 3, std::atan(tangent) * degrees};
}

}  // namespace allmende::sources
