/** Ranking: one row per area, its value as a tick on the bar that the bounds leave open, shared ranks, reference lines. */
import { rankRanges, type Bounded } from '../data/figure';
import type { ChartData } from '../data/types';
import { figureFormat, reason, shortFigure, WIDTH, WORDS, type ChartItem, type ChartOptions } from './options';
import { domainOf, linear, round1, ticksAlong, type Domain, type Scale, type Tick } from './scale';
import { fitText, textWidth } from './text-width';

export interface RankingRow {
  key: string;
  rank: string;
  label: string;
  /** Middle of the line of text, and of the mark. */
  textY: number;
  markY: number;
  x: number | null;
  /** Bounds, only where the source is rounded. */
  band: { x: number; width: number } | null;
  value: string;
  /** Why there is no value. */
  missing: string | null;
  chosen: number | null;
}

export interface Reference {
  x: number;
  label: string;
  labelX: number;
  labelY: number;
  role: 'region' | 'context' | 'germany';
}

export interface RankingLayout {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  labelX: number;
  rankX: number;
  ticks: Tick[];
  rows: RankingRow[];
  references: Reference[];
  /** Between the highest and the lowest where a long list is cut. */
  cut: { y: number; text: string } | null;
  domain: Domain;
}

/** Longer lists show their ends and what the reader chose; the table has all. */
const LONGEST = 60;
const END_ROWS = 20;
const TOP = 28;
const FONT = 13;

const SHAPE = {
  wide: { row: 26, text: 0, mark: 0, valueRoom: 60 },
  narrow: { row: 43, text: -9, mark: 10, valueRoom: 0 }
};

type Ranked = { item: ChartItem; rank: string };

export function layoutRanking(data: ChartData, options: ChartOptions): RankingLayout {
  const at = Math.max(0, data.years.indexOf(data.year ?? NaN));
  const members = data.items.filter((item) => item.role === 'member' || item.role === 'highlight');
  const references = data.items.filter((item) => (item.role === 'region' || item.role === 'context') && item.values[at] != null);
  const { shown, hidden, cutAfter } = shorten(rankMembers(members, at));
  const shape = SHAPE[options.size];
  const width = WIDTH[options.size];
  const labelRoom = Math.min(210, Math.max(60, ...shown.map(({ item }) => textWidth(item.label, FONT, 600))));
  const rankRoom = Math.ceil(Math.max(20, ...shown.map(({ rank }) => textWidth(rank, 12)))) + 10;
  const left = options.size === 'wide' ? Math.round(rankRoom + labelRoom + 16) : rankRoom;
  const plot = { left, right: width - shape.valueRoom - 8, top: TOP, bottom: TOP + shown.length * shape.row + (hidden ? shape.row : 0) };
  const domain = domainOf(extentOf(members, references, at), options.size === 'wide' ? 7 : 5);
  const x = linear(domain, plot.left, plot.right);
  const placed = placeReferences(references, at, x, plot, data, options);
  let y = TOP + shape.row / 2;
  let cut: RankingLayout['cut'] = null;
  const chosen = members.filter((item) => item.role === 'highlight').map((item) => item.key);
  const rows = shown.map(({ item, rank }, i) => {
    if (hidden && i === cutAfter) {
      cut = { y, text: `… ${hidden} ${WORDS[options.language].more}` };
      y += shape.row;
    }
    const row = placeRow(item, rank, at, y, x, data, options, labelRoom);
    row.chosen = chosen.includes(item.key) ? chosen.indexOf(item.key) : null;
    y += shape.row;
    return row;
  });
  return {
    width,
    height: Math.round(plot.bottom + 12 + placed.lines * 17),
    plot,
    labelX: rankRoom,
    rankX: rankRoom - 10,
    ticks: ticksAlong(domain, x, options.size === 'wide' ? 7 : 4, figureFormat(data), options.language),
    rows,
    references: placed.list,
    cut,
    domain
  };
}

