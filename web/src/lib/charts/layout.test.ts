import { describe, expect, it } from 'vitest';
import type { ChartData } from '../data/types';
import { layoutBreakdown } from './breakdown-layout';
import { classify } from './classes';
import { readTokens, resolveTokens, standalone } from './embed';
import { layoutMap } from './map-layout';
import { layoutRanking } from './ranking-layout';
import { domainOf, linear, ticksAlong } from './scale';
import { layoutSeries, spread, typicalStep } from './series-layout';
import { layoutSpark } from './spark-layout';
import { layoutStacked } from './stacked-layout';
import { fitText, textWidth } from './text-width';

type Item = ChartData['items'][number];
const item = (key: string, values: (number | null)[], over: Partial<Item> = {}): Item => ({
  key,
  label: key,
  role: 'member',
  values,
  marks: values.map((value) => (value === null ? '.' : '')),
  bounds: values.map(() => null),
  ...over
});
const chart = (items: Item[], years = [2023], over: Partial<ChartData> = {}): ChartData => ({
  unit: 'percent',
  unitText: '%',
  decimals: 1,
  year: years.at(-1) ?? null,
  years,
  yearLabels: years.map(String),
  items,
  parts: [],
  breaks: [],
  boundary: null,
  ...over
});
const wide = { language: 'de' as const, size: 'wide' as const, sign: () => 'unbekannt' };

describe('scales', () => {
  it('survives nothing and equal values', () => {
    expect(domainOf([], 5)).toEqual({ from: 0, to: 1, truncated: false });
    const domain = domainOf([7, 7], 5);
    expect(domain.from).toBeLessThan(7);
    expect(domain.to).toBeGreaterThan(7);
    expect(domainOf([100, 100.00000000000001], 5)).toEqual(domainOf([100, 100], 5));
  });
  it('begins at zero unless half the room would be wasted', () => {
    expect(domainOf([4.5, 13], 7)).toMatchObject({ from: 0, truncated: false });
    expect(domainOf([93, 105], 5)).toMatchObject({ truncated: true });
    expect(domainOf([-7, 10], 5).from).toBeLessThanOrEqual(-7);
  });
  it('writes as many marks as have room', () => {
    const domain = domainOf([0, 700000], 7);
    const ticks = ticksAlong(domain, linear(domain, 0, 300), 7, { unit: 'count', decimals: 0 }, 'de');
    for (let i = 1; i < ticks.length; i++) expect(ticks[i]!.at - ticks[i - 1]!.at).toBeGreaterThan(textWidth(ticks[i]!.label, 12));
  });
});

describe('text', () => {
  it('cuts what does not fit', () => {
    expect(fitText('Kreis Recklinghausen', 400, 13)).toBe('Kreis Recklinghausen');
    const cut = fitText('Kreis Recklinghausen', 80, 13);
    expect(cut.endsWith('…')).toBe(true);
    expect(textWidth(cut, 13)).toBeLessThanOrEqual(80);
  });
});

describe('classify', () => {
  it('has no classes without values', () => expect(classify([], 1).list).toEqual([]));
  it('makes five classes of nearly equal size', () => {
    const { list } = classify(Array.from({ length: 15 }, (_, i) => i), 0);
    expect(list.map((one) => one.areas)).toEqual([3, 3, 3, 3, 3]);
  });
  it('never parts values that look the same', () => {
    const values = [1, 2, 3.04, 3.01, 3.0, 2.96, 4, 5, 6, 7];
    const { list, shadeOf } = classify(values, 1);
    expect(new Set([3.04, 3.01, 3.0, 2.96].map(shadeOf)).size).toBe(1);
    expect(list.reduce((sum, one) => sum + one.areas, 0)).toBe(values.length);
    for (let i = 1; i < list.length; i++) expect(list[i]!.from).toBeGreaterThan(list[i - 1]!.to);
  });
  it('makes one class of one value', () => expect(classify([5, 5, 5], 1).list).toMatchObject([{ from: 5, to: 5, areas: 3 }]));
});

