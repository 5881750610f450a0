// 12111-09-01-4: the census of 2011, a sample: every value is rounded to ten, small ones are uncertain or not printed.

import { kreise } from './names.mjs';
import { kreis_rows, deprivation } from './region.mjs';
import { split, sum } from './random.mjs';
import { area_keys, over } from './layout.mjs';

const degrees = ['Ohne Schulabschluss', 'Noch in schulischer Ausbildung', 'Haupt-/Volksschulabschluss',
  'Realschul- oder gleichwertiger Abschluss', 'Gymnasiale Oberstufe', 'Fachhochschulreife',
  'Allgemeine/fachgebundene Hochschulreife (Abitur)'];

export function census_table(people) {
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
