// Which kind of school the children of a Kreis go to after primary school: shares of each cohort, made up, with the
// course of reforms: Hauptschulen vanish, Gesamtschulen grow, special schools shrink.

import { kreise } from './names.mjs';
import { along } from './profiles.mjs';
import { chance } from './random.mjs';
import { deprivation } from './region.mjs';

/** The kinds of secondary schools; the order is that of the shares. */
export const secondary = ['haupt', 'several', 'real', 'gymnasium', 'gesamt', 'waldorf', 'special'];

const to_gymnasium = { university_city: 0.45, industrial_city: 0.36, suburban: 0.4, rural: 0.33, remote: 0.29 };
const to_gesamt = { university_city: 1.25, industrial_city: 1.5, suburban: 0.95, rural: 0.75, remote: 0.6 };
const with_waldorf = new Set(['17001', '17002', '17051', '17053']);
const with_several = new Set(['17054', '17056', '17057']);

/** Shares of a cohort (named by the year it enters grade 5), in the order of `secondary`; they add up to 1. */
export function secondary_shares(kreis, entered, sex, foreign) {
  const { code, kind } = kreise[kreis];
  const poor = deprivation(kreise[kreis], entered) - 0.5;
  const wave = (type) => 1 + 0.022 * chance(`cohort ${code} ${entered} ${type}`).normal();
  const gymnasium = Math.max(0.08, (to_gymnasium[kind] + 0.004 * (entered - 2005) - 0.16 * poor + (sex === 1 ? 0.03 : -0.03))
    * (foreign ? 0.52 : 1.02) * wave('gymnasium'));
  const special = special_share(kreis, entered, sex, foreign) * wave('special');
  const haupt = along([[1995, 0.25], [2005, 0.19], [2012, 0.1], [2018, 0.045], [2024, 0.025]], entered)
    * (1 + 0.5 * poor) * (foreign ? 1.8 : 0.95) * (sex === 0 ? 1.12 : 0.88) * wave('haupt');
  const gesamt = along([[1995, 0.07], [2005, 0.1], [2010, 0.14], [2013, 0.23], [2024, 0.31]], entered)
    * to_gesamt[kind] * wave('gesamt');
  const waldorf = with_waldorf.has(code) ? (foreign ? 0.003 : 0.009) : 0;
  const several = with_several.has(code) ? along([[2008, 0], [2009, 0.05], [2024, 0.12]], entered) : 0;
  const real = Math.max(0.06, 1 - gymnasium - special - haupt - gesamt - waldorf - several);
  const shares = [haupt, several, real, gymnasium, gesamt, waldorf, special];
  const total = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / total);
}

/** Share of the children who learn at special schools. */
export function special_share(kreis, entered, sex, foreign) {
  const poor = deprivation(kreise[kreis], entered) - 0.5;
  return (0.048 + 0.04 * poor) * along([[2005, 1], [2011, 0.97], [2024, 0.66]], entered)
    * (sex === 0 ? 1.28 : 0.72) * (foreign ? 1.4 : 0.96);
}

/** Out of ten pupils of a grammar school in the first Kreis one or two cross into the town: [from, to, share]. */
export const commuting = [['17051', '17001', 0.13], ['17055', '17001', 0.04], ['17052', '17002', 0.12], ['17056', '17001', 0.03]]
  .map(([from, to, share]) => [...[from, to].map((key) => kreise.findIndex(({ code }) => code === key)), share]);
