/**
 * Where pages are. Addresses are paths below the site's root without a leading slash; links between pages are
 * relative, so that the same files work under `/`, under `/releases/N/` and from any web server.
 */
import type { Language } from './data/types';

export type Page =
  | { page: 'root' }
  | { page: 'start' | 'themes' | 'areas' | 'institutions' | 'data' | 'methods' | 'glossary' | 'index' | 'search' | 'reports' | 'accessibility' | 'imprint' }
  | { page: 'theme'; id: string }
  /** `region` is left out for the region that is shown first. */
  | { page: 'indicator'; id: string; region?: string }
  | { page: 'area'; slug: string }
  | { page: 'institution'; id: string }
  | { page: 'report'; id: string };

export type PageName = Page['page'];

const SEGMENTS: Record<Exclude<PageName, 'root' | 'start'>, Record<Language, string>> = {
  themes: { de: 'themen', en: 'themes' },
  theme: { de: 'thema', en: 'theme' },
  indicator: { de: 'kennzahl', en: 'indicator' },
  areas: { de: 'gebiete', en: 'areas' },
  area: { de: 'gebiet', en: 'area' },
  institutions: { de: 'einrichtungen', en: 'institutions' },
  institution: { de: 'einrichtungen', en: 'institutions' },
  reports: { de: 'berichte', en: 'reports' },
  report: { de: 'bericht', en: 'report' },
  data: { de: 'daten', en: 'data' },
  methods: { de: 'methoden', en: 'methods' },
  glossary: { de: 'glossar', en: 'glossary' },
  index: { de: 'a-z', en: 'a-z' },
  search: { de: 'suche', en: 'search' },
  accessibility: { de: 'barrierefreiheit', en: 'accessibility' },
  imprint: { de: 'impressum', en: 'imprint' }
};

/** The folder of a page, with its trailing slash: `de/kennzahl/ID/`. */
export function pagePath(language: Language, target: Page): string {
  if (target.page === 'root') return '';
  if (target.page === 'start') return `${language}/`;
  const base = `${language}/${SEGMENTS[target.page][language]}/`;
  if (target.page === 'indicator') return `${base}${target.id}/${target.region ? `${target.region}/` : ''}`;
  if (target.page === 'area') return `${base}${target.slug}/`;
  if (target.page === 'theme' || target.page === 'report' || target.page === 'institution') return `${base}${target.id}/`;
  return base;
}

/** The relative link from the folder `from` to the path `to`. */
export function relativeLink(from: string, to: string): string {
  const fromParts = from.split('/').slice(0, -1);
  const toParts = to.split('/');
  let common = 0;
  while (common < fromParts.length && common < toParts.length - 1 && fromParts[common] === toParts[common]) common++;
  const link = '../'.repeat(fromParts.length - common) + toParts.slice(common).join('/');
  return link === '' ? './' : link;
}

/** Links of one page. */
export interface Links {
  readonly here: string;
  readonly language: Language;
  /** To a page, in this language unless told otherwise. */
  to(target: Page, language?: Language): string;
  /** To a file below the site's root: `data/…`, `assets/…`, `api/v1/`. */
  file(path: string): string;
}

export function linksFrom(language: Language, self: Page): Links {
  const here = pagePath(language, self);
  return {
    here,
    language,
    to: (target, other = language) => relativeLink(here, pagePath(other, target)),
    file: (path) => relativeLink(here, path)
  };
}
