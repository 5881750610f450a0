/** From boundaries to shapes on paper: only when pages are rendered, so that browsers need no geometry. */
import { geoArea, geoPath, geoTransverseMercator, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo';
import polylabel from 'polylabel';
import { feature } from 'topojson-client';
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { MapShapes, Shape } from '../charts/map-layout';
import { round1 } from '../charts/scale';

export type Boundaries = FeatureCollection<Polygon | MultiPolygon>;

const WIDTH = 720;
const HEIGHTS = { least: 320, most: 560 };
const MARGIN = 14;

export function readBoundaries(topology: Topology): Boundaries {
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
export function makeShapes(boundaries: Boundaries, members: string[]): MapShapes | null {
	const wanted = new Set(members);
	const own = boundaries.features.filter((one) => wanted.has(String(one.id)));
	if (own.length === 0) return null;
	const extent: FeatureCollection = { type: 'FeatureCollection', features: own };
	const height = heightOf(extent);
	const projection = project(extent, height);
	const path = geoPath(projection).digits(1);
	const areas = own.map((one): Shape => ({ key: String(one.id), d: path(one) ?? '', ...roomiest(one, projection) }));
	const clipped = geoPath(projection.clipExtent([[-2, -2], [WIDTH + 2, height + 2]])).digits(1);
	const around = boundaries.features.filter((one) => !wanted.has(String(one.id)));
	const ground = clipped({ type: 'FeatureCollection', features: around } as GeoPermissibleObjects) ?? '';
	return { width: WIDTH, height, areas, ground };
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

/** Middle and radius of the largest circle inside the area: the pole of inaccessibility. */
function roomiest(one: Feature<Polygon | MultiPolygon>, projection: GeoProjection): { x: number; y: number; r: number } {
	const polygons = one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates;
	let best = { x: 0, y: 0, r: -1 };
	for (const rings of polygons) {
		const drawn = rings.map((ring) => ring.map((point) => projection(point as [number, number]) ?? [0, 0]));
		const pole = polylabel(drawn, 0.5);
		if (pole.distance > best.r) best = { x: pole[0]!, y: pole[1]!, r: pole.distance };
	}
	return { x: round1(best.x), y: round1(best.y), r: round1(best.r) };
}
