/**
 * What a release hands to the website: the files below `releases/N/data/`. Written by src/releases/site_data.cpp,
 * read when the pages are rendered and, file by file, by the scripts in the browser. Paths are relative to `data/`.
 */

export type Language = 'de' | 'en';
export type Localized = Record<Language, string>;
/** A key of an area (`05513`, `DG`) or of a region (`region:ruhr`). */
export type AreaKey = string;
/** A sign of official tables or our own reason why there is no number; see SiteData.signs. */
export type Mark = string;

/** `site.json` */
export interface SiteData {
  format: 1;
  title: Localized;
  publisher: string;
  contact: string;
  /** The whole site shows an invented region: every page says so. */
  invented: boolean;
  release: ReleaseInfo;
  regions: Region[];
  /** Id of the region that pages show first. */
  defaultRegion: string;
  themes: Theme[];
  indicators: IndicatorSummary[];
  areas: AreaSummary[];
  /** All keys of areas and regions in the order in which the tables `*.parquet` number them. */
  keys: AreaKey[];
  datasets: DatasetSummary[];
  boundaries: BoundaryInfo[];
  signs: SignInfo[];
  glossary: GlossaryEntry[];
  /** Lists of schools and others. */
  institutions: { id: string; title: Localized; period: string; count: number; file: string; downloads: { csv: string } }[];
  reports: { id: string; title: Localized; file: string }[];
  /** Markdown of the publisher for the pages that the law demands; without it publisher and contact stand there. */
  imprint?: Localized;
  /** Markdown added to the accessibility statement: who assessed when, the body for complaints. */
  accessibility?: Localized;
}

export interface ReleaseInfo {
  number: number;
  /** ISO date */
  date: string;
  /** The release that this one corrects, and why. */
  corrects: number | null;
  note: Localized | null;
  /** What changed against the release before; empty in the first one. */
  changes: { indicator: string; figures: number; first: string[] }[];
  previous: number[];
}

export interface Region {
  id: string;
  key: AreaKey;
  title: Localized;
  /** Keys of its members, in official order. */
  members: AreaKey[];
  /** What it is compared with: the Land, Germany. */
  context: AreaKey[];
  /** `region`: has a sum of its own; `comparison`: only a set to choose from (all Kreise of a Land). */
  kind: 'region' | 'comparison';
  /** Id in SiteData.boundaries */
  boundary: string | null;
  /** With its preposition, for sentences: `im Rheinischen Revier`, `in the Ruhr metropolis`. Without it: `in der Region …`. */
  phrase?: Localized;
}

/** `institutions/ID.json`: a list of schools or others, counted into areas. */
export interface InstitutionFile {
  id: string;
  title: Localized;
  /** `2024/25`, `2023-10-17` */
  period: string;
  year: number;
  count: number;
  /** What tells them apart: the kind (`Schulform`) first, if the list has one; then others, also of lists joined with it. */
  breakdowns: InstitutionBreakdown[];
  /** Other numbers of the list, such as pupils. */
  measures: { title: Localized; unit: string }[];
  /** Areas with at least one, in official order, and all that contain them; `counts` by breakdown and its codes, `unlisted` by breakdown: how many its list does not know. */
  areas: { key: AreaKey; count: number; counts: number[][]; unlisted: number[]; sums: number[]; missing: number[] }[];
  /** One by one; `codes` by breakdown, as positions in its codes; degrees, as far as a list says them. */
  institutions: { number: string; name: string; codes: number[][]; street: string; place: string; area: AreaKey; longitude?: number; latitude?: number }[];
}

/** One of several codes counts in each. */
export interface InstitutionBreakdown {
  title: Localized;
  /** The list that says it, in its newest period. */
  list: string;
  listTitle: Localized;
  period: string;
  codes: Localized[];
}

export interface Theme {
  id: string;
  title: Localized;
  text: Localized;
}

export interface AreaSummary {
  key: AreaKey;
  /** As delivered, without indentation: `Recklinghausen, Kreis` */
  name: string;
  /** For sentences and labels: `Kreis Recklinghausen`, `Duisburg` */
  short: string;
  /** The same in English, where it differs. */
  english?: string;
  /** For addresses: `05562-recklinghausen` */
  slug: string;
  /** `country`, `land`, `government_region`, `kreis`, `association`, `gemeinde`, `district` */
  level: string;
  parent: AreaKey | null;
  /** First and last year with values in any dataset. */
  from: number;
  to: number;
  /** Whether a page `areas/KEY.json` exists. */
  profile: boolean;
  /** For dissolved areas: what they went into. */
  successors: AreaKey[];
}

