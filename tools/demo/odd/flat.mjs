// Odd flat files with known truth: the format since 2024 in German and English, and the older one of the Länder.

import { counting_cells } from './numbers.mjs';
import { draw_places } from './places.mjs';

const variables = [
  ['GES', 'Geschlecht', [['', 'Insgesamt'], ['GESM', 'männlich'], ['GESW', 'weiblich']]],
  ['NAT01', 'Nationalität', [['INSGESAMT', 'Insgesamt'], ['NATD', 'deutsch'], ['NATA', 'ausländisch']]],
  ['ALTX20', 'Altersgruppen', [['ALT000B03', 'unter 3 Jahre'], ['ALT075UM', '75 Jahre und mehr']]],
];

const times = [
  ['JAHR', 'Jahr', (year) => [String(year), String(year)], (year) => String(year)],
  ['STAG', 'Stichtag', (year) => [`${year}-12-31`, `${year}-12-31`], (year) => `31.12.${year}`],
  ['SEMEST', 'Semester', (year) => [`${year}-10P6M`, `WS ${year}/${String(year + 1).slice(2)}`], undefined],
];

/** { bytes, truth }; the table's code is not in these files, so the truth does not name it. */
export function draw_flat(draw) {
  const old = draw.happens(0.35);
  const point = !old && draw.happens(0.3);
  const [time_code, time_label, time_text, old_time] = draw.pick(old ? times.slice(0, 2) : times);
  const used = variables.filter(() => draw.happens(0.5));
  const measures = old || draw.happens(0.6) ? [['BEVSTD', 'Bevoelkerungsstand', 'Anzahl']]
    : [['BEVSTD', 'Bevölkerungsstand', 'Anzahl'], ['FLC006', 'Gebietsfläche', '1000']];
  const last = draw.integer(2000, 2024);
  const years = Array.from({ length: draw.integer(1, 3) }, (_, i) => last - i);
  const places = draw_places(draw, { indented: old }).map((place) => ({ ...place, name: place.name.replace(/[;"]/g, ',') }));
  const cells = counting_cells(draw);
  const rows = [];
  for (const year of years) {
    for (const place of places) {
      for (const measure of measures) {
        for (const attributes of combinations(used)) {
          const value = cells.cell(draw.pick([0, 0, 1]));
          rows.push({ time: old ? old_time(year) : time_text(year)[0], place, measure, attributes,
            value: point ? value.replace(',', '.') : value });
        }
      }
    }
  }
  const drawn = rows.map((row) => ({ row, at: draw.uniform() })).sort((a, b) => a.at - b.at).map(({ row }) => row);
  const lines = [header(old, used, measures[0]).join(';'),
    ...(old ? rows : drawn).map((row) => cells_of(old, row, used, [time_code, time_label]).join(';'))];
  const text = lines.join(draw.pick(['\n', '\r\n']));
  const ours = years.map((year) => time_text(year)[1]).sort();
  return {
    bytes: old ? Buffer.from(`${text}\n`, 'latin1') : Buffer.from(`\ufeff${text}\n`, 'utf8'),
    truth: { table: null, rows: rows.length, observations: rows.length, ...cells.truth(), areas: places.length,
      periods: ours.length, first_period: ours[0], last_period: ours.at(-1), encoding: old ? 'iso-8859-1' : 'utf-8' },
  };
}

function combinations(used) {
  const with_each = (list, attributes) => list.flatMap((head) => attributes.map((attribute) => [...head, attribute]));
  return used.reduce((list, [, , attributes]) => with_each(list, attributes), [[]]);
}

function header(old, used, measure) {
  const names = old ? ['Merkmal_Code', 'Merkmal_Label', 'Auspraegung_Code', 'Auspraegung_Label']
    : ['variable_code', 'variable_label', 'variable_attribute_code', 'variable_attribute_label'];
  const columns = [0, ...used.map((_, i) => i + 1)].flatMap((i) => names.map((name) => `${i + 1}_${name}`));
  return old ? ['Statistik_Code', 'Statistik_Label', 'Zeit_Code', 'Zeit_Label', 'Zeit', ...columns, measure.join('__')]
    : ['statistics_code', 'statistics_label', 'time_code', 'time_label', 'time', ...columns, 'value', 'value_unit',
      'value_variable_code',
      'value_variable_label'];
}

function cells_of(old, { time, place, measure, attributes, value }, used, time_names) {
  const dimensions = used.flatMap(([code, label], i) => [code, label, ...attributes[i]]);
  const head = ['99999', 'Erfundene Statistik für Städte', ...time_names, time, 'KREISE', 'Kreise und kreisfreie Städte',
    place.code,
    ' '.repeat(place.indentation) + place.name, ...dimensions];
  return old ? [...head, value] : [...head, value, measure[2], measure[0], measure[1]];
}
