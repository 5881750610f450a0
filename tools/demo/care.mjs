// Children in day care on 1 March: shares of the children who lived there at the end of the year before.

import { kreise, last_year, first_year } from './names.mjs';
import { along } from './profiles.mjs';
import { chance } from './random.mjs';
import { deprivation } from './region.mjs';

const toddlers = {
  university_city: [[2007, 0.13], [2013, 0.27], [2024, 0.37]], industrial_city: [[2007, 0.07], [2013, 0.15], [2024, 0.235]],
  suburban: [[2007, 0.085], [2013, 0.24], [2024, 0.345]], rural: [[2007, 0.06], [2013, 0.2], [2024, 0.31]],
  remote: [[2007, 0.055], [2013, 0.175], [2024, 0.265]],
};

// Erlengrund built places early; Hohe Wessel lost childminders and never made up for it.
const course = { 17053: [[2007, 1], [2012, 1.3], [2024, 1.36]], 17054: [[2007, 1.05], [2014, 1.0], [2024, 0.8]] };

/**
 * Care in a Kreis: { u3, o3, school: each { centre, minder, both }, foreign, lunch: { centre, minder, both } }.
 * `both` counts children who have a place in a centre and at a childminder; they are one child each.
 */
export function care_of(people, kreis, year) {
  const place = kreise[kreis];
  const draw = chance(`care ${place.code} ${year}`);
  const noise = () => 1 + 0.012 * draw.normal();
  const living = (from, to, foreign) => people.in_kreise([kreis], year - 1, { from, to, foreign });
  const share = along(toddlers[place.kind], year) * along(course[place.code] ?? [[2007, 1]], year) * noise();
  const by_minder = along([[2007, 0.08], [2013, 0.24], [2024, 0.27]], year) * (place.kind === 'suburban' ? 1.25 : 1);
  const groups = {
    u3: parts(living(0, 2) * share, by_minder, 0.012, draw),
    o3: parts(living(3, 5) * Math.min(0.985, along([[2007, 0.9], [2014, 0.94], [2024, 0.925]], year)
      * (1.03 - 0.07 * deprivation(place, year)) * noise()), 0.009, 0.004, draw),
    school: parts(living(6, 13) * along([[2007, 0.05], [2024, 0.085]], year) * noise(),
      place.kind === 'remote' ? 0.012 : 0.03, 0.001, draw),
  };
  const foreign_share = Math.min(0.72, (living(0, 5, 1) / living(0, 5)) * 1.7 + 0.09);
  const fed = along([[2007, 0.33], [2024, 0.78]], year) * (place.kind.endsWith('city') ? 1.1 : 0.95);
  return { ...groups, foreign: of_all(groups, foreign_share * noise(), draw),
    lunch: of_all(groups, Math.min(0.97, fed * noise()), draw) };
}

function parts(children, by_minder, twice, draw) {
  const total = Math.round(children);
  const both = draw.whole(total * twice);
  const minder = draw.whole(total * by_minder) + both;
  return { centre: total - minder + both, minder, both };
}

function of_all(groups, share, draw) {
  const total = (key) => groups.u3[key] + groups.o3[key] + groups.school[key];
  const both = draw.whole(total('both') * share);
  return { centre: Math.max(both, Math.round(total('centre') * share)),
    minder: Math.max(both, Math.round(total('minder') * share * 0.9)), both };
}

/** Day-care centres of a Kreis: numbers of the facilities table, all from the children in them. */
export function centres_of(people, kreis, year) {
  const care = care_of(people, kreis, year);
  const children = care.u3.centre + care.o3.centre + care.school.centre;
  const draw = chance(`centres ${kreise[kreis].code}`);
  const centres = Math.max(4, Math.round(children / (66 + 5 * draw.normal())));
  const only_u3 = Math.round(centres * along([[2007, 0.015], [2024, 0.035]], year));
  const school = Math.round(centres * 0.03);
  const kindergarten = Math.round(centres * along([[2007, 0.8], [2013, 0.55], [2024, 0.34]], year));
  const staff = Math.round(care.u3.centre / 3.6 + care.o3.centre / along([[2007, 9.4], [2024, 7.2]], year)
    + care.school.centre / 11);
  return {
    ages: [only_u3, kindergarten, school, centres - only_u3 - kindergarten - school],
    inclusive: Math.round(centres * along([[2007, 0.2], [2024, 0.5]], year)),
    places: Math.round(children * 1.055),
    all_staff: Math.round(staff * 1.22), teaching: staff, women: Math.round(staff * along([[2007, 0.972], [2024, 0.925]], year)),
    full_time_posts: Math.round(staff * 0.815), full_time_teachers: Math.round(staff * 0.56),
  };
}

/** Children who stay more than seven hours a day: [under three, three to five]. */
export function full_day_counts(people, kreis, year) {
  const care = care_of(people, kreis, year);
  const place = kreise[kreis];
  const t = (year - first_year) / (last_year - first_year);
  return [
    Math.round((care.u3.centre + care.u3.minder - care.u3.both) * (0.42 + 0.2 * t) * (place.kind.endsWith('city') ? 1.08 : 0.94)),
    Math.round((care.o3.centre + care.o3.minder - care.o3.both) * (0.2 + 0.34 * t) * (place.kind.endsWith('city') ? 1.12 : 0.92)),
  ];
}
