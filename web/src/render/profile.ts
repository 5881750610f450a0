/** Profile of an area: per indicator a small chart, a sentence, a row of the table. */
import { layoutSeries, type SeriesLayout } from '../lib/charts/series-layout';
import { relationOf, type Figure } from '../lib/data/figure';
import { rankText } from '../lib/charts/ranking-layout';
import type { AreaFile, AreaKey, ChartData, IndicatorFile, Region } from '../lib/data/types';
import { formatNumber, unitSign } from '../lib/format';
import type { PageContext } from '../lib/page-context';
import { comparison, plainText, trend, type Part, type Placed } from '../lib/sentences/finding';
import { capital, inArea, inPeriod, inRegion, shortPeriod, sincePeriod } from '../lib/sentences/phrases';

export type IndicatorHead = Omit<IndicatorFile, 'series'>;
type AreaIndicator = AreaFile['indicators'][number];

export interface ProfileEntry {
  id: string;
  /** Left out where it is the region that pages show first. */
  region: string | undefined;
  own: AreaKey;
  title: string;
  unit: string;
  period: string;
  sentence: Part[];
  chart: SeriesLayout | null;
  alt: string;
  /** Own value, then those it is compared with, in the order of the lines. */
  cells: { text: string; reason: string }[];
  rank: string;
  /** In the order of their numbers in the chart. */
  breaks: { year: number; text: string }[];
}

export interface ProfileGroup {
  theme: string;
  title: string;
  items: ProfileEntry[];
}

export interface ProfileLine {
  key: AreaKey;
  role: 'chosen' | 'region' | 'context' | 'germany';
  label: string;
}

/** The area and what it is compared with: first region, Land, Germany. */
export function profileLines(area: AreaFile, context: PageContext): ProfileLine[] {
  const { site, text } = context;
  const region = site.regions.find((one) => one.kind === 'region' && area.regions.includes(one.id));
  const keys = new Set(area.indicators.flatMap((one) => Object.keys(one.context)));
  const others = [...(region?.context ?? []), ...keys].filter((key, i, all) => keys.has(key) && !key.startsWith('region:') && all.indexOf(key) === i && key !== area.key);
  return [
    { key: area.key, role: 'chosen', label: area.short },
    ...(region && keys.has(region.key) ? [{ key: region.key, role: 'region' as const, label: text(region.title) }] : []),
    ...others.map((key) => ({ key, role: key === 'DG' ? ('germany' as const) : ('context' as const), label: context.areas.get(key)?.short ?? key }))
  ];
}

export function profileGroups(area: AreaFile, heads: Map<string, IndicatorHead>, lines: ProfileLine[], context: PageContext): ProfileGroup[] {
  const { site, text } = context;
  const entries = area.indicators.flatMap((one) => {
    const head = heads.get(one.id);
    return head ? [{ theme: head.theme, entry: entryOf(area, one, head, lines, context) }] : [];
  });
  return site.themes
    .map((theme) => ({ theme: theme.id, title: text(theme.title), items: entries.flatMap(({ theme: own, entry }) => (own === theme.id && entry ? [entry] : [])) }))
    .filter((group) => group.items.length > 0);
}

function figureOf(one: AreaIndicator, own: boolean, key: AreaKey, i: number): Figure {
  const value = (own ? one.value[i] : one.context[key]?.[i]) ?? null;
  const year = one.years[i]!;
  const bounds = own ? one.bounds[String(year)] : one.contextBounds?.[key]?.[String(year)];
  return {
    key,
    year,
    value,
    mark: own ? (one.marks[String(year)] ?? '') : '',
    bounds: value === null ? null : (bounds ?? [value, value]),
    rounded: bounds !== undefined,
    numerator: null,
    denominator: null,
    flags: []
  };
}

function entryOf(area: AreaFile, one: AreaIndicator, head: IndicatorHead, lines: ProfileLine[], context: PageContext): ProfileEntry | null {
  const { language, site, text } = context;
  const last = one.value.findLastIndex((value) => value !== null);
  if (last < 0) return null;
  const label = (i: number) => text(head.yearLabels[head.years.indexOf(one.years[i]!)]) || String(one.years[i]);
  const format = { language, unit: head.unit, unitText: text(head.unitText), decimals: head.decimals, isShare: head.denominator !== null };
  const own = figureOf(one, true, area.key, last);
  const others: Placed[] = lines.slice(1).map((line) => ({ figure: figureOf(one, false, line.key, last), phrase: phraseOf(line, site.regions, context) }));
  const region = one.rank ? site.regions.find((candidate) => candidate.id === one.rank!.region) : undefined;
  const rank = one.rank ? rankText(one.rank) : '';
  const sentence = sentenceOf(own, others, one, last, label, format, area, region, context);
  const cells = [own, ...others.map((other) => other.figure)].map((figure) => cellOf(figure, head, context));
  const linked = region?.id ?? area.regions.find((id) => site.regions.some((candidate) => candidate.id === id));
  return {
    id: one.id,
    region: linked === site.defaultRegion ? undefined : linked,
    own: area.key,
    title: text(head.title),
    unit: `${unitSign(format, language) || text(head.unitText)}${one.years.length > 1 ? ` · ${one.years[0]}–${one.years[last]}` : ''}`.replace(/^ · /, ''),
    period: shortPeriod(label(last), one.years[last]!),
    sentence,
    chart: one.years.length > 2 ? chartOf(area, one, head, lines, context) : null,
    alt: `${text(head.title)}: ${plainText(sentence)}`,
    cells,
    breaks: breaksOf(area, head, one.years, context),
    rank: rank && region ? `${rank} / ${one.rank!.of}` : ''
  };
}

