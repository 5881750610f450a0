// The population of every unit by nationality, sex and single year of age, rolled forward from year to year. Every
// other table of the region is made from it, so that all of them agree.

import { first_year, kreise, years } from './names.mjs';
import {
  arrival_weight, arrivals, drawing_power, fertility, first_weight, mortality, net_moves, oldest,
} from './profiles.mjs';
import { chance, split } from './random.mjs';
import { make_units } from './region.mjs';

export const ages = oldest + 1;
const cells = 4 * ages;

/** Position of (foreign 0|1, sex 0 male|1 female, age) in a unit's cells. */
export function cell(foreign, sex, age) {
  return (foreign * 2 + sex) * ages + age;
}

/**
 * { units, people(year, unit): Int32Array of cells at 31 December, births(year, unit): { total, married } }.
 * The year before the first one exists as well: rates whose denominator is the year before need it.
 */
export function simulate() {
  const units = make_units();
  const states = new Map();
  const born = new Map();
  let state = units.map(first_population);
  states.set(first_year - 1, state);
  for (const year of years) {
    const shares = arrival_shares(units, year);
    const births = [];
    state = state.map((before, i) => {
      const { after, newborn } = roll(before, units[i], year, shares[i]);
      births.push(newborn);
      return after;
    });
    states.set(year, state);
    born.set(year, births);
  }
  return { units, people: (year, unit) => states.get(year)[unit], births: (year, unit) => born.get(year)[unit] };
}

function first_population(unit) {
  const { kind } = kreise[unit.kreis];
  const draw = chance(`first population ${unit.key}`);
  const foreign = Math.round(unit.people * unit.foreign);
  const people = new Int32Array(cells);
  for (const [is_foreign, total] of [[0, unit.people - foreign], [1, foreign]]) {
    const weights = [];
    for (let sex = 0; sex < 2; sex++) {
      for (let age = 0; age < ages; age++) {
        weights.push(first_weight(kind, age, sex, is_foreign === 1) * draw.between(0.93, 1.07));
      }
    }
    split(total, weights).forEach((count, i) => { people[is_foreign * 2 * ages + i] = count; });
  }
  return people;
}

function arrival_shares(units, year) {
  const weights = units.map((unit) => unit.people * drawing_power[kreise[unit.kreis].kind] * (0.55 + 0.9 * unit.deprivation[0]));
  return split(arrivals(year), weights);
}

/** One year of one unit: everybody gets older, dies, moves; children are born; some foreigners become Germans. */
function roll(before, unit, year, newcomers) {
  const { kind } = kreise[unit.kreis];
  const draw = chance(`roll ${unit.key} ${year}`);
  const after = new Int32Array(cells);
  const newborn = { total: 0, married: 0 };
  for (let foreign = 0; foreign < 2; foreign++) {
    for (let sex = 0; sex < 2; sex++) {
      for (let age = 0; age < ages; age++) {
        const here = before[cell(foreign, sex, age)];
        if (here === 0) continue;
        if (sex === 1 && age >= 15 && age < 50) {
          give_birth(after, newborn, draw.whole(here * fertility(age, year, foreign === 1)), foreign, unit, year, draw);
        }
        const older = Math.min(oldest, age + 1);
        let left = here - Math.min(here, draw.whole(here * mortality(age, sex, year)));
        const moves = foreign === 0 ? net_moves(kind, older) : 0.25 * net_moves(kind, older);
        left = Math.max(0, left + draw.whole(left * moves));
        const naturalised = foreign === 1 && older >= 8 && older < 60 ? Math.min(left, draw.whole(left * 0.014)) : 0;
        after[cell(foreign, sex, older)] += left - naturalised;
        if (naturalised > 0) after[cell(0, sex, older)] += naturalised;
      }
    }
  }
  arrive(after, newcomers, draw);
  return { after, newborn };
}

function give_birth(after, newborn, count, foreign, unit, year, draw) {
  for (let i = 0; i < count; i++) {
    newborn.total += 1;
    if (draw.happens(0.72 - 0.2 * unit.deprivation[0] - 0.002 * (year - first_year))) newborn.married += 1;
    const sex = draw.happens(0.513) ? 0 : 1;
    // Most children of foreign parents are German by birth.
    const is_foreign = foreign === 1 && draw.happens(0.38) ? 1 : 0;
    if (!draw.happens(mortality(0, sex, year))) after[cell(is_foreign, sex, 0)] += 1;
  }
}

const arrival_order = (() => {
  const list = [];
  let total = 0;
  for (let sex = 0; sex < 2; sex++) {
    for (let age = 0; age < ages; age++) {
      total += arrival_weight(age, sex);
      list.push({ upto: total, position: cell(1, sex, age) });
    }
  }
  return { list, total };
})();

function arrive(after, newcomers, draw) {
  for (let i = 0; i < newcomers; i++) {
    const at = draw.uniform() * arrival_order.total;
    after[arrival_order.list.find(({ upto }) => at < upto).position] += 1;
  }
}
