// The invented map: neighbours share identical points, nothing overlaps, nothing is left out.

import assert from 'node:assert/strict';
import test from 'node:test';
import { bent_edges, crossings } from './borders.mjs';
import { boundary_files, make_map } from './boundaries.mjs';
import { make_mosaic } from './mosaic.mjs';
import { make_units } from './region.mjs';
import { signed_area } from './rings.mjs';
import { geographic } from './utm.mjs';

const units = make_units();
const map = make_map(units);
const files = new Map(boundary_files(map, units).map(({ file, text }) => [file, JSON.parse(text)]));

function* rings(geometry) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  for (const polygon of polygons) for (const [i, ring] of polygon.entries()) yield { ring, is_hole: i > 0 };
}

/** How often each piece of border is used, in either direction. */
function pieces(collection) {
  const used = new Map();
  for (const { geometry } of collection.features) {
    for (const { ring } of rings(geometry)) {
      for (let i = 1; i < ring.length; i++) {
        const key = [String(ring[i - 1]), String(ring[i])].sort().join(' ');
        used.set(key, (used.get(key) ?? 0) + 1);
      }
    }
  }
  return used;
}

test('every inner border is used by exactly two neighbours, every outer one by one', () => {
  const outline = [...pieces(files.get('land_ab_2016'))].filter(([, n]) => n === 1).map(([key]) => key).sort();
  for (const name of ['kreise_vor_2016', 'kreise_ab_2016', 'gemeinden_vor_2016', 'gemeinden_ab_2016']) {
    const used = pieces(files.get(name));
    assert.ok([...used.values()].every((n) => n === 1 || n === 2), name);
    assert.deepEqual([...used].filter(([, n]) => n === 1).map(([key]) => key).sort(), outline, name);
  }
});

test('borders of a level are borders of every finer level', () => {
  for (const [coarse, fine] of [['kreise_vor_2016', 'gemeinden_vor_2016'], ['kreise_ab_2016', 'gemeinden_ab_2016']]) {
    const finer = pieces(files.get(fine));
    for (const key of pieces(files.get(coarse)).keys()) assert.ok(finer.has(key), `${coarse} ${key}`);
  }
});

test('no two borders cross or touch but at common corners', () => {
  assert.equal(crossings(bent_edges(make_mosaic(units))).size, 0);
  assert.equal(crossings([[[0, 0], [10, 10]], [[0, 10], [10, 0]]]).size, 2, 'a crossing is found');
  assert.equal(crossings([[[0, 0], [10, 0]], [[4, 0], [20, 0]]]).size, 2, 'so is an overlap');
  assert.equal(crossings([[[0, 0], [10, 0]], [[10, 0], [20, 5]]]).size, 0, 'a common end is none');
});

test('rings are closed, outer ones turn left, holes right', () => {
  for (const [name, collection] of files) {
    for (const { geometry, properties } of collection.features) {
      for (const { ring, is_hole } of rings(geometry)) {
        assert.deepEqual(ring[0], ring.at(-1));
        assert.ok(ring.length >= 4);
        assert.equal(signed_area(ring.slice(0, -1)) < 0, is_hole, `${name} ${properties.AGS}`);
      }
    }
  }
});

test('cities are holes in the Kreis around them, one Gemeinde has an exclave, the lake is water', () => {
  const kreis = files.get('kreise_vor_2016').features.find(({ properties }) => properties.AGS === '17051');
  assert.equal([...rings(kreis.geometry)].filter(({ is_hole }) => is_hole).length, 1);
  const many = files.get('gemeinden_vor_2016').features.filter(({ geometry }) => geometry.type === 'MultiPolygon');
  assert.deepEqual(many.map(({ properties }) => properties.GEN), ['Sankt Veitshagen']);
  const around_lake = files.get('kreise_ab_2016').features.filter(({ properties }) => properties.AGS === '17055');
  assert.deepEqual(around_lake.map(({ properties, geometry }) => [properties.GF, geometry.coordinates.length]), [[4, 2], [2, 1]]);
});

test('every file has the areas it should have, with the properties of the official ones', () => {
  const keys = (name) => new Set(files.get(name).features.map(({ properties }) => properties.AGS));
  assert.deepEqual(['land_ab_2016', 'kreise_vor_2016', 'kreise_ab_2016', 'gemeinden_vor_2016', 'gemeinden_ab_2016', 'stadtteile_utm32_ab_2016']
    .map((name) => keys(name).size), [1, 9, 8, 70, 70, 29]);
  for (const { features } of files.values()) {
    for (const { properties } of features) assert.deepEqual(Object.keys(properties), ['AGS', 'GEN', 'BEZ', 'GF']);
  }
  assert.equal(files.get('stadtteile_utm32_ab_2016').crs.properties.name, 'urn:ogc:def:crs:EPSG::25832');
});

test('areas of Gemeinden add up to the map', () => {
  const land = files.get('stadtteile_utm32_ab_2016').features.reduce((total, { geometry }) =>
    total + [...rings(geometry)].reduce((area, { ring }) => area + signed_area(ring.slice(0, -1)), 0), 0);
  const cities = units.reduce((total, unit, i) => total + (unit.key.length > 8 ? map.unit_areas[i] : 0), 0);
  assert.ok(Math.abs(land / 10000 - cities) < 30);
});

test('projected coordinates become geographic ones', () => {
  // Reference points by PROJ 9.1 (EPSG:25832 to EPSG:4258).
  for (const [point, expected] of [[[322000, 5985000], [6.28531430117305, 53.9826219547019]],
    [[420000, 6070000], [7.75642992051957, 54.7708361723396]]]) {
    geographic(point).forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-9));
  }
});
