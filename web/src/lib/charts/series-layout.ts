/** Time series: lines with named gaps, numbered breaks, whiskers for what rounding leaves open, labels at the lines' ends. */
import { quantileSorted } from 'd3-array';
import type { ChartData } from '../data/types';
import { figureFormat, shortFigure, WORDS, type ChartItem, type ChartOptions } from './options';
import { domainOf, linear, round1, ticksOf, type Domain, type Scale, type Tick } from './scale';
import { textWidth, wrapText } from './text-width';

export type LineRole = 'ghost' | 'region' | 'context' | 'germany' | 'chosen';

export interface Line {
  key: string;
  role: LineRole;
  /** Position among the chosen: decides the shape of its points. */
  chosen: number;
  /** SVG path of all parts that hang together. */
  path: string;
  /** Points that stand alone, and the last one. */
  points: { x: number; y: number }[];
  /** Figures converted to another territory. */
  converted: { x: number; y: number }[];
  whiskers: { x: number; top: number; bottom: number }[];
}

export interface EndLabel {
  key: string;
  role: LineRole;
  chosen: number;
  name: string;
  value: string;
  x: number;
  y: number;
  /** Where its line ends. */
  from: { x: number; y: number };
}

export interface SeriesLayout {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  ticksX: { at: number; label: string; anchor: 'start' | 'middle' | 'end' }[];
  ticksY: Tick[];
  /** Years without any figure, and why. */
  gaps: { x: number; width: number; span: string; text: string; lines: string[] }[];
  breaks: { x: number; number: number; text: string }[];
  /** Instead of too many thin lines: where the middle four fifths of the areas lie. */
  spread: string;
  lines: Line[];
  labels: EndLabel[];
  /** Labels stand below the plot with a sample of their line. */
  legend: boolean;
  domain: Domain;
}

export type SeriesSize = 'wide' | 'narrow' | 'small';

const SHAPE = {
  wide: { width: 720, plot: 300, ticks: 5, labels: true },
  narrow: { width: 360, plot: 230, ticks: 5, labels: false },
  small: { width: 300, plot: 112, ticks: 3, labels: false }
};
/** Room above the plot for the numbers of breaks. */
const TOP = { plain: 12, breaks: 26 };
const LABEL_GAP = 16;
/** More members than this are not drawn one by one. */
const MOST_GHOSTS = 40;
const MIDDLE = [0.1, 0.9] as const;

export function layoutSeries(data: ChartData, options: Omit<ChartOptions, 'size'> & { size: SeriesSize }): SeriesLayout {
  const shape = SHAPE[options.size];
  const named = data.items.filter((item) => item.role !== 'member');
  const texts = named.map((item) => ({ item, ...lastOf(item, data, options) }));
  const longest = Math.max(0, ...texts.map((one) => textWidth(`${one.name} ${one.value}`, 13, 600)));
  const right = shape.width - (shape.labels ? Math.min(230, Math.ceil(longest) + 18) : 10);
  const domain = domainOf(data.items.flatMap((item) => item.values.flatMap((v, i) => (v == null ? [] : [v, ...(item.bounds[i] ?? [])]))), shape.ticks);
  const top = data.breaks.length > 0 ? TOP.breaks : TOP.plain;
  const y = linear(domain, top + shape.plot, top);
  const tickLabels = ticksOf(domain, y, shape.ticks, figureFormat(data), options.language);
  const left = Math.ceil(Math.max(...tickLabels.map((tick) => textWidth(tick.label, 12)))) + 10;
  const plot = { left, right, top, bottom: top + shape.plot };
  const x = linear({ from: data.years[0] ?? 0, to: data.years.at(-1) ?? 1, truncated: false }, plot.left + 8, plot.right - 8);
  const step = typicalStep(data.years);
  const chosenKeys = data.items.filter((item) => item.role === 'highlight').map((item) => item.key);
  const ghosts = data.items.filter((item) => item.role === 'member');
  const crowded = ghosts.length > MOST_GHOSTS;
  const lines = (crowded ? named : data.items).map((item) => lineOf(item, data.years, x, y, step, chosenKeys.indexOf(item.key)));
  lines.sort((a, b) => ORDER[a.role] - ORDER[b.role] || b.chosen - a.chosen);
  const labels = placeLabels(texts, lines, plot, shape.labels);
  return {
    width: shape.width,
    height: plot.bottom + 26 + (options.size === 'narrow' ? labels.length * 20 + 6 : 0),
    plot,
    ticksX: ticksX(data, x, plot),
    ticksY: tickLabels,
    gaps: gapsOf(data, x, step, options),
    breaks: data.breaks.map((one, i) => ({ x: round1(x(one.year - step / 2)), number: i + 1, text: one.text })).filter((one) => one.x > plot.left && one.x < plot.right),
    spread: crowded ? spreadOf(data.items, data.years, x, y, step) : '',
    lines,
    labels,
    legend: !shape.labels,
    domain
  };
}

