/** Rows of the table of one year, and their order. */
import { rankText } from '../charts/ranking-layout';
import type { Figure } from '../data/figure';
import { formatBound, formatNumber } from '../format';
import { signText } from './captions';
import type { IndicatorView } from './view.svelte';

export type Column = 'area' | 'value' | 'bounds' | 'numerator' | 'denominator' | 'rank';

export interface TableRow {
  key: string;
  area: string;
  href: string | null;
  figure: Figure;
  value: string;
  bounds: string;
  numerator: string;
  denominator: string;
  rank: string;
  remark: string;
  strong: boolean;
  sort: Record<Column, number | string>;
}

export function columnsOf(view: IndicatorView): Column[] {
  const series = view.slice.series[view.series]!;
  const rounded = view.figures.some((figure) => figure.rounded);
  return ['area', 'value', ...(rounded ? ['bounds' as const] : []), ...(series.numerator ? ['numerator' as const] : []), ...(series.denominator ? ['denominator' as const] : []), 'rank'];
}

export function rowsOf(view: IndicatorView): TableRow[] {
  const { language, links, messages } = view.context;
  const { decimals, unit } = view.slice;
  const whole = (value: number | null) => (value === null ? '' : formatNumber(value, Number.isInteger(value) ? 0 : 1, language));
  return view.slice.areas.map((area, i) => {
    const figure = view.figures[i]!;
    const rank = view.ranks.get(area.key);
    const bounds = figure.rounded && figure.bounds ? figure.bounds : null;
    return {
      key: area.key,
      area: ['region', 'country', 'land'].includes(area.level) ? view.text(area.short) : area.name,
      href: area.slug ? links.to({ page: 'area', slug: area.slug }) : null,
      figure,
      value: figure.value === null ? markText(view, figure.mark) : formatNumber(figure.value, decimals, language),
      bounds: bounds ? messages.between(formatBound(bounds[0], { unit, decimals }, language), formatBound(bounds[1], { unit, decimals }, language)) : '',
      numerator: whole(figure.numerator),
      denominator: whole(figure.denominator),
      rank: rank ? rankText(rank) : '',
      remark: remarkOf(view, figure),
      strong: area.role !== 'member',
      sort: {
        area: i,
        value: figure.value ?? -Infinity,
        bounds: bounds ? bounds[0] : -Infinity,
        numerator: figure.numerator ?? -Infinity,
        denominator: figure.denominator ?? -Infinity,
        rank: rank ? rank.from + rank.to / 1000 : Infinity
      }
    };
  });
}

function remarkOf(view: IndicatorView, figure: Figure): string {
  const { flags, noValue } = view.context.messages;
  const sign = figure.mark === '' ? '' : signText(view)(figure.mark);
  const reason = figure.value === null ? [noValue, sign].filter((text) => text !== '').join(': ') : sign && `„${figure.mark}“ ${sign}`;
  return [reason, ...figure.flags.map((flag) => flags[flag] ?? flag)].filter((text) => text !== '').join('; ');
}

/** Sorted by a column; the region and what it is compared with stay below their members. */
export function sortRows(rows: TableRow[], column: Column, descending: boolean): TableRow[] {
  const sign = descending ? -1 : 1;
  const compare = (a: TableRow, b: TableRow) => {
    const [x, y] = [a.sort[column], b.sort[column]];
    return x < y ? -sign : x > y ? sign : 0;
  };
  return [...rows.filter((row) => !row.strong).sort(compare), ...rows.filter((row) => row.strong)];
}

/** What stands in a cell without a number: the official sign, or that there is none. */
export function markText(view: IndicatorView, mark: string): string {
  return mark === '' || /^[a-z][a-z-]{2,}$/.test(mark) ? view.context.messages.noValueShort : mark;
}

/** Signs in a list of figures with their meaning, each once. */
export function signsIn(view: IndicatorView, marks: Iterable<string>): { mark: string; text: string }[] {
  return [...new Set(marks)].filter((mark) => mark !== '').map((mark) => ({ mark: markText(view, mark), text: signText(view)(mark) })).filter((one) => one.text !== '');
}
