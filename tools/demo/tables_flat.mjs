// Flat files: students by field (21311-01-01-4-B), population of the Kreise once more (12411-01-01-4), Gemeinden by
// nationality in the older format (12411-03iz).

import { kreise, last_year, years } from './names.mjs';
import { along } from './profiles.mjs';
import { chance, split, sum } from './random.mjs';
import { exists, gemeinde_rows, kreis_rows } from './region.mjs';
import { count } from './genesis_writer.mjs';
import { area_keys } from './layout.mjs';

const kreis_variable = ['KREISE', 'Kreise und kreisfreie Städte'];
const plain_kreise = () => kreis_rows().filter((row) => row.level === 'kreis');
const without_dates = (name) => name.replace(/ \((?:ab|bis) [0-9.]+\)$/, '');

/** [{ file, encoding, form: 'flat' | 'old_flat', table }] */
export function flat_tables(people) {
  return [
    { file: '12411-01-01-4_flat', encoding: 'utf-8-bom', form: 'flat', table: population(people) },
    { file: '21311-01-01-4-B_flat', encoding: 'utf-8-bom', form: 'flat', table: students(people) },
    { file: '12411-03iz_flat', encoding: 'iso-8859-1', form: 'old_flat', table: gemeinden_by_nationality(people) },
  ];
}

function population(people) {
  const sexes = [[['', 'Insgesamt'], undefined], [['GESM', 'männlich'], 0], [['GESW', 'weiblich'], 1]];
  const rows = plain_kreise().flatMap((row) => sexes.map(([attribute, sex]) => ({
    time: `${last_year}-12-31`, attributes: [[row.code, without_dates(row.name)], attribute],
    value: exists(row, last_year) ? count(people.in_kreise(row.kreise, last_year, { sex })) : '-',
  })));
  return { statistic: ['12411', 'Fortschreibung des Bevölkerungsstandes'], time: ['STAG', 'Stichtag'],
    variables: [kreis_variable, ['GES', 'Geschlecht']], measure: ['BEVSTD', 'Bevölkerungsstand', 'Anzahl'],
    rows: shuffled(rows, 'flat population') };
}

const fields = [['HS-FG01', 'Geisteswissenschaften'], ['HS-FG02', 'Sport'],
  ['HS-FG03', 'Rechts-, Wirtschafts- und Sozialwissenschaften'],
  ['HS-FG04', 'Mathematik/Naturwissenschaften'], ['HS-FG05', 'Humanmedizin/Gesundheitswissenschaften'],
  ['HS-FG07', 'Agrar-, Forst- und Ernährungswissensch., Veterinär'], ['HS-FG08', 'Ingenieurwissenschaften'],
  ['HS-FG09', 'Kunst, Kunstwissenschaft'], ['HS-FG10', 'Außerhalb der Studienbereichsgliederung']];

// A university, a technical college and a small college of forestry and water.
const places = {
  17001: { size: 24500, fields: [0.21, 0.02, 0.33, 0.15, 0.09, 0, 0.15, 0.045, 0.005] },
  17002: { size: 6200, fields: [0, 0, 0.36, 0.09, 0.05, 0, 0.48, 0.02, 0] },
  17055: { size: 1450, fields: [0, 0, 0.3, 0.1, 0.02, 0.44, 0.14, 0, 0] },
};
const women_in_field = [0.68, 0.42, 0.54, 0.48, 0.67, 0.58, 0.24, 0.64, 0.5];

/** Students of a Kreis in the winter semester that begins in the year: numbers[field][sex][foreign]. */
function students_of(kreis, year) {
  const place = places[kreise[kreis].code];
  if (place === undefined) return fields.map(() => [[0, 0], [0, 0]]);
  const draw = chance(`students ${kreis} ${year}`);
  const course = along([[2005, 0.72], [2013, 1.02], [2019, 1.08], [2024, 1.03]], year);
  const size = Math.round(place.size * course * (1 + 0.004 * draw.normal()));
  const foreign = along([[2005, 0.1], [2024, 0.17]], year);
  return split(size, place.fields).map((n, i) => {
    const women = Math.round(n * women_in_field[i]);
    return [n - women, women].map((of_sex) => {
      const from_abroad = Math.round(of_sex * foreign);
      return [of_sex - from_abroad, from_abroad];
    });
  });
}

function students(people) {
  const sexes = [[['INSGESAMT', 'Insgesamt'], [0, 1]], [['GESM', 'männlich'], [0]], [['GESW', 'weiblich'], [1]]];
  const nationalities = [[['INSGESAMT', 'Insgesamt'], [0, 1]], [['NATD', 'deutsch'], [0]], [['NATA', 'ausländisch'], [1]]];
  const all_fields = [...fields.map((field, i) => [field, [i]]), [['INSGESAMT', 'Insgesamt'], fields.map((_, i) => i)]];
  const rows = [];
  for (const year of years.filter((y) => y >= 2019)) {
    const of_kreis = people.kreise.map((kreis) => students_of(kreis, year));
    for (const row of plain_kreise()) {
      for (const [sex, s] of sexes) {
        for (const [nationality, n] of nationalities) {
          for (const [field, f] of all_fields) {
            const number = !exists(row, year) ? 0 : sum(row.kreise.flatMap((kreis) =>
              f.flatMap((i) => s.flatMap((j) => n.map((k) => of_kreis[kreis][i][j][k])))));
            rows.push({ time: `${year}-10P6M`, attributes: [[row.code, without_dates(row.name)], sex, nationality, field], value: count(number) });
          }
        }
      }
    }
  }
  return { statistic: ['21311', 'Statistik der Studierenden'], time: ['SEMEST', 'Semester'],
    variables: [kreis_variable, ['GESINS', 'Geschlecht'], ['NAT01', 'Nationalität (inkl. insgesamt)'],
      ['HS-FG2', 'Fächergruppe (mit Insgesamt)']],
    measure: ['HS-W02', 'Studierende (im Kreisgebiet)', 'Anzahl'], rows: shuffled(rows, 'flat students') };
}

function gemeinden_by_nationality(people) {
  const nationalities = [[['', 'Insgesamt'], undefined], [['NATD', 'Deutsche'], 0], [['NATA', 'Ausländer'], 1]];
  const rows = [];
  for (const year of [last_year - 1, last_year]) {
    for (const row of gemeinde_rows(people.units)) {
      if (!exists(row, year)) continue;
      for (const [attribute, foreign] of nationalities) {
        rows.push({ time: `31.12.${year}`, attributes: [area_keys(row), attribute],
          value: count(people.in_units(row.units, year, { foreign })) });
      }
    }
  }
  return { statistic: ['12411', 'Fortschreibung des Bevölkerungsstandes'], time: ['STAG', 'Stichtag'],
    variables: [['GEMEIN', 'Gemeinden'], ['NAT', 'Nationalität']], measure: ['BEVSTD', 'Bevoelkerungsstand', 'Anzahl'], rows };
}

/** Rows of the newer format come in no order. */
function shuffled(rows, name) {
  const draw = chance(name);
  const list = [...rows];
  for (let i = list.length - 1; i > 0; i--) {
    const j = draw.integer(0, i);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}
