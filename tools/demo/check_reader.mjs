// Lets a reader read odd tables: node tools/demo/check_reader.mjs PROGRAM SEED N [--strict]
// PROGRAM read FILE --summary must print what the truth says (exit 0) or refuse (exit 1) where the truth says so. Prints each
// table that was read otherwise; the exit status is 1 if there is one. --strict: rare layouts must be read as well.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { odd_table } from './odd_tables.mjs';

const compared = ['table', 'rows', 'observations', 'sum', 'status', 'areas', 'periods', 'first_period', 'last_period', 'encoding'];

/** What is wrong with how a program read a table, as a sentence; nothing where it was right. */
export function judge(truth, { exit_status, output, message }, strict) {
  if (exit_status === 1) {
    if (truth.refused === undefined && !(truth.may_refuse && !strict)) return `was refused: ${message}`;
    return message.trim() === '' ? 'was refused without a reason' : undefined;
  }
  if (exit_status !== 0) return `ended with status ${exit_status}: ${message}`;
  if (truth.refused !== undefined) return `was read though ${truth.why} (${truth.refused})`;
  const found = JSON.parse(output);
  const differing = compared.filter((key) => truth[key] !== null && !same(key, truth[key], found[key]));
  return differing.length === 0 ? undefined
    : differing.map((key) => `${key} is ${JSON.stringify(found[key])}, not ${JSON.stringify(truth[key])}`).join('; ');
}

function same(key, expected, found) {
  if (key === 'sum') return Number(expected) === found;
  if (key !== 'status') return expected === found;
  const sorted = (counts) => JSON.stringify(Object.entries(counts).sort());
  return sorted(expected) === sorted(found);
}

function main([program, seed, count, strict]) {
  if (count === undefined || !/^\d+$/.test(count)) {
    process.stderr.write('usage: node tools/demo/check_reader.mjs PROGRAM SEED N [--strict]\n');
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), 'odd-tables-'));
  let wrong = 0;
  for (let number = 0; number < Number(count); number++) {
    const { bytes, truth } = odd_table(seed, number);
    const file = join(folder, `odd_${String(number).padStart(4, '0')}.csv`);
    writeFileSync(file, bytes);
    const { status, signal, stdout, stderr, error } = spawnSync(program, ['read', file, '--summary'], { encoding: 'utf8' });
    if (error) throw error;
    const complaint = judge(truth, { exit_status: status ?? signal, output: stdout, message: stderr }, strict === '--strict');
    if (complaint === undefined) continue;
    wrong += 1;
    const oddities = truth.oddities ? ` [${truth.oddities.join(', ')}]` : '';
    process.stdout.write(`seed ${seed}, table ${number}${oddities}: ${complaint.trim()}\n`);
  }
  rmSync(folder, { recursive: true });
  process.stderr.write(`${count} odd tables, ${wrong} read wrongly\n`);
  process.exit(wrong === 0 ? 0 : 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
