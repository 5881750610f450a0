// Work and poverty: who looks for work, who lives on basic income support. Levels are made up; the course over the years
// has a long recovery, a pandemic and a war.

import { kreise } from './names.mjs';
import { along } from './profiles.mjs';
import { chance } from './random.mjs';
import { deprivation } from './region.mjs';

const cycle = [[2005, 0.128], [2006, 0.12], [2007, 0.1], [2008, 0.087], [2009, 0.092], [2012, 0.078], [2015, 0.073],
  [2019, 0.055],
  [2020, 0.066], [2021, 0.064], [2022, 0.056], [2023, 0.06], [2024, 0.064]];

/**
 * The labour market of a Kreis, annual average: unemployed { men, women, foreign, disabled, to19, to24, old, long }
 * and the civilian labour force they are measured by { men, women, foreign, young, dependent }.
 */
export function labour_of(people, kreis, year) {
  const place = kreise[kreis];
  const draw = chance(`labour ${place.code} ${year}`);
  // The average of a year lies between the ends of two years.
  const living = (from, to, options) => (people.in_kreise([kreis], year - 1, { from, to, ...options })
    + people.in_kreise([kreis], year, { from, to, ...options })) / 2;
  const men = Math.round(living(15, 64, { sex: 0 }) * along([[2005, 0.8], [2024, 0.835]], year));
  const women = Math.round(living(15, 64, { sex: 1 }) * along([[2005, 0.67], [2024, 0.77]], year));
  const foreign = Math.round(living(15, 64, { foreign: 1 }) * 0.69);
  const young = Math.round(living(15, 24) * 0.51);
  const rate = along(cycle, year) * (0.3 + 1.45 * deprivation(place, year)) * (1 + 0.015 * draw.normal());
  const unemployed_men = Math.round(men * rate * along([[2005, 1.0], [2024, 1.07]], year));
  const unemployed_women = Math.round(women * rate * along([[2005, 1.02], [2024, 0.95]], year));
  const all = unemployed_men + unemployed_women;
  const to24 = Math.round(young * rate * along([[2005, 0.98], [2024, 0.86]], year));
  return {
    unemployed: {
      men: unemployed_men, women: unemployed_women,
      foreign: Math.min(Math.round(all * 0.6), Math.round(foreign * Math.min(0.42, rate * 2.25))),
      disabled: Math.round(all * 0.062), to19: Math.round(to24 * 0.19), to24,
      old: Math.round(all * along([[2005, 0.12], [2024, 0.23]], year)),
      long: Math.round(all * (0.28 + 0.16 * deprivation(place, year))),
    },
    force: { men, women, foreign, young, dependent: Math.round((men + women) * 0.893) },
  };
}

const support_cycle = [[2010, 1.0], [2013, 0.96], [2016, 0.98], [2019, 0.87], [2021, 0.84], [2022, 0.92], [2024, 0.94]];

/**
 * People of a unit in households with basic income support: whole numbers in the smallest groups of the table, so that
 * all its totals are sums. { u15, other_unable, able: by age group, women…, foreign }
 */
export function support_of(people, unit_index, year) {
  const unit = people.units[unit_index];
  const draw = chance(`support ${unit.key} ${year}`);
  const poor = deprivation(unit, year);
  const living = (from, to, options) => people.in_units([unit_index], year, { from, to, ...options });
  const share = along(support_cycle, year) * (0.018 + 0.2 * poor ** 1.6) * (1 + 0.02 * draw.normal());
  const u15 = Math.round(living(0, 14) * Math.min(0.6, 1.55 * share));
  const groups = [[15, 24, 1.02], [25, 49, 1.12], [50, 54, 0.95], [55, 64, 0.8]];
  const able = groups.map(([from, to, weight]) => Math.round(living(from, to) * share * weight));
  const all_able = able.reduce((a, b) => a + b, 0);
  const unable = u15 + Math.round(u15 * 0.034);
  const foreign_share = Math.min(0.8, 2.1 * (living(0, 64, { foreign: 1 }) / Math.max(1, living(0, 64))));
  return {
    u15, unable, able, women_able: Math.round(all_able * 0.507), women_unable: Math.round(unable * 0.487),
    foreign: Math.round((all_able + unable) * foreign_share),
    others: Math.round((all_able + unable) * 0.046),
  };
}