export type Unit = 'count' | 'percent' | 'per_1000' | 'per_100' | 'ratio' | 'years' | 'euro' | 'index' | 'square_km';
export type Direction = 'high_is_good' | 'low_is_good' | 'neutral';

export interface IndicatorSummary {
  id: string;
  /** The catalogue's own number: `D12` */
  number: string;
  theme: string;
  title: Localized;
  short: Localized;
  unit: Unit;
  decimals: number;
  direction: Direction;
  firstYear: number | null;
  lastYear: number | null;
  /** `indicators/ID.json` */
  file: string;
  /** The newest figure of each region, for overviews. */
  headline: { region: string; year: number; value: number | null; mark: Mark }[];
}

/** `indicators/ID.json`: definition and all figures of one indicator. */
export interface IndicatorFile {
  id: string;
  version: number;
  number: string;
  theme: string;
  title: Localized;
  short: Localized;
  question: Localized;
  definition: Localized;
  formula: Localized;
  numerator: Localized;
  denominator: Localized | null;
  caveats: Localized[];
  unit: Unit;
  /** `%`, `je 1.000 Einwohner` …; empty for counts */
  unitText: Localized;
  decimals: number;
  direction: Direction;
  /** Where is counted: at the place of residence, of the school … */
  place: Localized;
  /** What a year means here: `Stichtag 31.12.`, `Ende des Schuljahrs` … */
  periodText: Localized;
  /** How a year is written: `2015`, `31.12.2015`, `2015/16`; same length as years. */
  yearLabels: Localized[];
  priority: string;
  stage: string;
  source: Localized;
  licence: { name: string; url: string };
  /** Whether region figures exist (sums of rates do not). */
  aggregable: boolean;
  breaks: { year: number; areas: AreaKey[]; text: Localized }[];
  /** The total is 100 % of itself; only the breakdowns tell something. */
  distribution: boolean;
  rounding: { areas: string; base: number; from: number; to: number; text: Localized }[];
  years: number[];
  areas: AreaKey[];
  /** The first is the total; the others by dimension and code. */
  series: Series[];
  downloads: { csv: string; xlsx: string };
  /** `traces/ID/`: a folder of TraceFiles, one for each first two characters of area keys: `05.json`, `DG.json`, `re.json`. */
  trace: string;
  datasets: string[];
  /** Totals that differ on the territory of the release's day, for series that reforms broke. Null: none. */
  converted: Converted | null;
}

/** Figures on another territory: value, how it was converted, and by which weight an estimate divided. */
export type ConvertedFigure = [value: number, how: 'exact' | 'estimated', weight: '' | 'population' | 'area' | 'employees'];

export interface Converted {
  /** ISO date */
  territory: string;
  /** By area and year. */
  figures: Record<AreaKey, Record<string, ConvertedFigure>>;
}

export interface Series {
  dimension: string | null;
  dimensionTitle: Localized | null;
  code: string;
  title: Localized;
  /** [area][year]; null where there is no number (then `marks` has the reason). Unrounded. */
  value: (number | null)[][];
  numerator: (number | null)[][] | null;
  denominator: (number | null)[][] | null;
  /** Reason or sign by area key and year, only where there is one. */
  marks: Record<AreaKey, Record<string, Mark>>;
  /** Bounds from the source's rounding, [lower, upper], by area key and year, only where the source is rounded. */
  bounds: Record<AreaKey, Record<string, [number, number]>>;
  /** `converted-exact`, `converted-estimated`, `rounded`, `sum-of-rounded`, `break`, `provisional` … */
  flags: Record<AreaKey, Record<string, string[]>>;
}

/** `areas/KEY.json`: what a profile page needs beyond the indicators' files. */
export interface AreaFile {
  key: AreaKey;
  name: string;
  short: string;
  english?: string;
  level: string;
  parent: AreaKey | null;
  /** Official names by delivery, newest first. */
  names: { name: string; delivery: number; date: string }[];
  regions: string[];
  from: number;
  to: number;
  successors: AreaKey[];
  predecessors: AreaKey[];
  indicators: {
    id: string;
    years: number[];
    value: (number | null)[];
    marks: Record<string, Mark>;
    bounds: Record<string, [number, number]>;
    /** The same years for what it is compared with, by key. */
    context: Record<AreaKey, (number | null)[]>;
    /** Their bounds by key and year, only where the source is rounded. */
    contextBounds?: Record<AreaKey, Record<string, [number, number]>>;
    /** Position among the members of its region in the newest year, ties by bounds counted as equal. */
    rank: { region: string; from: number; to: number; of: number } | null;
  }[];
}

