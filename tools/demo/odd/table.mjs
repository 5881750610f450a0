// One odd table export: drawn shape, cells, known truth.

import { draw_headings } from './headings.mjs';
import { footer_lines } from './notes.mjs';
import { counting_cells } from './numbers.mjs';
import { draw_places } from './places.mjs';
import { draw_split_times, draw_times } from './times.mjs';

const key_texts = [
  ['unter 3 Jahre', '3 bis unter 6 Jahre', 'Insgesamt'], ['Grundschulen', ' darunter: private Schulen', 'Insgesamt'],
  ['Landwirtschaftliche Betriebe', 'Landwirtschaftlich genutzte Fläche'], ['1 Kind', '2 Kinder', '3 Kinder und mehr'],
  ['A "besonders"', 'B; sonstige'],
];

/**
 * { parts: { before, heading_rows, rows: arrays of cells, after: raw lines }, key_count, truth, always_quote }.
 * special: a character that only windows-1252 has among the 8-bit encodings, or undefined. The truth names its `oddities`;
 * where it says `may_refuse`, the layout is so rare that a reader may refuse it, but must not read anything else.
 */
export function draw_table(draw, special) {
  const shape = draw_shape(draw);
  const { times, time_in } = shape;
  const headings = draw_headings(draw, { times: time_in === 'heading' ? times.map((_, i) => i) : undefined,
    with_unit_row: shape.unit_in === 'row', split_times: shape.split });
  const places = draw_places(draw, { indented: draw.happens(0.8) });
  const cells = counting_cells(draw, { point: shape.english, plus: shape.plus });
  const extras = draw_extra_keys(draw, shape);
  const rows = [];
  for (const time of time_in === 'rows' ? times : [undefined]) {
    const time_keys = time === undefined ? [] : shape.split ? [time.first, time.second] : [time.text];
    for (const place of places) {
      for (const extra of extras) {
        rows.push([...time_keys, place.code, ' '.repeat(place.indentation) + place.name, ...extra.keys,
          ...headings.decimals.map((decimals) => cells.cell(extra.decimals ?? decimals))]);
      }
    }
  }
  const key_count = rows[0].length - headings.columns.length;
  const heading_rows = [...headings.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : times[cell.time][cell.part]))),
    ...(headings.units ? [headings.units] : [])].map((row) => [...Array(key_count).fill(''), ...row]);
  const truth = { table: shape.code, rows: rows.length, observations: rows.length * headings.columns.length, ...cells.truth(),
    areas: places.length, ...period_truth(times), ...oddities_of(shape) };
  const body = shape.quality ? with_quality(draw, { heading_rows, rows, key_count, has_units: headings.units !== undefined })
    : { heading_rows, rows };
  const width = body.rows[0].length;
  const before = preamble(draw, { code: shape.code, width, headings, time: time_in === 'preamble' ? times[0] : undefined, special });
  const after = footer_lines(draw, { width, places, special, english: shape.english });
  return { parts: { before, ...body, after }, key_count, truth, always_quote: draw.happens(0.1) };
}

function draw_shape(draw) {
  const part = () => `0${draw.integer(1, 9)}`;
  const code = draw.happens(0.9) ? `${draw.integer(11111, 99999)}-${part()}-${part()}-${draw.integer(1, 5)}${draw.pick(['', '', '', '-B'])}`
    : `AI${draw.pick(['-N-05', '003-2', '-Z1-2011'])}`;
  const time_in = draw.pick(['rows', 'heading', 'preamble']);
  const split = time_in !== 'preamble' && draw.happens(0.06);
  const count = time_in === 'preamble' ? 1 : draw.integer(1, 4);
  return {
    code, time_in, split,
    times: split ? draw_split_times(draw, count) : draw_times(draw, count),
    unit_in: draw.pick(['row', 'row', 'column', 'none']),
    english: draw.happens(0.08), plus: draw.happens(0.04), quality: draw.happens(0.05),
  };
}

function oddities_of({ time_in, split, english, plus, quality }) {
  const oddities = [];
  if (split) oddities.push(time_in === 'rows' ? 'time in two columns' : 'time in two rows');
  if (quality) oddities.push('quality columns');
  if (english) oddities.push('English');
  if (plus) oddities.push('plus signs');
  if (oddities.length === 0) return {};
  return split || quality ? { oddities, may_refuse: true } : { oddities };
}

function period_truth(times) {
  const ours = times.map((time) => time.ours);
  // All times of a table are of one kind; those of one year are months or quarters, which sort as text.
  const year = (text) => Number(/\d{4}/.exec(text)[0]);
  const sorted = [...ours].sort((a, b) => year(a) - year(b) || (a < b ? -1 : 1));
  return { periods: sorted.length, first_period: sorted[0], last_period: sorted.at(-1) };
}

/** Further key columns of each row: texts, and with a unit column the unit of each row behind them. */
function draw_extra_keys(draw, { unit_in, time_in, split }) {
  const list = draw.pick(key_texts);
  const room = 5 - 2 - (time_in === 'rows' ? (split ? 2 : 1) : 0);
  if (unit_in === 'column' && room >= 2) {
    return list.map((text, i) => ({ keys: [text, ['Anzahl', '1000', 'Prozent'][i % 3]], decimals: i % 3 === 2 ? 2 : 0 }));
  }
  const count = draw.integer(0, Math.min(2, room));
  if (count === 0) return [{ keys: [] }];
  if (count === 1) return list.map((text) => ({ keys: [text] }));
  const second = draw.pick(key_texts);
  return list.flatMap((text) => second.map((further) => ({ keys: [text, further] })));
}

/** A quality column behind each value, as newer exports may have them: no heading but the unit once more. */
function with_quality(draw, { heading_rows, rows, key_count, has_units }) {
  const doubled = (row, quality) => [...row.slice(0, key_count), ...row.slice(key_count).flatMap((cell) => [cell, quality(cell)])];
  return {
    heading_rows: heading_rows.map((row, i) => doubled(row, (cell) => (has_units && i === heading_rows.length - 1 ? cell : ''))),
    rows: rows.map((row) => doubled(row, (cell) => (/\d/.test(cell) && draw.happens(0.9) ? 'e' : ''))),
  };
}

/** Lines of [text]: the code, a title of one to four lines, the statistic, and what the whole table is about. */
function preamble(draw, { code, width, headings, time, special }) {
  const lines = [[`${draw.happens(0.85) ? 'GENESIS-Tabelle' : 'Tabelle'}: ${code}`]];
  const place = draw.pick([['regionale Tiefe: Kreise und krfr. Städte'], ['regionale Tiefe:', 'Kreise und krfr. Städte'], []]);
  const title = [`Erfundene Tabelle${special ? ` ${special} ` : ' '}zur Prüfung des Lesens`,
    ...(draw.happens(0.3) ? ['"Zitat" am Anfang der Zeile'] : []), ...(draw.happens(0.15) ? ['(ab 2004)'] : []), ...place];
  // Most offices fill the line up to the width of the table, some only to a part of it, some not at all.
  const filling = draw.pick([width - 1, width - 1, width - 1, width - 1, Math.floor(width / 2), 0]);
  const line = (text) => lines.push([text, ...Array(filling).fill('')]);
  title.forEach(line);
  line(draw.happens(0.1) ? title[0] : 'Erfundene Statistik');
  if (headings.measure_in_preamble) line(headings.measure_in_preamble);
  if (time) line(draw.pick(time.words) + time.text);
  return lines;
}
