import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { completed, in_step, left_out } from './lock_file.mjs';
import { project_root } from './source_files.mjs';

const lock = {
  packages: {
    '': { name: 'x' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', optionalDependencies: { 'a-win32-x64': '^1.0.0' } },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true, os: ['win32'] },
  },
};

test('installed packages are in step by their hashes, whatever other platforms want', () => {
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  assert.equal(in_step(lock, { packages: {} }), false);
  assert.equal(in_step(lock, { packages: { 'node_modules/a': { ...a, integrity: 'sha512-z' } } }), false);
  assert.equal(in_step(lock, { packages: { 'node_modules/a': a, 'node_modules/c': {} } }), false);
  assert.equal(in_step(lock, { packages: { 'node_modules/a': a } }), true);
});

test('packages of other platforms that npm left out are added', () => {
  assert.deepEqual(left_out(lock), [{ path: 'node_modules/a-win32-x64', version: '1.0.0' }]);
  const full = completed(lock);
  assert.deepEqual(left_out(full), []);
  assert.deepEqual(full.packages['node_modules/a-win32-x64'],
    { version: '1.0.0', cpu: ['x64'], dev: true, optional: true, os: ['win32'] });
});

test('npm ci takes the lock file of this project', () => {
  const read = (path) => JSON.parse(readFileSync(join(project_root, path), 'utf8'));
  const own = read('package-lock.json');
  assert.deepEqual(left_out(own), [], 'run `node tools/lock_file.mjs complete`');
  assert.deepEqual(own.packages[''].devDependencies, read('package.json').devDependencies, 'run `npm install --package-lock-only`');
  const unhashed = Object.entries(own.packages).filter(([path, entry]) => path !== '' && !entry.integrity && !entry.os);
  assert.deepEqual(unhashed, [], 'every package that is installed here has a hash');
});
