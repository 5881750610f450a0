import { describe, expect, it } from 'vitest';
import { formatBound, formatDate, formatFigure, formatNumber, roundHalfUp } from './format';

describe('roundHalfUp', () => {
  it('refuses what is not a number', () => {
    expect(() => roundHalfUp(NaN, 1)).toThrow(RangeError);
    expect(() => roundHalfUp(Infinity, 1)).toThrow(RangeError);
  });

  it.each([
    [1.005, 2, '1.01'],
    [0.285, 2, '0.29'],
    [100 * 0.285, 0, '29'],
    [2.675, 2, '2.68'],
    [8.345, 2, '8.35'],
    [0.5, 0, '1'],
    [2.5, 0, '3'],
    [-2.5, 0, '-3'],
    [-0.04, 1, '0.0'],
    [0, 1, '0.0'],
    [9.995, 2, '10.00'],
    [99.95, 1, '100.0'],
    [7.05, 1, '7.1'],
    [7.049999, 1, '7.0'],
    [0.0004, 1, '0.0'],
    [0.04, 1, '0.0'],
    [0.05, 1, '0.1'],
    [123456789012, 0, '123456789012'],
    [1e21, 0, '1000000000000000000000'],
    [1 / 3, 4, '0.3333'],
    [0.1 + 0.2, 1, '0.3']
  ])('%d to %d places is %s', (value, decimals, text) => expect(roundHalfUp(value, decimals)).toBe(text));

  it('agrees with exact arithmetic for every ratio of small counts', () => {
    for (let d = 1; d <= 400; d++)
      for (let n = 0; n <= d; n += 7) {
        const exact = (BigInt(n) * 2000n + BigInt(d)) / (2n * BigInt(d)); // half up of n/d·1000
        expect(roundHalfUp((100 * n) / d, 1).replace('.', '').replace(/^0+(?=\d)/, '')).toBe(exact.toString());
      }
  });
});

describe('formatNumber', () => {
  it('groups thousands and turns the minus', () => {
    expect(formatNumber(1234567.85, 1, 'de')).toBe('1.234.567,9');
    expect(formatNumber(1234567.85, 1, 'en')).toBe('1,234,567.9');
    expect(formatNumber(-1234, 0, 'de')).toBe('−1.234');
    expect(formatNumber(999, 0, 'de')).toBe('999');
  });
});

describe('formatFigure', () => {
  it('dresses a figure in its unit', () => {
    expect(formatFigure(7.05, { unit: 'percent', decimals: 1 }, 'de')).toBe('7,1\u00a0%');
    expect(formatFigure(7.05, { unit: 'percent', decimals: 1 }, 'en')).toBe('7.1%');
    expect(formatFigure(21345, { unit: 'euro', decimals: 0 }, 'de')).toBe('21.345\u00a0€');
    expect(formatFigure(-21345, { unit: 'euro', decimals: 0 }, 'en')).toBe('−€21,345');
    expect(formatFigure(43.52, { unit: 'years', decimals: 1 }, 'de')).toBe('43,5\u00a0Jahre');
    expect(formatFigure(12, { unit: 'per_1000', decimals: 1, unitText: 'je 1.000 Einwohner' }, 'de')).toBe('12,0\u00a0je 1.000 Einwohner');
    expect(formatFigure(179350, { unit: 'count', decimals: 0, unitText: '' }, 'de')).toBe('179.350');
  });
  it('shows bounds with one place more', () => {
    expect(formatBound(7.668, { unit: 'percent', decimals: 1 }, 'de')).toBe('7,67');
    expect(formatBound(48, { unit: 'count', decimals: 0 }, 'de')).toBe('48');
  });
});

describe('formatDate', () => {
  it('writes dates out and leaves other text alone', () => {
    expect(formatDate('2024-03-01', 'de')).toBe('1.\u00a0März 2024');
    expect(formatDate('2024-03-01', 'en')).toBe('1 March 2024');
    expect(formatDate('2024', 'de')).toBe('2024');
  });
});
