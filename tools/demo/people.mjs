// Questions to the simulated population, answered by adding cells.

import { ages, cell } from './demography.mjs';
import { kreise } from './names.mjs';

/** Answers for sets of units; cells of a Kreis are added once and remembered. */
export function make_people(population) {
  const kreis_cells = new Map();

  function of_kreis(kreis, year) {
    const key = `${kreis} ${year}`;
    if (!kreis_cells.has(key)) {
      const total = new Int32Array(4 * ages);
      population.units.forEach((unit, i) => {
        if (unit.kreis !== kreis) return;
        population.people(year, i).forEach((count, position) => { total[position] += count; });
      });
      kreis_cells.set(key, total);
    }
    return kreis_cells.get(key);
  }

  return {
    units: population.units,
    births: (kreis_list, year) => {
      const total = { total: 0, married: 0 };
      population.units.forEach((unit, i) => {
        if (!kreis_list.includes(unit.kreis)) return;
        const born = population.births(year, i);
        total.total += born.total;
        total.married += born.married;
      });
      return total;
    },
    /** People of the listed Kreise. Options: from, to (ages, both included), sex (0|1), foreign (0|1). */
    in_kreise: (list, year, options) => list.reduce((total, kreis) => total + count(of_kreis(kreis, year), options), 0),
    in_units: (list, year, options) => list.reduce((total, unit) => total + count(population.people(year, unit), options), 0),
    kreise: kreise.map((_, index) => index),
  };
}

function count(cells, { from = 0, to = ages - 1, sex, foreign } = {}) {
  let total = 0;
  for (let f = 0; f < 2; f++) {
    if (foreign !== undefined && f !== foreign) continue;
    for (let s = 0; s < 2; s++) {
      if (sex !== undefined && s !== sex) continue;
      const base = cell(f, s, 0);
      for (let age = from; age <= to; age++) total += cells[base + age];
    }
  }
  return total;
}
