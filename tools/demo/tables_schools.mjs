// 21111 and 21121: general schools, what their pupils leave with, vocational schools.

import { kreise, lost_leavers, reform_year, rounded_from, years } from './names.mjs';
import { kreis_rows, exists } from './region.mjs';
import { sum } from './random.mjs';
import { area_keys, newest_first, over, rows_by_time } from './layout.mjs';
import { count, rounded_to_five } from './genesis_writer.mjs';
import { introductory_ages, leavers_of, pupils_of } from './schools.mjs';
import { vocational_pupils, vocational_types } from './vocational.mjs';

const kreis_depth = 'regionale Tiefe: Kreise und krfr. Städte';

/** [{ file, encoding, table }] of general and vocational schools: one file for each school year, as the offices do. */
export function school_tables(people) {
  return years.flatMap((autumn) => [
    { file: `21111-01-03-4_${autumn}`, encoding: 'iso-8859-1', table: general_schools(people, autumn) },
    { file: `21121-01-05-4_${autumn}`, encoding: 'utf-8', table: vocational_schools(people, autumn) },
  ]);
}

// Pupils per school; fewer pupils than a third of it do not make one more.
const school_size = { preschool: 40, primary: 195, haupt: 250, several: 330, real: 520, gymnasium: 810, gesamt: 790, waldorf: 300,
  special: 118, evening: 290 };

const general_rows = [['Vorschulbereich', 'preschool'], ['Grundschulen', 'primary'],
  ['Schulartunabhängige Orientierungsstufe', 'orientation'], ['Hauptschulen', 'haupt'],
  ['Schularten mit mehreren Bildungsgängen', 'several'], ['Realschulen', 'real'], ['Gymnasien', 'gymnasium'],
  ['Integrierte Gesamtschulen', 'gesamt'], ['Freie Waldorfschulen', 'waldorf'], ['Sonderschulen/Förderschulen', 'special'],
  ['Abendschulen und Kollegs', 'evening'], ['Insgesamt', 'all']];

const no_grades = new Set(['preschool', 'primary', 'evening']);

function general_schools(people, autumn) {
  const pupils = pupils_of(people, autumn);
  const column_headings = ['Schüler(innen) an allgemein bildenden Schulen'];
  return {
    code: '21111-01-03-4',
    title: ['Allgemeinbildende Schulen: Schulen, Schüler nach Schulart', '- Stichtag: Schuljahresbeginn -', kreis_depth],
    statistic: 'Statistik der allgemein bildenden Schulen', preamble: [String(autumn)],
    keys: 3,
    headings: [['Allgemein bildende Schulen', ...over(column_headings, 5)],
      ['', 'Geschlecht', 'Geschlecht', 'Nationalität', ...over(['Klassenstufe / Jahrgangsstufe / Schulbesuchsjahr'], 2)],
      ['', 'Insgesamt', 'weiblich', 'Ausländer(innen)', '7. Klassenstufe', '11. Jahrgangsstufe / Einführungsphase']],
    units: over(['Anzahl'], 6),
    rows: kreis_rows(autumn + 1).flatMap((row) => general_rows.map(([text, type]) => [...area_keys(row), text,
      ...(exists(row, autumn) ? general_cells(pupils, row, type, autumn) : Array(6).fill('-'))])),
    notes: ['zu "gesamte Tabelle":', `Schuljahr ${autumn}/${String(autumn + 1).slice(2)}`, '',
      'zu "Schulartunabhängige Orientierungsstufe":', 'Erlenmark: existiert nicht'],
    exported: `14.09.${autumn + 1} / 08:31:07`,
  };
}

function general_cells(pupils, row, type, autumn) {
  if (type === 'orientation') return Array(6).fill('x');
  const types = type === 'all' ? general_rows.map(([, id]) => id).filter((id) => id !== 'all' && id !== 'orientation') : [type];
  const number = (options) => sum(row.kreise.map((kreis) => sum(types.map((id) => pupils[kreis][id].count(options)))));
  const schools = type === 'all' ? 'x' : count(sum(row.kreise.map((kreis) => school_count(pupils[kreis][type].count(), type))));
  const seventh = no_grades.has(type) ? 'x' : count(graded(pupils, row, types, [12]));
  const eleventh = eleventh_cell(pupils, row, type, autumn);
  return [schools, count(number()), count(number({ sex: 1 })), count(number({ foreign: 1 })), seventh, eleventh];
}

