/** The whole site of a release, page by page. */
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { LANGUAGES, pick } from '../lib/i18n';
import { pagesDe } from '../lib/i18n/pages.de';
import { pagesEn } from '../lib/i18n/pages.en';
import type { AreaKey, AreaSummary, Language, SiteData } from '../lib/data/types';
import type { PageContext } from '../lib/page-context';
import { linksFrom, pagePath, type Page } from '../lib/routes';
import { makeDocument, type Assets, type DocumentParts } from './document';
import type { Digest } from './digest';
import type { IndicatorHead } from './profile';
import { Output } from './output';
import { Source } from './source';

/** What belongs together while a site is rendered. */
export interface Job {
  source: Source;
  output: Output;
  /** What pages of a language know, with the labels of areas in it. */
  site: Record<Language, SiteData>;
  areas: Record<Language, Map<AreaKey, AreaSummary>>;
  assets: Assets;
  /** Definitions without figures, and overviews by language, filled while indicators are rendered. */
  heads: Map<string, IndicatorHead>;
  digests: Record<Language, Map<string, Digest>>;
  pages: number;
  /** What a first visit of each page loads. */
  visits: { path: string; files: string[] }[];
}

/** A first visit may load this much, compressed: page, style, fonts, script and the figures that the script fetches. */
export const BUDGET = 150_000;

export function makeJob(source: Source, output: Output, assets: Assets): Job {
  const site = { de: siteIn(source.site, 'de'), en: siteIn(source.site, 'en') };
  const areas = { de: byKey(site.de.areas), en: byKey(site.en.areas) };
  return { source, output, assets, site, areas, heads: new Map(), digests: { de: new Map(), en: new Map() }, pages: 0, visits: [] };
}

const byKey = (areas: AreaSummary[]) => new Map(areas.map((area) => [area.key, area]));

function siteIn(site: SiteData, language: Language): SiteData {
  return { ...site, areas: site.areas.map((area) => labelled(area, language)) };
}

/** An area with its label in the page's language. */
export function labelled<A extends { short: string; english?: string }>(area: A, language: Language): A {
  return language === 'en' && area.english ? { ...area, short: area.english } : area;
}

export function contextFor(job: Job, language: Language, page: Page): PageContext {
  return {
    site: job.site[language],
    areas: job.areas[language],
    language,
    page,
    links: linksFrom(language, page),
    t: language === 'de' ? pagesDe : pagesEn,
    text: (localized) => pick(localized, language)
  };
}

export interface PageOptions {
  title: string;
  description: string;
  /** Markup of the parts that scripts take over, by name. */
  islands?: Record<string, string>;
  script?: DocumentParts['script'];
  data?: unknown;
  preload?: string;
  /** Fetched without being asked for. */
  eager?: string[];
}

/** Renders one page in one language and writes it. */
export function writePage<P extends { context: PageContext }>(job: Job, context: PageContext, component: Component<P>, props: Omit<P, 'context'>, options: PageOptions): void {
  const { site } = job.source;
  const all = { ...props, context };
  const bare = withoutMarkers(render(component as unknown as Component<typeof all>, { props: all }).body);
  const body = bare.replace(/(<div data-island="(\w+)">)/g, (_, open: string, name: string) => open + (options.islands?.[name] ?? ''));
  const siteTitle = pick(site.title, context.language);
  const html = makeDocument(
    {
      page: context.page,
      language: context.language,
      title: options.title === siteTitle ? siteTitle : `${options.title} – ${siteTitle}`,
      description: options.description,
      body,
      ...(options.script ? { script: options.script } : {}),
      ...(options.data === undefined ? {} : { data: options.data }),
      ...(options.preload ? { preload: options.preload } : {})
    },
    job.assets
  );
  const path = `${pagePath(context.language, context.page)}index.html`;
  job.output.write(path, html);
  job.pages++;
  const { assets, output } = job;
  const fonts = [...new Set([...assets.fonts, ...output.sizes.keys()].filter((file) => file.startsWith('assets/') && /-latin-(?!ext)[^/]*\.woff2$/.test(file)))];
  const loaded = [path, assets.style, ...fonts, ...(options.script ? [assets.scripts[options.script].file, ...assets.scripts[options.script].imports] : []), ...(options.eager ?? [])];
  job.visits.push({ path, files: loaded });
}

/** Compressed size of a first visit by page; known once all twins are made. */
export function firstVisits(job: Job): { path: string; bytes: number }[] {
  return job.visits.map(({ path, files }) => ({ path, bytes: files.reduce((sum, file) => sum + job.output.size(file), 0) }));
}

/** The marks that tell Svelte's parts apart are needed only where scripts take over. */
export function withoutMarkers(html: string): string {
  return html.replace(/<!--(?:\[-?\d*!?|\]|)-->|<!--\w*-->/g, '');
}

/** Calls `make` for each language. */
export function inBoth(job: Job, page: Page, make: (context: PageContext) => void): void {
  for (const language of LANGUAGES) make(contextFor(job, language, page));
}
