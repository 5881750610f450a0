/**
 * Map. Rates colour their areas by class (choropleth); counts stand as circles whose area is the number, because a
 * coloured surface would make large areas look rich. Shapes come from `map/shapes.ts`.
 */
import type { ChartData, Language } from '../data/types';
import { classify, type ValueClass } from './classes';
import { formatNumber } from '../format';
import { reason, shortFigure, type ChartOptions } from './options';
import { textWidth } from './text-width';

/** An area as it is drawn: its outline, and the middle and radius of the largest circle inside it. */
export interface Shape {
  key: string;
  d: string;
  x: number;
  y: number;
  r: number;
}

export interface MapShapes {
  width: number;
  height: number;
  areas: Shape[];
  /** Outlines of the neighbours, one path. */
  ground: string;
}

export interface MapArea {
  key: string;
  label: string;
  /** Null: no value, hatched. */
  shade: number | null;
  /** Circle that stands for a count. */
  circle: { x: number; y: number; r: number; inside: boolean } | null;
  chosen: number | null;
  /** What is read when pointing at it. */
  reading: string;
  /** Name, only where it fits beside the value. */
  name: string[];
  value: string;
  /** Whether the value fits when the map is drawn for a phone. */
  narrow: boolean;
}

export interface MapLayout {
  mode: 'classes' | 'circles';
  /** Too many areas to write into: thin borders, and only the chosen ones carry their value. */
  crowded: boolean;
  classes: (ValueClass & { text: string })[];
  missing: { text: string; areas: number }[];
  areas: MapArea[];
}

/** Size of figures on the map in its own units; a phone shows the map at half size, so twice as large there. */
export const VALUE_SIZE = 14;
export const NARROW_VALUE_SIZE = 26;
const NAME_SIZE = 12;
const CROWD = 60;

/** Classes and reasons as a key writes them. */
export function keyEntries(layout: MapLayout): { shade: number | null; text: string }[] {
  return [
    ...layout.classes.map((one) => ({ shade: one.shade, text: `${one.text} (${one.areas})` })),
    ...layout.missing.map((one) => ({ shade: null, text: `${one.text} (${one.areas})` }))
  ];
}

export function layoutMap(data: ChartData, shapes: MapShapes, options: Omit<ChartOptions, 'size'>): MapLayout {
  const at = Math.max(0, data.years.indexOf(data.year ?? NaN));
  const members = data.items.filter((item) => item.role === 'member' || item.role === 'highlight');
  const circles = (data.unit === 'count' || data.unit === 'square_km') && members.every((item) => (item.values[at] ?? 0) >= 0);
  const crowded = members.length > CROWD;
  const scale = circles ? circleScale(members.map((item) => item.values[at] ?? 0), shapes) : () => 0;
  const classes = classify(members.flatMap((item) => item.values[at] ?? []), data.decimals);
  const byKey = new Map(shapes.areas.map((shape) => [shape.key, shape]));
  const reasons = new Map<string, number>();
  const chosen = members.filter((item) => item.role === 'highlight').map((item) => item.key);
  const areas = members.map((item): MapArea => {
    const value = item.values[at] ?? null;
    const shape = byKey.get(item.key);
    const missing = value === null ? reason(options as ChartOptions, item.marks[at] ?? '') : '';
    if (missing) reasons.set(missing, (reasons.get(missing) ?? 0) + 1);
    const text = value === null ? '' : shortFigure(data, value, options.language);
    return {
      key: item.key,
      label: item.label,
      shade: value === null ? null : circles ? 0 : classes.shadeOf(value),
      chosen: chosen.includes(item.key) ? chosen.indexOf(item.key) : null,
      reading: value === null ? missing : text,
      ...(circles ? circled(text, shape, scale(value ?? 0)) : { circle: null, ...fit(item.label, text, shape) })
    };
  });
  if (circles) clearOverlaps(areas);
  if (crowded) for (const area of areas) if (area.chosen === null) Object.assign(area, { name: [], value: '' });
  return {
    mode: circles ? 'circles' : 'classes',
    crowded,
    classes: circles ? [] : classes.list.map((one) => ({ ...one, text: rangeText(one, data.decimals, options.language) })),
    missing: [...reasons].map(([text, count]) => ({ text, areas: count })),
    areas
  };
}