const ORDER: Record<LineRole, number> = { ghost: 0, germany: 1, context: 2, region: 3, chosen: 4 };

function roleOf(item: ChartItem): LineRole {
  if (item.role === 'highlight') return 'chosen';
  if (item.role === 'region') return 'region';
  if (item.role === 'member') return 'ghost';
  return item.key === 'DG' ? 'germany' : 'context';
}

/** The usual distance between two periods: a survey every four years has no gaps of three. */
export function typicalStep(years: number[]): number {
  const steps = years.slice(1).map((year, i) => year - years[i]!).sort((a, b) => a - b);
  return steps[Math.floor((steps.length - 1) / 2)] ?? 1;
}

function lineOf(item: ChartItem, years: number[], x: Scale, y: Scale, step: number, chosen: number): Line {
  const role = roleOf(item);
  const parts: { x: number; y: number }[][] = [];
  let before = -Infinity;
  for (const [i, year] of years.entries()) {
    const value = item.values[i];
    if (value == null) continue;
    const joined = year - before <= step * 1.5 && item.values[i - 1] != null;
    const point = { x: round1(x(year)), y: round1(y(value)) };
    if (joined) parts.at(-1)!.push(point);
    else parts.push([point]);
    before = year;
  }
  const alone = parts.filter((part) => part.length === 1).map((part) => part[0]!);
  const last = parts.at(-1)?.at(-1);
  const points = role === 'ghost' ? alone : [...alone, ...(last && !alone.includes(last) ? [last] : [])];
  return {
    key: item.key,
    role,
    chosen,
    path: parts.filter((part) => part.length > 1).map((part) => 'M' + part.map((p) => `${p.x},${p.y}`).join('L')).join(''),
    points,
    converted: role === 'ghost' ? [] : years.flatMap((year, i) => (item.converted?.[i] && item.values[i] != null ? [{ x: round1(x(year)), y: round1(y(item.values[i])) }] : [])),
    whiskers: role === 'ghost' ? [] : whiskersOf(item, years, x, y)
  };
}

/** The band between the first and the last tenth of the areas, year by year, interrupted where there are no figures. */
function spreadOf(items: ChartItem[], years: number[], x: Scale, y: Scale, step: number): string {
  const members = items.filter((item) => item.role === 'member' || item.role === 'highlight');
  const parts: { x: number; low: number; high: number }[][] = [];
  let before = -Infinity;
  for (const [i, year] of years.entries()) {
    const values = members.flatMap((item) => item.values[i] ?? []).sort((a, b) => a - b);
    if (values.length < members.length / 2) continue;
    const point = { x: round1(x(year)), low: round1(y(quantileSorted(values, MIDDLE[0])!)), high: round1(y(quantileSorted(values, MIDDLE[1])!)) };
    if (year - before <= step * 1.5) parts.at(-1)!.push(point);
    else parts.push([point]);
    before = year;
  }
  return parts
    .map((part) => (part.length > 1 ? part : [{ ...part[0]!, x: part[0]!.x - 4 }, { ...part[0]!, x: part[0]!.x + 4 }]))
    .map((part) => `M${part.map((p) => `${p.x},${p.high}`).join('L')}L${[...part].reverse().map((p) => `${p.x},${p.low}`).join('L')}Z`)
    .join('');
}

function whiskersOf(item: ChartItem, years: number[], x: Scale, y: Scale): Line['whiskers'] {
  return years.flatMap((year, i) => {
    const bounds = item.bounds[i];
    return bounds ? [{ x: round1(x(year)), top: round1(y(bounds[1])), bottom: round1(y(bounds[0])) }] : [];
  });
}

function lastOf(item: ChartItem, data: ChartData, options: { language: ChartOptions['language'] }) {
  const i = item.values.findLastIndex((value) => value != null);
  if (i < 0) return { name: item.label, value: '', index: -1 };
  const older = i < data.years.length - 1 ? ` (${data.years[i]})` : '';
  return { name: item.label, value: shortFigure(data, item.values[i]!, options.language) + older, index: i };
}

