// 22541 and 22543: day care for children and those who work there. The day of reference is 15 March until 2008, then 1 March.

import { years } from './names.mjs';
import { exists, kreis_rows } from './region.mjs';
import { split, sum } from './random.mjs';
import { newest_first, over, rows_by_time } from './layout.mjs';
import { count } from './genesis_writer.mjs';
import { care_of, centres_of } from './care.mjs';

const kreis_depth = 'Kreise und krfr. Städte';
const exported = '10.04.2025 / 17:33:29';
const day_of = (year) => `${year < 2009 ? '15' : '01'}.03.${year}`;

export function care_tables(people) {
  return [
    { file: '22541-01-04-4_00', encoding: 'utf-8', table: facilities(people) },
    { file: '22543-01-02-4_00', encoding: 'utf-8', table: children(people) },
    { file: '22543-02-02-4-B_00', encoding: 'utf-8', table: staff_by_age(people) },
  ];
}

function facilities(people) {
  const staff = 'Tätige Personen in Tageseinrichtungen für Kinder';
  return {
    code: '22541-01-04-4',
    title: ['Statistik der Tageseinrichtungen für Kinder,', 'Tageseinrichtungen für Kinder - Stichtage -', `regionale Tiefe: ${kreis_depth}`],
    statistic: 'Statistik der Tageseinrichtungen für Kinder', keys: 3,
    headings: [
      [...over(['Tageseinrichtungen für Kinder'], 5), 'Einrichtungen mit integrativer Kinderbetreuung', 'Genehmigte Plätze',
        ...over(['Tätige Personen'], 5), 'Rechn.Zahl d.Vollzeitstellen i.pädagogisch.Bereich'],
      ['', 'unter 3 Jahre', '2 bis unter 8 Jahre (ohne Schulkinder)', '5 bis unter 14 Jahre (mit Schulkindern)',
        'Kinder aller Altersgruppen', '', '', ...over([staff], 5), ''],
      ['', '', '', '', '', '', '', 'Tätige Personen insgesamt', 'pädagogisches Personal (ab 2011)',
        'pädagogisches Personal, weiblich (ab 2011)', 'pädagogisches Personal (bis 2010)',
        'pädagogisches Personal Vollzeitstellen (bis 2010)', ''],
    ],
    units: over(['Anzahl'], 13),
    rows: rows_by_time({ times: newest_first(years.filter((year) => year >= 2007), day_of), areas: kreis_rows(), width: 13,
      cells: (row, year) => facility_cells(people, row, year) }),
    notes: ['zu "gesamte Tabelle":', 'Stichtag bis 2008: 15.03., ab 2009: 01.03.', '', 'zu "genehmigte Plätze":',
      '2012 für den Tarnseekreis nicht bekannt'], exported,
  };
}

function facility_cells(people, row, year) {
  const all = row.kreise.map((kreis) => centres_of(people, kreis, year));
  const total = (pick) => count(sum(all.map(pick)));
  const new_staff = year >= 2011;
  const unknown = row.code === '17055' && year === 2012;
  return [
    total((c) => sum(c.ages)), ...[0, 1, 2, 3].map((i) => total((c) => c.ages[i])), total((c) => c.inclusive),
    unknown ? '.' : total((c) => c.places), total((c) => c.all_staff),
    new_staff ? total((c) => c.teaching) : '-', new_staff ? total((c) => c.women) : '-',
    new_staff ? '-' : total((c) => c.teaching), new_staff ? '-' : total((c) => c.full_time_teachers),
    new_staff ? total((c) => c.full_time_posts) : '-',
  ];
}

const whole = 'Insgesamt (ohne Doppelzählungen)';
const kinds = new Map([['Tageseinrichtung', (group) => group.centre], ['Tagespflege', (group) => group.minder],
  [whole, (group) => group.centre + group.minder - group.both]]);