/** Members with a value from the highest down, then those without in their own order. */
function rankMembers(members: ChartItem[], at: number): Ranked[] {
  const known = members.filter((item) => item.values[at] != null);
  const bounded: Bounded[] = known.map((item) => ({ value: item.values[at]!, bounds: item.bounds[at] ?? [item.values[at]!, item.values[at]!] }));
  const ranks = rankRanges(bounded);
  const listed = known.map((item, i) => ({ item, rank: rankText(ranks[i]!), value: bounded[i]!.value }));
  listed.sort((a, b) => b.value - a.value);
  return [...listed, ...members.filter((item) => item.values[at] == null).map((item) => ({ item, rank: '' }))];
}

export function rankText(rank: { from: number; to: number }): string {
  return rank.from === rank.to ? String(rank.from) : `${rank.from}–${rank.to}`;
}

function shorten(all: Ranked[]): { shown: Ranked[]; hidden: number; cutAfter: number } {
  if (all.length <= LONGEST) return { shown: all, hidden: 0, cutAfter: 0 };
  const head = all.slice(0, END_ROWS);
  const tail = all.slice(-END_ROWS);
  const chosen = all.slice(END_ROWS, -END_ROWS).filter(({ item }) => item.role === 'highlight');
  return { shown: [...head, ...chosen, ...tail], hidden: all.length - head.length - tail.length - chosen.length, cutAfter: head.length };
}

function extentOf(members: ChartItem[], references: ChartItem[], at: number): number[] {
  const known = (items: ChartItem[]) => items.flatMap((item) => (item.values[at] == null ? [] : [item.values[at]!, ...(item.bounds[at] ?? [])]));
  const own = known(members);
  // The sum of a region would press its members' counts into a corner.
  const top = 1.5 * Math.max(...own, 0);
  return [...own, ...known(references).filter((value) => own.length === 0 || value <= top)];
}

function placeRow(item: ChartItem, rank: string, at: number, y: number, x: Scale, data: ChartData, options: ChartOptions, room: number): RankingRow {
  const shape = SHAPE[options.size];
  const value = item.values[at];
  const bounds = item.bounds[at];
  const left = bounds && x(bounds[0]);
  return {
    key: item.key,
    rank,
    label: options.size === 'wide' ? fitText(item.label, room, FONT, 600) : item.label,
    textY: y + shape.text,
    markY: y + shape.mark,
    x: value == null ? null : round1(x(value)),
    band: bounds && left != null ? { x: round1(left), width: Math.max(2, round1(x(bounds[1]) - left)) } : null,
    value: value == null ? '' : shortFigure(data, value, options.language),
    missing: value == null ? reason(options, item.marks[at] ?? '') : null,
    chosen: null
  };
}

function placeReferences(items: ChartItem[], at: number, x: Scale, plot: RankingLayout['plot'], data: ChartData, options: ChartOptions) {
  const ends: number[] = [];
  const list: Reference[] = [];
  const inside = items.filter((item) => x(item.values[at]!) >= plot.left - 1 && x(item.values[at]!) <= plot.right + 1);
  for (const item of inside.sort((a, b) => a.values[at]! - b.values[at]!)) {
    const label = `${item.label} ${shortFigure(data, item.values[at]!, options.language)}`;
    const half = textWidth(label, 12) / 2;
    const centre = x(item.values[at]!);
    const labelX = Math.min(Math.max(centre, half), WIDTH[options.size] - half - 2);
    let line = ends.findIndex((end) => end < labelX - half - 8);
    if (line < 0) line = ends.length;
    ends[line] = labelX + half;
    list.push({ x: round1(centre), label, labelX: round1(labelX), labelY: plot.bottom + 18 + line * 17, role: roleOf(item) });
  }
  return { list, lines: ends.length };
}

function roleOf(item: ChartItem): Reference['role'] {
  if (item.role === 'region') return 'region';
  return item.key === 'DG' ? 'germany' : 'context';
}
