/** From a slice and a choice to what charts draw. */
import type { Slice } from '../data/slice';
import type { AreaKey, ChartData, Language } from '../data/types';
import type { ChartItem } from '../charts/options';

type Cell = { value: number | null; mark: string; bounds: [number, number] | null; converted?: boolean };

function cellAt(slice: Slice, series: number, area: number, year: number): Cell {
  const source = slice.series[series]!;
  const key = slice.areas[area]!.key;
  const label = String(slice.years[year]);
  return { value: source.value[area]?.[year] ?? null, mark: source.marks[key]?.[label] ?? '', bounds: source.bounds[key]?.[label] ?? null, converted: (source.flags[key]?.[label] ?? []).some((flag) => flag.startsWith('converted-')) };
}

function itemOf(slice: Slice, area: number, cells: Cell[], chosen: AreaKey[], language: Language): ChartItem {
  const { key, short, role } = slice.areas[area]!;
  return {
    key,
    label: short[language],
    role: role === 'member' && chosen.includes(key) ? 'highlight' : role,
    values: cells.map((cell) => cell.value),
    marks: cells.map((cell) => cell.mark),
    bounds: cells.map((cell) => cell.bounds),
    ...(cells.some((cell) => cell.converted) ? { converted: cells.map((cell) => cell.converted ?? false) } : {})
  };
}

/** Highlights in the order in which they were chosen: their shapes stay when the figures change. */
function inChoice(items: ChartItem[], chosen: AreaKey[]): ChartItem[] {
  const place = (item: ChartItem) => (item.role === 'highlight' ? chosen.indexOf(item.key) : chosen.length);
  return [...items].sort((a, b) => place(a) - place(b));
}

function frame(slice: Slice, language: Language): Omit<ChartData, 'items' | 'years' | 'yearLabels' | 'year'> {
  return {
    unit: slice.unit,
    unitText: slice.unitText[language],
    decimals: slice.decimals,
    parts: [],
    breaks: slice.breaks.map((one) => ({ year: one.year, text: one.text[language] })),
    boundary: null
  };
}

/** The same series on the territory of the release's day: totals that reforms broke are put together again. */
export function onTerritory(data: ChartData, slice: Slice): ChartData {
  if (!slice.converted) return data;
  const { figures } = slice.converted;
  const items = data.items.map((item): ChartItem => {
    const own = figures[item.key];
    if (!own) return item;
    const at = (i: number) => own[String(data.years[i])];
    return {
      ...item,
      values: item.values.map((value, i) => at(i)?.[0] ?? value),
      marks: item.marks.map((mark, i) => (at(i) ? '' : mark)),
      bounds: item.bounds.map((bounds, i) => (at(i) ? null : bounds)),
      converted: item.values.map((_, i) => at(i) !== undefined || (item.converted?.[i] ?? false))
    };
  });
  return { ...data, items };
}

export function memberData(slice: Slice, series: number, years: number[], chosen: AreaKey[], language: Language): ChartData {
  const items = slice.areas.map((_, area) => itemOf(slice, area, years.map((year) => cellAt(slice, series, area, year)), chosen, language));
  return {
    ...frame(slice, language),
    year: slice.years[years.at(-1) ?? 0] ?? null,
    years: years.map((year) => slice.years[year]!),
    yearLabels: years.map((year) => slice.yearLabels[year]?.[language] ?? String(slice.years[year])),
    items: inChoice(items, chosen)
  };
}

/**
 * Counts of a town and of a country share no scale: their development is shown as an index. The base is the first year in
 * which the region, what it is compared with and the chosen areas all have a number; lines without one then are left out.
 */
export function indexData(data: ChartData): { data: ChartData; base: string } | null {
  const named = data.items.filter((item) => item.role !== 'member');
  const base = data.years.findIndex((_, i) => named.every((item) => (item.values[i] ?? 0) > 0));
  if (base < 0 || named.length === 0) return null;
  const items = data.items.flatMap((item): ChartItem[] => {
    const whole = item.values[base];
    if (whole == null || whole <= 0) return [];
    const share = (value: number) => (100 * value) / whole;
    return [{ ...item, values: item.values.map((value) => (value === null ? null : share(value))), bounds: item.bounds.map((one) => one && [share(one[0]), share(one[1])]) }];
  });
  return { data: { ...data, unit: 'index', unitText: '', decimals: 1, items }, base: data.yearLabels[base] ?? String(data.years[base]) };
}

/** A part of its whole, with the bounds that both leave open. */
function shareOf(part: Cell, whole: Cell): Cell {
  if (part.value === null || whole.value === null || whole.value === 0) return { value: null, mark: part.value === null ? part.mark : whole.mark, bounds: null };
  const [low, high] = part.bounds ?? [part.value, part.value];
  const [least, most] = whole.bounds ?? [whole.value, whole.value];
  const bounds: [number, number] | null = part.bounds || whole.bounds ? [(100 * low) / most, (100 * high) / Math.max(least, 1)] : null;
  return { value: (100 * part.value) / whole.value, mark: '', bounds };
}

/** The dimension of the chosen series, else the first one that has figures in the year. */
export function dimensionOf(slice: Slice, series: number, year: number): string | null {
  const own = slice.series[series]?.dimension;
  if (own) return own;
  return slice.series.find((one) => one.dimension !== null && one.value.some((row) => row[year] != null))?.dimension ?? null;
}

/** Breakdown of one year. Counts are shown as shares of the total: only so can a town and a country be compared. */
export function breakdownData(slice: Slice, dimension: string, year: number, chosen: AreaKey[], language: Language): ChartData {
  const codes = [...slice.series.keys()].filter((i) => slice.series[i]!.dimension === dimension);
  const asShares = slice.unit === 'count';
  const cell = (series: number, area: number) => (asShares ? shareOf(cellAt(slice, series, area, year), cellAt(slice, 0, area, year)) : cellAt(slice, series, area, year));
  const items = slice.areas.map((_, area) => itemOf(slice, area, codes.map((series) => cell(series, area)), chosen, language));
  return {
    ...frame(slice, language),
    ...(asShares ? { unit: 'percent' as const, unitText: '%', decimals: 1 } : {}),
    year: slice.years[year] ?? null,
    years: [slice.years[year] ?? 0],
    yearLabels: [slice.yearLabels[year]?.[language] ?? ''],
    parts: codes.map((i) => slice.series[i]!.title[language]),
    items: inChoice(items, chosen)
  };
}