function children(people) {
  return {
    code: '22543-01-02-4',
    title: ['Statistik der öffentl. geförd. Kindertagespflege,', 'nach Art der Kindertagesbetreuung - Stichtag -',
      `regional Tiefe: ${kreis_depth} - ab 2011 -`],
    statistic: 'Statistik der öffentl. geförd. Kindertagespflege', keys: 4,
    headings: [[...over(['Betreute Kinder'], 4), 'Kinder, Herkunft mind. 1 Elternteil ausländisch',
      'Kinder mit Mittagsverpflegung'],
      ['', 'Altersgruppe', 'Altersgruppe', 'Altersgruppe', '', ''],
      ['', 'unter 3 Jahre', '3 bis unter 6 Jahre', '6 bis unter 14 Jahre', '', '']],
    units: over(['Anzahl'], 6),
    rows: rows_by_time({ times: newest_first(years.filter((year) => year >= 2011), day_of), areas: kreis_rows(),
      extras: [...kinds.keys()].map((text) => [text]), width: 6,
      cells: (row, year, kind) => child_cells(people, row, year, kind) }),
    notes: ['zu "Tabelle gesamt"', 'Kleine Werte der Tagespflege und der zugehörige andere Wert', 'sind geheim.'], exported,
  };
}

function child_cells(people, row, year, kind) {
  const all = row.kreise.map((kreis) => care_of(people, kreis, year));
  const total = (group) => sum(all.map((care) => kinds.get(kind)(care[group])));
  const minded_schoolchildren = sum(all.map((care) => care.school.minder));
  // A small value is secret, and with it the values it could be computed from; the total stays.
  const secret = kind !== whole && row.level === 'kreis' && minded_schoolchildren > 0 && minded_schoolchildren < 5;
  const of_all_ages = total('u3') + total('o3') + total('school');
  return [secret ? '.' : count(of_all_ages), count(total('u3')), count(total('o3')), secret ? '.' : count(total('school')),
    count(total('foreign')), count(total('lunch'))];
}

const staff_ages = [['unter 30 Jahre', 0.25], ['30 bis unter 40 Jahre', 0.23], ['40 bis unter 50 Jahre', 0.22],
  ['50 bis unter 55 Jahre', 0.12], ['55 bis unter 60 Jahre', 0.11], ['60 Jahre und mehr', 0.07]];

/** The lowest level only, without the Land, and names without indentation: so the office exports tables that end in -B. */
function staff_by_age(people) {
  const measure = 'Pädagogisches, Leitungs- und Verwaltungspersonal';
  const cells = (row, year) => {
    const all = row.kreise.map((kreis) => centres_of(people, kreis, year));
    const by_age = all.map((centres) => split(centres.all_staff, staff_ages.map(([, share]) => share)));
    const minders = row.kreise.map((kreis) => care_of(people, kreis, year)).map((care) => Math.round(care.u3.minder / 3.4));
    return [sum(by_age.flat()), ...staff_ages.map((_, i) => sum(by_age.map((ages) => ages[i]))), sum(minders)].map(count);
  };
  return {
    code: '22543-02-02-4-B',
    title: ['Statistik der öffentl. geförd. Kindertagespflege,', measure, '- Stichtage - regionale Ebenen'],
    statistic: 'Statistik der öffentl. geförd. Kindertagespflege', keys: 3,
    headings: [[...over([measure], 7), 'Kindertagespflegepersonen'],
      ['', ...over(['Altersgruppen (unter 30,..., 60 und mehr Jahre)'], 6), ''], ['', ...staff_ages.map(([text]) => text), '']],
    units: over(['Anzahl'], 8),
    rows: newest_first(years.filter((year) => year >= 2016), day_of).flatMap(({ text, year }) => kreis_rows()
      .filter((row) => row.level === 'kreis').map((row) => [text, row.code, row.name, ...(exists(row, year) ? cells(row, year) : Array(8).fill('-'))])),
    exported: '10.04.2025 / 16:00:47',
  };
}
