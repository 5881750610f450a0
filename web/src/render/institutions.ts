/** Lists of institutions: which map shows them, and the areas of their tables. */
import { layoutMap, type MapLayout, type MapShapes } from '../lib/charts/map-layout';
import type { ChartData, InstitutionFile, Region } from '../lib/data/types';
import type { PageContext } from '../lib/page-context';
import type { Source } from './source';

export type InstitutionMap = { shapes: MapShapes; attribution: string } & (
  | { kind: 'places'; points: { x: number; y: number; name: string }[] }
  | { kind: 'circles'; layout: MapLayout }
);

/** Of the regions whose members hold nearly all of the institutions the one with the fewest members without any. */
export function regionOf(file: InstitutionFile, regions: Region[]): Region | null {
  const counts = new Map(file.areas.map((one) => [one.key, one.count]));
  const held = (region: Region) => region.members.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0);
  const empty = (region: Region) => region.members.filter((key) => !counts.has(key)).length;
  const most = Math.max(0, ...regions.map(held));
  const fitting = regions.filter((region) => held(region) > 0 && held(region) >= 0.99 * most);
  fitting.sort((one, other) => empty(one) - empty(other) || other.members.length - one.members.length);
  return fitting[0] ?? null;
}

/** Rows of the table: the region's members with an institution; without a region all areas of the finest level. */
export function rowsOf(file: InstitutionFile, region: Region | null): InstitutionFile['areas'] {
  return region ? file.areas.filter((one) => region.members.includes(one.key)) : file.areas.slice(0, MOST_ROWS);
}

const MOST_ROWS = 500;

/** Those whose place is known. */
export const placedOf = (file: InstitutionFile): InstitutionFile['institutions'] => file.institutions.filter((one) => one.longitude !== undefined);

/** Dots where the list says the place of nearly all, else a circle for each area. */
export function mapOf(file: InstitutionFile, region: Region | null, source: Source, context: PageContext): InstitutionMap | null {
  if (!region?.boundary) return null;
  const info = source.site.boundaries.find((one) => one.id === region.boundary);
  const attribution = info ? context.text(info.attribution) : '';
  const rows = rowsOf(file, region);
  const placed = placedOf(file);
  if (placed.length * 10 >= file.count * 9) {
    const members = rows.map((one) => one.key);
    const shapes = source.shapesFor(region.boundary, members);
    const at = source.pointsOn(region.boundary, members, placed.map((one): [number, number] => [one.longitude!, one.latitude!]));
    return shapes && { kind: 'places', shapes, attribution, points: at.map((point, i) => ({ ...point, name: placed[i]!.name })) };
  }
  const shapes = source.shapesOf(region);
  return shapes && { kind: 'circles', shapes, attribution, layout: layoutMap(countsOf(file, region, context), shapes, { language: context.language, sign: () => '' }) };
}

function countsOf(file: InstitutionFile, region: Region, context: PageContext): ChartData {
  const counts = new Map(file.areas.map((one) => [one.key, one.count]));
  const items = region.members.map((key) => ({
    key,
    label: context.areas.get(key)?.short ?? key,
    role: 'member' as const,
    values: [counts.get(key) ?? 0],
    marks: [''],
    bounds: [null]
  }));
  return { unit: 'count', unitText: '', decimals: 0, year: file.year, years: [file.year], yearLabels: [file.period], items, parts: [], breaks: [], boundary: region.boundary };
}
