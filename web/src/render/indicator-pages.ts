/** Pages of one indicator: one for each region and language; the work that does not depend on them is done once. */
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import BreakdownFigure from '../lib/indicator/BreakdownFigure.svelte';
import Choices from '../lib/indicator/Choices.svelte';
import Citation from '../lib/indicator/Citation.svelte';
import Finding from '../lib/indicator/Finding.svelte';
import MapFigure from '../lib/indicator/MapFigure.svelte';
import RankingFigure from '../lib/indicator/RankingFigure.svelte';
import SeriesFigure from '../lib/indicator/SeriesFigure.svelte';
import TableFigure from '../lib/indicator/TableFigure.svelte';
import TraceBox from '../lib/indicator/TraceBox.svelte';
import { findingOf } from '../lib/indicator/captions';
import { IndicatorView } from '../lib/indicator/view.svelte';
import type { PageData } from '../lib/indicator/page-data';
import { makeSlice, readSlice, type Slice, type WireSlice } from '../lib/data/slice';
import { headlineKey, traceName } from '../lib/data/trace';
import type { IndicatorFile, IndicatorSummary, Language, Region, TraceFile } from '../lib/data/types';
import { formatDate } from '../lib/format';
import { figuresDe } from '../lib/i18n/figures.de';
import { figuresEn } from '../lib/i18n/figures.en';
import type { PageContext } from '../lib/page-context';
import { pagePath, type Page } from '../lib/routes';
import { plainText } from '../lib/sentences/finding';
import Indicator from '../routes/Indicator.svelte';
import { digestOf } from './digest';
import { inBoth, writePage, type Job } from './site';

/** Larger figures are fetched when the reader first touches a control, not with the page. */
const EAGER_BYTES = 7_000;

export function renderIndicator(job: Job, summary: IndicatorSummary, wanted: (page: Page) => boolean): void {
  const { source, output } = job;
  const file = source.indicator(summary.file);
  const { series: _, ...head } = file;
  job.heads.set(file.id, head);
  output.copyFolder(source.path(file.trace), `data/${file.trace}`);
  output.copy(source.path(file.downloads.csv), `data/${file.downloads.csv}`);
  output.copy(source.path(file.downloads.xlsx), `data/${file.downloads.xlsx}`);
  for (const region of regionsOf(job, file)) {
    const first = region.id === source.site.defaultRegion;
    const page: Page = { page: 'indicator', id: file.id, ...(first ? {} : { region: region.id }) };
    if (!wanted(page) && !first) continue;
    const prepared = prepare(job, file, region);
    inBoth(job, page, (context) => {
      const view = viewOf(job, prepared.slice, region, context);
      if (first) job.digests[context.language].set(file.id, digestOf(view, file.number, file.priority));
      if (wanted(page)) writeIndicatorPage(job, { ...prepared, file, region, view, page }, context);
    });
  }
}

/** Regions of which the indicator has any area, the one shown first always among them. */
function regionsOf(job: Job, file: IndicatorFile): Region[] {
  const present = new Set(file.areas);
  return job.source.site.regions.filter((region) => region.id === job.source.site.defaultRegion || region.members.some((key) => present.has(key)));
}

interface Prepared {
  wire: WireSlice;
  slice: Slice;
  slicePath: string;
  eager: boolean;
}

function prepare(job: Job, file: IndicatorFile, region: Region): Prepared {
  const wire = makeSlice(job.source.site, job.areas.de, file, region);
  const slicePath = `data/slices/${file.id}/${region.id}.json`;
  job.output.writeNow(slicePath, JSON.stringify(wire));
  return { wire, slice: readSlice(wire), slicePath, eager: job.output.size(slicePath) <= EAGER_BYTES };
}

function territoryOf(job: Job, region: Region, language: Language): string | null {
  const date = job.source.site.boundaries.find((one) => one.id === region.boundary)?.territory;
  return date ? formatDate(date, language) : null;
}

function viewOf(job: Job, slice: Slice, region: Region, context: PageContext): IndicatorView {
  const { release, publisher } = job.source.site;
  return new IndicatorView(slice, {
    language: context.language,
    messages: context.language === 'de' ? figuresDe : figuresEn,
    links: context.links,
    publisher,
    invented: job.source.site.invented,
    release: { number: release.number, date: release.date },
    territory: territoryOf(job, region, context.language)
  });
}

