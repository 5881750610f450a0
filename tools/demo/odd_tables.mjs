// Writes odd tables with known truth: node tools/demo/odd_tables.mjs OUT_DIR SEED N
// Each odd_NNNN.csv has an odd_NNNN.json beside it: what a right reader finds, or { "refused": kind, "why": sentence } where a
// right reader must refuse. Made for property tests of the reader: another seed, other tables.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { draw_flat } from './odd/flat.mjs';
import { spoil, spoil_kinds } from './odd/spoil.mjs';
import { draw_table } from './odd/table.mjs';
import { encodings, lines_of } from './odd/written.mjs';
import { chance } from './random.mjs';

/** The table with a number: { bytes, truth }. The kinds of damage take turns, so that each occurs in every 52 tables. */
export function odd_table(seed, number) {
  const draw = chance(`odd ${seed} ${number}`);
  if (number % 4 === 3) return spoil(draw, spoil_kinds[Math.floor(number / 4) % spoil_kinds.length]);
  return draw.happens(0.2) ? draw_flat(draw) : good_table(draw);
}

function good_table(draw) {
  const encoding = draw.pick(encodings);
  const special = encoding.special ? draw.pick(encoding.special) : undefined;
  const { parts, truth, always_quote } = draw_table(draw, special);
  const line_end = draw.pick(['\n', '\n', '\r\n']);
  const text = lines_of(parts, always_quote).join('\n') + '\n';
  return { bytes: encoding.bytes(text.replaceAll('\n', line_end)), truth: { ...truth, encoding: encoding.name } };
}

function main([out, seed, count]) {
  if (count === undefined || !/^\d+$/.test(count)) {
    process.stderr.write('usage: node tools/demo/odd_tables.mjs OUT_DIR SEED N\n');
    process.exit(2);
  }
  mkdirSync(out, { recursive: true });
  for (let number = 0; number < Number(count); number++) {
    const { bytes, truth } = odd_table(seed, number);
    const name = `odd_${String(number).padStart(4, '0')}`;
    writeFileSync(join(out, `${name}.csv`), bytes);
    writeFileSync(join(out, `${name}.json`), `${JSON.stringify({ file: `${name}.csv`, ...truth }, null, 1)}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
