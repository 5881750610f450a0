/** Linear scales and round tick marks. */
import { tickIncrement, ticks as roundTicks } from 'd3-array';
import { formatNumber, unitSign, type FigureFormat } from '../format';
import type { Language } from '../data/types';
import { textWidth } from './text-width';

export type Scale = (value: number) => number;

export interface Domain {
  from: number;
  to: number;
  /** The scale does not begin at zero: the chart says so. */
  truncated: boolean;
}

export interface Tick {
  value: number;
  at: number;
  label: string;
}

export function linear(domain: Domain, start: number, end: number): Scale {
  const span = domain.to - domain.from || 1;
  return (value) => start + ((value - domain.from) / span) * (end - start);
}

/**
 * A domain of round numbers around `values`. It begins at zero unless that would waste more than half of the
 * room: then differences would no longer be seen.
 */
export function domainOf(values: number[], count: number): Domain {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { from: 0, to: 1, truncated: false };
  let from = Math.min(...finite);
  let to = Math.max(...finite);
  // Quotients of equal counts may differ in their last binary digit.
  if (to - from <= 1e-9 * Math.max(Math.abs(from), Math.abs(to))) {
    const room = Math.abs(from) / 10 || 1;
    from -= room;
    to += room;
  }
  if (from > 0 && from < 0.6 * to) from = 0;
  if (to < 0 && to > 0.6 * from) to = 0;
  const step = stepOf(tickIncrement(from, to, count));
  from = Math.floor(from / step + 1e-9) * step;
  to = Math.ceil(to / step - 1e-9) * step;
  return { from, to, truncated: from > 0 || to < 0 };
}

function stepOf(increment: number): number {
  return increment < 0 ? -1 / increment : increment;
}

/** Round marks inside the domain; the last one carries the unit. */
export function ticksOf(domain: Domain, scale: Scale, count: number, format: FigureFormat, language: Language): Tick[] {
  const values = roundTicks(domain.from, domain.to, count);
  const step = values.length > 1 ? values[1]! - values[0]! : 1;
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const sign = format.unit === 'percent' || format.unit === 'euro' ? `\u00a0${unitSign(format, language)}` : '';
  return values.map((value, i) => ({
    value,
    at: round1(scale(value)),
    label: formatNumber(value, decimals, language) + (i === values.length - 1 ? sign : '')
  }));
}

/** As many marks, up to `most`, as have room beside each other. */
export function ticksAlong(domain: Domain, scale: Scale, most: number, format: FigureFormat, language: Language): Tick[] {
  for (let count = most; count > 2; count--) {
    const ticks = ticksOf(domain, scale, count, format, language);
    const fits = ticks.every((tick, i) => i === 0 || tick.at - ticks[i - 1]!.at > (textWidth(tick.label, 12) + textWidth(ticks[i - 1]!.label, 12)) / 2 + 12);
    // The last label is moved left to end at the edge.
    const last = ticks.at(-1);
    const before = ticks.at(-2);
    if (fits && (!last || !before || last.at - textWidth(last.label, 12) > before.at + textWidth(before.label, 12) / 2 + 6)) return ticks;
  }
  return ticksOf(domain, scale, 2, format, language);
}

/** Coordinates with one decimal keep pages small. */
export function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
