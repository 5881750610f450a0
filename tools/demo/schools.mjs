// Pupils at general schools, by the Kreis of the school, and what they leave with. Everything follows from the
// population: grades are ages, types are shares of a cohort.

import { kreise } from './names.mjs';
import { along } from './profiles.mjs';
import { split } from './random.mjs';
import { deprivation } from './region.mjs';
import { commuting, secondary, secondary_shares, special_share } from './school_choice.mjs';

export const school_types = ['preschool', 'primary', 'orientation', 'haupt', 'several', 'real', 'gymnasium', 'gesamt', 'waldorf',
  'special', 'evening'];

const youngest = 5;
const oldest_pupil = 20;

/** The pupils of one type in one Kreis: numbers by age, sex and nationality. */
function pupils() {
  const numbers = new Int32Array((oldest_pupil - youngest + 1) * 4);
  const at = (age, sex, foreign) => ((age - youngest) * 2 + sex) * 2 + foreign;
  return {
    add: (age, sex, foreign, n) => { numbers[at(age, sex, foreign)] += n; },
    get: (age, sex, foreign) => numbers[at(age, sex, foreign)],
    count: ({ age, sex, foreign } = {}) => {
      let total = 0;
      for (let a = youngest; a <= oldest_pupil; a++) {
        for (let s = 0; s < 2; s++) {
          for (let f = 0; f < 2; f++) {
            if ((age ?? a) === a && (sex ?? s) === s && (foreign ?? f) === f) total += numbers[at(a, s, f)];
          }
        }
      }
      return total;
    },
  };
}

// Eight years of Gymnasium instead of nine: two years leave together in the summer of 2013.
/** Ages (at the end of the calendar year) of the last Gymnasium grade in the school year that begins in `autumn`. */
export function final_ages(autumn) {
  if (autumn < 2012) return [18];
  return autumn === 2012 ? [17, 18] : [17];
}

/** Ages of the Einführungsphase (or grade 11) of a Gymnasium. */
export function introductory_ages(autumn) {
  if (autumn < 2010) return [16];
  return autumn === 2010 ? [15, 16] : [15];
}

/** The pupils of a school year: for each Kreis a record of `pupils()` by type. */
export function pupils_of(people, autumn) {
  const all = people.kreise.map(() => Object.fromEntries(school_types.map((type) => [type, pupils()])));
  for (const kreis of people.kreise) {
    for (let sex = 0; sex < 2; sex++) {
      for (let foreign = 0; foreign < 2; foreign++) enrol(all[kreis], people, kreis, autumn, sex, foreign);
    }
  }
  commute(all);
  return all;
}

function enrol(schools, people, kreis, autumn, sex, foreign) {
  const aged = (age) => people.in_kreise([kreis], autumn, { from: age, to: age, sex, foreign });
  const early = Math.round(aged(6) * along([[2005, 0.014], [2012, 0.004], [2013, 0]], autumn));
  schools.preschool.add(6, sex, foreign, early);
  for (let age = 6; age <= 9; age++) {
    const children = aged(age) - (age === 6 ? early : 0);
    const special = 0.55 * special_share(kreis, autumn - (age - 10), sex, foreign);
    const waldorf = schools_waldorf(kreis, foreign);
    const [primary, to_special, to_waldorf] = split(children, [1 - special - waldorf, special, waldorf]);
    schools.primary.add(age, sex, foreign, primary);
    schools.special.add(age, sex, foreign, to_special);
    schools.waldorf.add(age, sex, foreign, to_waldorf);
  }
  const last = Math.max(...final_ages(autumn));
  for (let age = 10; age <= 18; age++) {
    const parts = split(aged(age), secondary_shares(kreis, autumn - (age - 10), sex, foreign));
    secondary.forEach((type, i) => schools[type].add(age, sex, foreign, Math.round(parts[i] * staying(type, age, last))));
  }
  if (['17001', '17002', '17053'].includes(kreise[kreis].code)) {
    schools.evening.add(19, sex, foreign,
      Math.round(people.in_kreise([kreis], autumn, { from: 19, to: 28, sex, foreign }) * 0.011));
  }
}

