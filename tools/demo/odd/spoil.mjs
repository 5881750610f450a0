// Damaged tables: what happens to files on their way, and must be noticed rather than read.

import { draw_table } from './table.mjs';
import { lines_of } from './written.mjs';

const kinds = {
  cut_in_row: { why: 'the file ends in the middle of a row of data', make: (draw) => {
    const { lines, first, last } = plain(draw);
    const row = draw.integer(first, last);
    const text = [...lines.slice(0, row), lines[row].slice(0, cut_position(draw, lines[row]))].join('\n');
    return Buffer.from(text, 'utf8');
  } },
  cut_after_row: { why: 'the file ends after a row of data, without a footer', make: (draw) => {
    const { lines, first, last } = plain(draw);
    return Buffer.from(lines.slice(0, draw.integer(first, last) + 1).join('\n') + (draw.happens(0.7) ? '\n' : ''), 'utf8');
  } },
  cut_in_headings: { why: 'the file ends before the first row of data', make: (draw) => {
    const { lines, first } = plain(draw);
    return Buffer.from(lines.slice(0, draw.integer(1, first)).join('\n') + '\n', 'utf8');
  } },
  replacement_characters: { why: 'letters were lost: U+FFFD stands in their place', make: (draw) => {
    const { lines } = plain(draw);
    return Buffer.from(lines.join('\n').replace(/[äöüÄÖÜß]/g, '\ufffd') + '\n', 'utf8');
  } },
  no_area_codes: { why: 'no column holds the keys of areas', make: (draw) => {
    const { parts, key_count, always_quote } = draw_table(draw);
    const column = area_column(parts, key_count);
    const without = (row) => (row.length === 1 ? row : row.filter((_, i) => i !== column));
    const changed = { ...parts, before: parts.before.map(without), heading_rows: parts.heading_rows.map(without),
      rows: parts.rows.map(without) };
    return Buffer.from(lines_of(changed, always_quote).join('\n') + '\n', 'utf8');
  } },
  binary: { why: 'the file is not text', make: (draw) => {
    const start = draw.pick([[0x50, 0x4b, 3, 4], [0x89, 0x50, 0x4e, 0x47], [0x25, 0x50, 0x44, 0x46], []]);
    return Buffer.from([...start, ...Array.from({ length: 4000 }, () => draw.integer(0, 255))]);
  } },
  ragged_row: { why: 'a row has more or fewer cells than the headings', make: (draw) => {
    const { parts, always_quote } = draw_table(draw);
    const row = draw.integer(0, parts.rows.length - 1);
    const rows = parts.rows.map((cells, i) => (i !== row ? cells : draw.happens(0.5) ? cells.slice(0, -1) : [...cells, '7']));
    return Buffer.from(lines_of({ ...parts, rows }, always_quote).join('\n') + '\n', 'utf8');
  } },
  nul_bytes: { why: 'NUL bytes stand in the text', make: (draw) => {
    const { lines } = plain(draw);
    const bytes = Buffer.from(lines.join('\n') + '\n', 'utf8');
    const at = draw.integer(0, bytes.length - 2);
    bytes.fill(0, at, Math.min(bytes.length, at + draw.pick([1, 16, 512])));
    return bytes;
  } },
  mixed_encodings: { why: 'the beginning is UTF-8, the end is not', make: (draw) => {
    const { lines, first } = plain(draw);
    const end = lines.slice(first).join('\n').replace('__________', '__________\n"Größe, Fläche, Straße"');
    return Buffer.concat([Buffer.from(`${lines.slice(0, first).join('\n')}\n`, 'utf8'), Buffer.from(`${end}\n`, 'latin1')]);
  } },
  endless_line: { why: 'a line is longer than a megabyte', make: (draw) => {
    const { lines, first, last } = plain(draw);
    const row = draw.integer(first, last);
    const long = draw.happens(0.5) ? `${lines[row]}${' '.repeat(1_100_000)}` : `"${'Ä;'.repeat(600_000)}`;
    return Buffer.from([...lines.slice(0, row), long, ...lines.slice(row)].join('\n') + '\n', 'utf8');
  } },
  not_a_number: { why: 'a cell is neither a number nor a sign',
    make: (draw) => spoiled_cell(draw, draw.pick(['12abc', '#WERT!', '1,2,3', 'k. A.', 'NaN'])) },
  mixed_decimals: { why: 'decimal commas and decimal points are mixed', make: (draw) => {
    const { parts, key_count, always_quote } = draw_table(draw);
    const rows = [...parts.rows, parts.rows.at(-1)].map((row) => [...row]);
    const column = key_count;
    rows.at(-2)[column] = '12,5';
    rows.at(-1)[column] = '12.5';
    return Buffer.from(lines_of({ ...parts, rows }, always_quote).join('\n') + '\n', 'utf8');
  } },
  other_document: { why: 'the file is a web page or empty',
    make: (draw) => Buffer.from(draw.pick(['', '\n\n', '<!DOCTYPE html>\n<html><head><title>Anmeldung</title></head>'
    + '<body><form>Benutzername; Kennwort; 12</form></body></html>\n']), 'utf8') },
};

export const spoil_kinds = Object.keys(kinds);

/** { bytes, truth: { refused, why } } of a damaged table. */
export function spoil(draw, kind) {
  return { bytes: kinds[kind].make(draw), truth: { refused: kind, why: kinds[kind].why } };
}

/** Lines of a good table in UTF-8, and the numbers of its first and last line of data. */
function plain(draw) {
  const { parts, always_quote } = draw_table(draw);
  const first = parts.before.length + parts.heading_rows.length;
  return { lines: lines_of(parts, always_quote), first, last: first + parts.rows.length - 1 };
}

/** Somewhere within the row so that at least one cell is missing. */
function cut_position(draw, line) {
  return draw.integer(1, Math.max(1, line.lastIndexOf(';') - 1));
}

/** The key column whose cells are the keys of areas. */
function area_column({ rows }, key_count) {
  const is_code = (text) => /^(DG|\d{2,3}|\d{5}|\d{7,8}|\d{10,11})$/.test(text);
  return rows[0].slice(0, key_count).findIndex((_, c) => rows.every((row) => is_code(row[c])));
}

function spoiled_cell(draw, text) {
  const { parts, key_count, always_quote } = draw_table(draw);
  const rows = parts.rows.map((row) => [...row]);
  rows[draw.integer(0, rows.length - 1)][key_count] = text;
  return Buffer.from(lines_of({ ...parts, rows }, always_quote).join('\n') + '\n', 'utf8');
}
