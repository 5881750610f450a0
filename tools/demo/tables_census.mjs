// The census of 2011. 12111-09-01-4 is a sample: every value is rounded to ten, small ones are uncertain or not printed.
// 31211-01-01-4 counts buildings and dwellings.

import { kreise } from './names.mjs';
import { kreis_rows, deprivation } from './region.mjs';
import { split, sum } from './random.mjs';
import { count } from './genesis_writer.mjs';
import { area_keys, over } from './layout.mjs';

const degrees = ['Ohne Schulabschluss', 'Noch in schulischer Ausbildung', 'Haupt-/Volksschulabschluss',
  'Realschul- oder gleichwertiger Abschluss', 'Gymnasiale Oberstufe', 'Fachhochschulreife',
  'Allgemeine/fachgebundene Hochschulreife (Abitur)'];

export function census_tables(people) {
  return [
    { file: '12111-09-01-4_00', encoding: 'utf-8', table: degrees_table(people) },
    { file: '31211-01-01-4_00', encoding: 'iso-8859-1', table: dwellings_table(people) },
  ];
}

function degrees_table(people) {
  const columns = [{}, { sex: 0 }, { sex: 1 }, { foreign: 0 }, { foreign: 1 }];
  const numbers = people.kreise.map((kreis) => schooled(people, kreis));
  const rows = kreis_rows(2013).flatMap((row) => [...degrees, 'Insgesamt'].map((text, degree) => {
    const wanted = degree === degrees.length ? degrees.map((_, i) => i) : [degree];
    return [...area_keys(row), text, ...columns.map(({ sex, foreign }) => sample_text(sum(row.kreise.flatMap((kreis) =>
      [0, 1].filter((s) => (sex ?? s) === s).flatMap((s) => [0, 1].filter((f) => (foreign ?? f) === f)
        .flatMap((f) => wanted.map((i) => numbers[kreis][s][f][i])))))))];
  }));
  return {
    code: '12111-09-01-4',
    title: ['Zensus 2011, Bevölkerung nach Geschlecht/Nationalität', 'und höchstem Schulabschluss - Stichtag 09.05.2011 -',
      'regionale Tiefe: Kreise und krfr. Städte'],
    statistic: 'Zensus 2011', preamble: ['09.05.2011'], keys: 3,
    headings: [over(['Bevölkerung (ab 15 Jahren)'], 5), ['', 'männlich', 'weiblich', 'Deutsche', 'Ausländer(innen)']],
    units: over(['Anzahl'], 5), rows, exported: '28.05.2014 / 10:09:37',
  };
}

function schooled(people, kreis) {
  const urban = kreise[kreis].kind.endsWith('city') ? 1 : 0;
  const poor = deprivation(kreise[kreis], 2011) - 0.5;
  return [0, 1].map((sex) => [0, 1].map((foreign) => {
    const adults = people.in_kreise([kreis], 2010, { from: 15, sex, foreign });
    const upper = 0.2 + 0.09 * urban - 0.08 * poor;
    const without = foreign === 1 ? 0.2 : 0.035 + 0.03 * poor;
    return split(adults, [without, 0.03, 0.36 + 0.06 * poor, 0.26 - 0.03 * urban, 0.02, 0.08, upper]);
  }));
}

/** Rounded to ten; below 50 not certain enough to be printed, below 100 of limited value. */
function sample_text(number) {
  const rounded = 10 * Math.floor((number + 5) / 10);
  if (number === 0) return '-';
  if (rounded < 50) return '/';
  return rounded < 100 ? `(${rounded})` : String(rounded);
}

const dwellers = { university_city: 1.86, industrial_city: 1.95, suburban: 2.16, rural: 2.12, remote: 2.08 };
const dwellings_per_building = { university_city: 4.1, industrial_city: 3.6, suburban: 1.75, rural: 1.6, remote: 1.45 };

/** Buildings and dwellings of a Kreis: [ordinary, homes, others] each. */
function housing(people, kreis) {
  const { kind } = kreise[kreis];
  const dwellings = Math.round(people.in_kreise([kreis], 2010) / dwellers[kind]);
  const homes = Math.round(dwellings * 0.009);
  const others = Math.round(dwellings * 0.034);
  const buildings = Math.round(dwellings / dwellings_per_building[kind]);
  const building_homes = Math.max(1, Math.round(homes / 24));
  const building_others = Math.round(buildings * 0.035);
  return { buildings: [buildings - building_homes - building_others, building_homes, building_others],
    dwellings: [dwellings - homes - others, homes, others] };
}

function dwellings_table(people) {
  const kinds = ['Wohngebäude (Insgesamt)', 'Wohngebäude (ohne Wohnheime)', 'Wohnheime', 'sonstige Gebäude mit Wohnraum'];
  const cells = (row) => {
    const all = row.kreise.map((kreis) => housing(people, kreis));
    return ['buildings', 'dwellings'].flatMap((key) => {
      const [ordinary, homes, others] = [0, 1, 2].map((i) => sum(all.map((entry) => entry[key][i])));
      return [ordinary + homes + others, ordinary + homes, ordinary, homes, others].map(count);
    });
  };
  return {
    code: '31211-01-01-4',
    title: ['Gebäude mit Wohnraum und Wohnungen nach Gebäudearten', '- Stichtag 09.05.2011',
      'regionale Tiefe: Kreise und krfr. Städte'],
    statistic: 'Gebäude- und Wohnungszählung 2011 (Zensus)', preamble: ['Stichtag: 09.05.2011'], keys: 2,
    headings: [over(['Gebäude mit Wohnraum', 'Wohnungen in Gebäuden mit Wohnraum'], 5),
      ['', ...over(['Art des Gebäudes'], 4), '', ...over(['Art des Gebäudes'], 4)], ['', ...kinds, '', ...kinds]],
    units: over(['Anzahl'], 10),
    rows: kreis_rows(2013).map((row) => [...area_keys(row), ...cells(row)]),
    notes: ['Gewerblich genutzte Wohnungen sind nicht berücksichtigt.'], exported: '28.05.2014 / 18:17:00',
  };
}
