/** A report's file as the plain data that `report.typ` lays out. Charts are drawn here; their SVG travels beside the data. */
import { renderChart } from '../render/chart';
import type { Source } from '../render/source';
import { blockLabel } from '../lib/data/report';
import { readTokens } from '../lib/charts/embed';
import { formatDate } from '../lib/format';
import type { Language, ReportBlock, ReportFile } from '../lib/data/types';
import tokensCss from '../lib/styles/tokens.css?inline';
import { textBlocks, type TextBlock } from './inline';
import { WORDS, type PdfWords } from './words';

type ChartBlock = Extract<ReportBlock, { kind: 'chart' }>;
type TableBlock = Extract<ReportBlock, { kind: 'table' }>;

export interface Tile {
  title: string;
  value: string;
  note: string;
}

export type BookBlock =
  | TextBlock
  | { kind: 'tiles'; tiles: Tile[] }
  | { kind: 'table'; label: string; number: string; title: string; head: string[]; rows: string[][]; note: string; source: string }
  /** `picture` is the name of its SVG; null where a map has no boundaries. */
  | { kind: 'chart'; label: string; number: string; title: string; alt: string; picture: string | null; note: string; source: string };

export interface BookChapter {
  id: string;
  number: string;
  title: string;
  blocks: BookBlock[];
}

export interface Book {
  language: Language;
  title: string;
  subtitle: string;
  authors: string[];
  publisher: string;
  /** Day, month, year of the release. */
  day: [number, number, number];
  date: string;
  invented: boolean;
  /** Which release the figures are of, and what was checked. */
  origin: string;
  words: PdfWords;
  colours: Record<string, string>;
  chapters: BookChapter[];
}

export interface Printable {
  book: Book;
  pictures: Map<string, string>;
}

const COLOURS = ['ink', 'soft', 'rule', 'rule-strong', 'accent', 'value', 'link', 'notice', 'notice-ink'];

export function makeBook(report: ReportFile, language: Language, source: Source): Printable {
  const written = report.chapters[language];
  if (!written) throw new Error(`the report ${report.id} is not written in “${language}”; it has ${report.languages.join(', ')}`);
  const pictures = new Map<string, string>();
  const chapters = written.map((chapter) => ({
    id: chapter.id,
    number: chapter.number,
    title: chapter.title,
    blocks: bookBlocks(chapter.blocks, chapter.id, language, source, pictures)
  }));
  const words = WORDS[language];
  const tokens = readTokens(tokensCss);
  const [year, month, date] = report.date.split('-').map(Number);
  const { site } = source;
  const book: Book = {
    language,
    title: report.title[language],
    subtitle: report.subtitle[language],
    authors: report.authors,
    publisher: site.publisher,
    day: [year!, month!, date!],
    date: formatDate(report.date, language),
    invented: site.invented,
    origin: words.origin(site.release.number, formatDate(report.date, language), report.checked[language]),
    words,
    colours: Object.fromEntries(COLOURS.map((name) => [name, tokens.get(`--${name}`)!])),
    chapters
  };
  return { book, pictures };
}

function bookBlocks(blocks: ReportBlock[], chapter: string, language: Language, source: Source, pictures: Map<string, string>): BookBlock[] {
  const made: BookBlock[] = [];
  for (const [i, block] of blocks.entries()) {
    const last = made.at(-1);
    if (block.kind === 'text') made.push(...textBlocks(block.markdown, 2));
    else if (block.kind === 'table') made.push(bookTable(block));
    else if (block.kind === 'chart') made.push(bookChart(block, `${chapter}-${i}.svg`, language, source, pictures));
    else if (last?.kind === 'tiles') last.tiles.push(tileOf(block));
    else made.push({ kind: 'tiles', tiles: [tileOf(block)] });
  }
  return made;
}

function tileOf({ title, value, note }: Tile): Tile {
  return { title, value, note };
}

function bookTable({ number, title, head, rows, note, source }: TableBlock): BookBlock {
  return { kind: 'table', label: blockLabel(number), number, title, head, rows, note, source };
}

function bookChart(block: ChartBlock, name: string, language: Language, source: Source, pictures: Map<string, string>): BookBlock {
  const { number, title, alt, note, data } = block;
  const shapes = block.chart === 'map' ? source.shapesFor(data.boundary, data.items.map((item) => item.key)) : null;
  const drawn = block.chart !== 'map' || shapes !== null;
  if (drawn) {
    const sign = (mark: string) => source.site.signs.find((one) => one.mark === mark)?.text[language] ?? '';
    pictures.set(name, renderChart(data, { kind: block.chart, language, title, alt, sign, ...(shapes ? { shapes } : {}) }));
  }
  return { kind: 'chart', label: blockLabel(number), number, title, alt, picture: drawn ? name : null, note, source: block.source };
}
