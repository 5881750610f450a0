/**
 * The edge: the only place where a number becomes text for people. Rounds half up (kaufmännisch, DIN 1333) on the
 * decimal representation, so that 1.005 becomes 1.01 although its binary double lies below.
 */
import type { Language, Unit } from './data/types';

/** Significant digits of a double that are free of binary noise. */
const SAFE_DIGITS = 15;
const MINUS = '\u2212';
const NBSP = '\u00a0';

/** `value` with exactly `decimals` places, a dot and a plain hyphen: the text that the other functions dress. */
export function roundHalfUp(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a figure is a finite number or has a reason why there is none');
  const [mantissa, exponent] = Math.abs(value).toExponential(SAFE_DIGITS - 1).split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  const kept = Number(exponent) + 1 + decimals;
  const whole = kept < 0 ? 0n : roundDigits(digits, kept);
  const text = whole.toString().padStart(decimals + 1, '0');
  const plain = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  return value < 0 && whole !== 0n ? `-${plain}` : plain;
}

function roundDigits(digits: string, kept: number): bigint {
  if (kept >= digits.length) return BigInt(digits.padEnd(kept, '0'));
  const head = BigInt(digits.slice(0, kept) || '0');
  return digits.charCodeAt(kept) >= 53 ? head + 1n : head;
}

/** `1.234,5` in German, `1,234.5` in English, with a real minus sign. */
export function formatNumber(value: number, decimals: number, language: Language): string {
  const plain = roundHalfUp(value, decimals);
  const negative = plain.startsWith('-');
  const [whole, fraction] = plain.replace('-', '').split('.') as [string, string | undefined];
  const [group, point] = language === 'de' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (negative ? MINUS : '') + grouped + (fraction === undefined ? '' : point + fraction);
}

export interface FigureFormat {
  unit: Unit;
  decimals: number;
  /** As in IndicatorFile.unitText, already in the language. */
  unitText?: string;
}

/** A figure with its unit as it stands in a sentence: `7,1 %`, `43,5 Jahre`, `12,0 je 1.000 Einwohner`. */
export function formatFigure(value: number, format: FigureFormat, language: Language): string {
  const number = formatNumber(value, format.decimals, language);
  const sign = unitSign(format, language);
  if (sign === '') return number;
  if (language === 'en' && sign === '€') return number.startsWith(MINUS) ? `${MINUS}€${number.slice(1)}` : `€${number}`;
  if (language === 'en' && sign === '%') return `${number}%`;
  return number + NBSP + sign;
}

/** The same where the unit has been named before: only `%` and `€` are short enough to repeat. */
export function formatAgain(value: number, format: FigureFormat, language: Language): string {
  return format.unit === 'percent' || format.unit === 'euro' ? formatFigure(value, format, language) : formatNumber(value, format.decimals, language);
}

/** What follows the number; empty for counts and pure ratios. */
export function unitSign(format: FigureFormat, language: Language): string {
  switch (format.unit) {
    case 'percent':
      return '%';
    case 'euro':
      return '€';
    case 'years':
      return language === 'de' ? 'Jahre' : 'years';
    case 'square_km':
      return 'km²';
    case 'per_1000':
      return format.unitText || (language === 'de' ? 'je 1.000' : 'per 1,000');
    case 'per_100':
      return format.unitText || (language === 'de' ? 'je 100' : 'per 100');
    case 'count':
    case 'ratio':
    case 'index':
      return format.unitText ?? '';
  }
}

/** `zwischen 7,67 und 7,80`: bounds want one place more than the figure, else rounding would hide them. */
export function formatBound(value: number, format: FigureFormat, language: Language): string {
  return formatNumber(value, format.unit === 'count' ? 0 : format.decimals + 1, language);
}

const MONTHS: Record<Language, string[]> = {
  de: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
};

/** An ISO date for people: `1. März 2024`, `1 March 2024`; anything else is returned as it is. */
export function formatDate(iso: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = match && MONTHS[language][Number(match[2]) - 1];
  if (!match || !month) return iso;
  return language === 'de' ? `${Number(match[3])}.${NBSP}${month} ${match[1]}` : `${Number(match[3])} ${month} ${match[1]}`;
}

/** A reporting period as `data/` writes it: days as dates, all else as it is. */
export function formatPeriod(label: string, language: Language): string {
  return /^\d{4}-\d\d-\d\d$/.test(label) ? formatDate(label, language) : label;
}
