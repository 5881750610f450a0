// Heading rows of odd tables: one to six rows over the value columns; an empty cell means the total.

const measures = ['Insolvenzverfahren (Unternehmen)', 'Bevölkerung', 'Schüler(innen) an Schulen', 'Tätige Personen', 'Gebietsfläche', 'Betreute Kinder',
  'Bruttoinlandsprodukt zu Marktpreisen', 'Studierende "im Kreisgebiet"', 'Fin-,Vers.-,Unt.-dienstl.'];

const dimensions = [
  { label: 'Geschlecht', codes: ['männlich', 'weiblich'] },
  { label: 'Nationalität', codes: ['Deutsche', 'Ausländer(innen)'] },
  { label: 'Altersgruppe', codes: ['unter 3 Jahre', '3 bis unter 6 Jahre', '6 bis unter 14 Jahre', '75 Jahre und mehr'] },
  { label: 'Schulabschluss', codes: ['ohne Hauptschulabschluss', 'dar. schulischer Teil', 'mit Hochschulreife'] },
  { label: 'Größenklassen der LF', codes: ['unter 5 ha', '5 bis unter 10 ha', '1000 und mehr ha'] },
  { label: 'Art des "Gebäudes"', codes: ['Wohngebäude (Insgesamt)', 'sonstige Gebäude'] },
];

// Two levels of codes over each other; where the upper code has no parts, the lower cell is empty.
const nested = [
  { levels: 2, codes: [['Gebäude- und Freifläche', ''], ['Gebäude- und Freifläche', 'Wohnen'],
    ['Gebäude- und Freifläche', 'Gewerbe, Industrie'],
    ['Verkehrsfläche', 'Insgesamt'], ['Verkehrsfläche', 'Straße, Weg, Platz'], ['Wasserfläche', '']] },
  { levels: 2, codes: [['Schulden beim nicht-öffentlichen Bereich', ''], ['Schulden beim nicht-öffentlichen Bereich', 'Kredite'],
    ['Schulden beim öffentlichen Bereich', '']] },
];

const most_rows = 6;
const units = ['Anzahl', 'Prozent', '1000', 'EUR', 'qkm', 'Tsd. EUR', '%', 'Jahre', 'ha', '1000 EUR'];

/**
 * { rows: texts by row and column (a time as { time: index }), columns, units: texts or undefined, decimals: by column,
 * measure_in_preamble: text or undefined }. times: indexes of the times if the columns have them.
 */
export function draw_headings(draw, { times, with_unit_row, split_times }) {
  const in_preamble = draw.happens(0.35);
  const used_measures = in_preamble ? [draw.pick(measures)] : some(draw, measures, draw.integer(1, 3));
  const used_dimensions = some(draw, draw.happens(0.2) ? [...dimensions.slice(0, 2), draw.pick(nested)] : dimensions,
    draw.pick([0, 1, 1, 2, 2]));
  const columns = [];
  for (const measure of used_measures) {
    for (const time of times ?? [undefined]) columns.push(...columns_of(draw, measure, time, used_dimensions));
  }
  const rows = code_rows(draw, columns, used_dimensions,
    most_rows - (in_preamble ? 0 : 1) - (times ? (split_times ? 2 : 1) : 0) - (with_unit_row ? 1 : 0));
  if (!in_preamble) rows.unshift(columns.map(({ measure }) => measure));
  if (times !== undefined) add_times(draw, rows, columns, split_times, with_unit_row);
  name_totals(rows, columns);
  const unit_of = new Map(used_measures.map((measure) => [measure, draw.pick(units)]));
  const same_unit = draw.happens(0.5) ? draw.pick(units) : undefined;
  return {
    rows,
    columns,
    units: with_unit_row ? columns.map(({ measure }) => same_unit ?? unit_of.get(measure)) : undefined,
    decimals: columns.map(({ measure }) => (used_measures.indexOf(measure) % 2 === 1 ? 1 : draw.pick([0, 0, 0, 0, 1, 2]))),
    measure_in_preamble: in_preamble ? `${used_measures[0]}${draw.happens(0.5) ? ` (${draw.pick(units)})` : ''}` : undefined,
  };
}

/** A row of times, or two of years and months; sometimes with the word `Stichtag` above all or only the first of them. */
function add_times(draw, rows, columns, split_times, with_unit_row) {
  const time_rows = split_times ? ['first', 'second'].map((part) => columns.map(({ time }) => ({ time, part })))
    : [columns.map(({ time }) => ({ time, part: 'text' }))];
  if (rows.length + time_rows.length + (with_unit_row ? 1 : 0) < most_rows && draw.happens(0.25)) {
    const once = draw.happens(0.5);
    time_rows.unshift(columns.map((_, c) => (c === 0 || !once ? 'Stichtag' : '')));
  }
  rows.splice(draw.integer(0, rows.length), 0, ...time_rows);
}

/** Rows of codes, sometimes with the name of their dimension above them, as many as there is room for. */
function code_rows(draw, columns, used, room) {
  const rows = [];
  used.forEach((dimension, i) => {
    const levels = Array.from({ length: dimension.levels ?? 1 },
      (_, level) => columns.map(({ codes }) => [codes[i]].flat()[level] ?? ''));
    const spoken = levels.filter((cells) => cells.some((cell) => cell !== ''));
    const still_to_come = used.slice(i + 1).reduce((total, { levels: n = 1 }) => total + n, 0);
    // The name may stand above all codes, only above those that are no total, or only in the first column.
    const where = draw.pick(['all', 'codes', 'codes', 'first']);
    if (dimension.label && spoken.length > 0 && draw.happens(0.4) && rows.length + 1 + spoken.length + still_to_come <= room) {
      const labelled = (cell, c) => where === 'all' || (where === 'first' ? c === 0 : cell !== '');
      rows.push(spoken[0].map((cell, c) => (labelled(cell, c) ? dimension.label : '')));
    }
    rows.push(...spoken);
  });
  return rows;
}

function some(draw, list, count) {
  const rest = [...list];
  return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(draw.integer(0, rest.length - 1), 1)[0]);
}

/** All combinations of codes, or the total and single codes alone as in tables with `dar.`-columns. */
function columns_of(draw, measure, time, used) {
  const total = () => (draw.happens(0.6) ? '' : 'Insgesamt');
  if (used.length === 0) return [{ measure, time, codes: [] }];
  if (used.length === 1 || draw.happens(0.5)) {
    let combinations = [[]];
    for (const { codes } of used) {
      combinations = combinations.flatMap((head) => [total(), ...codes].map((code) => [...head, code]));
    }
    return unique(combinations).map((codes) => ({ measure, time, codes }));
  }
  const alone = used.flatMap(({ codes }, i) => codes.map((code) => used.map((_, j) => (i === j ? code : ''))));
  return [{ measure, time, codes: used.map(() => '') }, ...alone.map((codes) => ({ measure, time, codes }))];
}

function unique(combinations) {
  const seen = new Set();
  return combinations.filter((codes) => {
    const key = JSON.stringify(codes).replaceAll('"Insgesamt"', '""');
    return !seen.has(key) && seen.add(key);
  });
}

/** A column without any heading would be taken for a key column: the office writes the word for the total then. */
function name_totals(rows, columns) {
  if (rows.length === 0) rows.push(columns.map(() => ''));
  columns.forEach((_, c) => { if (rows.every((row) => row[c] === '')) rows.at(-1)[c] = 'Insgesamt'; });
}
