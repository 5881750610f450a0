/** What a layout needs besides the data. */
import type { ChartData, Language, Mark } from '../data/types';
import { formatFigure, formatNumber, type FigureFormat } from '../format';

/** `wide` is drawn for 720 px, `narrow` for 360 px: a chart is drawn anew for its width, never shrunk. */
export type ChartSize = 'wide' | 'narrow';

export interface ChartOptions {
  language: Language;
  size: ChartSize;
  /** Explains a sign: `.` → `Zahlenwert unbekannt oder geheim zu halten`. */
  sign: (mark: Mark) => string;
}

export type ChartItem = ChartData['items'][number];

export const WIDTH: Record<ChartSize, number> = { wide: 720, narrow: 360 };

/** Words inside charts. */
export const WORDS: Record<Language, Record<'noValue' | 'notDelivered' | 'more' | 'notSum', string>> = {
  de: { noValue: 'keine Angabe', notDelivered: 'nicht geliefert', more: 'weitere Gebiete in der Tabelle', notSum: 'nicht vollständig' },
  en: { noValue: 'no value', notDelivered: 'not delivered', more: 'more areas in the table', notSum: 'not complete' }
};

export function figureFormat(data: ChartData): FigureFormat {
  return { unit: data.unit, decimals: data.decimals, unitText: data.unitText };
}

/** The bare number as it stands beside a mark; the axis and the caption carry the unit. */
export function shortFigure(data: ChartData, value: number, language: Language): string {
  return formatNumber(value, data.decimals, language);
}

export function fullFigure(data: ChartData, value: number, language: Language): string {
  return formatFigure(value, figureFormat(data), language);
}

export function reason(options: ChartOptions, mark: Mark): string {
  const words = WORDS[options.language].noValue;
  const text = mark === '' ? '' : options.sign(mark);
  return text === '' ? words : `${words}: ${text}`;
}
