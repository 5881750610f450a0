/** One figure out of a slice, and what may be said about two of them. */
import type { Slice } from './slice';
import type { AreaKey, Mark } from './types';

export interface Figure {
  key: AreaKey;
  year: number;
  value: number | null;
  /** Sign or reason; empty for a plain number. */
  mark: Mark;
  /** [lower, upper]; equal to the value where the source is exact. */
  bounds: [number, number] | null;
  rounded: boolean;
  numerator: number | null;
  denominator: number | null;
  flags: string[];
}

export function figureAt(slice: Slice, series: number, area: number, year: number): Figure {
  const source = slice.series[series]!;
  const key = slice.areas[area]!.key;
  const label = String(slice.years[year]);
  const value = source.value[area]?.[year] ?? null;
  const bounds = source.bounds[key]?.[label];
  return {
    key,
    year: slice.years[year]!,
    value,
    mark: source.marks[key]?.[label] ?? '',
    bounds: value === null ? null : (bounds ?? [value, value]),
    rounded: bounds !== undefined,
    numerator: source.numerator?.[area]?.[year] ?? null,
    denominator: source.denominator?.[area]?.[year] ?? null,
    flags: source.flags[key]?.[label] ?? []
  };
}

/** The newest year in which at least half of the members have a number; else the newest with any; else the last. */
export function newestYear(slice: Slice, series = 0): number {
  const members = slice.areas.flatMap((area, i) => (area.role === 'member' ? [i] : []));
  const counts = slice.years.map((_, y) => members.filter((a) => slice.series[series]!.value[a]?.[y] != null).length);
  for (let y = counts.length - 1; y >= 0; y--) if (counts[y]! * 2 >= members.length && counts[y]! > 0) return y;
  const any = counts.findLastIndex((count) => count > 0);
  return any >= 0 ? any : slice.years.length - 1;
}

export type Relation = 'more' | 'less' | 'similar';

/** How `a` stands to `b`: only bounds that do not touch make a difference, nor one that the display does not show. */
export function relationOf(a: Bounded, b: Bounded, display: (value: number) => string): Relation {
  if (display(a.value) === display(b.value)) return 'similar';
  if (a.bounds[0] > b.bounds[1]) return 'more';
  return a.bounds[1] < b.bounds[0] ? 'less' : 'similar';
}

export interface Bounded {
  value: number;
  bounds: [number, number];
}

export function isBounded(figure: Figure): figure is Figure & Bounded {
  return figure.value !== null && figure.bounds !== null;
}

export interface RankRange {
  /** 1 is the highest value. */
  from: number;
  to: number;
}

/** Ranks that the bounds allow: `from` = 1 + those surely above, `to` = all but those surely below. */
export function rankRanges(items: Bounded[]): RankRange[] {
  const lowers = items.map((item) => item.bounds[0]).sort((a, b) => a - b);
  const uppers = items.map((item) => item.bounds[1]).sort((a, b) => a - b);
  return items.map((item) => ({
    from: 1 + lowers.length - firstAbove(lowers, item.bounds[1]),
    to: uppers.length - firstNotBelow(uppers, item.bounds[0])
  }));
}

function firstAbove(sorted: number[], limit: number): number {
  return search(sorted, (value) => value > limit);
}

function firstNotBelow(sorted: number[], limit: number): number {
  return search(sorted, (value) => value >= limit);
}

function search(sorted: number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
