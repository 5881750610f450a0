// The odd tables: alike on every run, true to their truth, and odd in every way they promise.

import assert from 'node:assert/strict';
import test from 'node:test';
import { spoil_kinds } from './odd/spoil.mjs';
import { draw_table } from './odd/table.mjs';
import { odd_table } from './odd_tables.mjs';
import { chance } from './random.mjs';

const tables = Array.from({ length: 600 }, (_, number) => odd_table('test', number));
const good = tables.filter(({ truth }) => truth.refused === undefined);
const drawn = Array.from({ length: 600 }, (_, number) => draw_table(chance(`drawn ${number}`)));

test('a seed and a number name one table', () => {
  for (const number of [0, 3, 17, 98]) {
    const [one, two] = [odd_table('test', number), odd_table('test', number)];
    assert.ok(one.bytes.equals(two.bytes));
    assert.deepEqual(one.truth, two.truth);
  }
  assert.ok(!odd_table('other', 0).bytes.equals(odd_table('test', 0).bytes));
});

/** A number in ten-thousandths, out of its text in German or English. */
function ten_thousandths(text) {
  const [, sign, whole, decimals = ''] = /^([-+]?)(\d+)(?:[.,](\d+))?$/.exec(text);
  return (sign === '-' ? -1n : 1n) * BigInt(whole + decimals.padEnd(4, '0'));
}

test('the truth is what the cells say', () => {
  for (const { parts, key_count, truth } of drawn) {
    const is_value = (_, c) => c >= key_count && !(truth.oddities?.includes('quality columns') && (c - key_count) % 2 === 1);
    const cells = parts.rows.flatMap((row) => row.filter(is_value));
    assert.equal(cells.length, truth.observations);
    const numbers = cells.map((text) => text.replace(/^\((.*)\)$/, '$1')).filter((text) => /\d/.test(text));
    assert.equal(numbers.reduce((total, text) => total + ten_thousandths(text), 0n), ten_thousandths(truth.sum));
    assert.equal(cells.filter((text) => !/^[-+]?\d/.test(text)).length, Object.values(truth.status).reduce((x, y) => x + y, 0));
    assert.equal(new Set(parts.rows.map((row) => row.find((cell) => /^(DG|\d{2,3}|\d{5}|\d{7,8}|\d{10,12})$/.test(cell)))).size, truth.areas);
  }
});

test('every kind of damage occurs and says why it must be refused', () => {
  const kinds = new Set(tables.map(({ truth }) => truth.refused).filter((kind) => kind !== undefined));
  assert.deepEqual([...kinds].sort(), [...spoil_kinds].sort());
  for (const { truth } of tables) if (truth.refused) assert.ok(truth.why.length > 10);
});

test('every promised oddity occurs', () => {
  const headings = new Set(drawn.map(({ parts }) => parts.heading_rows.length));
  assert.deepEqual([...headings].sort(), [1, 2, 3, 4, 5, 6]);
  const keys = new Set(drawn.map(({ key_count }) => key_count));
  assert.deepEqual([...keys].sort(), [2, 3, 4, 5]);
  const signs = new Set(good.flatMap(({ truth }) => Object.keys(truth.status)));
  assert.deepEqual([...signs].sort(), ['()', '-', '.', '...', '/', 'x']);
  assert.deepEqual([...new Set(good.map(({ truth }) => truth.encoding))].sort(), ['iso-8859-1', 'utf-16', 'utf-8', 'windows-1252']);
  assert.ok(good.some(({ bytes }) => bytes.includes('\r\n')));
  assert.ok(good.some(({ bytes }) => bytes[0] === 0xef && bytes.toString('utf8').includes('GENESIS-Tabelle')));
  const code_lengths = new Set(drawn.flatMap(({ parts }) =>
    parts.rows.map((row) => row.slice(0, 2).find((cell) => /^(DG|\d{2,11})$/.test(cell))?.length)));
  for (const length of [2, 3, 5, 7, 8, 10, 11]) assert.ok(code_lengths.has(length), `codes of ${length} digits`);
  assert.ok(drawn.some(({ parts }) => parts.heading_rows.at(-1).includes('1000')));
  const oddities = new Set(drawn.flatMap(({ truth }) => truth.oddities ?? []));
  assert.deepEqual([...oddities].sort(), ['English', 'plus signs', 'quality columns', 'time in two columns', 'time in two rows']);
  assert.ok(drawn.some(({ parts }) => parts.rows.some((row) => row.some((cell) => cell.includes('"')))));
});
