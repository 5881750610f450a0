// 12411, 12612, 11111: population, births, area.

import { oldest } from './profiles.mjs';
import { last_year, reform_year, years } from './names.mjs';
import { exists, gemeinde_rows, kreis_rows } from './region.mjs';
import { count, decimal } from './genesis_writer.mjs';
import { area_keys, end_of_year, newest_first, over, rows_by_time } from './layout.mjs';

const kreis_depth = 'regionale Tiefe: Kreise und krfr. Städte';
const statistic = 'Fortschreibung des Bevölkerungsstandes';
const exported = '24.06.2025 / 09:12:44';
const sexes = [undefined, 0, 1];
const territory_note = ['zu "gesamter Tabelle":', 'Sandmark und Torfheide (bis 31.12.2015): ab dem Berichtsjahr',
  '2016 im Landkreis Sandmark-Torfheide nachgewiesen'];

/** All population tables: [{ file, encoding, table }]. unit_areas: hundredths of a square kilometre of each unit. */
export function population_tables(people, unit_areas) {
  return [
    { file: '11111-01-01-4_00', encoding: 'utf-8', table: area_table(people, unit_areas) },
    { file: '12411-01-01-4', encoding: 'iso-8859-1', table: by_sex(people, 'Kreise und krfr. Städte', '12411-01-01-4',
      kreis_rows(), years) },
    { file: '12411-01-01-5_00', encoding: 'utf-8',
      table: by_sex(people, 'Gemeinden, Samt-/Verbandsgemeinden', '12411-01-01-5', gemeinde_rows(people.units), years) },
    { file: '12411-02-03-4_00', encoding: 'utf-8', table: by_age(people, age_groups_17, {
      code: '12411-02-03-4', text: 'und Altersgruppen (17) - Stichtag 31.12. -' }) },
    { file: '12411-03-03-4_00', encoding: 'utf-8', table: by_nationality(people) },
    { file: '12411-04-02-4_00', encoding: 'utf-8', table: by_age(people, single_ages_79, {
      code: '12411-04-02-4', text: 'und Altersjahren (79) - Stichtag 31.12. -' }) },
    { file: '12411-07-01-4_00', encoding: 'utf-8', table: mean_age(people) },
    { file: '12411-08-01-4_00', encoding: 'utf-8', table: quotients(people) },
    { file: '12612-04-01-4_00', encoding: 'utf-8', table: births(people) },
  ];
}

function area_table(people, unit_areas) {
  const area = (row) => people.units.reduce((total, unit, i) => total + (row.kreise.includes(unit.kreis) ? unit_areas[i] : 0), 0);
  return {
    code: '11111-01-01-4',
    title: ['Gebietsstand: Gebietsfläche in qkm - Stichtag 31.12. -', kreis_depth],
    statistic: 'Feststellung des Gebietsstandes',
    keys: 3, headings: [['Gebietsfläche']], units: ['qkm'],
    rows: rows_by_time({ times: newest_first(years, end_of_year), areas: kreis_rows(), width: 1,
      cells: (row) => [decimal(area(row), 2)] }),
    notes: ['zu "Gebietsfläche":', 'ohne die Wasserfläche des Tarnsees'], exported,
  };
}

function by_sex(people, depth, code, areas, series) {
  const times = newest_first(series, end_of_year);
  const number = (row, year, sex) => (row.units === undefined
    ? people.in_kreise(row.kreise, year, { sex }) : people.in_units(row.units, year, { sex }));
  return {
    code,
    title: ['Bevölkerungsstand: Bevölkerung nach Geschlecht', '- Stichtag 31.12. -', `regionale Tiefe: ${depth}`],
    statistic, preamble: ['Bevölkerungsstand (Anzahl)'],
    keys: 2,
    headings: [over(times.map(({ text }) => text), 3), times.flatMap(() => ['Insgesamt', 'männlich', 'weiblich'])],
    rows: areas.map((row) => [...area_keys(row), ...times.flatMap(({ year }) =>
      sexes.map((sex) => (exists(row, year) ? count(number(row, year, sex)) : '-')))]),
    notes: territory_note, exported,
  };
}

function group(from, to) {
  const text = from === 0 ? `unter ${to + 1} ${to === 0 ? 'Jahr' : 'Jahre'}`
    : to === oldest ? `${from} Jahre und mehr` : `${from} bis unter ${to + 1} Jahre`;
  return { text, from, to };
}

const all_ages = { text: 'Insgesamt', from: 0, to: oldest };

function groups(limits) {
  return [...limits.map((from, i) => group(from, (limits[i + 1] ?? oldest + 1) - 1)), all_ages];
}

const age_groups_17 = groups([0, 3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 75]);
const age_groups_21 = groups([0, 3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90]);
const single_ages_79 = groups([...Array(75).keys(), 75, 80, 85, 90]);