function schools_waldorf(kreis, foreign) {
  const index = secondary.indexOf('waldorf');
  return 0.9 * secondary_shares(kreis, 2010, 0, foreign === 1)[index];
}

/** Share of a cohort's pupils of a type who are still at it at this age. */
function staying(type, age, last_of_gymnasium) {
  if (age <= 15) return 1;
  if (type === 'gymnasium') return age > last_of_gymnasium ? 0 : along([[16, 0.95], [17, 0.91], [18, 0.88]], age);
  if (type === 'gesamt') return along([[16, 0.38], [17, 0.33], [18, 0.3]], age);
  if (type === 'waldorf') return along([[16, 0.8], [17, 0.62], [18, 0.5]], age);
  return type === 'special' && age === 16 ? 0.25 : 0;
}

function commute(all) {
  for (const [from, to, share] of commuting) {
    for (let age = 10; age <= 18; age++) {
      for (let sex = 0; sex < 2; sex++) {
        for (let foreign = 0; foreign < 2; foreign++) {
          const moving = Math.round(all[from].gymnasium.get(age, sex, foreign) * share);
          all[from].gymnasium.add(age, sex, foreign, -moving);
          all[to].gymnasium.add(age, sex, foreign, moving);
        }
      }
    }
  }
}

export const degrees = ['without', 'haupt', 'middle', 'school_part', 'fhr', 'abitur'];

// What the pupils of a type reach at the end of grade 10: without, Hauptschulabschluss, middle degree.
const after_ten = {
  haupt: [0.1, 0.52, 0.38], several: [0.04, 0.3, 0.66], real: [0.014, 0.11, 0.876], gesamt: [0.05, 0.27, 0.68],
  waldorf: [0.015, 0.09, 0.895], special: [0.66, 0.3, 0.04],
};

/**
 * Those who leave in the summer of a year, by Kreis, sex and degree: result[kreis][sex][degree]. `school_part` is part
 * of `middle`, all others add up to the total.
 */
export function leavers_of(people, summer) {
  const autumn = summer - 1;
  return pupils_of(people, autumn).map((schools, kreis) => [0, 1].map((sex) => {
    const out = Object.fromEntries(degrees.map((degree) => [degree, 0]));
    for (let foreign = 0; foreign < 2; foreign++) leave(out, schools, kreis, summer, sex, foreign);
    return out;
  }));
}

function leave(out, schools, kreis, summer, sex, foreign) {
  const hardship = failing(kreis, summer, sex, foreign);
  for (const [type, [without, haupt, middle]] of Object.entries(after_ten)) {
    const leaving = Math.round(schools[type].get(15, sex, foreign) * (1 - staying(type, 16, 17)));
    const fails = Math.min(0.9, without * hardship);
    const [n_without, n_haupt, n_middle] = split(leaving, [fails, haupt * (1 - fails), middle * (1 - fails)]);
    out.without += n_without;
    out.haupt += n_haupt;
    out.middle += n_middle;
  }
  const early = Math.round(0.05 * schools.gymnasium.get(15, sex, foreign));
  out.middle += early;
  const final = final_ages(summer - 1).reduce((total, age) => total + schools.gymnasium.get(age, sex, foreign), 0)
    + schools.gesamt.get(18, sex, foreign) + schools.waldorf.get(18, sex, foreign);
  const [passed, with_part] = split(final, [0.955, 0.045]);
  out.abitur += passed;
  out.middle += with_part;
  out.school_part += with_part;
  const adults = schools.evening.get(19, sex, foreign);
  const [n_haupt, n_middle, n_fhr, n_abitur] = split(Math.round(adults * 0.32), [0.15, 0.4, 0.12, 0.33]);
  out.haupt += n_haupt;
  out.middle += n_middle;
  out.fhr += n_fhr;
  out.abitur += n_abitur;
}

/** How much more often than usual pupils leave without a degree. */
function failing(kreis, summer, sex, foreign) {
  const course = along([[2005, 1.2], [2010, 1.0], [2014, 0.84], [2016, 0.94], [2019, 0.98], [2021, 0.86], [2024, 1.14]], summer);
  return course * (0.3 + 1.5 * deprivation(kreise[kreis], summer)) * (sex === 0 ? 1.14 : 0.84) * (foreign === 1 ? 1.9 : 0.95);
}