describe('layoutRanking', () => {
  it('shares ranks where bounds overlap and puts what is missing last, with its reason', () => {
    const rows = layoutRanking(
      chart([item('a', [5], { bounds: [[4, 6]] }), item('b', [null]), item('c', [5.5], { bounds: [[4.5, 6.5]] }), item('d', [9], { role: 'highlight' })]),
      wide
    ).rows;
    expect(rows.map((row) => [row.key, row.rank])).toEqual([['d', '1'], ['c', '2–3'], ['a', '2–3'], ['b', '']]);
    expect(rows[3]!.missing).toBe('keine Angabe: unbekannt');
    expect(rows[0]!.chosen).toBe(0);
    expect(rows[1]!.band!.width).toBeGreaterThan(2);
  });
  it('cuts long lists but keeps what was chosen', () => {
    const many = Array.from({ length: 100 }, (_, i) => item(`k${i}`, [i], i === 50 ? { role: 'highlight' } : {}));
    const layout = layoutRanking(chart(many), wide);
    expect(layout.rows).toHaveLength(41);
    expect(layout.rows.some((row) => row.key === 'k50')).toBe(true);
    expect(layout.cut!.text).toContain('59');
  });
  it('lets the sum of a region not press its members into a corner', () => {
    const layout = layoutRanking(chart([item('a', [10]), item('b', [20]), item('R', [5000], { role: 'region' })], [2023], { unit: 'count' }), wide);
    expect(layout.domain.to).toBeLessThan(100);
    expect(layout.references).toEqual([]);
  });
  it('keeps labels of references apart', () => {
    const layout = layoutRanking(chart([item('a', [1]), item('b', [9]), item('R', [5], { role: 'region' }), item('05', [5.1], { role: 'context' })]), wide);
    expect(new Set(layout.references.map((one) => one.labelY)).size).toBe(2);
  });
});

describe('layoutSeries', () => {
  it('names the years that are missing and does not bridge them', () => {
    const layout = layoutSeries(chart([item('a', [1, 2, 3, 4], { role: 'highlight' })], [2013, 2014, 2015, 2023]), wide);
    expect(layout.gaps).toHaveLength(1);
    expect(layout.gaps[0]!.lines[0]).toBe('2016–2022');
    expect(layout.lines[0]!.path.match(/M/g)).toHaveLength(1);
    expect(layout.lines[0]!.points).toHaveLength(1);
  });
  it('breaks a line where a figure is missing and shows what stands alone', () => {
    const layout = layoutSeries(chart([item('a', [1, null, 3, null, 5, 6], { role: 'region' })], [2010, 2011, 2012, 2013, 2014, 2015]), wide);
    expect(layout.lines[0]!.path.match(/M/g)).toHaveLength(1);
    expect(layout.lines[0]!.points).toHaveLength(3);
    expect(layout.gaps.map((gap) => [gap.span, gap.text])).toEqual([['2011', 'unbekannt'], ['2013', 'unbekannt']]);
  });
  it('marks figures that were converted to another territory', () => {
    const layout = layoutSeries(chart([item('a', [1, 2, null, 4], { role: 'highlight', converted: [true, false, true, false] })], [2010, 2011, 2012, 2013]), wide);
    expect(layout.lines[0]!.converted).toHaveLength(1);
    expect(layout.lines[0]!.converted[0]!.x).toBeLessThan(layout.lines[0]!.points[0]!.x);
  });
  it('takes the usual distance of a survey as no gap', () => {
    expect(typicalStep([1994, 1998, 2002, 2006, 2010, 2012, 2014])).toBe(4);
    const layout = layoutSeries(chart([item('a', [1, 2, 3])], [1994, 1998, 2002]), wide);
    expect(layout.gaps).toEqual([]);
  });
  it('numbers breaks between the years', () => {
    const layout = layoutSeries(chart([item('a', [1, 2, 3])], [2012, 2013, 2014], { breaks: [{ year: 2013, text: 'neu' }] }), wide);
    expect(layout.breaks).toHaveLength(1);
    const [first, second] = [layout.lines[0]!.path.match(/M([\d.]+)/)![1], layout.lines[0]!.path.match(/L([\d.]+)/)![1]].map(Number);
    expect(layout.breaks[0]!.x).toBeCloseTo((first! + second!) / 2, 0);
  });
  it('draws a band instead of a crowd', () => {
    const many = Array.from({ length: 80 }, (_, i) => item(`k${i}`, [i, i + 1]));
    const layout = layoutSeries(chart(many, [2022, 2023]), wide);
    expect(layout.lines).toEqual([]);
    expect(layout.spread).toMatch(/^M.*Z$/);
  });
  it('keeps labels apart and inside', () => {
    const placed = spread([{ y: 50 }, { y: 51 }, { y: 52 }, { y: 299 }], 26, 300).map((one) => one.y);
    for (let i = 1; i < placed.length; i++) expect(placed[i]! - placed[i - 1]!).toBeGreaterThanOrEqual(15.9);
    expect(Math.max(...placed)).toBeLessThanOrEqual(300);
  });
});