function by_age(people, list, { code, text }) {
  const by_text = new Map(list.map((entry) => [entry.text, entry]));
  return {
    code,
    title: ['Bevölkerungsstand: Bevölkerung nach Geschlecht', text, kreis_depth],
    statistic, preamble: ['Bevölkerungsstand (Anzahl)'],
    keys: 4, headings: [['Insgesamt', 'männlich', 'weiblich']],
    rows: rows_by_time({ times: newest_first(years, end_of_year), areas: kreis_rows(), extras: list.map((entry) => [entry.text]),
      width: 3,
      cells: (row, year, age) => sexes.map((sex) => count(people.in_kreise(row.kreise, year, { ...by_text.get(age), sex }))) }),
    notes: territory_note, exported,
  };
}

function by_nationality(people) {
  const by_text = new Map(age_groups_21.map((entry) => [entry.text, entry]));
  const nationalities = [['Insgesamt', undefined], ['Deutsche', 0], ['Ausländer(innen)', 1]];
  return {
    code: '12411-03-03-4',
    title: ['Bevölkerungsstand: Bevölkerung nach Geschlecht, Nationalität',
      'und Altersgruppen (21) - Stichtag 31.12. - (ab 2011)', kreis_depth],
    statistic, preamble: ['Bevölkerungsstand (Anzahl)'],
    keys: 4,
    headings: [over(nationalities.map(([text]) => text), 3), nationalities.flatMap(() => ['Insgesamt', 'männlich', 'weiblich'])],
    rows: rows_by_time({ times: newest_first(years.filter((year) => year >= 2011), end_of_year), areas: kreis_rows(),
      extras: age_groups_21.map((entry) => [entry.text]), width: 9,
      cells: (row, year, age) => nationalities.flatMap(([, foreign]) =>
        sexes.map((sex) => count(people.in_kreise(row.kreise, year, { ...by_text.get(age), sex, foreign })))) }),
    notes: ['zu "gesamte Tabelle":', 'Berichtsjahr ab 2011', '2011', ...territory_note.slice(1)], exported,
  };
}

function mean_age(people) {
  const tenths = (row, year, sex) => {
    let years_lived = 0;
    for (let age = 0; age <= oldest; age++) {
      years_lived += (age === oldest ? 93 : age + 0.5) * people.in_kreise(row.kreise, year, { from: age, to: age, sex });
    }
    return Math.round((10 * years_lived) / people.in_kreise(row.kreise, year, { sex }));
  };
  return {
    code: '12411-07-01-4',
    title: ['Durchschnittsalter der Bevölkerung', `- Stichtag 31.12. - ${kreis_depth}`],
    statistic, keys: 3,
    headings: [over(['Durchschnittsalter der Bevölkerung'], 3), ['', 'männlich', 'weiblich']], units: over(['Jahre'], 3),
    rows: rows_by_time({ times: newest_first(years, end_of_year), areas: kreis_rows(), width: 3,
      cells: (row, year) => sexes.map((sex) => decimal(tenths(row, year, sex), 1)) }),
    exported,
  };
}

function quotients(people) {
  const quotient = (row, year, sex, from, to) => {
    const between = people.in_kreise(row.kreise, year, { from: 20, to: 64, sex });
    return decimal(Math.floor((1000 * people.in_kreise(row.kreise, year, { from, to, sex })) / between + 0.5), 1);
  };
  return {
    code: '12411-08-01-4',
    title: ['Jugendquotient, Altenquotient', `- Stichtag 31.12. - ${kreis_depth}`],
    statistic, keys: 3,
    headings: [over(['Jugendquotient', 'Altenquotient'], 3), ['', 'männlich', 'weiblich', '', 'männlich', 'weiblich']],
    units: over(['Anzahl'], 6),
    rows: rows_by_time({ times: newest_first(years, end_of_year), areas: kreis_rows(), width: 6,
      cells: (row, year) => [[0, 19], [65, oldest]].flatMap(([from, to]) =>
        sexes.map((sex) => quotient(row, year, sex, from, to))) }),
    exported,
  };
}

function births(people) {
  return {
    code: '12612-04-01-4',
    title: ['Statistik der Geburten,', 'Lebend Geborene nach Legitimität - Jahr -', kreis_depth],
    statistic: 'Statistik der Geburten', keys: 3,
    headings: [over(['Lebend Geborene'], 3), over(['Legitimität'], 3),
      ['Insgesamt', 'Eltern miteinander verheiratet', 'Eltern nicht miteinander verheiratet']],
    units: over(['Anzahl'], 3),
    rows: rows_by_time({ times: newest_first(years), areas: kreis_rows(), width: 3,
      cells: (row, year) => {
        const { total, married } = people.births(row.kreise, year);
        return [total, married, total - married].map(count);
      } }),
    notes: [`Berichtsjahre ${years[0]} bis ${last_year}`, `${reform_year} Gebietsreform`], exported,
  };
}
