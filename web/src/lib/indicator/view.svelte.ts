/**
 * State of an indicator page: what the reader chose, and what follows from it. The address of the page owns the choice
 * (`?period=2015&by=sex:female&area=05513,05112`, the same words as the command line), so every view can be shared.
 */
import { figureAt, isBounded, newestYear, rankRanges, type Figure, type RankRange } from '../data/figure';
import type { Slice, SliceArea } from '../data/slice';
import type { AreaKey, ChartData, Language } from '../data/types';
import type { FigureMessages } from '../i18n/figures.de';
import type { Links } from '../routes';
import { breakdownData, dimensionOf, indexData, memberData, onTerritory } from './chart-data';

/** More lines than this cannot be told apart by their shapes. */
export const MOST_CHOSEN = 4;

/** When pages are rendered a view never changes: what follows from it is worked out once. */
const kept = import.meta.env.SSR ? once : <T>(work: () => T) => work;

function once<T>(work: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: work() }).value;
}

export interface TraceTarget {
  key: AreaKey;
  year: number;
  series: number;
}

/** What every part of the page knows besides the figures. */
export interface ViewContext {
  language: Language;
  messages: FigureMessages;
  links: Links;
  publisher: string;
  /** Every picture that leaves the page says so. */
  invented: boolean;
  release: { number: number; date: string };
  territory: string | null;
}

export class IndicatorView {
  readonly slice: Slice;
  readonly context: ViewContext;
  /** Positions in the slice. */
  year = $state(0);
  series = $state(0);
  /** Null: the page chooses the area that its first sentence names. */
  chosenByReader = $state<AreaKey[] | null>(null);
  /** Series are shown on the territory of the release's day. */
  today = $state(false);
  /** The scripts have taken over. */
  live = $state(false);
  traced = $state<TraceTarget | null>(null);

  readonly members: number[];
  readonly firstYear: number;

  constructor(slice: Slice, context: ViewContext) {
    this.slice = slice;
    this.context = context;
    this.members = slice.areas.flatMap((area, i) => (area.role === 'member' ? [i] : []));
    this.series = slice.firstSeries;
    this.firstYear = newestYear(slice, slice.firstSeries);
    this.year = this.firstYear;
  }

  text = (localized: { de: string; en: string } | null | undefined): string => localized?.[this.context.language] ?? '';

  figures: Figure[] = $derived.by(kept(() => this.slice.areas.map((_, i) => figureAt(this.slice, this.series, i, this.year))));

  /** Rank ranges of the members by area key. */
  ranks: Map<AreaKey, RankRange> = $derived.by(kept(() => {
    const known = this.members.map((i) => this.figures[i]!).filter(isBounded);
    const ranges = rankRanges(known);
    return new Map(known.map((figure, i) => [figure.key, ranges[i]!]));
  }));

  /** The area that surely has the highest value, if there is one. */
  private topmost: AreaKey[] = $derived.by(kept(() => {
    const top = [...this.ranks].filter(([, rank]) => rank.from === 1);
    return top.length === 1 && this.members.length > 2 ? [top[0]![0]] : [];
  }));

  chosen: AreaKey[] = $derived.by(kept(() => this.chosenByReader ?? this.topmost));

  period: string = $derived.by(kept(() => this.text(this.slice.yearLabels[this.year]) || String(this.slice.years[this.year] ?? '')));

  yearData: ChartData = $derived.by(kept(() => memberData(this.slice, this.series, [this.year], this.chosen, this.context.language)));
  /** The series on the territory of the release's day, where the reader asks for it and reforms broke it. */
  get converts(): boolean {
    return this.today && this.series === 0 && this.slice.converted !== null;
  }
  seriesData: ChartData = $derived.by(kept(() => {
    const data = memberData(this.slice, this.series, [...this.slice.years.keys()], this.chosen, this.context.language);
    return this.converts ? onTerritory(data, this.slice) : data;
  }));
  /** For counts: the same as an index, and its base. */
  indexed: { data: ChartData; base: string } | null = $derived.by(kept(() => (this.slice.unit === 'count' ? indexData(this.seriesData) : null)));
  dimension: string | null = $derived.by(kept(() => dimensionOf(this.slice, this.series, this.year)));
  breakdown: ChartData | null = $derived.by(kept(() => (this.dimension ? breakdownData(this.slice, this.dimension, this.year, this.chosen, this.context.language) : null)));

  area(key: AreaKey): SliceArea | undefined {
    return this.slice.areas.find((one) => one.key === key);
  }

  toggle(key: AreaKey): void {
    const now = this.chosen;
    this.chosenByReader = now.includes(key) ? now.filter((one) => one !== key) : [...now, key].slice(-MOST_CHOSEN);
  }

  /** The choice as a query, without what is the page's own. */
  query(): string {
    const parts = new URLSearchParams();
    if (this.year !== this.firstYear) parts.set('period', String(this.slice.years[this.year]));
    const series = this.slice.series[this.series];
    if (this.series !== this.slice.firstSeries && series) parts.set('by', `${series.dimension}:${series.code}`);
    if (this.chosenByReader) parts.set('area', this.chosenByReader.join(','));
    if (this.converts) parts.set('territory', this.slice.converted!.territory);
    const text = parts.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
    return text === '' ? '' : `?${text}`;
  }

  /** Takes over a query; what it does not know stays as the page has it. */
  read(query: string): void {
    const parts = new URLSearchParams(query);
    const year = this.slice.years.indexOf(Number(parts.get('period')));
    this.year = year >= 0 ? year : this.firstYear;
    const by = parts.get('by');
    const series = this.slice.series.findIndex((one) => one.dimension !== null && `${one.dimension}:${one.code}` === by);
    this.series = series >= 0 ? series : this.slice.firstSeries;
    this.today = parts.has('territory');
    const keys = parts.get('area');
    const known = keys?.split(',').filter((key) => this.members.some((i) => this.slice.areas[i]!.key === key));
    this.chosenByReader = known ? known.slice(0, MOST_CHOSEN) : null;
  }
}
