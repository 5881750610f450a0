/** Stacked bars of shares that make a whole. */
import type { ChartData } from '../data/types';
import { reason, shortFigure, WIDTH, type ChartOptions } from './options';
import { linear, round1, ticksAlong, type Tick } from './scale';
import { fitText, textWidth } from './text-width';

export interface StackedRow {
  key: string;
  label: string;
  textY: number;
  barY: number;
  pieces: { x: number; width: number; part: number; value: string; fits: boolean }[];
  missing: string | null;
  strong: boolean;
}

export interface StackedLayout {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  ticks: Tick[];
  rows: StackedRow[];
  parts: string[];
}

export const BAR = 18;
const TOP = 28;

export function layoutStacked(data: ChartData, options: ChartOptions): StackedLayout {
  const wide = options.size === 'wide';
  const width = WIDTH[options.size];
  const room = Math.min(210, Math.max(60, ...data.items.map((item) => textWidth(item.label, 13, 600))));
  const plot = { left: wide ? Math.round(room + 16) : 2, right: width - 14, top: TOP, bottom: 0 };
  // Shares that do not reach 100 leave the rest open; those that pass it by rounding stretch the scale.
  const whole = Math.max(100, ...data.items.map((item) => item.values.reduce<number>((sum, v) => sum + (v ?? 0), 0)));
  const domain = { from: 0, to: whole, truncated: false };
  const x = linear(domain, plot.left, plot.right);
  const rowHeight = wide ? 28 : 46;
  const rows = data.items.map((item, i): StackedRow => {
    const y = TOP + rowHeight / 2 + i * rowHeight;
    let sum = 0;
    const pieces = item.values.flatMap((value, part) => {
      if (value == null || value <= 0) return [];
      const left = x(sum);
      sum += value;
      const text = shortFigure(data, value, options.language);
      const room = x(sum) - left;
      return [{ x: round1(left), width: round1(room), part, value: text, fits: textWidth(text, 12, 600) + 8 < room }];
    });
    return {
      key: item.key,
      label: wide ? fitText(item.label, room, 13, 600) : item.label,
      textY: y + (wide ? 0 : -12),
      barY: y + (wide ? -BAR / 2 : -1),
      pieces,
      missing: pieces.length === 0 ? reason(options, item.marks.find((mark) => mark !== '') ?? '') : null,
      strong: item.role !== 'member' && item.role !== 'context'
    };
  });
  plot.bottom = TOP + rows.length * rowHeight;
  return { width, height: plot.bottom + 6, plot, ticks: ticksAlong(domain, x, wide ? 6 : 4, { unit: data.unit, decimals: 0 }, options.language), rows, parts: data.parts };
}
