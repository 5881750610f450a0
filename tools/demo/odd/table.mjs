// One odd table export: drawn shape, written text, known truth.

import { draw_headings } from './headings.mjs';
import { footer_lines } from './notes.mjs';
import { counting_cells } from './numbers.mjs';
import { draw_places } from './places.mjs';
import { draw_times } from './times.mjs';

const key_texts = [
  ['unter 3 Jahre', '3 bis unter 6 Jahre', 'Insgesamt'], ['Grundschulen', ' darunter: private Schulen', 'Insgesamt'],
  ['Landwirtschaftliche Betriebe', 'Landwirtschaftlich genutzte Fläche'], ['1 Kind', '2 Kinder', '3 Kinder und mehr'],
  ['A "besonders"', 'B; sonstige'],
];

/**
 * { text, truth, parts }: the text with LF, what a right reader finds in it, and where its parts begin (for spoiling).
 * special: a character that only windows-1252 has among the 8-bit encodings, or undefined.
 */
export function draw_table(draw, special) {
  const code = draw.happens(0.9) ? `${draw.integer(11111, 99999)}-0${draw.integer(1, 9)}-0${draw.integer(1, 9)}-${draw.integer(1, 5)}${draw.happens(0.15) ? '-B' : ''}`
    : `AI${draw.pick(['-N-05', '003-2', '-Z1-2011'])}`;
  const time_in = draw.pick(['rows', 'heading', 'preamble']);
  const times = draw_times(draw, time_in === 'preamble' ? 1 : draw.integer(1, 4));
  const unit_in = draw.pick(['row', 'row', 'column', 'none']);
  const headings = draw_headings(draw, { times: time_in === 'heading' ? times.map((_, i) => i) : undefined,
    with_unit_row: unit_in === 'row' });
  const extras = draw_extra_keys(draw, 3 - (time_in === 'rows' ? 1 : 0) - (unit_in === 'column' ? 1 : 0), unit_in === 'column');
  const places = draw_places(draw, { indented: draw.happens(0.8) });
  const cells = counting_cells(draw);
  const key_count = (time_in === 'rows' ? 1 : 0) + 2 + (extras[0]?.length ?? 0);
  const rows = [];
  for (const time of time_in === 'rows' ? times : [undefined]) {
    for (const place of places) {
      for (const extra of extras) {
        rows.push([...(time ? [time.text] : []), place.code, ' '.repeat(place.indentation) + place.name, ...extra,
          ...headings.decimals.map((decimals) => cells.cell(decimals))]);
      }
    }
  }
  const width = key_count + headings.columns.length;
  const heading_rows = [...headings.rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell : times[cell.time].text))),
    ...(headings.units ? [headings.units] : [])].map((row) => [...Array(key_count).fill(''), ...row]);
  const before = preamble(draw, { code, width, headings, time: time_in === 'preamble' ? times[0] : undefined, special });
  const truth = { table: code, rows: rows.length, observations: rows.length * headings.columns.length, ...cells.truth(),
    areas: places.length, ...period_truth(times) };
  return { parts: { before, heading_rows, rows, after: footer_lines(draw, { width, places, special }) }, truth,
    always_quote: draw.happens(0.1) };
}

function period_truth(times) {
  const ours = times.map((time) => time.ours);
  // All times of a table are of one kind and differ in their year, which stands alone, in front or behind a word.
  const year = (text) => Number(/\d{4}/.exec(text)[0]);
  const sorted = [...ours].sort((a, b) => year(a) - year(b));
  return { periods: sorted.length, first_period: sorted[0], last_period: sorted.at(-1) };
}

/** Further key columns: texts, and with a unit column the unit of each row behind them. */
function draw_extra_keys(draw, room, with_unit) {
  const list = draw.pick(key_texts);
  if (with_unit) return list.map((text, i) => [text, ['Anzahl', '1000', 'Prozent'][i % 3]]);
  const count = draw.integer(0, Math.min(2, room));
  if (count === 0) return [[]];
  if (count === 1) return list.map((text) => [text]);
  return list.flatMap((text) => draw.pick(key_texts).map((second) => [text, second]));
}

/** Lines of [text]: the code, a title of one to three lines, the statistic, and what the whole table is about. */
function preamble(draw, { code, width, headings, time, special }) {
  const lines = [[`${draw.happens(0.85) ? 'GENESIS-Tabelle' : 'Tabelle'}: ${code}`]];
  const title = [`Erfundene Tabelle${special ? ` ${special} ` : ' '}zur Prüfung des Lesens`, '"Zitat" am Anfang der Zeile',
    'regionale Tiefe: Kreise und krfr. Städte'];
  const padded = draw.happens(0.85);
  const line = (text) => lines.push(padded ? [text, ...Array(width - 1).fill('')] : [text]);
  title.filter((_, i) => draw.happens([1, 0.3, 0.8][i])).forEach(line);
  line(draw.happens(0.1) ? title[0] : 'Erfundene Statistik');
  if (headings.measure_in_preamble) line(headings.measure_in_preamble);
  if (time) line(draw.pick(time.words) + time.text);
  return lines;
}
