/** From a figure back to its cells. */
import type { Slice } from './slice';
import type { AreaKey, DeliveryInfo, TraceCell, TraceFile } from './types';

/** The file of a folder of traces that holds the cells of an area. */
export function traceName(key: AreaKey): string {
  return `${key.slice(0, 2)}.json`;
}

export interface TracePart {
  sum: number | null;
  cells: TraceCell[];
}

export interface Trace {
  numerator: TracePart;
  denominator: TracePart | null;
  deliveries: DeliveryInfo[];
}

export function traceOf(file: TraceFile, series: number, key: AreaKey, year: number): Trace | null {
  const found = file.figures[`${series}/${key}/${year}`];
  if (!found) return null;
  const ids = [...new Set([...found.numerator, ...found.denominator].map((cell) => String(cell[0])))];
  return {
    numerator: partOf(found.numerator),
    denominator: found.denominator.length > 0 ? partOf(found.denominator) : null,
    deliveries: ids.flatMap((id) => file.deliveries[id] ?? [])
  };
}

/** The sum of the cells; null as soon as one of them has no number. */
function partOf(cells: TraceCell[]): TracePart {
  const sum = cells.reduce<number | null>((total, [, , , value, , factor]) => (total === null || value === null ? null : total + value * factor), 0);
  return { cells, sum };
}

/** Which figure the page explains before anybody asks: the region's, else the first member's that has one. */
export function headlineKey(slice: Slice, series: number, year: number, preferred: AreaKey | undefined): AreaKey | null {
  const has = (i: number) => slice.series[series]!.value[i]?.[year] != null;
  const order = [...slice.areas.keys()].filter(has);
  const region = order.find((i) => slice.areas[i]!.role === 'region');
  const own = order.find((i) => slice.areas[i]!.key === preferred);
  const first = region ?? own ?? order[0];
  return first === undefined ? null : slice.areas[first]!.key;
}
