/** Words of the search, for page and browser. */
import type { Language } from '../data/types';

export interface SearchWords {
  label: string;
  hint: string;
  kinds: Record<string, string>;
  count: (n: number) => string;
}

export const SEARCH_WORDS: Record<Language, SearchWords> = {
  de: {
    label: 'Suchwort',
    hint: 'Zum Beispiel: Abschluss, Betreuung, Bevölkerung',
    kinds: { indicator: 'Kennzahl', area: 'Gebiet', theme: 'Thema', term: 'Begriff', report: 'Bericht', page: 'Seite' },
    count: (n) => (n === 0 ? 'Kein Treffer.' : n === 1 ? '1 Treffer' : `${n} Treffer`)
  },
  en: {
    label: 'Search for',
    hint: 'For example: certificate, childcare, population',
    kinds: { indicator: 'Indicator', area: 'Area', theme: 'Theme', term: 'Term', report: 'Report', page: 'Page' },
    count: (n) => (n === 0 ? 'Nothing found.' : n === 1 ? '1 result' : `${n} results`)
  }
};