/** `traces/ID/05.json`: the cells behind each figure of the areas whose keys begin so. */
export interface TraceFile {
  deliveries: Record<string, DeliveryInfo>;
  /** By `series index/area key/year`: cells of the numerator and of the denominator. */
  figures: Record<string, { numerator: TraceCell[]; denominator: TraceCell[] }>;
}
/** delivery, line (from 1), column (from 1), number or null, mark, factor in the sum */
export type TraceCell = [delivery: number, row: number, column: number, value: number | null, mark: Mark, factor: number];

export interface DeliveryInfo {
  id: number;
  file: string;
  sha256: string;
  /** ISO date of delivery */
  date: string;
  /** `Stand` of the export as printed in the file; may be empty */
  edition: string;
  dataset: string;
  attribution: string;
  licence: { name: string; url: string };
  rows: number;
  observations: number;
}

export interface DatasetSummary {
  id: string;
  title: Localized;
  source: Localized;
  measures: { id: string; title: Localized; unit: string }[];
  dimensions: { id: string; title: Localized; codes: { id: string; title: Localized }[] }[];
  firstPeriod: string;
  lastPeriod: string;
  areas: number;
  observations: number;
  deliveries: DeliveryInfo[];
  downloads: { csv: string };
}

export interface BoundaryInfo {
  id: string;
  level: string;
  /** ISO date of the territory */
  territory: string;
  /** TopoJSON; object name `areas`, feature id = area key, WGS84 */
  file: string;
  areas: number;
  attribution: Localized;
}

export interface SignInfo {
  /** As printed in official tables; a reason of our own is a word: `absent`, `no-base`. */
  mark: Mark;
  id: string;
  text: Localized;
  missing: boolean;
}

export interface GlossaryEntry {
  id: string;
  term: Localized;
  text: Localized;
}

/** `reports/ID.json` */
export interface ReportFile {
  id: string;
  title: Localized;
  subtitle: Localized;
  authors: string[];
  date: string;
  /** One entry per language that the report is written in. */
  languages: Language[];
  chapters: Record<Language, ReportChapter[]>;
  /** How many claims were judged against the figures, and how many figures were put into sentences. */
  checked: Record<Language, { claims: number; figures: number }>;
  pdf: Partial<Record<Language, string>>;
}
export interface ReportChapter {
  id: string;
  /** `2`; empty for chapters without. */
  number: string;
  title: string;
  blocks: ReportBlock[];
}
export type ReportBlock =
  /**
   * Markdown, no HTML. A figure is a link that carries where it comes from, its text already set in the language:
   * `[7,7 %](figure:INDICATOR?area=KEY&year=2023&series=0)`; it becomes a link to the indicator's page. The number of a
   * chart or table is a link as well: `[Abbildung 2.1](block:abbildung-2-1)`.
   */
  | { kind: 'text'; markdown: string }
  | { kind: 'tile'; title: string; value: string; note: string; figure: FigureRef }
  | { kind: 'table'; number: string; title: string; source: string; head: string[]; rows: string[][]; note: string }
  | {
      kind: 'chart';
      chart: 'ranking' | 'series' | 'stacked' | 'map';
      number: string;
      title: string;
      alt: string;
      source: string;
      note: string;
      data: ChartData;
    };
export interface FigureRef {
  indicator: string;
  area: AreaKey;
  year: number;
  series: number;
}
/** Data of a chart, ready to draw. */
export interface ChartData {
  unit: Unit;
  unitText: string;
  decimals: number;
  year: number | null;
  years: number[];
  yearLabels: string[];
  /** Rows of a ranking, lines of a series, areas of a map, bars of a stack. */
  items: {
    key: AreaKey;
    label: string;
    role: 'member' | 'region' | 'context' | 'highlight';
    values: (number | null)[];
    marks: Mark[];
    bounds: ([number, number] | null)[];
    /** Of a series: which figures were converted to another territory. */
    converted?: boolean[];
  }[];
  /** For stacks: titles of the shares in `values`. */
  parts: string[];
  breaks: { year: number; text: string }[];
  boundary: string | null;
}