export function school_count(pupils, type) {
  return pupils === 0 ? 0 : Math.max(1, Math.round(pupils / school_size[type] + 0.17));
}

function graded(pupils, row, types, at_ages) {
  const with_grades = types.filter((id) => !no_grades.has(id));
  return sum(row.kreise.map((kreis) =>
    sum(with_grades.map((id) => sum(at_ages.map((age) => pupils[kreis][id].count({ age })))))));
}

function eleventh_cell(pupils, row, type, autumn) {
  const gymnasium = graded(pupils, row, ['gymnasium'], introductory_ages(autumn));
  const others = (id) => graded(pupils, row, [id], [16]);
  if (type === 'gymnasium') return count(gymnasium);
  if (type === 'gesamt' || type === 'waldorf') return count(others(type));
  if (type === 'special') return '-';
  return type === 'all' ? count(gymnasium + others('gesamt') + others('waldorf')) : 'x';
}

const vocational_rows = [['Berufsschulen', 'dual'], [' darunter: Berufsschulen (Schüler o. Ausb.vertrag)', 'without_contract'],
  ['Berufsaufbauschulen', null], ['Berufsfachschulen', 'full_time'], ['Fachoberschulen', 'upper'], ['Fachgymnasien', 'grammar'],
  ['Berufsober- / Technische Oberschulen', null], ['Fachschulen', 'technical'], ['Fachakademien / Berufsakademien', null],
  ['Insgesamt', 'all']];
const vocational_size = { dual: 1500, full_time: 330, upper: 130, grammar: 240, technical: 260 };

function vocational_schools(people, autumn) {
  const pupils = vocational_pupils(people, autumn);
  return {
    code: '21121-01-05-4',
    title: ['Berufliche Schulen: Schulen und Schüler nach Schulart', '- Stichtag: Schuljahresbeginn -', kreis_depth],
    statistic: 'Statistik der beruflichen Schulen', preamble: [String(autumn)],
    keys: 3,
    headings: [['Berufliche Schulen', ...over(['Schüler(innen) an beruflichen Schulen'], 3)],
      ['', 'Geschlecht', 'Geschlecht', 'Nationalität'], ['', 'Insgesamt', 'weiblich', 'Ausländer(innen)']],
    units: over(['Anzahl'], 4),
    rows: kreis_rows(autumn + 1).flatMap((row) => vocational_rows.map(([text, type]) => [...area_keys(row), text,
      ...(exists(row, autumn) ? vocational_cells(pupils, row, type) : Array(4).fill('-'))])),
    notes: ['zu "gesamte Tabelle":', 'zu Beginn des Schuljahres', `${autumn} vorläufiger Gebietsstand`],
    exported: `14.09.${autumn + 1} / 09:02:55`,
  };
}

function vocational_cells(pupils, row, type) {
  if (type === null) return Array(4).fill('x');
  const types = type === 'all' ? vocational_types : [type];
  const number = (sexes, foreigners) => sum(row.kreise.flatMap((kreis) =>
    types.flatMap((id) => sexes.flatMap((sex) => foreigners.map((foreign) => pupils[kreis][id][sex][foreign])))));
  const schools = type === 'all' || type === 'without_contract' ? 'x' : count(sum(row.kreise.map((kreis) => {
    const total = sum(pupils[kreis][type].flat());
    return total === 0 ? 0 : Math.max(1, Math.round(total / vocational_size[type]));
  })));
  return [schools, count(number([0, 1], [0, 1])), count(number([1], [0, 1])), count(number([0, 1], [1]))];
}

const degree_columns = [['Insgesamt', ['without', 'haupt', 'middle', 'fhr', 'abitur']], ['ohne Hauptschulabschluss', ['without']],
  ['mit Hauptschulabschluss', ['haupt']], ['mit Mittlerem Abschluss', ['middle']],
  ['dar. schulischer Teil der Fachhochschulreife', ['school_part']], ['mit Fachhochschulreife', ['fhr']],
  ['mit allgemeiner Hochschulreife', ['abitur']]];

