/** Every page that is not an indicator. */
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import methodsAfterDe from '../content/methods-after.de.md?raw';
import methodsAfterEn from '../content/methods-after.en.md?raw';
import methodsBeforeDe from '../content/methods-before.de.md?raw';
import methodsBeforeEn from '../content/methods-before.en.md?raw';
import accessibilityDe from '../content/accessibility.de.md?raw';
import accessibilityEn from '../content/accessibility.en.md?raw';
import imprintDe from '../content/imprint.de.md?raw';
import imprintEn from '../content/imprint.en.md?raw';
import termsDe from '../content/terms.de.md?raw';
import termsEn from '../content/terms.en.md?raw';
import Search from '../lib/search/Search.svelte';
import type { SearchEntry } from '../lib/search/search';
import { SEARCH_WORDS } from '../lib/i18n/search';
import type { AreaSummary, Language, ReportFile } from '../lib/data/types';
import { formatDate } from '../lib/format';
import type { Digest } from './digest';
import { inPlaces, inRegion } from '../lib/sentences/phrases';
import { LANGUAGES } from '../lib/i18n';
import type { PageContext } from '../lib/page-context';
import { pagePath, type Page } from '../lib/routes';
import Area from '../routes/Area.svelte';
import Areas from '../routes/Areas.svelte';
import AtoZ from '../routes/AtoZ.svelte';
import Data from '../routes/Data.svelte';
import Institution from '../routes/Institution.svelte';
import Institutions from '../routes/Institutions.svelte';
import Glossary from '../routes/Glossary.svelte';
import Methods from '../routes/Methods.svelte';
import Report from '../routes/Report.svelte';
import Reports from '../routes/Reports.svelte';
import SearchPage from '../routes/Search.svelte';
import Start from '../routes/Start.svelte';
import Text from '../routes/Text.svelte';
import Theme from '../routes/Theme.svelte';
import Themes from '../routes/Themes.svelte';
import { fill, markdownToHtml } from './markdown';
import { mapOf, placedOf, regionOf, rowsOf } from './institutions';
import { profileGroups, profileLines } from './profile';
import { readyChapters } from './report';
import { contextFor, inBoth, labelled, writePage, type Job } from './site';

const CONTENT = {
  before: { de: methodsBeforeDe, en: methodsBeforeEn },
  after: { de: methodsAfterDe, en: methodsAfterEn },
  accessibility: { de: accessibilityDe, en: accessibilityEn },
  imprint: { de: imprintDe, en: imprintEn },
  terms: { de: termsDe, en: termsEn }
} satisfies Record<string, Record<Language, string>>;

const MOST_HIGHLIGHTS = 6;

export function renderStart(job: Job): void {
  inBoth(job, { page: 'start' }, (context) => {
    const regions = context.site.regions.filter((region) => region.kind === 'region');
    const lead = context.t.startLead(inPlaces(regions.map((region) => inRegion(context.text(region.phrase), context.text(region.title), context.language)), context.language));
    writePage(job, context, Start as never, { highlights: highlightsOf(job, context), lead }, { title: context.text(context.site.title), description: lead });
  });
}

/** The first indicator of each theme that has a sentence about the region, core ones before others. */
function highlightsOf(job: Job, context: PageContext): Digest[] {
  const digests = job.digests[context.language];
  const highlights = context.site.themes.flatMap((theme) => {
    const told = context.site.indicators.filter((one) => one.theme === theme.id).flatMap((one) => digests.get(one.id) ?? []).filter((one) => one.told);
    return told.find((one) => one.priority === 'core') ?? told[0] ?? [];
  });
  return highlights.slice(0, MOST_HIGHLIGHTS);
}

export function renderTheme(job: Job, id: string): void {
  const { site } = job.source;
  const theme = site.themes.find((one) => one.id === id)!;
  const region = site.regions.find((one) => one.id === site.defaultRegion);
  inBoth(job, { page: 'theme', id }, (context) => {
    const digests = site.indicators.filter((one) => one.theme === id).flatMap((one) => job.digests[context.language].get(one.id) ?? []);
    writePage(job, context, Theme as never, { theme, digests, region: context.text(region?.title) }, { title: context.text(theme.title), description: context.text(theme.text) });
  });
}

export function renderArea(job: Job, summary: AreaSummary): void {
  const file = job.source.area(summary.key);
  inBoth(job, { page: 'area', slug: summary.slug }, (context) => {
    const area = labelled(file, context.language);
    const named = (keys: string[]) => keys.flatMap((key) => context.areas.get(key) ?? []);
    const lines = profileLines(area, context);
    const groups = profileGroups(area, job.heads, lines, context);
    const props = { area, groups, lines, successors: named(area.successors), predecessors: named(area.predecessors), institutions: job.source.institutionsIn(summary.key) };
    writePage(job, context, Area as never, props, { title: area.short, description: context.t.profileIntro(lines.slice(1).map((line) => line.label).join(', ')) });
  });
}

