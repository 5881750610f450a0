/** What every page knows when it is rendered. */
import type { AreaKey, AreaSummary, Language, SiteData } from './data/types';
import type { PageMessages } from './i18n/pages.de';
import type { Links, Page } from './routes';

export interface PageContext {
  site: SiteData;
  /** The site's areas by key. */
  areas: Map<AreaKey, AreaSummary>;
  language: Language;
  page: Page;
  links: Links;
  t: PageMessages;
  /** The text in the page's language. */
  text: (localized: { de: string; en: string } | null | undefined) => string;
}

export interface Crumb {
  title: string;
  href?: string;
}
