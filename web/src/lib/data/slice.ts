/**
 * What one indicator page needs: the figures of one region's members, the region itself and what it is compared with.
 * Cut out of the indicator's file when the pages are rendered; the scripts in the browser read the same cut.
 */
import type {
  AreaKey,
  AreaSummary,
  Converted,
  Direction,
  IndicatorFile,
  Localized,
  Mark,
  Region,
  Series,
  SiteData,
  Unit
} from './types';

export type Role = 'member' | 'region' | 'context';

export interface SliceArea {
  key: AreaKey;
  short: Localized;
  name: string;
  /** Address of its profile page, if there is one. */
  slug: string | null;
  level: string;
  role: Role;
}

export interface SliceSeries {
  dimension: string | null;
  dimensionTitle: Localized | null;
  code: string;
  title: Localized;
  /** [area][year] */
  value: (number | null)[][];
  numerator: (number | null)[][] | null;
  denominator: (number | null)[][] | null;
  marks: Series['marks'];
  bounds: Series['bounds'];
  flags: Series['flags'];
}

export interface Break {
  /** As marked in charts and explained in the margin, from 1. */
  number: number;
  year: number;
  text: Localized;
}

export interface Slice {
  indicator: string;
  region: string;
  regionKey: AreaKey;
  regionTitle: Localized;
  regionPhrase: Localized | null;
  title: Localized;
  short: Localized;
  numeratorText: Localized;
  denominatorText: Localized | null;
  unit: Unit;
  unitText: Localized;
  decimals: number;
  direction: Direction;
  years: number[];
  yearLabels: Localized[];
  areas: SliceArea[];
  series: SliceSeries[];
  /** Where the page begins: the total, or the largest part of a distribution. */
  firstSeries: number;
  breaks: Break[];
  /** Totals that differ on the territory of the release's day. */
  converted: Converted | null;
  /** Who delivered, and under which licence. */
  source: Localized;
  licence: string;
  signs: Record<Mark, { text: Localized; missing: boolean }>;
}

/** Figures as they travel: the value is left out where numerator, denominator and factor give it. */
export type WireSlice = Omit<Slice, 'series'> & { series: (Omit<SliceSeries, 'value'> & { value: (number | null)[][] | null })[] };

/** Flags that the bounds say already. */
const EVIDENT_FLAGS = new Set(['rounded', 'sum-of-rounded']);
/** Enough to keep every ratio of counts below a billion apart from a rounding border; the rest is binary noise. */
const WIRE_DIGITS = 12;

export function factorOf(unit: Unit): number {
  if (unit === 'percent' || unit === 'per_100') return 100;
  return unit === 'per_1000' ? 1000 : 1;
}

export function makeSlice(site: SiteData, named: Map<AreaKey, AreaSummary>, file: IndicatorFile, region: Region): WireSlice {
  const position = new Map(file.areas.map((key, i) => [key, i]));
  const present = (key: AreaKey) => position.has(key);
  const context = region.context.filter(present);
  const areas: SliceArea[] = [
    ...region.members.filter(present).map((key) => areaOf(named.get(key), key, 'member')),
    ...(present(region.key) ? [regionArea(region)] : []),
    ...context.map((key) => areaOf(named.get(key), key, 'context'))
  ];
  const keys = areas.map((area) => area.key);
  const rows = keys.map((key) => position.get(key)!);
  const concerned = new Set([...region.members, region.key]);
  return {
    indicator: file.id,
    region: region.id,
    regionKey: region.key,
    regionTitle: region.title,
    regionPhrase: region.phrase ?? null,
    title: file.title,
    short: file.short,
    numeratorText: file.numerator,
    denominatorText: file.denominator,
    unit: file.unit,
    unitText: file.unitText,
    decimals: file.decimals,
    direction: file.direction,
    years: file.years,
    yearLabels: file.yearLabels,
    areas,
    series: file.series.map((series) => cutSeries(series, rows, keys, factorOf(file.unit))),
    firstSeries: file.distribution ? largestPart(file) : 0,
    breaks: breaksFor(file, concerned),
    converted: cutConverted(file.converted, keys),
    source: file.source,
    licence: file.licence.name,
    signs: Object.fromEntries(site.signs.map((sign) => [sign.mark, { text: sign.text, missing: sign.missing }]))
  };
}

