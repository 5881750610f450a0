/** What stands over each figure: what it shows, unit, number of areas, time, territory. */
import { finding, trend, type FindingInput, type Part, type Placed } from '../sentences/finding';
import { inArea, sincePeriod } from '../sentences/phrases';
import { figureAt, isBounded } from '../data/figure';
import { formatDate, formatNumber } from '../format';
import type { IndicatorView } from './view.svelte';

export function placed(view: IndicatorView, area: number): Placed {
  const one = view.slice.areas[area]!;
  return { figure: view.figures[area]!, phrase: phraseOf(view, area) || inArea(one.short[view.context.language], view.context.language) };
}

function phraseOf(view: IndicatorView, area: number): string {
  const { language } = view.context;
  const one = view.slice.areas[area]!;
  if (one.role !== 'region') return '';
  const title = one.short[language];
  return view.slice.regionPhrase?.[language] ?? (language === 'de' ? `in der Region ${title}` : `in ${title}`);
}

export function findingInput(view: IndicatorView): FindingInput {
  const { slice, context } = view;
  const by = (role: string) => slice.areas.flatMap((area, i) => (area.role === role ? [placed(view, i)] : []));
  return {
    language: context.language,
    unit: slice.unit,
    unitText: slice.unitText[context.language],
    decimals: slice.decimals,
    isShare: slice.denominatorText !== null,
    period: view.period,
    region: by('region')[0] ?? null,
    context: by('context'),
    members: by('member')
  };
}

/** The finding; of a breakdown it says first whom it is about. */
export function findingOf(view: IndicatorView): Part[] {
  const sentence = finding(findingInput(view));
  const series = view.slice.series[view.series];
  if (!series?.dimension) return sentence;
  return [`${view.text(series.dimensionTitle)} – ${view.text(series.title)}: `, ...sentence];
}

/** How the region, else the first chosen area, moved since ten years ago or since the year after the last break, whose own year may be odd. */
export function trendOf(view: IndicatorView): Part[] {
  const { slice, context } = view;
  const region = slice.areas.findIndex((area) => area.role === 'region');
  const area = region >= 0 ? region : slice.areas.findIndex((one) => one.key === view.chosen[0]);
  if (area < 0) return [];
  const own = figureAt(slice, view.series, area, view.year);
  const since = Math.max(own.year - 10, ...slice.breaks.filter((one) => one.year <= own.year).map((one) => one.year + 1));
  const start = slice.years.findIndex((year, i) => year >= since && i < view.year && slice.series[view.series]!.value[area]?.[i] != null);
  if (start < 0 || !isBounded(own)) return [];
  const earlier = figureAt(slice, view.series, area, start);
  if (!isBounded(earlier)) return [];
  const label = view.text(slice.yearLabels[start]) || String(slice.years[start]);
  return trend(own, earlier, sincePeriod(label, earlier.year, context.language), { ...findingInput(view), phrase: placed(view, area).phrase });
}

export function unitCaption(view: IndicatorView): string {
  const { inUnit } = view.context.messages;
  const { unit, unitText, denominatorText } = view.slice;
  if (unit === 'percent') return denominatorText ? inUnit.percent : inUnit.percentRate;
  return view.text(unitText) || inUnit[unit];
}

/** `15 Kreise und kreisfreie Städte`. */
export function areasCaption(view: IndicatorView): string {
  const { levels, areasOf } = view.context.messages;
  const found = new Set(view.members.map((i) => view.slice.areas[i]!.level));
  const level = found.size === 1 ? ([...found][0] as keyof typeof levels) : 'other';
  const words = levels[level] ?? levels.other;
  return areasOf(view.members.length, view.members.length === 1 ? words.one : words.many);
}

export function seriesTitle(view: IndicatorView): string {
  const series = view.slice.series[view.series];
  return series?.dimension ? view.text(series.title) : '';
}

/** What a chart of one year shows: unit, group, areas, period, territory. */
export function yearCaption(view: IndicatorView): string {
  const { messages, territory } = view.context;
  return sentence([unitCaption(view), seriesTitle(view), areasCaption(view), view.period, territory ? messages.territory(territory) : '']);
}

export function seriesCaption(view: IndicatorView): string {
  const years = view.slice.years;
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : String(years[0] ?? '');
  const unit = view.indexed ? `${view.context.messages.inUnit.index}, ${view.indexed.base} = 100` : unitCaption(view);
  return sentence([unit, seriesTitle(view), areasCaption(view), span]);
}

/** What of the drawn series was converted, exactly or by which weights. */
export function territoryNote(view: IndicatorView): string {
  const m = view.context.messages;
  const { converted, years } = view.slice;
  const groups = new Map<string, Set<string>>();
  for (const item of view.seriesData.items) {
    if (item.role === 'member') continue;
    item.converted?.forEach((is, i) => {
      if (!is) return;
      const [, how, weight] = (view.converts ? converted?.figures[item.key]?.[String(years[i])] : undefined) ?? [0, 'exact', ''];
      const group = `${how} ${weight}`;
      groups.set(group, (groups.get(group) ?? new Set()).add(item.label));
    });
  }
  if (groups.size === 0) return '';
  const parts = [...groups].map(([group, names]) => {
    const [how, weight] = group.split(' ') as [string, string];
    const list = [...names].join(', ');
    return how === 'exact' ? m.territoryExact(list) : m.territoryEstimated(list, m.territoryWeights[weight] ?? weight);
  });
  return m.territoryNote(view.converts && converted ? formatDate(converted.territory, view.context.language) : '', parts.join('; '));
}

function sentence(parts: string[]): string {
  const text = parts.filter((part) => part !== '').join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1) + '.';
}

export function truncation(view: IndicatorView, domain: { from: number; truncated: boolean }): string {
  if (!domain.truncated) return '';
  const decimals = Number.isInteger(domain.from) ? 0 : view.slice.decimals;
  return view.context.messages.truncated(formatNumber(domain.from, decimals, view.context.language));
}

/** Whether any figure shown carries bounds from a rounded source. */
export function anyRounded(view: IndicatorView): boolean {
  return view.figures.some((figure) => figure.rounded);
}

export function signText(view: IndicatorView): (mark: string) => string {
  return (mark) => view.text(view.slice.signs[mark]?.text);
}