function phraseOf(line: ProfileLine, regions: Region[], context: PageContext): string {
  const region = regions.find((one) => one.key === line.key);
  if (!region) return inArea(line.label, context.language);
  return inRegion(context.text(region.phrase), line.label, context.language);
}

function cellOf(figure: Figure, head: IndicatorHead, context: PageContext): { text: string; reason: string } {
  if (figure.value !== null) return { text: formatNumber(figure.value, head.decimals, context.language), reason: '' };
  const sign = context.site.signs.find((one) => one.mark === figure.mark);
  return { text: figure.mark === '' || /^[a-z][a-z-]{2,}$/.test(figure.mark) ? (context.language === 'de' ? 'k. A.' : 'n/a') : figure.mark, reason: context.text(sign?.text) || (context.language === 'de' ? 'keine Angabe' : 'no value') };
}

function sentenceOf(
  own: Figure,
  others: Placed[],
  one: AreaIndicator,
  last: number,
  label: (i: number) => string,
  format: Parameters<typeof comparison>[2] & { isShare: boolean },
  area: AreaFile,
  region: Region | undefined,
  context: PageContext
): Part[] {
  if (own.value === null || own.bounds === null) return [];
  const bounded = { ...own, value: own.value, bounds: own.bounds };
  const shown = formatNumber(own.value, format.decimals, format.language);
  const sign = format.unit === 'percent' ? (format.language === 'de' ? '\u00a0%' : '%') : '';
  const parts: Part[] = [`${capital(inPeriod(label(last), format.language))}: `, { figure: shown + sign, key: own.key, year: own.year }, '. '];
  if (format.unit === 'count' || format.unit === 'square_km') parts.push(...change(bounded, one, last, label, format, area));
  else parts.push(...comparison(bounded, others, format));
  if (one.rank && region) parts.push(context.t.rankIn(rankText(one.rank), one.rank.of, context.text(region.title)));
  return parts;
}

/** For counts the development says more than the distance to the Land. */
function change(own: Figure & { value: number; bounds: [number, number] }, one: AreaIndicator, last: number, label: (i: number) => string, format: Parameters<typeof comparison>[2] & { isShare: boolean }, area: AreaFile): Part[] {
  const start = one.years.findIndex((year, i) => i < last && year >= one.years[last]! - 10 && one.value[i] !== null);
  if (start < 0) return [];
  const earlier = figureOf(one, true, own.key, start);
  if (earlier.value === null || earlier.bounds === null) return [];
  const before = { ...earlier, value: earlier.value, bounds: earlier.bounds };
  if (relationOf(own, before, (value) => formatNumber(value, format.decimals, format.language)) === 'similar') return [];
  return trend(own, before, sincePeriod(label(start), one.years[start]!, format.language), { ...format, phrase: inArea(area.short, format.language) });
}

/** Breaks that touch the area and lie within its years. */
function breaksOf(area: AreaFile, head: IndicatorHead, years: number[], context: PageContext): { year: number; text: string }[] {
  const touching = head.breaks.filter((one) => one.areas.length === 0 || one.areas.some((key) => area.key.startsWith(key)));
  return touching.filter((one) => one.year > years[0]! && one.year <= years.at(-1)!).map((one) => ({ year: one.year, text: context.text(one.text) }));
}

function chartOf(area: AreaFile, one: AreaIndicator, head: IndicatorHead, lines: ProfileLine[], context: PageContext): SeriesLayout {
  const { language, text, site } = context;
  // A sum of many areas would press the area's own line flat.
  const shown = head.unit === 'count' || head.unit === 'square_km' ? lines.slice(0, 1) : lines;
  const data: ChartData = {
    unit: head.unit,
    unitText: text(head.unitText),
    decimals: head.decimals,
    year: one.years.at(-1) ?? null,
    years: one.years,
    yearLabels: one.years.map(String),
    items: shown.map((line, n) => ({
      key: line.key,
      label: line.label,
      role: n === 0 ? 'highlight' : line.role === 'region' ? 'region' : 'context',
      values: one.years.map((_, i) => figureOf(one, n === 0, line.key, i).value),
      marks: one.years.map((_, i) => figureOf(one, n === 0, line.key, i).mark),
      bounds: one.years.map((_, i) => {
        const figure = figureOf(one, n === 0, line.key, i);
        return figure.rounded ? figure.bounds : null;
      })
    })),
    parts: [],
    breaks: breaksOf(area, head, one.years, context),
    boundary: null
  };
  return layoutSeries(data, { language, size: 'small', sign: (mark) => text(site.signs.find((sign) => sign.mark === mark)?.text) });
}