function placeLabels(texts: { item: ChartItem; name: string; value: string; index: number }[], lines: Line[], plot: SeriesLayout['plot'], beside: boolean): EndLabel[] {
  const labels = texts.flatMap(({ item, name, value, index }) => {
    const line = lines.find((one) => one.key === item.key)!;
    const from = line.points.at(-1);
    if (index < 0 || !from) return [];
    return [{ key: item.key, role: line.role, chosen: line.chosen, name, value, x: plot.right + 4, y: from.y, from }];
  });
  if (!beside) return labels.sort((a, b) => ORDER[b.role] - ORDER[a.role] || a.chosen - b.chosen).map((label, i) => ({ ...label, x: plot.left, y: plot.bottom + 46 + i * 20 }));
  return spread(labels, plot.top + 4, plot.bottom - 2);
}

/** Moves labels apart so that none covers another, as little as possible. */
export function spread<T extends { y: number }>(labels: T[], top: number, bottom: number): T[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  for (let round = 0; round < 30; round++) {
    let moved = false;
    for (let i = 1; i < sorted.length; i++) {
      const overlap = LABEL_GAP - (sorted[i]!.y - sorted[i - 1]!.y);
      if (overlap > 0.1) {
        sorted[i - 1]!.y -= overlap / 2;
        sorted[i]!.y += overlap / 2;
        moved = true;
      }
    }
    if (!moved) break;
  }
  for (let i = 0; i < sorted.length; i++) sorted[i]!.y = Math.max(sorted[i]!.y, i === 0 ? top : sorted[i - 1]!.y + LABEL_GAP);
  for (let i = sorted.length - 1; i >= 0; i--) sorted[i]!.y = Math.min(sorted[i]!.y, i === sorted.length - 1 ? bottom : sorted[i + 1]!.y - LABEL_GAP);
  for (const label of sorted) label.y = round1(label.y);
  return sorted;
}

function gapsOf(data: ChartData, x: Scale, step: number, options: Omit<ChartOptions, 'size'>): SeriesLayout['gaps'] {
  const known = (i: number) => data.items.some((item) => item.values[i] != null);
  const present = [...data.years.keys()].filter(known);
  return present.slice(1).flatMap((i, n) => {
    const before = present[n]!;
    const [from, to] = [data.years[before]!, data.years[i]!];
    if (to - from <= step * 1.5) return [];
    const left = x(from + step * 0.4);
    const width = x(to - step * 0.4) - left;
    const span = from + step === to - step ? String(from + step) : `${from + step}–${to - step}`;
    const text = gapText(data, before + 1, i, options);
    const lines = [span, ...wrapText(text, width - 6, 12)];
    const fits = lines.length <= 5 && lines.every((line) => textWidth(line, 12) < width - 4);
    return [{ x: round1(left), width: round1(width), span, text, lines: fits ? lines : [] }];
  });
}

/** Years that the table does not have were not delivered; those that it has say themselves why they are empty. */
function gapText(data: ChartData, from: number, to: number, options: Omit<ChartOptions, 'size'>): string {
  const marks = data.items.flatMap((item) => item.marks.slice(from, to)).filter((mark) => mark !== '');
  const one = new Set(marks).size === 1 ? options.sign(marks[0]!) : '';
  return one || (marks.length > 0 ? WORDS[options.language].noValue : WORDS[options.language].notDelivered);
}

/** First and last year, and round ones between them where there is room. */
function ticksX(data: ChartData, x: Scale, plot: SeriesLayout['plot']): SeriesLayout['ticksX'] {
  const text = (i: number) => (/^\d{4}(\/\d{2,4})?$/.test(data.yearLabels[i] ?? '') ? data.yearLabels[i]! : String(data.years[i]));
  const last = data.years.length - 1;
  const order = [0, last, ...data.years.keys()].filter((i, n) => i >= 0 && (n < 2 || data.years[i]! % 5 === 0));
  if (last < 7) order.push(...data.years.keys());
  const taken: { from: number; to: number }[] = [];
  const ticks: SeriesLayout['ticksX'] = [];
  for (const i of order) {
    const at = x(data.years[i]!);
    const half = textWidth(text(i), 12) / 2 + 5;
    if (taken.some((one) => at - half < one.to && at + half > one.from)) continue;
    taken.push({ from: at - half, to: at + half });
    const anchor = at - half < plot.left - 30 ? 'start' : 'middle';
    ticks.push({ at: round1(at), label: text(i), anchor });
  }
  return ticks;
}
