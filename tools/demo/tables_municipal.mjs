// What the two cities' own statistics offices deliver: Stadtteile with the cities' own keys, in the same layout.

import { kreise, stadtteile, years } from './names.mjs';
import { count } from './genesis_writer.mjs';
import { end_of_year, newest_first, over } from './layout.mjs';
import { oldest } from './profiles.mjs';
import { support_of } from './society.mjs';

const cities = kreise.map((kreis, index) => ({ ...kreis, index })).filter(({ code }) => stadtteile[code]);

export function municipal_tables(people) {
  return [
    { file: '12411-91-01-6_Stadtteile', encoding: 'utf-8', table: districts_by_age(people) },
    { file: '22811-91-01-6_Stadtteile', encoding: 'iso-8859-1', table: districts_on_support(people) },
  ];
}

/** Cities with the keys that they have as Gemeinden, and below them their Stadtteile; names without indentation. */
function rows_of(people) {
  return cities.flatMap((city) => {
    const units = people.units.map((unit, i) => ({ unit, i })).filter(({ unit }) => unit.kreis === city.index);
    return [{ code: `${city.code}000`, name: city.name, units: units.map(({ i }) => i) },
      ...units.map(({ unit, i }) => ({ code: unit.key, name: unit.name, units: [i] }))];
  });
}

const groups = [['unter 3 Jahre', 0, 2], ['3 bis unter 6 Jahre', 3, 5], ['6 bis unter 10 Jahre', 6, 9],
  ['10 bis unter 18 Jahre', 10, 17],
  ['18 bis unter 25 Jahre', 18, 24], ['25 bis unter 65 Jahre', 25, 64], ['65 Jahre und mehr', 65, oldest]];

function districts_by_age(people) {
  const columns = [['Insgesamt', 0, oldest], ...groups];
  return {
    code: '12411-91-01-6',
    title: ['Bevölkerung nach Altersgruppen und Nationalität', '- Stichtag 31.12. -', 'regionale Tiefe: Stadtteile'],
    statistic: 'Einwohnermelderegister', keys: 3,
    headings: [[...over(['Bevölkerung'], columns.length), 'Ausländer(innen)'], [...columns.map(([text]) => text), 'Insgesamt']],
    units: over(['Anzahl'], columns.length + 1),
    rows: newest_first(years.filter((year) => year >= 2012), end_of_year).flatMap(({ text, year }) =>
      rows_of(people).map((row) => [
      text, row.code, row.name, ...columns.map(([, from, to]) => count(people.in_units(row.units, year, { from, to }))),
      count(people.in_units(row.units, year, { foreign: 1 }))])),
    notes: ['Velmstadt und Brackenau: eigene Schlüssel der Städte'], exported: '20.01.2025 / 08:00:00',
  };
}

function districts_on_support(people) {
  return {
    code: '22811-91-01-6',
    title: ['Personen in Bedarfsgemeinschaften nach dem SGB II', '- Stichtag 31.12. -', 'regionale Tiefe: Stadtteile'],
    statistic: 'Sozialberichterstattung', keys: 3,
    headings: [over(['Regelleistungsberechtigte nach dem SGB II'], 2), ['Insgesamt', 'unter 15 Jahre']],
    units: over(['Anzahl'], 2),
    rows: newest_first(years.filter((year) => year >= 2012), end_of_year).flatMap(({ text, year }) =>
      rows_of(people).map((row) => {
      const all = row.units.map((i) => support_of(people, i, year));
      const total = all.reduce((n, s) => n + s.unable + s.able.reduce((a, b) => a + b, 0), 0);
      const children = all.reduce((n, s) => n + s.u15, 0);
      return [text, row.code, row.name, count(total), children > 0 && children < 10 ? '.' : count(children)];
    })),
    notes: ['Werte unter 10 sind geheim.'], exported: '20.01.2025 / 08:00:00',
  };
}
