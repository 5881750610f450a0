// Each damage is found by the check it belongs to, and what is in order raises no warning.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { project_root } from '../source_files.mjs';
import { damaged_deliveries } from './damaged.mjs';

const program = process.env.ALLMENDE_PROGRAM ?? join(project_root, 'build/release/bin/allmende');
const seeds = (process.env.ALLMENDE_SEEDS ?? '1,2,3').split(',');

function allmende(...words) {
  const { stdout, stderr, status } = spawnSync(program, words, { encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, `allmende ${words.join(' ')}: ${stderr}`);
  return stdout + stderr;
}

/** `[{ severity, check }]` out of what an import says. */
function findings_in(text) {
  return [...text.matchAll(/^ {2}(note|warning|error) \(([a-z0-9-]+)\)/gm)].map(([, severity, check]) => ({ severity, check }));
}

for (const seed of seeds) {
  test(`damaged deliveries of seed ${seed}`, { skip: !existsSync(program) && 'the program is not built' }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'allmende-damaged-'));
    try {
      const { good, damaged } = damaged_deliveries(seed);
      for (const { name, text } of [...good, ...damaged]) writeFileSync(join(folder, name), text);
      const begun = join(folder, 'begun');
      allmende('init', begun);
      allmende('import', begun, ...good.slice(0, 2).map(({ name }) => join(folder, name)));

      const whole = join(folder, 'whole');
      cpSync(begun, whole, { recursive: true });
      const said = allmende('import', whole, join(folder, good[2].name));
      assert.deepEqual(findings_in(said).filter(({ severity }) => severity !== 'note'), [], said);
      assert.equal(allmende('check', whole, '--severity', 'warning').trim().split('\n').length, 1, 'good deliveries raise no warning');

      const missed = [];
      for (const { check, name } of damaged) {
        const one = join(folder, 'one');
        cpSync(begun, one, { recursive: true });
        const text = allmende('import', one, join(folder, name));
        if (!findings_in(text).some((finding) => finding.check === check)) missed.push(`${name}: ${text}`);
        rmSync(one, { recursive: true });
      }
      assert.deepEqual(missed, []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
