// The layout of the generated tables against what official exports look like, written down by hand; and, where a folder
// of real files is given (ALLMENDE_REAL_DATA), against their headings.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { demo_files } from './make_demo.mjs';
import { read_back } from './read_back.mjs';

const files = demo_files();

// table: [lines of title and preamble after the first, heading rows with the row of units, key columns, value columns]
const expected = {
  '11111-01-01-4_00': [3, 2, 3, 1], '12111-09-01-4_00': [5, 3, 3, 5], '12411-01-01-4': [5, 2, 2, 60],
  '12411-01-01-5_00': [5, 2, 2, 60],
  '12411-02-03-4_00': [5, 1, 4, 3], '12411-03-03-4_00': [5, 2, 4, 9], '12411-04-02-4_00': [5, 1, 4, 3],
  '12411-07-01-4_00': [3, 3, 3, 3],
  '12411-08-01-4_00': [3, 3, 3, 6], '12612-04-01-4_00': [4, 4, 3, 3], '13211-02-05-4_00': [4, 3, 3, 13],
  '13312-01-04-4_00': [4, 3, 3, 8],
  '21111-01-03-4_2015': [5, 4, 3, 6], '21111-02-06-4_2005-2018': [5, 3, 3, 14], '21111-02-06-4_2019-2023': [5, 3, 3, 14],
  '21121-01-05-4_2015': [5, 4, 3, 4], '22541-01-04-4_00': [4, 4, 3, 13], '22543-01-02-4_00': [4, 4, 4, 6],
  '22811-02-02-4_00': [4, 4, 3, 13],
  '31211-01-01-4_00': [5, 4, 2, 10], 'AI-N-05_00': [4, 2, 3, 2],
  'AI003-2_00': [3, 2, 3, 2], '22542-01-02-4_00': [4, 4, 3, 7], '22543-02-02-4-B_00': [4, 4, 3, 8],
};

const starts_with_blanks = (line) => /^;;/.test(line);

for (const [name, [preamble, headings, keys, columns]] of Object.entries(expected)) {
  test(`${name} is laid out as the office lays it out`, () => {
    const { bytes } = files.find(({ path }) => path === `files/${name}.csv`);
    const { head, rows, footer } = read_back(bytes);
    assert.match(head[0], /^GENESIS-Tabelle: [A-Z0-9-]+$/);
    const texts = head.slice(1).filter((line) => !starts_with_blanks(line));
    const heading_lines = head.slice(1).filter(starts_with_blanks);
    assert.equal(texts.length, preamble, 'lines of title and preamble');
    assert.equal(heading_lines.length, headings, 'heading rows');
    for (const line of heading_lines) {
      const cells = line.split(';');
      assert.equal(cells.length, keys + columns);
      assert.ok(cells.slice(0, keys).every((cell) => cell === ''), 'key columns have no heading');
    }
    for (const line of texts) assert.ok(line.endsWith(';'.repeat(keys + columns - 1)), line);
    assert.ok(rows.every((row) => row.length === keys + columns && row.every((cell) => cell !== '')));
    assert.equal(footer[0], '__________');
    assert.match(footer.at(-2), /^Stand: \d\d\.\d\d\.\d{4} \/ \d\d:\d\d:\d\d$/);
    assert.equal(footer.at(-1), '');
  });
}

test('names are indented by level: Land two, Kreis six, Gemeinde eight blanks', () => {
  const { rows } = read_back(files.find(({ path }) => path.endsWith('12411-01-01-5_00.csv')).bytes);
  const blanks = { 2: 2, 5: 6, 8: 8 };
  for (const [code, name] of rows) assert.equal(/^ */.exec(name)[0].length, blanks[code.length], name);
});

test('encodings and line ends are as meant', () => {
  const bytes = (name) => files.find(({ path }) => path === `files/${name}.csv`).bytes;
  assert.ok(bytes('12411-01-01-4').includes(Buffer.from('Bevölkerung', 'latin1')));
  assert.ok(bytes('12411-02-03-4_00').includes(Buffer.from('Bevölkerung', 'utf8')));
  assert.deepEqual([...bytes('21311-01-01-4-B_flat').subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.ok(bytes('13312-01-04-4_00').includes('\r\n'));
  assert.ok(!bytes('22541-01-04-4_00').includes('\r'));
});

test('flat files have the columns of the official ones, in both forms', () => {
  const first = (name) => files.find(({ path }) => path === `files/${name}.csv`).bytes.toString('latin1').replace(/^ï»¿/, '').split('\n')[0];
  assert.equal(first('12411-01-01-4_flat').split(';').length, 17);
  assert.equal(first('21311-01-01-4-B_flat').split(';').length, 25);
  assert.match(first('12411-01-01-4_flat'), /^statistics_code;statistics_label;time_code;time_label;time;1_variable_code;/);
  assert.match(first('12411-03iz_flat'), /^Statistik_Code;.*;2_Auspraegung_Label;BEVSTD__Bevoelkerungsstand__Anzahl$/);
});

const real = process.env.ALLMENDE_REAL_DATA;

test('headings equal those of the real tables', { skip: real ? false : 'ALLMENDE_REAL_DATA is not set' }, () => {
  const folders = ['genesis_2017_18', 'genesis_2025'].map((folder) => join(real, folder)).filter(existsSync);
  const real_files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  // Tables whose columns are times have as many as the export has years.
  const without_times = (lines) => lines.filter(starts_with_blanks).filter((line) => !/;\d\d\.\d\d\.\d{4}/.test(line));
  let compared = 0;
  for (const [name] of Object.entries(expected).filter(([name]) => !name.startsWith('12411-01'))) {
    const code = name.replace(/_.*/, '');
    const edition = name.includes('2019-2023') ? 'genesis_2025' : 'genesis_2017_18';
    const twin = real_files.find((file) => file.includes(edition) && file.split('/').at(-1).startsWith(code));
    if (twin === undefined) continue;
    const mine = read_back(files.find(({ path }) => path === `files/${name}.csv`).bytes).head;
    assert.deepEqual(without_times(mine), without_times(read_back(readFileSync(twin)).head), name);
    compared += 1;
  }
  assert.ok(compared >= 15);
});
