// Writes a table the way GENESIS exports one: a name line, title lines, heading rows, perhaps a row of units, data rows,
// a line of underscores, notes and the time of the export. Only the notes say what no office would: all is invented.

const invented_note = [
  'Erfundene Daten: Land, Kreise, Gemeinden und alle Zahlen',
  'dieser Tabelle sind erfunden. Sie dienen nur der Vorführung.',
];

/**
 * The text of a table.
 * table: { code, title: lines, statistic, preamble: lines below it, keys: number of key columns, headings: rows of column
 * texts, units: one text per column (optional), rows: arrays of cell texts, notes: lines, exported: `13.03.2025 / 16:40:08` }
 */
export function genesis_text({ code, title, statistic, preamble = [], keys, headings, units, rows, notes = [], exported }) {
  const width = keys + headings[0].length;
  const lines = [`GENESIS-Tabelle: ${code}`];
  for (const text of [...title, statistic, ...preamble]) lines.push(quoted(text) + ';'.repeat(width - 1));
  const blank = Array(keys).fill('');
  for (const heading of units === undefined ? headings : [...headings, units]) {
    lines.push([...blank, ...heading].map(quoted).join(';'));
  }
  for (const row of rows) {
    if (row.length !== width) throw new Error(`${code}: a row has ${row.length} cells instead of ${width}: ${row.join(';')}`);
    lines.push(row.map(quoted).join(';'));
  }
  lines.push('__________');
  if (notes.length > 0) lines.push(quoted_lines(notes));
  lines.push(quoted_lines(invented_note));
  lines.push(`Stand: ${exported}`);
  return lines.join('\n') + '\n';
}

/** Quotes a cell where it must be: as the official files do, a quote inside a cell alone is no reason. */
function quoted(text) {
  if (!/^"|[;\n]/.test(text)) return text;
  return `"${text.replaceAll('"', '""')}"`;
}

function quoted_lines(lines) {
  return `"${lines.join('\n').replaceAll('"', '""')}"`;
}

/** The bytes of a text in `utf-8`, `utf-8-bom` or `iso-8859-1`, with the given line end. */
export function encoded(text, encoding = 'utf-8', line_end = '\n') {
  const ended = line_end === '\n' ? text : text.replaceAll('\n', line_end);
  if (encoding === 'utf-8') return Buffer.from(ended, 'utf8');
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${ended}`, 'utf8');
  const foreign = /[^\u0000-\u00ff]/.exec(ended);
  if (foreign) throw new Error(`ISO-8859-1 has no "${foreign[0]}"`);
  return Buffer.from(ended, 'latin1');
}

/** A count as official tables print it: `-` for nothing. */
export function count(number) {
  return number === 0 ? '-' : String(number);
}

/** A number in tenths, hundredths …, printed with a decimal comma. */
export function decimal(mantissa, digits) {
  const text = String(Math.abs(mantissa)).padStart(digits + 1, '0');
  return `${mantissa < 0 ? '-' : ''}${text.slice(0, -digits)},${text.slice(-digits)}`;
}

/** A ratio of whole numbers in percent with one decimal, rounded half up; `x` where there is nothing to divide by. */
export function percent(numerator, denominator) {
  if (denominator === 0) return 'x';
  return decimal(Math.floor((numerator * 1000) / denominator + 0.5), 1);
}

/** Rounds to a multiple of five, each value alone: 0–2 → 0, 3–7 → 5, 8–12 → 10. */
export function rounded_to_five(number) {
  return 5 * Math.floor((number + 2) / 5);
}
