// Pupils at vocational schools, by the Kreis of the school: whoever is sixteen to twenty-one and no longer at a general
// school, less those who work or study.

import { kreise } from './names.mjs';
import { along } from './profiles.mjs';
import { split } from './random.mjs';
import { pupils_of, school_types } from './schools.mjs';

export const vocational_types = ['dual', 'full_time', 'upper', 'grammar', 'technical'];

const shares = [0.61, 0.17, 0.045, 0.085, 0.09];
const women = { dual: 0.8, full_time: 1.25, upper: 1.1, grammar: 1.05, technical: 1.15 };
const to_town = [['17051', '17001', 0.42], ['17055', '17001', 0.16], ['17056', '17001', 0.22], ['17057', '17001', 0.2],
  ['17052', '17002', 0.45], ['17054', '17002', 0.2], ['17053', '17001', 0.1]];

/** result[kreis][type][sex][foreign]; `without_contract` is part of `dual`. */
export function vocational_pupils(people, autumn) {
  const general = pupils_of(people, autumn);
  const all = people.kreise.map(() => Object.fromEntries(
    [...vocational_types, 'without_contract'].map((type) => [type, [[0, 0], [0, 0]]])));
  for (let sex = 0; sex < 2; sex++) {
    for (let foreign = 0; foreign < 2; foreign++) {
      const learners = people.kreise.map((kreis) => learning(people, general, kreis, autumn, sex, foreign));
      for (const [from, to, share] of to_town) {
        const [i, j] = [from, to].map((code) => kreise.findIndex((kreis) => kreis.code === code));
        const moving = Math.round(learners[i] * share);
        learners[i] -= moving;
        learners[j] += moving;
      }
      learners.forEach((total, kreis) => {
        const weights = vocational_types.map((type, i) => shares[i] * (sex === 1 ? women[type] : 2 - women[type]));
        split(total, weights).forEach((n, i) => { all[kreis][vocational_types[i]][sex][foreign] = n; });
        all[kreis].without_contract[sex][foreign] = Math.round(all[kreis].dual[sex][foreign] * (foreign ? 0.3 : 0.07));
      });
    }
  }
  return all;
}

function learning(people, general, kreis, autumn, sex, foreign) {
  let total = 0;
  for (let age = 16; age <= 21; age++) {
    const living = people.in_kreise([kreis], autumn, { from: age, to: age, sex, foreign });
    const at_general = age > 18 ? 0 : school_types.reduce((sum, type) => sum + general[kreis][type].get(age, sex, foreign), 0);
    const share = along([[16, 0.93], [17, 0.9], [18, 0.74], [19, 0.55], [20, 0.4], [21, 0.25]], age) * (foreign ? 0.7 : 0.96);
    total += Math.max(0, Math.round((living - at_general) * share));
  }
  return total;
}
