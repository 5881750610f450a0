// 13211, 13312, 22542 and 22811: unemployment, employment by industry, youth services, basic income support.

import { kreise, land, last_year, years } from './names.mjs';
import { along } from './profiles.mjs';
import { chance, split, sum } from './random.mjs';
import { deprivation, kreis_rows } from './region.mjs';
import { end_of_year, newest_first, over, rows_by_time } from './layout.mjs';
import { count, decimal, percent } from './genesis_writer.mjs';
import { labour_of, support_of } from './society.mjs';

const kreis_depth = 'regionale Tiefe: Kreise und krfr. Städte';

export function social_tables(people) {
  return [
    { file: '13211-02-05-4_00', encoding: 'utf-8', table: unemployment(people) },
    { file: '13312-01-04-4_00', encoding: 'utf-8', line_end: '\r\n', table: employment(people) },
    { file: '22542-01-02-4_00', encoding: 'utf-8', table: youth_services(people) },
    { file: '22811-02-02-4_00', encoding: 'utf-8', table: support(people) },
  ];
}

function unemployment(people) {
  const all_rate = 'Arbeitslosenquote bez. auf alle zivile Erwerbsp.';
  return {
    code: '13211-02-05-4',
    title: ['Arbeitslose nach ausgewählten Personengruppen sowie', 'Arbeitslosenquoten - Jahresdurchschnitt -', kreis_depth],
    statistic: 'Arbeitsmarktstatistik der Bundesagentur für Arbeit', keys: 3,
    headings: [
      [...over(['Arbeitslose'], 7), 'Arbeitslosenquote bez. abh. zivile Erwerbspers.', ...over([all_rate], 5)],
      ['', 'Ausländer', 'schwerbehindert', '15 bis unter 20 Jahre', '15 bis unter 25 Jahre', '55 bis unter 65 Jahre',
        'langzeitarbeitslos', '', '', 'Männer', 'Frauen', 'Ausländer', '15 bis unter 25 Jahre'],
    ],
    units: [...over(['Anzahl'], 7), ...over(['Prozent'], 6)],
    rows: rows_by_time({ times: newest_first(years), areas: kreis_rows(), width: 13,
      cells: (row, year) => unemployment_cells(people, row, year) }),
    notes: ['zu "gesamte Tabelle":', 'Die Angaben sind erfunden und kommen nicht von der', 'Bundesagentur für Arbeit.', '',
      '2005 bis 2008: Quoten nach Personengruppen nicht bekannt.'],
    exported: '14.02.2025 / 19:20:37',
  };
}

function unemployment_cells(people, row, year) {
  const all = row.kreise.map((kreis) => labour_of(people, kreis, year));
  const out = (key) => sum(all.map(({ unemployed }) => unemployed[key]));
  const force = (key) => sum(all.map((labour) => labour.force[key]));
  const total = out('men') + out('women');
  const by_group = [percent(out('men'), force('men')), percent(out('women'), force('women')),
    percent(out('foreign'), force('foreign')),
    percent(out('to24'), force('young'))];
  return [
    count(total), ...['foreign', 'disabled', 'to19', 'to24', 'old', 'long'].map((key) => count(out(key))),
    percent(total, force('dependent')), percent(total, force('men') + force('women')),
    ...(year < 2009 ? Array(4).fill('.') : by_group),
  ];
}

// Industries: farming, mining to water supply without construction (of which manufacturing), construction, trade …,
// finance and business services, public services.
const industries = {
  university_city: [0.002, 0.1, 0.04, 0.25, 0.2, 0.408], industrial_city: [0.002, 0.27, 0.055, 0.24, 0.14, 0.293],
  suburban: [0.018, 0.21, 0.075, 0.29, 0.13, 0.277], rural: [0.045, 0.22, 0.085, 0.25, 0.1, 0.3],
  remote: [0.06, 0.19, 0.09, 0.25, 0.08, 0.33],
};
const jobs_per_adult = { university_city: 0.98, industrial_city: 0.86, suburban: 0.58, rural: 0.62, remote: 0.57 };

/** Employed people of a Kreis in hundreds, by industry. */
function jobs_of(people, kreis, year) {
  const place = kreise[kreis];
  const draw = chance(`jobs ${place.code} ${year}`);
  const adults = people.in_kreise([kreis], year, { from: 18, to: 64 });
  const level = along([[2005, 0.93], [2009, 0.95], [2019, 1.06], [2020, 1.04], [2024, 1.07]], year);
  const weights = industries[place.kind].map((weight, i) => weight * (i === 1 ? along([[2005, 1.1], [2024, 0.9]], year) : 1));
  const parts = split(Math.round((adults * jobs_per_adult[place.kind] * level * (1 + 0.004 * draw.normal())) / 100), weights);
  return [...parts, Math.round(parts[1] * 0.91)];
}

