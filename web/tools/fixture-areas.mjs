/** Areas, regions and boundaries of the invented Land. */
import { Delaunay } from 'd3-delaunay';
import { createRequire } from 'node:module';

const both = (de, en) => ({ de, en });

/** A small deterministic generator (mulberry32): fixtures are the same everywhere. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = [
  ['99001', 'Aldenau, Kreis', 'Kreis Aldenau'],
  ['99002', 'Brückstadt, kreisfreie Stadt', 'Brückstadt'],
  ['99003', 'Cellerfeld, Kreis', 'Kreis Cellerfeld'],
  ['99004', 'Dornberg-Kreis', 'Dornberg-Kreis'],
  ['99005', 'Elmhafen, kreisfreie Stadt', 'Elmhafen'],
  ['99006', 'Fürstenrode, Kreis', 'Kreis Fürstenrode'],
  ['99007', 'Grünthal, Städteregion', 'Städteregion Grünthal'],
  ['99008', 'Hochmoorischer Kreis', 'Hochmoorischer Kreis'],
  ['99011', 'Irlenbach, Kreis', 'Kreis Irlenbach'],
  ['99012', 'Jonsbüttel, kreisfreie Stadt', 'Jonsbüttel'],
  ['99013', 'Kaltwasser, Kreis', 'Kreis Kaltwasser'],
  ['99014', 'Lindhorst, Kreis', 'Kreis Lindhorst'],
  ['99015', 'Mittelheide, Kreis', 'Kreis Mittelheide'],
  ['99016', 'Neuufer, kreisfreie Stadt', 'Neuufer']
];

const area = (key, name, short, level, parent, more = {}) => ({ key, name, short, level, parent, from: 2004, to: 2023, profile: true, successors: [], ...more });

export const KREISE = NAMES.map(([key]) => key);
export const CONTEXT = ['99', 'DG'];
/** The Kreis that was merged into Aldenau at the end of 2011. */
export const DISSOLVED = '99009';

export const AREAS = [
  area('DG', 'Deutschland', 'Deutschland', 'country', null, { profile: false }),
  area('99', 'Ebenau', 'Ebenau', 'land', 'DG', { profile: false }),
  ...NAMES.map(([key, name, short]) => area(key, name, short, 'kreis', '99')),
  area(DISSOLVED, 'Altmoor, Kreis (bis 2011)', 'Kreis Altmoor', 'kreis', '99', { to: 2011, successors: ['99001'] })
];

export const REGIONS = [
  { id: 'morgenau', key: 'region:morgenau', title: both('Morgenau', 'Morgenau'), phrase: both('in Morgenau', 'in Morgenau'), members: KREISE.slice(0, 8), context: CONTEXT, kind: 'region' },
  { id: 'sudheide', key: 'region:sudheide', title: both('Südliche Heide', 'Southern Heath'), phrase: both('in der Südlichen Heide', 'in the Southern Heath'), members: ['99011', '99013', '99015'], context: CONTEXT, kind: 'region' },
  { id: 'ebenau', key: 'region:ebenau', title: both('Alle Kreise in Ebenau', 'All districts of Ebenau'), members: KREISE, context: CONTEXT, kind: 'comparison' }
];

/** Cells around scattered points, their edges roughened where they meet, as TopoJSON with the object `areas`. */
export async function writeBoundaries(write) {
  const roll = random(7);
  const points = KREISE.map((_, i) => [0.12 + 0.25 * (i % 4) + 0.13 * (roll() - 0.5) + (Math.floor(i / 4) % 2) * 0.08, 0.13 + 0.25 * Math.floor(i / 4) + 0.13 * (roll() - 0.5)]);
  const cells = Delaunay.from(points).voronoi([0, 0, 1.05, 1]);
  const edges = new Map();
  const features = KREISE.map((key, i) => ({ type: 'Feature', id: key, properties: { key }, geometry: { type: 'Polygon', coordinates: [rough(cells.cellPolygon(i), edges)] } }));
  const mapshaper = createRequire(import.meta.url)('mapshaper');
  const made = await mapshaper.applyCommands('-i in.json name=areas -o out.json format=topojson quantization=10000 id-field=key', { 'in.json': { type: 'FeatureCollection', features } });
  write('boundaries/kreis-2021.json', String(made['out.json']));
  return { id: 'kreis-2021', level: 'kreis', territory: '2021-12-31', file: 'boundaries/kreis-2021.json', areas: KREISE.length, attribution: both('Erfundene Grenzen', 'Invented boundaries') };
}

/** Splits each edge at points pushed aside, the same for both cells that share it. */
function rough(ring, edges) {
  const out = [];
  for (let i = 0; i < ring.length - 1; i++) {
    const [a, b] = [ring[i], ring[i + 1]];
    const forward = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
    const id = (forward ? [a, b] : [b, a]).flat().map((v) => v.toFixed(6)).join(' ');
    if (!edges.has(id)) edges.set(id, bend(forward ? a : b, forward ? b : a, random(Math.round(a[0] * 1e6 + a[1] * 1e5 + b[0] * 1e4))));
    const inner = edges.get(id);
    out.push(a, ...(forward ? inner : [...inner].reverse()));
  }
  out.push(out[0]);
  return out.map(([x, y]) => [9.2 + x * 1.9, 52.4 - y * 1.15]);
}

function bend(a, b, roll) {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const n = Math.max(1, Math.round(length / 0.03));
  return Array.from({ length: n }, (_, i) => {
    const t = (i + 1) / (n + 1);
    const push = (roll() - 0.5) * 0.03;
    return [a[0] + (b[0] - a[0]) * t - ((b[1] - a[1]) / length) * push, a[1] + (b[1] - a[1]) * t + ((b[0] - a[0]) / length) * push];
  });
}