interface Written extends Prepared {
  file: IndicatorFile;
  region: Region;
  view: IndicatorView;
  page: Page;
}

function writeIndicatorPage(job: Job, ready: Written, context: PageContext): void {
  const { source } = job;
  const { file, region, view, slice } = ready;
  const { site } = source;
  const shapes = source.shapesOf(region);
  const boundary = site.boundaries.find((one) => one.id === region.boundary);
  const attribution = shapes && boundary ? context.text(boundary.attribution) : '';
  const key = headlineKey(slice, view.series, view.year, view.chosen[0]);
  const first = key === null ? null : { key, year: slice.years[view.year]!, series: view.series };
  const firstTrace = first && cutTrace(source.trace(file.trace + traceName(first.key)), `${view.series}/${first.key}/${first.year}`);
  const regions = linkedRegions(job, file, context);
  const permanent = `releases/${site.release.number}/${pagePath(context.language, ready.page)}`;
  const hasBreakdown = slice.series.some((one) => one.dimension !== null);
  const after = shapes ? 2 : 1;
  // One point is no development.
  const hasSeries = slice.years.filter((_, y) => view.members.some((a) => slice.series[0]!.value[a]?.[y] != null)).length > 1;
  const numbers = { ranking: after, series: after + 1, breakdown: after + (hasSeries ? 2 : 1) };
  const islands = withoutAbsent({
    finding: island(Finding, { view }),
    choices: island(Choices, { view, regions }),
    ranking: island(RankingFigure, { view, number: numbers.ranking }),
    table: island(TableFigure, { view }),
    citation: island(Citation, { view, permanent }),
    map: shapes && island(MapFigure, { view, shapes, attribution }),
    series: hasSeries && island(SeriesFigure, { view, number: numbers.series }),
    breakdown: hasBreakdown && island(BreakdownFigure, { view, number: numbers.breakdown }),
    trace: firstTrace && first && island(TraceBox, { view, first, trace: firstTrace, load: () => Promise.resolve(firstTrace) })
  });
  const data: PageData = {
    language: context.language,
    page: ready.page,
    slice: context.links.file(ready.slicePath),
    trace: context.links.file(`data/${file.trace}`),
    eager: ready.eager,
    publisher: site.publisher,
    invented: site.invented,
    release: { number: site.release.number, date: site.release.date },
    territory: territoryOf(job, region, context.language),
    regions,
    permanent,
    attribution,
    numbers,
    first,
    firstTrace
  };
  const { series: _, ...head } = file;
  writePage(
    job,
    context,
    Indicator as Component<Parameters<typeof Indicator>[1]>,
    {
      file: { ...head, rounding: head.rounding.filter((one) => slice.areas.some((area) => area.key.startsWith(one.areas))) },
      theme: site.themes.find((one) => one.id === file.theme),
      regionTitle: context.text(region.title),
      breaks: slice.breaks,
      islands: Object.keys(islands),
      noMap: shapes ? null : (context.language === 'de' ? figuresDe : figuresEn).noMap,
      mapAttribution: attribution
    },
    {
      title: `${context.text(file.title)}, ${context.text(region.title)}`,
      description: plainText(findingOf(view)).slice(0, 300),
      islands,
      script: `indicator-${context.language}`,
      data,
      ...(ready.eager ? { preload: ready.slicePath, eager: [ready.slicePath] } : {})
    }
  );
}

/** The regions that the indicator has a page for. */
function linkedRegions(job: Job, file: IndicatorFile, context: PageContext): PageData['regions'] {
  const home = job.source.site.defaultRegion;
  return regionsOf(job, file).map((one) => ({
    id: one.id,
    title: one.title,
    href: context.links.to({ page: 'indicator', id: file.id, ...(one.id === home ? {} : { region: one.id }) })
  }));
}

function withoutAbsent(parts: Record<string, string | false | null | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** The deliveries and cells of one figure alone. */
function cutTrace(trace: TraceFile, id: string): TraceFile | null {
  const figure = trace.figures[id];
  if (!figure) return null;
  const used = new Set([...figure.numerator, ...figure.denominator].map((cell) => String(cell[0])));
  return { deliveries: Object.fromEntries(Object.entries(trace.deliveries).filter(([key]) => used.has(key))), figures: { [id]: figure } };
}

function island<P extends Record<string, unknown>>(component: Component<P>, props: P): string {
  return render(component as unknown as Component<Record<string, unknown>>, { props }).body;
}