function employment(people) {
  return {
    code: '13312-01-04-4',
    title: ['Erwerbstätige nach Wirtschaftsbereichen', '- Jahresdurchschnitt - (WZ2008)', kreis_depth],
    statistic: 'Erwerbstätigenrechnung des Bundes und der Länder', keys: 3,
    headings: [over(['Erwerbstätige im Jahresdurchschnitt'], 8),
      ['Insgesamt', 'Land- und Forstwirtschaft, Fischerei (A)', 'Produzierendes Gewerbe ohne Baugewerbe (B-E)',
        'Verarbeitendes Gewerbe (C)', 'Baugewerbe (F)', 'Handel,Verkehr,Gastgewerbe,Informa-/Kommunikation',
        'Fin-,Vers.-,Unt.-dienstl.,Grundst.-/Wohnungswesen', 'öffentl. u. sonst. Dienstl.,Erziehung, Gesundheit']],
    units: over(['1000'], 8),
    rows: rows_by_time({ times: newest_first(years), areas: kreis_rows(), width: 8,
      cells: (row, year) => {
        // The calculation for Kreise comes a year later than the one for the Land.
        if (year === last_year && row.code !== land.code) return Array(8).fill('...');
        const [farming, making, building, trade, finance, services, manufacturing] = row.kreise
          .map((kreis) => jobs_of(people, kreis, year)).reduce((a, b) => a.map((n, i) => n + b[i]));
        const total = farming + making + building + trade + finance + services;
        return [total, farming, making, manufacturing, building, trade, finance, services].map((n) => decimal(n, 1));
      } }),
    notes: ['zu "gesamte Tabelle":', 'Berechnungsstand: August 2025', `${last_year}: Kreisergebnisse folgen`],
    exported: '29.08.2025 / 18:25:16',
  };
}

function support(people) {
  const persons = 'dar.: Regelleistungsberechtigte nach dem SGB II';
  const able = 'erwerbsf. Leistungsberech. (Arbeitslosengeld II)';
  const unable = 'nicht erwerbsf. Leistungsberech. (Sozialgeld)';
  return {
    code: '22811-02-02-4',
    title: ['Sozialberichterstattung in der amtlichen Statistik,',
      'Regelleistungsberechtigte nach dem SGB II- Stichtag 31.12. -', kreis_depth],
    statistic: 'Sozialberichterstattung in der amtlichen Statistik', keys: 3,
    headings: [['Personen in Bedarfsgemeinschaften nach dem SGB II', ...over([persons], 12)],
      ['', ...over(['insgesamt'], 3), ...over([able], 6), ...over([unable], 3)],
      ['', 'Insgesamt', 'Ausländer(innen)', 'weiblich', 'zusammen', 'weiblich', 'unter 25 Jahre', '25 bis unter 50 Jahre',
        '50 bis unter 55 Jahre', '55 Jahre und mehr', 'zusammen', 'weiblich', 'unter 15 Jahre']],
    units: over(['Anzahl'], 13),
    rows: rows_by_time({ times: newest_first(years.filter((year) => year >= 2010), end_of_year), areas: kreis_rows(), width: 13,
      cells: (row, year) => support_cells(people, row, year) }),
    notes: ['zu "Tabelle insgesamt"', `Hohe Wessel (${last_year}): Angaben folgen; in der Landessumme`, 'geschätzt enthalten'],
    exported: '02.05.2025 / 14:42:58',
  };
}

function support_cells(people, row, year) {
  if (row.code === '17054' && year === last_year) return Array(13).fill('...');
  const units = people.units.map((unit, i) => ({ unit, i })).filter(({ unit }) => row.kreise.includes(unit.kreis));
  const all = units.map(({ i }) => support_of(people, i, year));
  const total = (pick) => sum(all.map(pick));
  const able = total((s) => sum(s.able));
  const unable = total((s) => s.unable);
  return [
    able + unable + total((s) => s.others), able + unable, total((s) => s.foreign), total((s) => s.women_able + s.women_unable),
    able, total((s) => s.women_able), ...[0, 1, 2, 3].map((i) => total((s) => s.able[i])),
    unable, total((s) => s.women_unable), total((s) => s.u15),
  ].map(count);
}

/** Every fourth year; the newest results of one Kreis are still to come. */
function youth_services(people) {
  const kind = 'Art der Jugendhilfeeinrichtung';
  const cells = (row, year) => {
    if (row.code === '17055' && year === 2022) return Array(7).fill('...');
    const all = row.kreise.map((kreis) => {
      const poor = deprivation(kreise[kreis], year);
      const young = people.in_kreise([kreis], year, { from: 6, to: 26 });
      const [work, help] = [Math.round(young / 640), Math.round((young / 1500) * (0.5 + poor))];
      return [work + help + Math.round(help * 0.4), work, help, help * 9, work * 3 + help * 8 + 14, work * 3, help * 8];
    });
    return [0, 1, 2, 3, 4, 5, 6].map((i) => count(sum(all.map((numbers) => numbers[i]))));
  };
  const help = 'Hilfe z. Erziehung u. Hilfe f. junge Volljährige';
  return {
    code: '22542-01-02-4',
    title: ['Einrichtungen der Jugendhilfe', 'ohne Tageseinrichtungen für Kinder - Stichtag 31.12. -', kreis_depth],
    statistic: 'Statistik der Einrichtungen der Jugendhilfe', keys: 3,
    headings: [[...over(['Einrichtungen der Jugendhilfe'], 3), 'Verfügbare Plätze', ...over(['Tätige Personen'], 3)],
      over([kind], 7), ['Insgesamt', 'Jugendarbeit', help, help, 'Insgesamt', 'Jugendarbeit', help]],
    units: over(['Anzahl'], 7),
    rows: rows_by_time({ times: newest_first(years.filter((year) => (year - 2006) % 4 === 0), end_of_year), areas: kreis_rows(), width: 7, cells }),
    notes: ['zu "gesamte Tabelle":', 'Erhebung alle vier Jahre', 'Tarnseekreis (2022): Angaben folgen'],
    exported: '02.05.2025 / 19:17:01',
  };
}