/** Pages of which there is one each. */
export function renderSingle(job: Job, name: Exclude<Page['page'], 'root' | 'start' | 'theme' | 'indicator' | 'area' | 'institution' | 'report'>): void {
  inBoth(job, { page: name }, (context) => {
    const { t, language } = context;
    const page = (component: unknown, props: object, title: string, description = '') => writePage(job, context, component as Component<{ context: PageContext }>, props, { title, description });
    switch (name) {
      case 'themes':
        return page(Themes, {}, t.startThemes);
      case 'areas':
        return page(Areas, {}, t.allAreas, t.areasLead);
      case 'index':
        return page(AtoZ, {}, t.index, t.indexLead);
      case 'institutions':
        return page(Institutions, {}, t.institutions, t.institutionsLead);
      case 'glossary':
        return page(Glossary, {}, t.glossary, t.glossaryLead);
      case 'reports':
        return page(Reports, { reports: job.source.site.reports.map((one) => job.source.report(one.file)) }, t.reports, t.reportsLead);
      case 'data':
        return page(Data, { terms: prose(CONTENT.terms[language], context), downloads: downloadsOf(job) }, t.data, t.dataLead);
      case 'methods':
        return page(Methods, { before: prose(CONTENT.before[language], context), after: prose(CONTENT.after[language], context) }, t.methods);
      case 'imprint':
        return page(Text, { title: t.imprint, html: prose(context.site.imprint ? context.text(context.site.imprint) : CONTENT.imprint[language], context) }, t.imprint);
      case 'accessibility':
        return page(Text, { title: t.accessibility, html: prose(CONTENT.accessibility[language], context) }, t.accessibility);
      case 'search':
        return renderSearch(job, context);
    }
  });
}

function prose(template: string, context: PageContext): string {
  const { site, t, language } = context;
  const values = {
    publisher: site.publisher,
    contact: site.contact,
    date: formatDate(site.release.date, language),
    release: t.footerRelease(site.release.number, formatDate(site.release.date, language)),
    more: context.text(site.accessibility)
  };
  return markdownToHtml(fill(template, values), { links: context.links, indicators: new Set() });
}

function downloadsOf(job: Job): Map<string, { csv: string; xlsx: string }> {
  return new Map([...job.heads].map(([id, head]) => [id, head.downloads]));
}

function renderSearch(job: Job, context: PageContext): void {
  const { t, language, links } = context;
  const path = `data/search-${language}.json`;
  job.output.write(path, JSON.stringify(searchEntries(job, context)));
  const island = render(Search as Component<Parameters<typeof Search>[1]>, { props: { words: SEARCH_WORDS[language], entries: [], root: links.file('') } }).body;
  writePage(job, context, SearchPage as never, {}, {
    islands: { search: island },
    title: t.search,
    description: t.searchLead,
    script: 'search',
    data: { language, index: links.file(path), root: links.file('') },
    eager: [path]
  });
}

function searchEntries(job: Job, context: PageContext): SearchEntry[] {
  const { site, t, language, text } = context;
  const at = (page: Page) => pagePath(language, page);
  const singles = ['data', 'methods', 'glossary', 'areas', 'reports', 'accessibility', 'imprint'] as const;
  return [
    ...site.indicators.map((one): SearchEntry => {
      const head = job.heads.get(one.id);
      return { kind: 'indicator', title: text(one.title), path: at({ page: 'indicator', id: one.id }), note: text(site.themes.find((theme) => theme.id === one.theme)?.title), words: `${one.number} ${text(one.short)} ${text(head?.definition)}` };
    }),
    ...site.themes.map((one): SearchEntry => ({ kind: 'theme', title: text(one.title), path: at({ page: 'theme', id: one.id }), words: text(one.text) })),
    ...site.areas.filter((one) => one.profile).map((one): SearchEntry => ({ kind: 'area', title: one.short, path: at({ page: 'area', slug: one.slug }), note: one.key, ...(one.name === one.short ? {} : { words: one.name }) })),
    ...site.institutions.map((one): SearchEntry => ({ kind: 'page', title: text(one.title), path: at({ page: 'institution', id: one.id }), note: t.institutions })),
    ...site.reports.map((one): SearchEntry => ({ kind: 'report', title: text(one.title), path: at({ page: 'report', id: one.id }) })),
    ...site.glossary.map((one): SearchEntry => ({ kind: 'term', title: text(one.term), path: `${at({ page: 'glossary' })}#${one.id}`, words: text(one.text) })),
    ...singles.map((page): SearchEntry => ({ kind: 'page', title: t[page], path: at({ page }) }))
  ];
}

export function renderInstitution(job: Job, id: string): void {
  const { site } = job.source;
  const summary = site.institutions.find((one) => one.id === id)!;
  const file = job.source.institutions(summary.file);
  const region = regionOf(file, site.regions);
  const dataset = site.datasets.find((one) => one.id === id);
  const delivery = dataset?.deliveries.at(-1);
  inBoth(job, { page: 'institution', id }, (context) => {
    const source = delivery ? `${context.t.institutionsSource}: ${delivery.attribution || delivery.file}.` : '';
    writePage(job, context, Institution as never, { file, map: mapOf(file, region, job.source, context), rows: rowsOf(file, region), source, placed: placedOf(file), csv: summary.downloads.csv }, { title: context.text(file.title), description: context.t.institutionsLead });
  });
}

export function renderReport(job: Job, report: ReportFile): void {
  inBoth(job, { page: 'report', id: report.id }, (context) => {
    const written = report.languages.includes(context.language) ? context.language : (report.languages[0] ?? 'de');
    const chapters = readyChapters(report.chapters[written] ?? [], context, job.source, written);
    writePage(job, context, Report as never, { report, chapters, written }, { title: report.title[context.language], description: report.subtitle[context.language] });
  });
  for (const language of LANGUAGES) {
    const pdf = report.pdf[language];
    if (pdf) job.output.copy(job.source.path(pdf), `data/${pdf}`);
  }
}

/** Language context for pages outside the folders of a language. */
export function rootContext(job: Job, language: Language): PageContext {
  return contextFor(job, language, { page: 'root' });
}
