/** The search: every word of the query must begin a word of the entry; titles count more than the rest. */

export interface SearchEntry {
  kind: 'indicator' | 'area' | 'theme' | 'term' | 'report' | 'page';
  title: string;
  /** Below the site's root. */
  path: string;
  note?: string;
  /** Other words that lead here: numbers, keys, definitions. */
  words?: string;
}

/** Lower case, no accents, ß as ss, ä as a and ae alike. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/ae|oe|ue/g, (pair) => pair[0]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

function wordsOf(text: string): string[] {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Beginnings of words weigh most; longer words are found inside compounds as well (`abschluss` in Hauptschulabschluss). */
function weight(wanted: string, title: string[], rest: string[]): number {
  if (title.includes(wanted)) return 8;
  if (title.some((word) => word.startsWith(wanted))) return 6;
  if (wanted.length > 3 && title.some((word) => word.includes(wanted))) return 4;
  if (rest.some((word) => word.startsWith(wanted))) return 2;
  return wanted.length > 4 && rest.some((word) => word.includes(wanted)) ? 1 : 0;
}

const KIND_WEIGHT: Record<SearchEntry['kind'], number> = { indicator: 1, area: 1, theme: 0.9, report: 0.9, page: 0.8, term: 0.7 };

export function searchIndex(entries: SearchEntry[], query: string): SearchEntry[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  const scored: { entry: SearchEntry; score: number }[] = [];
  for (const entry of entries) {
    const title = wordsOf(entry.title);
    const rest = wordsOf(`${entry.words ?? ''} ${entry.note ?? ''}`);
    let score = 0;
    for (const word of wanted) {
      const one = weight(word, title, rest);
      if (one === 0) {
        score = 0;
        break;
      }
      score += one;
    }
    if (score > 0) scored.push({ entry, score: score * KIND_WEIGHT[entry.kind] });
  }
  return scored.sort((a, b) => b.score - a.score || a.entry.title.localeCompare(b.entry.title)).map((one) => one.entry);
}
