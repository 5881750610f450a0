// Who belongs to whom: units (Gemeinden and, in the two cities, Stadtteile) are the smallest places that are simulated;
// everything else is a sum of units.

import { first_year, gemeinden, kreise, land, last_year, reform, reform_year, stadtteile } from './names.mjs';
import { chance, split } from './random.mjs';

/**
 * The units: { key, name, kreis (index), gemeinde (key before the reform), people, foreign, deprivation: [first, last] }.
 * Populations of a Kreis's units add up to the Kreis's exactly.
 */
export function make_units() {
  return kreise.flatMap((kreis, index) => (stadtteile[kreis.code] ? city_units(kreis, index) : rural_units(kreis, index)));
}

function city_units(kreis, index) {
  const { digits, list } = stadtteile[kreis.code];
  const people = split(kreis.people, list.map(([, weight]) => weight));
  return list.map(([name, , deviation], i) => ({
    key: `${kreis.code}000${String(i + 1).padStart(digits, '0')}`,
    name,
    kreis: index,
    gemeinde: `${kreis.code}000`,
    people: people[i],
    foreign: Math.max(0.02, kreis.foreign * (1 + 2.2 * deviation)),
    deprivation: kreis.deprivation.map((d) => clamp(d + deviation)),
  }));
}

function rural_units(kreis, index) {
  const draw = chance(`units ${kreis.code}`);
  const list = gemeinden[kreis.code];
  const weights = list.map((name, i) => (i === 0 ? 4.2 : name.endsWith('Stadt') ? 2.4 : 1) * draw.between(0.55, 1.35));
  const people = split(kreis.people, weights);
  return list.map((name, i) => {
    const deviation = (i === 0 ? 0.08 : 0) + 0.06 * draw.normal();
    return {
      key: `${kreis.code}${String(4 * (i + 1)).padStart(3, '0')}`,
      name,
      kreis: index,
      gemeinde: `${kreis.code}${String(4 * (i + 1)).padStart(3, '0')}`,
      people: people[i],
      foreign: Math.max(0.01, kreis.foreign * (1 + (i === 0 ? 0.6 : 0) + 0.25 * draw.normal())),
      deprivation: kreis.deprivation.map((d) => clamp(d + deviation)),
    };
  });
}

function clamp(share) {
  return Math.min(0.98, Math.max(0.04, share));
}

/** Deprivation of a unit or Kreis in a year: a straight way from its first to its last value. */
export function deprivation(place, year) {
  const t = (year - first_year) / (last_year - first_year);
  return place.deprivation[0] + (place.deprivation[1] - place.deprivation[0]) * t;
}

const dissolved = new Set(reform.from);

/** The new key of a Gemeinde; the old one where the reform does not touch it. Gemeinden of the second Kreis follow. */
export function key_after_reform(key) {
  const position = reform.from.indexOf(key.slice(0, 5));
  if (position < 0) return key;
  const shift = position * 4 * gemeinden[reform.from[0]].length;
  return `${reform.to.code}${String(Number(key.slice(5, 8)) + shift).padStart(3, '0')}`;
}

/**
 * The rows of a Kreis table as an office exports it in a year, in official order: { code, name, level, kreise: indexes it
 * is the sum of, from, to }. The years say when the row exists; before and after, its cells are full of `-`. An export
 * from before the reform does not know the new Kreis.
 */
export function kreis_rows(exported = last_year + 1) {
  const all = kreise.map((_, index) => index);
  const rows = [{ code: land.code, name: land.name, level: 'land', kreise: all, from: first_year, to: last_year }];
  kreise.forEach((kreis, index) => {
    const to = dissolved.has(kreis.code) ? reform_year - 1 : last_year;
    rows.push({ code: kreis.code, name: official_name(kreis, exported), level: 'kreis', kreise: [index], from: first_year, to });
  });
  if (exported > reform_year) {
    rows.push({ code: reform.to.code, name: official_name(reform.to, exported), level: 'kreis',
      kreise: reform.from.map((code) => kreise.findIndex((kreis) => kreis.code === code)), from: reform_year, to: last_year });
  }
  return rows;
}

/** Offices write names differently over the years: `Kreisfreie Stadt` until 2018, with dates after a reform. */
function official_name({ name, addition, type, code }, exported) {
  const written_type = exported < 2019 && type === 'kreisfreie Stadt' ? 'Kreisfreie Stadt' : type;
  const plain = [name, addition, written_type].filter((part) => part !== '').join(', ');
  if (exported <= reform_year) return plain;
  if (code === reform.to.code) return `${plain} (ab 01.01.${reform_year})`;
  return dissolved.has(code) ? `${plain} (bis 31.12.${reform_year - 1})` : plain;
}

/** The rows of a Gemeinde table: the Kreis rows with their Gemeinden below them; { …, units: indexes of units }. */
export function gemeinde_rows(units, exported = last_year + 1) {
  const rows = [];
  const of_kreis = (index) => units.map((unit, i) => ({ unit, i })).filter(({ unit }) => unit.kreis === index);
  for (const row of kreis_rows(exported)) {
    rows.push({ ...row, units: row.kreise.flatMap((k) => of_kreis(k).map(({ i }) => i)) });
    if (row.level !== 'kreis' || stadtteile[row.code]) continue;
    const is_new = row.code === reform.to.code;
    for (const k of row.kreise) {
      for (const { unit, i } of of_kreis(k)) {
        rows.push({ code: is_new ? key_after_reform(unit.key) : unit.key, name: unit.name, level: 'gemeinde',
          kreise: [], units: [i], from: row.from, to: row.to });
      }
    }
  }
  return rows;
}

export function exists(row, year) {
  return row.from <= year && year <= row.to;
}
