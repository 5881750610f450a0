// Odd flat files with known truth: the format since 2024 in German and English, and the older one of the Länder.

import { counting_cells } from './numbers.mjs';
import { draw_places } from './places.mjs';

const dimensions = [
  ['GES', 'Geschlecht', [['', 'Insgesamt'], ['GESM', 'männlich'], ['GESW', 'weiblich']]],
  ['NAT01', 'Nationalität', [['INSGESAMT', 'Insgesamt'], ['NATD', 'deutsch'], ['NATA', 'ausländisch']]],
  ['ALTX20', 'Altersgruppen', [['ALT000B03', 'unter 3 Jahre'], ['ALT075UM', '75 Jahre und mehr']]],
];
const measures = [['BEVSTD', 'Bevölkerungsstand', 'Anzahl'], ['FLC006', 'Gebietsfläche', '1000'], ['ERN001', 'Erntemenge', 't']];
const statistic = ['99999', 'Erfundene Statistik für Städte'];
const area = ['KREISE', 'Kreise und kreisfreie Städte'];

// [code, label, text in the newer files, text in the older ones, text of our own]
const time_kinds = [
  ['JAHR', 'Jahr', String, String, String],
  ['STAG', 'Stichtag', (year) => `${year}-12-31`, (year) => `31.12.${year}`, (year) => `${year}-12-31`],
  ['SEMEST', 'Semester', (year) => `${year}-10P6M`, undefined, (year) => `WS ${year}/${String(year + 1).slice(2)}`],
];

/** { bytes, truth }. The table's code is not in these files, so the truth does not name it. */
export function draw_flat(draw) {
  return draw.happens(0.35) ? older(draw) : newer(draw);
}

/** One row for each value, in no order; sometimes with a column of quality marks at the end. */
function newer(draw) {
  const point = draw.happens(0.3);
  const quality = draw.happens(0.25);
  const frame = draw_frame(draw, time_kinds, { indented: false, longest: 12 });
  const used_measures = measures.slice(0, draw.integer(1, 2));
  const cells = counting_cells(draw, { point });
  const [time_code, time_label, time_text] = frame.time;
  const lines = frame.places.flatMap(({ code, name }) => frame.years.flatMap((year) => frame.combinations.flatMap((attributes) =>
    used_measures.map(([measure_code, label, unit]) => {
      const value = cells.cell(draw.pick([0, 0, 1]));
      return [...statistic, time_code, time_label, time_text(year), ...area, code, name,
        ...frame.used.flatMap(([variable, title], i) => [variable, title, ...attributes[i]]), value, unit, measure_code, label,
        ...(quality ? [/\d/.test(value) ? 'e' : ''] : [])].join(';');
    }))));
  const columns = columns_of(frame, ['variable_code', 'variable_label', 'variable_attribute_code', 'variable_attribute_label']);
  const header = ['statistics_code', 'statistics_label', 'time_code', 'time_label', 'time', ...columns, 'value', 'value_unit',
    'value_variable_code', 'value_variable_label', ...(quality ? ['value_q'] : [])];
  const shuffled = lines.map((line) => ({ line, at: draw.uniform() })).sort((a, b) => a.at - b.at).map(({ line }) => line);
  return { bytes: Buffer.from(`\ufeff${text_of(draw, header, shuffled)}`, 'utf8'),
    truth: truth_of(frame, cells, { rows: lines.length, observations: lines.length, encoding: 'utf-8' }) };
}

/** A column for each measure, names indented by level, days as DD.MM.YYYY. */
function older(draw) {
  const frame = draw_frame(draw, time_kinds.slice(0, 2), { indented: true });
  const used_measures = measures.slice(0, draw.pick([1, 1, 2, 3]));
  const cells = counting_cells(draw);
  const [time_code, time_label, , time_text] = frame.time;
  const lines = frame.years.flatMap((year) => frame.places.flatMap(({ code, name, indentation }) => frame.combinations.map((attributes) =>
    [...statistic, time_code, time_label, time_text(year), ...area, code, ' '.repeat(indentation) + name,
      ...frame.used.flatMap(([variable, title], i) => [variable, title, ...attributes[i]]),
      ...used_measures.map((_, i) => cells.cell(i))].join(';'))));
  const columns = columns_of(frame, ['Merkmal_Code', 'Merkmal_Label', 'Auspraegung_Code', 'Auspraegung_Label']);
  const value_columns = used_measures.map((measure) => measure.join('__').replace('ö', 'oe').replace('ä', 'ae'));
  const header = ['Statistik_Code', 'Statistik_Label', 'Zeit_Code', 'Zeit_Label', 'Zeit', ...columns, ...value_columns];
  return { bytes: Buffer.from(text_of(draw, header, lines), 'latin1'),
    truth: truth_of(frame, cells, { rows: lines.length, observations: lines.length * used_measures.length, encoding: 'iso-8859-1' }) };
}

function draw_frame(draw, kinds, place_options) {
  const used = dimensions.filter(() => draw.happens(0.5));
  const last = draw.integer(2000, 2024);
  const with_each = (list, attributes) => list.flatMap((head) => attributes.map((attribute) => [...head, attribute]));
  return {
    used,
    time: draw.pick(kinds),
    years: Array.from({ length: draw.integer(1, 3) }, (_, i) => last - i),
    places: draw_places(draw, place_options).map((place) => ({ ...place, name: place.name.replace(/[;"]/g, ',') })),
    combinations: used.reduce((list, [, , attributes]) => with_each(list, attributes), [[]]),
  };
}

function columns_of({ used }, names) {
  return [0, ...used.map((_, i) => i + 1)].flatMap((i) => names.map((name) => `${i + 1}_${name}`));
}

function text_of(draw, header, lines) {
  return `${[header.join(';'), ...lines].join(draw.pick(['\n', '\r\n']))}\n`;
}

function truth_of({ places, years, time }, cells, { rows, observations, encoding }) {
  const ours = years.map(time[4]).sort();
  return { table: null, rows, observations, ...cells.truth(), areas: places.length, periods: ours.length, first_period: ours[0],
    last_period: ours.at(-1), encoding };
}
