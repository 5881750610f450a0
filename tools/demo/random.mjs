// Chance that always falls alike: every draw of the invented region comes out of named streams, so that one more draw
// in one place changes nothing in another.

/** A 32-bit number of a text (FNV-1a); the same text, the same number, on every machine. */
export function hash_of(text) {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A stream of chance named by a text. */
export function chance(name) {
  let state = hash_of(name);

  /** Evenly spread in [0, 1). */
  function uniform() {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (low, high) => low + Math.floor((high - low + 1) * uniform()),
    pick: (list) => list[Math.floor(list.length * uniform())],
    /** True with the given probability. */
    happens: (probability) => uniform() < probability,
    /** Nearly normal, mean 0, deviation 1: the sum of twelve even draws. */
    normal: () => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += uniform();
      return sum;
    },
    /** A whole number whose expectation is x: up or down by chance. */
    whole: (x) => Math.floor(x + uniform()),
  };
}

/**
 * Splits a whole number into whole parts in proportion to the weights; the parts add up to it exactly (largest
 * remainders; of equal ones the first).
 */
export function split(total, weights) {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (total === 0 || sum <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const open = total - parts.reduce((a, b) => a + b, 0);
  const by_remainder = exact
    .map((value, index) => ({ index, rest: value - parts[index] }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (let i = 0; i < open; i++) parts[by_remainder[i].index] += 1;
  return parts;
}

export function sum(list) {
  return list.reduce((a, b) => a + b, 0);
}
