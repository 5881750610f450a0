// The judge of the reader: what it lets pass and what not.

import assert from 'node:assert/strict';
import test from 'node:test';
import { judge } from './check_reader.mjs';

const truth = { table: '11111-01-01-1', rows: 2, observations: 4, sum: '1.5', status: { '-': 1, '.': 2 }, areas: 2, periods: 1,
  first_period: '2015', last_period: '2015', encoding: 'utf-8' };
const found = { ...truth, sum: 1.5, status: { '.': 2, '-': 1 } };
const read = (changes = {}) => ({ exit_status: 0, output: JSON.stringify({ ...found, ...changes }), message: '' });
const refused = { exit_status: 1, output: '', message: 'file: row 3: no' };

test('a damaged table must be refused, with a reason', () => {
  const damaged = { refused: 'binary', why: 'the file is not text' };
  assert.equal(judge(damaged, refused), undefined);
  assert.match(judge(damaged, read()), /was read though the file is not text/);
  assert.match(judge(damaged, { ...refused, message: '' }), /without a reason/);
  assert.match(judge(damaged, { exit_status: 'SIGSEGV', output: '', message: '' }), /SIGSEGV/);
});

test('a good table must be read exactly', () => {
  assert.equal(judge(truth, read()), undefined);
  assert.match(judge(truth, read({ sum: 1.4 })), /sum is 1.4, not "1.5"/);
  assert.match(judge(truth, read({ status: {} })), /status/);
  assert.match(judge(truth, refused), /was refused/);
});

test('a rare layout may be refused, but not read otherwise, and must be read where one is strict', () => {
  const rare = { ...truth, may_refuse: true };
  assert.equal(judge(rare, refused), undefined);
  assert.match(judge(rare, refused, true), /was refused/);
  assert.match(judge(rare, read({ periods: 2 })), /periods/);
});

test('what the truth does not say is not asked for', () => {
  assert.equal(judge({ ...truth, table: null }, read({ table: 'anything' })), undefined);
});
