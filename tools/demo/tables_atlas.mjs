// AI003-2 and AI-N-05: tables that deliver only rates, as the atlas of indicators does, and list the oldest year first.

import { lost_leavers, years } from './names.mjs';
import { full_day_counts } from './care.mjs';
import { percent } from './genesis_writer.mjs';
import { newest_first, over, rows_by_time } from './layout.mjs';
import { sum } from './random.mjs';
import { kreis_rows } from './region.mjs';
import { leavers_of } from './schools.mjs';

const exported = '10.04.2025 / 17:12:42';
const oldest_first = (from) => newest_first(years.filter((year) => year >= from)).reverse();

export function atlas_tables(people) {
  return [
    { file: 'AI003-2_00', encoding: 'utf-8', table: education(people) },
    { file: 'AI-N-05_00', encoding: 'utf-8', table: full_day(people) },
  ];
}

function education(people) {
  const by_year = new Map(years.map((year) => [year, leavers_of(people, year)]));
  const cells = (row, year) => {
    if (year === lost_leavers.year && row.code === lost_leavers.kreis) return ['.', '.'];
    const all = row.kreise.flatMap((kreis) => by_year.get(year)[kreis]);
    const total = sum(all.map((leavers) => leavers.without + leavers.haupt + leavers.middle + leavers.fhr + leavers.abitur));
    return [percent(sum(all.map((leavers) => leavers.abitur)), total), percent(sum(all.map((leavers) => leavers.without)), total)];
  };
  return {
    code: 'AI003-2',
    title: ['Regionalatlas Deutschland', 'Indikatoren des Themenbereichs "Bildung"'],
    statistic: 'Regionalatlas Deutschland', keys: 3,
    headings: [['Anteil Schulabgänger mit allgem. Hochschulreife', 'Anteil Schulabgänger ohne Hauptschulabschluss']],
    units: over(['Prozent'], 2),
    rows: rows_by_time({ times: oldest_first(2006), areas: kreis_rows(), width: 2, cells }), exported,
  };
}

/** Share of all children of the age group who stay more than seven hours a day. */
function full_day(people) {
  return {
    code: 'AI-N-05',
    title: ['Regionalatlas Deutschland Indikatoren des Indikatorensystems',
      '"Nachhaltigkeit" Themenbereich "Ganztagsbetreuung von', 'Kindern"'],
    statistic: 'Regionalatlas Deutschland', keys: 3,
    headings: [['Ganztagsbetreuung 0 bis 2 Jahre', 'Ganztagsbetreuung 3 bis 5 Jahre']], units: over(['Prozent'], 2),
    rows: rows_by_time({ times: oldest_first(2009), areas: kreis_rows(), width: 2,
      cells: (row, year) => [[0, 2], [3, 5]].map(([from, to], i) => percent(
        sum(row.kreise.map((kreis) => full_day_counts(people, kreis, year)[i])),
        people.in_kreise(row.kreise, year - 1, { from, to }))) }),
    exported,
  };
}
