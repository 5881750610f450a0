/** What a printed report says besides its own text. */
import type { Language } from '../lib/data/types';

export interface Checked {
  claims: number;
  figures: number;
}

export interface PdfWords {
  contents: string;
  page: string;
  of: string;
  published: string;
  publisher: string;
  authors: string;
  invented: string;
  noMap: string;
  origin: (release: number, date: string, checked: Checked | undefined) => string;
}

export const WORDS: Record<Language, PdfWords> = {
  de: {
    contents: 'Inhalt',
    page: 'Seite',
    of: 'von',
    published: 'Stand',
    publisher: 'Herausgeber',
    authors: 'Bearbeitung',
    invented: 'Die Region und alle Zahlen dieses Berichts sind erfunden.',
    noMap: 'Für diese Karte liegen keine Gebietsgrenzen vor; die Werte stehen in den Tabellen.',
    origin: (release, date, checked) =>
      `${release > 0 ? `Alle Zahlen stammen aus der Veröffentlichung Nummer ${release} vom ${date}` : `Entwurf vom ${date}, noch nicht veröffentlicht`}.` +
      (checked ? ` ${checked.figures} Zahlen im Text sind daraus eingesetzt, ${checked.claims} Aussagen wurden an ihnen und an ihren Spannen geprüft.` : '')
  },
  en: {
    contents: 'Contents',
    page: 'Page',
    of: 'of',
    published: 'As of',
    publisher: 'Publisher',
    authors: 'Prepared by',
    invented: 'The region and all figures of this report are invented.',
    noMap: 'There are no boundaries for this map; the figures are in the tables.',
    origin: (release, date, checked) =>
      `${release > 0 ? `All figures come from release number ${release} of ${date}` : `Draft of ${date}, not published yet`}.` +
      (checked ? ` ${checked.figures} figures in the text are put in from there; ${checked.claims} statements were checked against them and their bounds.` : '')
  }
};