describe('layoutBreakdown', () => {
  it('gives a row to each area for few codes, to each code for many', () => {
    const few = layoutBreakdown(chart([item('a', [1, 2]), item('R', [2, 3], { role: 'region' })], [2023], { parts: ['w', 'm'] }), wide);
    expect(few.mode).toBe('areas');
    expect(few.rows.map((row) => row.key)).toEqual(['R', 'a']);
    const many = layoutBreakdown(chart([item('a', [1, 2, 3, 4, 5])], [2023], { parts: ['p', 'q', 'r', 's', 't'] }), wide);
    expect(many.mode).toBe('codes');
    expect(many.rows).toHaveLength(5);
    expect(many.rows[0]!.ghosts).toHaveLength(1);
  });
  it('says why a row is empty', () => {
    const layout = layoutBreakdown(chart([item('a', [null, null]), item('b', [1, 2])], [2023], { parts: ['w', 'm'] }), wide);
    expect(layout.rows.find((row) => row.key === 'a')!.missing).toContain('unbekannt');
  });
});

describe('layoutStacked', () => {
  it('leaves open what shares do not reach', () => {
    const layout = layoutStacked(chart([item('a', [30, 60]), item('b', [null, null])], [2023], { parts: ['p', 'q'] }), wide);
    expect(layout.rows[0]!.pieces).toHaveLength(2);
    expect(layout.rows[1]!.missing).toContain('keine Angabe');
  });
});

describe('layoutMap', () => {
  const shapes = { width: 720, height: 400, ground: '', areas: ['a', 'b', 'c'].map((key, i) => ({ key, d: 'M0 0l1 1z', x: 100 * (i + 1), y: 100, r: i === 2 ? 5 : 50 })) };
  it('colours rates by class, hatches what is missing and says why', () => {
    const layout = layoutMap(chart([item('a', [5]), item('b', [null]), item('c', [9])]), shapes, wide);
    expect(layout.mode).toBe('classes');
    expect(layout.areas.find((area) => area.key === 'b')!.shade).toBeNull();
    expect(layout.missing).toEqual([{ text: 'keine Angabe: unbekannt', areas: 1 }]);
    expect(layout.areas.find((area) => area.key === 'c')!.value).toBe('');
  });
  it('draws counts as circles whose area is the number', () => {
    const layout = layoutMap(chart([item('a', [100]), item('b', [400])], [2023], { unit: 'count', decimals: 0 }), shapes, wide);
    const [a, b] = layout.areas.map((area) => area.circle!.r);
    expect(b! / a!).toBeCloseTo(2, 1);
  });
});

describe('layoutSpark', () => {
  it('is empty without figures', () => expect(layoutSpark([2000], [null])).toEqual({ path: '', end: null, alone: [] }));
  it('ends at the newest figure', () => expect(layoutSpark([2000, 2001, 2002], [1, 2, null]).end!.x).toBeLessThan(126));
});

describe('embed', () => {
  it('resolves tokens and stands alone', () => {
    const tokens = readTokens('/* x */ :root { --ink: #000; --paper: #fff; } :root { --ink: #111; }');
    expect(resolveTokens('.a { fill: var(--ink); stroke: var(--other) }', tokens)).toBe('.a { fill: #000; stroke: var(--other) }');
    const svg = standalone('<svg class="chart map fluid" viewBox="0 0 720 400" width="720"><path d="M0"/></svg>', { title: 'A & B', caption: '<c>', source: 's' }, '.a{fill:var(--ink)}', tokens);
    expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(svg).toContain('A &amp; B');
    expect(svg).toMatch(/viewBox="0 0 752 \d+"/);
    expect(svg).not.toContain('var(');
  });
  it('refuses what is no drawing', () => expect(() => standalone('<p>', null, '', new Map())).toThrow());
});