/** The part of the whole that most of all areas' counts belong to, in the newest year that has any. */
function largestPart(file: IndicatorFile): number {
  const parts = [...file.series.keys()].filter((s) => file.series[s]!.dimension !== null && file.series[s]!.dimension === file.series[1]?.dimension);
  const sumOf = (s: number, y: number) => (file.series[s]!.numerator ?? []).reduce((sum, row) => sum + (row[y] ?? 0), 0);
  for (let y = file.years.length - 1; y >= 0; y--) {
    const sums = parts.map((s) => sumOf(s, y));
    const most = Math.max(0, ...sums);
    if (most > 0) return parts[sums.indexOf(most)]!;
  }
  return 0;
}

/** Breaks that touch one of the areas, in order of time; an empty list of areas and prefixes like `05` mean many. */
export function breaksFor(file: IndicatorFile, concerned: Set<AreaKey>): Break[] {
  const touches = (keys: AreaKey[]) =>
    keys.length === 0 || keys.some((prefix) => [...concerned].some((key) => key === prefix || key.startsWith(prefix)));
  return file.breaks
    .filter((one) => touches(one.areas))
    .sort((a, b) => a.year - b.year)
    .map((one, i) => ({ number: i + 1, year: one.year, text: one.text }));
}

function areaOf(summary: AreaSummary | undefined, key: AreaKey, role: Role): SliceArea {
  const short = summary?.short ?? key;
  return {
    key,
    short: { de: short, en: summary?.english ?? short },
    name: summary?.name ?? key,
    slug: summary?.profile ? summary.slug : null,
    level: summary?.level ?? '',
    role
  };
}

function regionArea(region: Region): SliceArea {
  return { key: region.key, short: region.title, name: region.title.de, slug: null, level: 'region', role: 'region' };
}

function cutSeries(series: Series, rows: number[], keys: AreaKey[], factor: number): WireSlice['series'][number] {
  const cut = (table: (number | null)[][]) => rows.map((row) => table[row] ?? []);
  const value = cut(series.value).map((row) => row.map(wireNumber));
  const numerator = series.numerator && cut(series.numerator);
  const denominator = series.denominator && cut(series.denominator);
  const derivable =
    numerator !== null && denominator !== null && value.every((row, a) => row.every((v, y) => v === derive(numerator[a]?.[y], denominator[a]?.[y], factor)));
  return {
    dimension: series.dimension,
    dimensionTitle: series.dimensionTitle,
    code: series.code,
    title: series.title,
    value: derivable ? null : value,
    numerator,
    denominator,
    marks: pick(series.marks, keys),
    bounds: mapEach(pick(series.bounds, keys), ([lower, upper]) => [wireNumber(lower), wireNumber(upper)] as [number, number]),
    flags: withoutEvident(pick(series.flags, keys))
  };
}

function cutConverted(converted: Converted | null, keys: AreaKey[]): Converted | null {
  const figures = converted ? pick(converted.figures, keys) : {};
  if (!converted || Object.keys(figures).length === 0) return null;
  return { territory: converted.territory, figures: mapEach(figures, ([value, how, weight]) => [wireNumber(value), how, weight]) };
}

function derive(numerator: number | null | undefined, denominator: number | null | undefined, factor: number): number | null {
  if (numerator == null || denominator == null || denominator === 0) return null;
  return wireNumber((numerator * factor) / denominator);
}

function wireNumber(value: number): number;
function wireNumber(value: number | null): number | null;
function wireNumber(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(WIRE_DIGITS));
}

function pick<T>(table: Record<AreaKey, T>, keys: AreaKey[]): Record<AreaKey, T> {
  return Object.fromEntries(keys.filter((key) => key in table).map((key) => [key, table[key]!]));
}

function mapEach<T, U>(table: Record<AreaKey, Record<string, T>>, change: (one: T) => U): Record<AreaKey, Record<string, U>> {
  return Object.fromEntries(Object.entries(table).map(([key, row]) => [key, Object.fromEntries(Object.entries(row).map(([year, one]) => [year, change(one)]))]));
}

function withoutEvident(flags: Series['flags']): Series['flags'] {
  const kept: Series['flags'] = {};
  for (const [key, row] of Object.entries(flags))
    for (const [year, list] of Object.entries(row)) {
      const rest = list.filter((flag) => !EVIDENT_FLAGS.has(flag));
      if (rest.length > 0) (kept[key] ??= {})[year] = rest;
    }
  return kept;
}

export function readSlice(wire: WireSlice): Slice {
  const factor = factorOf(wire.unit);
  return {
    ...wire,
    series: wire.series.map((series) => ({
      ...series,
      value: series.value ?? series.numerator!.map((row, a) => row.map((n, y) => derive(n, series.denominator![a]?.[y], factor)))
    }))
  };
}
