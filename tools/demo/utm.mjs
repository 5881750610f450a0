// ETRS89 / UTM zone 32N (EPSG:25832) to geographic coordinates (EPSG:4326), by Krüger's series in n up to the fourth
// power: L. Krüger, Konforme Abbildung des Erdellipsoids in der Ebene (1912); GRS80 ellipsoid. Good to a millimetre.

const a = 6378137;
const f = 1 / 298.257222101;
const n = f / (2 - f);
const rectifying_radius = (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
const scale = 0.9996;
const central_meridian = 9;
const false_easting = 500000;

const beta = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - n ** 4 / 360,
  n ** 2 / 48 + n ** 3 / 15 - (437 / 1440) * n ** 4,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
  (4397 / 161280) * n ** 4,
];
const delta = [
  2 * n - (2 / 3) * n ** 2 - 2 * n ** 3 + (116 / 45) * n ** 4,
  (7 / 3) * n ** 2 - (8 / 5) * n ** 3 - (227 / 45) * n ** 4,
  (56 / 15) * n ** 3 - (136 / 35) * n ** 4,
  (4279 / 630) * n ** 4,
];

/** [longitude, latitude] in degrees of [east, north] in metres. */
export function geographic([east, north]) {
  const xi = north / (scale * rectifying_radius);
  const eta = (east - false_easting) / (scale * rectifying_radius);
  let xi_sphere = xi;
  let eta_sphere = eta;
  beta.forEach((b, i) => {
    const j = 2 * (i + 1);
    xi_sphere -= b * Math.sin(j * xi) * Math.cosh(j * eta);
    eta_sphere -= b * Math.cos(j * xi) * Math.sinh(j * eta);
  });
  const chi = Math.asin(Math.sin(xi_sphere) / Math.cosh(eta_sphere));
  const latitude = chi + delta.reduce((total, d, i) => total + d * Math.sin(2 * (i + 1) * chi), 0);
  const longitude = Math.atan2(Math.sinh(eta_sphere), Math.cos(xi_sphere));
  return [central_meridian + (longitude * 180) / Math.PI, (latitude * 180) / Math.PI];
}
