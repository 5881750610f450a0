/**
 * Breakdowns. Up to four codes: one row per area with a point for each code, joined by a line (dumbbell). More codes:
 * one row per code with the region, what it is compared with and the chosen areas, the other members as thin marks.
 */
import { mean } from 'd3-array';
import type { ChartData } from '../data/types';
import { figureFormat, reason, shortFigure, WIDTH, type ChartItem, type ChartOptions } from './options';
import { domainOf, linear, round1, ticksAlong, type Domain, type Tick } from './scale';
import { fitText, textWidth } from './text-width';

export interface Point {
  x: number;
  /** Shape: position of the code, or of the chosen area. */
  shape: number;
  role: 'part' | 'region' | 'context' | 'germany' | 'chosen';
  band: { x: number; width: number } | null;
  value: string;
}

export interface BreakdownRow {
  key: string;
  label: string;
  textY: number;
  markY: number;
  /** Line that joins the points. */
  from: number;
  to: number;
  points: Point[];
  ghosts: number[];
  /** Figures at the row's end, in the order of the parts. */
  values: string;
  missing: string | null;
  chosen: boolean;
  /** Stands apart from the members: region, Land, Germany. */
  apart: boolean;
}

export interface BreakdownLayout {
  mode: 'areas' | 'codes';
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  labelX: number;
  ticks: Tick[];
  rows: BreakdownRow[];
  /** What the shapes mean. */
  key: { shape: number; role: Point['role']; label: string }[];
  domain: Domain;
}

const MOST_POINTS = 4;
/** How far apart strokes of single areas can be told. */
const GHOST_STEP = 2;
const TOP = 28;
const FONT = 13;
const LONGEST = 60;

export function layoutBreakdown(data: ChartData, options: ChartOptions): BreakdownLayout {
  const mode = data.parts.length <= MOST_POINTS ? 'areas' : 'codes';
  const named = data.items.filter((item) => item.role !== 'member');
  const drawn = mode === 'areas' ? areaItems(data) : named;
  const values = (items: ChartItem[]) => items.flatMap((item) => item.values.flatMap((v, i) => (v == null ? [] : [v, ...(item.bounds[i] ?? [])])));
  const own = values(data.items.filter((item) => item.role === 'member' || item.role === 'highlight'));
  const top = 1.5 * Math.max(0, ...own);
  const domain = domainOf([...own, ...values(drawn).filter((v) => own.length === 0 || v <= top)], options.size === 'wide' ? 7 : 4);
  const wide = options.size === 'wide';
  const width = WIDTH[options.size];
  const labels = mode === 'areas' ? drawn.map((item) => item.label) : data.parts;
  const room = Math.min(230, Math.max(60, ...labels.map((label) => textWidth(label, FONT, 600))));
  const valueRoom = mode === 'areas' && wide ? data.parts.length * 46 + 8 : 8;
  const plot = { left: wide ? Math.round(room + 20) : 4, right: width - valueRoom - 8, top: TOP, bottom: 0 };
  const x = linear(domain, plot.left + 4, plot.right - 4);
  const inside = (value: number) => value >= domain.from && value <= domain.to;
  const rows = mode === 'areas' ? drawn.map((item) => areaRow(item, data, x, inside, options)) : data.parts.map((label, i) => codeRow(label, i, data, x, inside, options));
  const rowHeight = wide ? 26 : 43;
  let y = TOP + rowHeight / 2;
  for (const [i, row] of rows.entries()) {
    if (i > 0 && rows[i - 1]!.apart && !row.apart) y += 10;
    row.textY = y + (wide ? 0 : -9);
    row.markY = y + (wide ? 0 : 10);
    row.label = wide ? fitText(row.label, room, FONT, 600) : row.label;
    y += rowHeight;
  }
  plot.bottom = y - rowHeight / 2;
  return {
    mode,
    width,
    height: Math.round(plot.bottom + 8),
    plot,
    labelX: 0,
    ticks: ticksAlong(domain, x, wide ? 7 : 4, figureFormat(data), options.language),
    rows,
    key: mode === 'areas' ? data.parts.map((label, shape) => ({ shape, role: 'part', label })) : named.map((item) => ({ shape: chosenIndex(data, item), role: roleOf(item), label: item.label })),
    domain
  };
}