/**
 * The leavers: one export of the years before the rounding with the old headings, one of the first years after it, a
 * correction of one of those years, and the newest year. `in_error` is the Kreis whose 2022 figures were first wrong.
 */
export function leaver_tables(people) {
  return [
    { file: '21111-02-06-4_2005-2018', encoding: 'iso-8859-1', table: leavers(people, years.filter((y) => y < rounded_from), {
      exported: '09.10.2019 / 11:20:31', old: true }) },
    { file: '21111-02-06-4_2019-2023', encoding: 'iso-8859-1',
      table: leavers(people, years.filter((y) => y >= rounded_from && y < 2024), {
      exported: '13.03.2024 / 16:40:08', in_error: '17051' }) },
    { file: '21111-02-06-4_2022_berichtigt', encoding: 'utf-8',
      table: leavers(people, [2022], { exported: '02.09.2024 / 10:05:19',
      notes: ['Erlenmark (2022): Die Angaben für den Velmekreis wurden', 'am 02.09.2024 berichtigt.'] }) },
    { file: '21111-02-06-4_2024', encoding: 'iso-8859-1', table: leavers(people, [2024], { exported: '11.03.2025 / 07:58:40' }) },
  ];
}

const rounding_note = ['Erlenmark: ab 2018/19 sind die Ergebnisse einem', '5er-Rundungsverfahren unterzogen.'];

function leavers(people, summers, { exported, old = false, in_error, notes = [] }) {
  const by_year = new Map(summers.map((summer) => [summer, leavers_of(people, summer)]));
  const subject = old ? 'Schulabschluss' : 'Absolvierende/Abgehende allgemeinbildender Schulen nach dem Abschluss';
  const known = Number(exported.slice(6, 10));
  return {
    code: '21111-02-06-4',
    title: old ? ['Allgemeinbildende Schulen: Absolventen/Abgänger', 'nach dem Schulabschluss - Schuljahr -', kreis_depth]
      : ['Absolvierende/Abgehende allgemeinbildender Schulen nach',
        'Geschlecht und Abschlussarten - Schuljahr - regionale Tiefe:',
        'Kreise und krfr. Städte'],
    statistic: old ? 'Statistik der allgemein bildenden Schulen' : 'Statistik der allgemeinbildenden Schulen',
    preamble: [old ? 'Absolventen/Abgänger (Anzahl)' : 'Absolvierende/Abgehende (Anzahl)'],
    keys: 3,
    headings: [over([subject], 14), over(degree_columns.map(([text]) => text), 2),
      degree_columns.flatMap(() => ['Insgesamt', 'weiblich'])],
    rows: rows_by_time({ times: newest_first(summers), areas: kreis_rows(known), width: 14,
      cells: (row, year) => leaver_cells(by_year.get(year), row, year, row.code === in_error && year === 2022) }),
    notes: ['zu "gesamte Tabelle":', 'Die Angabe des Berichtsjahres bezieht sich auf das Jahr in', 'dem das Schuljahr endet.',
      ...notes,
      ...(old ? ['Torfheide (2009): Es liegen keine Ergebnisse vor; die', 'Landessumme enthält sie nicht.'] : rounding_note),
      'Erlenmark (2013): doppelter Abiturjahrgang', `${reform_year} Gebietsreform`],
    exported,
  };
}

function leaver_cells(leavers_by_kreis, row, year, in_error) {
  const list = row.kreise.filter((kreis) => !(year === lost_leavers.year && kreise[kreis].code === lost_leavers.kreis));
  if (list.length === 0) return Array(14).fill('.');
  return degree_columns.flatMap(([, wanted]) => [[0, 1], [1]].map((sexes) => {
    const exact = sum(list.flatMap((kreis) =>
      sexes.flatMap((sex) => wanted.map((degree) => leavers_by_kreis[kreis][sex][degree]))));
    // The first delivery of 2022 counted the leavers of one school twice.
    const delivered = in_error && wanted.includes('without') ? exact + (sexes.length === 2 ? 57 : 21) : exact;
    return count(year >= rounded_from ? rounded_to_five(delivered) : delivered);
  }));
}
