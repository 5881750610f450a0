/** From boundaries to shapes on paper: only when pages are rendered, so that browsers need no geometry. */
import { geoArea, geoPath, geoTransverseMercator, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo';
import polylabel from 'polylabel';
import { feature } from 'topojson-client';
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { MapShapes, Shape } from '../charts/map-layout';
import { round1 } from '../charts/scale';
import { simplifyTopology } from './simplify';

export type Boundaries = FeatureCollection<Polygon | MultiPolygon>;

const WIDTH = 720;
const HEIGHTS = { least: 320, most: 560 };
const MARGIN = 14;
/** How far lines may stray from the boundary, in drawing units: farther where areas are many and small. */
const TOLERANCE = { few: 0.45, many: 0.9, crowd: 1.7 };
const CROWD = 200;
/** More areas than this are drawn on a coarser grid. */
const MANY = 60;

/** Areas of a topology, wound as d3 expects. */
export function readAreas(topology: Topology): Boundaries {
  const object = topology.objects['areas'];
  if (!object) throw new Error('boundaries: the TopoJSON has no object named "areas"');
  const all = feature(topology, object as GeometryCollection) as FeatureCollection<Polygon | MultiPolygon>;
  return { ...all, features: all.features.filter((one) => one.geometry).map(turned) };
}

/** On a sphere the other winding means "all but this area". */
function turned(one: Boundaries['features'][number]): Boundaries['features'][number] {
  if (geoArea(one) <= 2 * Math.PI) return one;
  const turn = (rings: Position[][]) => rings.map((ring) => [...ring].reverse());
  const { geometry } = one;
  const fixed = geometry.type === 'Polygon' ? { ...geometry, coordinates: turn(geometry.coordinates) } : { ...geometry, coordinates: geometry.coordinates.map(turn) };
  return { ...one, geometry: fixed };
}

/** Fits the members of a region into the map's width; what lies around them is ground. */
export function makeShapes(topology: Topology, members: string[]): MapShapes | null {
  const wanted = new Set(members);
  const inside = (one: Boundaries['features'][number]) => wanted.has(String(one.id));
  const exact = readAreas(topology).features.filter(inside);
  if (exact.length === 0) return null;
  const extent: FeatureCollection = { type: 'FeatureCollection', features: exact };
  const height = heightOf(extent);
  const projection = project(extent, height);
  const many = exact.length > MANY;
  const boundaries = readAreas(simplifyTopology(topology, projection, exact.length > CROWD ? TOLERANCE.crowd : many ? TOLERANCE.many : TOLERANCE.few));
  const own = boundaries.features.filter(inside);
  const step = many ? 1 : 0.5;
  const areas = own.map((one): Shape => ({ key: String(one.id), d: outline(one, projection, step), ...rounded(roomiest(one, projection), many) }));
  const around = boundaries.features.filter((one) => !wanted.has(String(one.id)) && reaches(one, projection, height));
  return { width: WIDTH, height, areas, ground: around.map((one) => outline(one, projection, 1)).join('') };
}

/** Where points (degrees) stand on the map of these members, as makeShapes draws it. */
export function placePoints(topology: Topology, members: string[], points: [number, number][]): { x: number; y: number }[] {
  const wanted = new Set(members);
  const exact = readAreas(topology).features.filter((one) => wanted.has(String(one.id)));
  const extent: FeatureCollection = { type: 'FeatureCollection', features: exact };
  const projection = project(extent, heightOf(extent));
  return points.map((point) => {
    const [x, y] = projection(point) ?? [-1, -1];
    return { x: round1(x), y: round1(y) };
  });
}

/**
 * The outline on a grid, in relative steps: small, and since every point is put on the grid before steps are taken,
 * neighbours still share their borders exactly.
 */
function outline(one: Boundaries['features'][number], projection: GeoProjection, step: number): string {
  const onGrid = (value: number) => Math.round(value / step);
  let path = '';
  for (const ring of ringsOf(one)) {
    const points: [number, number][] = [];
    for (const position of ring) {
      const [x, y] = projection(position as [number, number]) ?? [0, 0];
      const next: [number, number] = [onGrid(x), onGrid(y)];
      const last = points.at(-1);
      if (!last || last[0] !== next[0] || last[1] !== next[1]) points.push(next);
    }
    if (points.length < 4) continue;
    const [first, ...rest] = points as [[number, number], ...[number, number][]];
    let [x, y] = first;
    path += `M${x * step} ${y * step}l`;
    path += rest.slice(0, -1).map(([toX, toY]) => {
      const moved = `${(toX - x) * step} ${(toY - y) * step}`;
      [x, y] = [toX, toY];
      return moved;
    }).join(' ').replace(/ -/g, '-');
    path += 'z';
  }
  return path;
}

function ringsOf(one: Boundaries['features'][number]): Position[][] {
  return one.geometry.type === 'Polygon' ? one.geometry.coordinates : one.geometry.coordinates.flat();
}

/** Whether any point of an area lies on the sheet. */
function reaches(one: Boundaries['features'][number], projection: GeoProjection, height: number): boolean {
  return ringsOf(one).some((ring) =>
    ring.some((position) => {
      const [x, y] = projection(position as [number, number]) ?? [-1, -1];
      return x > 0 && x < WIDTH && y > 0 && y < height;
    })
  );
}

/** Conformal around the region's own meridian, as German maps are (UTM). */
function project(extent: FeatureCollection, height: number): GeoProjection {
  const centre = geoPath(geoTransverseMercator().rotate([-10, 0])).bounds(extent);
  const middle = geoTransverseMercator().rotate([-10, 0]).invert?.([(centre[0][0] + centre[1][0]) / 2, (centre[0][1] + centre[1][1]) / 2]);
  return geoTransverseMercator()
    .rotate([-(middle?.[0] ?? 10), 0])
    .fitExtent([[MARGIN, MARGIN], [WIDTH - MARGIN, height - MARGIN]], extent as GeoPermissibleObjects);
}

function heightOf(extent: FeatureCollection): number {
  const bounds = geoPath(project(extent, WIDTH * 10)).bounds(extent as GeoPermissibleObjects);
  const wanted = bounds[1][1] - bounds[0][1] + 2 * MARGIN;
  return Math.round(Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, wanted)));
}

/** On the coarse grid whole units will do. */
function rounded(at: { x: number; y: number; r: number }, coarse: boolean): { x: number; y: number; r: number } {
  const round = coarse ? Math.round : round1;
  return { x: round(at.x), y: round(at.y), r: round(at.r) };
}

/** Middle and radius of the largest circle inside the area: the pole of inaccessibility. */
function roomiest(one: Feature<Polygon | MultiPolygon>, projection: GeoProjection): { x: number; y: number; r: number } {
  const polygons = one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates;
  let best = { x: 0, y: 0, r: -1 };
  for (const rings of polygons) {
    const drawn = rings.map((ring) => ring.map((point) => projection(point as [number, number]) ?? [0, 0]));
    const pole = polylabel(drawn, 0.5);
    if (pole.distance > best.r) best = { x: pole[0]!, y: pole[1]!, r: pole.distance };
  }
  return best;
}