/** Region and context first, then the members from high to low; of a long list only what the reader chose. */
function areaItems(data: ChartData): ChartItem[] {
  const level = (item: ChartItem) => mean(item.values, (value) => value ?? undefined) ?? -Infinity;
  const members = data.items.filter((item) => item.role === 'member' || item.role === 'highlight').sort((a, b) => level(b) - level(a));
  const apart = data.items.filter((item) => item.role === 'region' || item.role === 'context');
  return [...apart, ...(members.length > LONGEST ? members.filter((item) => item.role === 'highlight') : members)];
}

function roleOf(item: ChartItem): Point['role'] {
  if (item.role === 'highlight') return 'chosen';
  if (item.role === 'region') return 'region';
  return item.key === 'DG' ? 'germany' : 'context';
}

function chosenIndex(data: ChartData, item: ChartItem): number {
  return Math.max(0, data.items.filter((one) => one.role === 'highlight').indexOf(item));
}

type PlaceX = (value: number) => number;

function pointOf(item: ChartItem, i: number, shape: number, role: Point['role'], data: ChartData, x: PlaceX, options: ChartOptions): Point {
  const bounds = item.bounds[i];
  return {
    x: round1(x(item.values[i]!)),
    shape,
    role,
    band: bounds ? { x: round1(x(bounds[0])), width: Math.max(2, round1(x(bounds[1]) - x(bounds[0]))) } : null,
    value: shortFigure(data, item.values[i]!, options.language)
  };
}

function areaRow(item: ChartItem, data: ChartData, x: PlaceX, inside: (v: number) => boolean, options: ChartOptions): BreakdownRow {
  const known = data.parts.flatMap((_, i) => (item.values[i] != null && inside(item.values[i]!) ? [i] : []));
  const points = known.map((i) => pointOf(item, i, i, 'part', data, x, options));
  const xs = points.map((point) => point.x);
  const all = data.parts.map((_, i) => item.values[i]);
  return {
    ...EMPTY_ROW,
    key: item.key,
    label: item.label,
    from: Math.min(...xs),
    to: Math.max(...xs),
    points,
    ghosts: [],
    values: all.map((value) => (value == null ? '–' : shortFigure(data, value, options.language))).join('\t'),
    missing: all.every((value) => value == null) ? reason(options, item.marks.find((mark) => mark !== '') ?? '') : null,
    chosen: item.role === 'highlight',
    apart: item.role === 'region' || item.role === 'context'
  };
}

function codeRow(label: string, i: number, data: ChartData, x: PlaceX, inside: (v: number) => boolean, options: ChartOptions): BreakdownRow {
  const shown = data.items.filter((item) => item.values[i] != null && inside(item.values[i]!));
  const points = shown.filter((item) => item.role !== 'member').map((item) => pointOf(item, i, chosenIndex(data, item), roleOf(item), data, x, options));
  return {
    ...EMPTY_ROW,
    key: String(i),
    label,
    points,
    // Strokes closer than their width are one stroke.
    ghosts: distinct(shown.filter((item) => item.role === 'member').map((item) => Math.round(x(item.values[i]!) / GHOST_STEP) * GHOST_STEP)),
    missing: shown.length === 0 ? reason(options, data.items.find((item) => item.marks[i])?.marks[i] ?? '') : null
  };
}

/** Of many marks only one on each pixel: more cannot be seen. */
function distinct(places: number[]): number[] {
  return places.length > LONGEST ? [...new Set(places.map(Math.round))] : places;
}

const EMPTY_ROW: BreakdownRow = { key: '', label: '', textY: 0, markY: 0, from: 0, to: 0, points: [], ghosts: [], values: '', missing: null, chosen: false, apart: false };
