// The boundary files, with the properties of the official ones: AGS, GEN (name), BEZ (kind), GF (4 land, 2 water).

import { bent_edges } from './borders.mjs';
import { make_mosaic } from './mosaic.mjs';
import { kreise, land, reform, reform_year, stadtteile } from './names.mjs';
import { key_after_reform } from './region.mjs';
import { geometry_of, rings_of } from './rings.mjs';
import { geographic } from './utm.mjs';

const land_part = 4;
const water_part = 2;

/** The invented map: mosaic, lines and the land area of each unit in hundredths of a square kilometre. */
export function make_map(units) {
  const mosaic = make_mosaic(units);
  const lines = bent_edges(mosaic);
  const unit_areas = units.map((_, unit) => {
    const rings = rings_of(mosaic, lines, (i) => mosaic.cells[i].unit === unit && !mosaic.cells[i].water);
    return Math.round(rings.reduce((total, { area }) => total + area, 0) / 10000);
  });
  return { mosaic, lines, unit_areas };
}

/** [{ file, text }]: one GeoJSON file for each level and territory; the Stadtteile in EPSG:25832 as cities deliver them. */
export function boundary_files(map, units) {
  const before = `vor_${reform_year}`;
  const after = `ab_${reform_year}`;
  const files = [
    [`land_${after}`, 'LAN', [{ AGS: land.code, GEN: land.name, BEZ: 'Land', has: () => true }]],
    [`kreise_${before}`, 'KRS', kreise.map((kreis, index) => kreis_area(kreis, [index]))],
    [`kreise_${after}`, 'KRS', kreise_after()],
    [`gemeinden_${before}`, 'GEM', gemeinde_areas(units, (key) => key)],
    [`gemeinden_${after}`, 'GEM', gemeinde_areas(units, key_after_reform)],
  ].map(([file, layer, areas]) => ({ file, text: collection(map, layer, areas, degrees) }));
  const parts = units.map((unit, index) => ({ unit, index })).filter(({ unit }) => stadtteile[kreise[unit.kreis].code])
    .map(({ unit, index }) => ({ AGS: unit.key, GEN: unit.name, BEZ: 'Stadtteil', has: (cell) => cell.unit === index }));
  return [...files, { file: `stadtteile_utm32_${after}`,
    text: collection(map, 'STT', parts, (point) => point, 'urn:ogc:def:crs:EPSG::25832') }];
}

function kreis_area({ code, name, type }, members) {
  return { AGS: code, GEN: name, BEZ: type === 'kreisfreie Stadt' ? 'Kreisfreie Stadt' : type,
    has: (cell) => members.includes(cell.kreis) };
}

function kreise_after() {
  const merged = reform.from.map((code) => kreise.findIndex((kreis) => kreis.code === code));
  const kept = kreise.map((kreis, index) => ({ kreis, index })).filter(({ index }) => !merged.includes(index))
    .map(({ kreis, index }) => kreis_area(kreis, [index]));
  return [...kept, kreis_area(reform.to, merged)];
}

function gemeinde_areas(units, key_of) {
  const names = new Map();
  units.forEach((unit, index) => {
    const key = key_of(unit.gemeinde);
    if (!names.has(key)) names.set(key, { unit, members: new Set() });
    names.get(key).members.add(index);
  });
  return [...names].map(([AGS, { unit, members }]) => {
    const is_city = stadtteile[kreise[unit.kreis].code] !== undefined;
    const [GEN, title] = is_city ? [kreise[unit.kreis].name, 'Stadt'] : unit.name.split(', ');
    return { AGS, GEN, BEZ: title ?? 'Gemeinde', has: (cell) => members.has(cell.unit) };
  });
}

function degrees(point) {
  return geographic(point).map((x) => Math.round(x * 1e6) / 1e6);
}

function collection({ mosaic, lines }, layer, areas, place, crs) {
  const features = areas.flatMap(({ AGS, GEN, BEZ, has }) => [false, true].map((water) => {
    const rings = rings_of(mosaic, lines, (i) => has(mosaic.cells[i]) && mosaic.cells[i].water === water);
    return rings.length === 0 ? null : { type: 'Feature', properties: { AGS, GEN, BEZ, GF: water ? water_part : land_part },
      geometry: geometry_of(rings, place) };
  })).filter((feature) => feature !== null);
  const head = [`"type": "FeatureCollection"`, `"name": "ERFUNDEN_${layer}"`];
  if (crs !== undefined) head.push(`"crs": ${JSON.stringify({ type: 'name', properties: { name: crs } })}`);
  return `{\n${head.join(',\n')},\n"features": [\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]\n}\n`;
}
