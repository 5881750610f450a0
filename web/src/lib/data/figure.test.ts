import { describe, expect, it } from 'vitest';
import { rankRanges, relationOf } from './figure';

const exact = (value: number) => ({ value, bounds: [value, value] as [number, number] });
const near = (value: number, half: number) => ({ value, bounds: [value - half, value + half] as [number, number] });
const display = (value: number) => value.toFixed(1);

describe('rankRanges', () => {
  it('has nothing to say about nothing', () => expect(rankRanges([])).toEqual([]));
  it('orders exact values and shares ranks between equal ones', () => {
    expect(rankRanges([exact(5), exact(9), exact(5), exact(1)])).toEqual([
      { from: 2, to: 3 },
      { from: 1, to: 1 },
      { from: 2, to: 3 },
      { from: 4, to: 4 }
    ]);
  });
  it('does not order what the bounds do not separate, also along a chain', () => {
    const ranks = rankRanges([near(10, 0.6), near(9, 0.6), near(8, 0.6), near(1, 0.1)]);
    expect(ranks).toEqual([
      { from: 1, to: 2 },
      { from: 1, to: 3 },
      { from: 2, to: 3 },
      { from: 4, to: 4 }
    ]);
  });
  it('takes touching bounds as not separated', () => {
    expect(rankRanges([near(2, 0.5), near(1, 0.5)])).toEqual([
      { from: 1, to: 2 },
      { from: 1, to: 2 }
    ]);
  });
});

describe('relationOf', () => {
  it('sees a difference only where bounds and display show one', () => {
    expect(relationOf(near(7.7, 0.1), near(6.4, 0.1), display)).toBe('more');
    expect(relationOf(near(6.4, 0.1), near(7.7, 0.1), display)).toBe('less');
    expect(relationOf(near(7.7, 0.8), near(6.4, 0.8), display)).toBe('similar');
    expect(relationOf(exact(7.71), exact(7.69), display)).toBe('similar');
  });
});