/** Circles together cover a tenth of the sheet; none is wider than a sixth of it. */
function circleScale(values: number[], shapes: MapShapes): (value: number) => number {
  const sum = values.reduce((total, value) => total + value, 0);
  const most = shapes.width / 12;
  const factor = Math.sqrt((0.1 * shapes.width * shapes.height) / (Math.PI * Math.max(sum, 1e-9)));
  const shrink = Math.min(1, most / (factor * Math.sqrt(Math.max(...values, 1e-9))));
  return (value) => factor * shrink * Math.sqrt(value);
}

/** The number inside its circle, else below it; on a phone only where the circle holds it. */
function circled(value: string, shape: Shape | undefined, r: number): Pick<MapArea, 'circle' | 'name' | 'value' | 'narrow'> {
  if (!shape || value === '') return { circle: null, name: [], value: '', narrow: false };
  const holds = (size: number) => textWidth(value, size, 600) < 2 * r - 4;
  return { circle: { x: shape.x, y: shape.y, r: Math.round(r * 10) / 10, inside: holds(VALUE_SIZE) }, name: [], value, narrow: holds(NARROW_VALUE_SIZE) };
}

/** Numbers below their circles give way where they would cover another circle or number; the largest go first. */
function clearOverlaps(areas: MapArea[]): void {
  const circles = areas.flatMap((area) => (area.circle ? [{ area, ...area.circle }] : [])).sort((a, b) => b.r - a.r);
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const { area, x, y, r, inside } of circles) {
    if (inside) continue;
    const half = textWidth(area.value, VALUE_SIZE, 600) / 2;
    const box = { left: x - half, right: x + half, top: y + r + 3, bottom: y + r + 16 };
    const covers = circles.some((other) => other.area !== area && nearest(other, box) < other.r);
    if (covers || taken.some((one) => one.left < box.right && one.right > box.left && one.top < box.bottom && one.bottom > box.top)) area.value = '';
    else taken.push(box);
  }
}

/** Distance from a point to a box. */
function nearest(point: { x: number; y: number }, box: { left: number; right: number; top: number; bottom: number }): number {
  return Math.hypot(Math.max(box.left - point.x, 0, point.x - box.right), Math.max(box.top - point.y, 0, point.y - box.bottom));
}

function rangeText(one: ValueClass, decimals: number, language: Language): string {
  const from = formatNumber(one.from, decimals, language);
  if (one.from === one.to) return from;
  const to = formatNumber(one.to, decimals, language);
  // A dash beside a minus sign would be misread.
  return one.from < 0 ? `${from} ${language === 'de' ? 'bis' : 'to'} ${to}` : `${from}–${to}`;
}

/** What fits into the largest circle inside an area: name and value, value, or nothing. */
function fit(label: string, value: string, shape: Shape | undefined): Pick<MapArea, 'name' | 'value' | 'narrow'> {
  if (!shape || value === '') return { name: [], value: '', narrow: false };
  const inCircle = (width: number, height: number) => Math.hypot(width, height) / 2 <= shape.r * 1.12;
  const narrow = inCircle(textWidth(value, NARROW_VALUE_SIZE, 600), NARROW_VALUE_SIZE * 0.7);
  if (!inCircle(textWidth(value, VALUE_SIZE, 600), VALUE_SIZE * 0.7)) return { name: [], value: '', narrow: false };
  for (const lines of linesOf(label)) {
    const width = Math.max(...lines.map((line) => textWidth(line, NAME_SIZE)));
    if (inCircle(width, VALUE_SIZE + lines.length * (NAME_SIZE + 2))) return { name: lines, value, narrow };
  }
  return { name: [], value, narrow };
}

function linesOf(label: string): string[][] {
  const words = label.split(/(?<=-)|\s+/);
  const broken = words.slice(1).map((_, i) => [joinWords(words.slice(0, i + 1)), joinWords(words.slice(i + 1))]);
  return [[label], ...broken.sort((a, b) => longest(a) - longest(b)).slice(0, 1)];
}

function joinWords(words: string[]): string {
  return words.reduce((text, word) => (text === '' || text.endsWith('-') ? text + word : `${text} ${word}`), '');
}

function longest(lines: string[]): number {
  return Math.max(...lines.map((line) => line.length));
}
