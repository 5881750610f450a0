// What npm leaves open about package-lock.json.
//   node tools/lock_file.mjs in-step    status 0 where node_modules holds exactly what the lock file names, by its hashes:
//                                       `npm ci` would delete it all and fetch it again
//   node tools/lock_file.mjs complete   adds optional packages of other platforms that npm left out because its registry
//                                       does not hold them; without their entries `npm ci` refuses the lock file

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fits = (list, value) => list === undefined || list.includes(value) ||
  (list.every((entry) => entry.startsWith('!')) && !list.includes(`!${value}`));

/** Packages that must be there: all but the optional ones, and of those the ones made for just this machine. */
const wanted_here = ({ os, cpu, libc, optional }) =>
  !optional || (os && cpu && fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, 'glibc'));

/** `lock` is package-lock.json, `installed` the record that npm keeps in node_modules. */
export function in_step(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && wanted_here(entry));
  const there = Object.entries(installed.packages);
  return wanted.every(([path]) => installed.packages[path] !== undefined) &&
    there.every(([path, { integrity }]) => lock.packages[path] && lock.packages[path].integrity === integrity);
}

/** Optional packages that a package names and the lock file does not hold: [{ path, version }]. */
export function left_out(lock) {
  return Object.entries(lock.packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${at}/node_modules/${name}`])
      .map(([name, version]) => ({ path: `node_modules/${name}`, version: version.replace(/^[\^~]/, '') })));
}

const platforms = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The lock file with entries for what was left out; their names say for which platform they are. */
export function completed(lock) {
  const packages = { ...lock.packages };
  for (const { path, version } of left_out(lock)) {
    const words = path.split('/').at(-1).split('-');
    const cpu = processors.filter((word) => words.includes(word));
    const os = platforms.filter((word) => words.includes(word));
    packages[path] = { version, ...(cpu.length > 0 && { cpu }), dev: true, optional: true, ...(os.length > 0 && { os }) };
  }
  return { ...lock, packages: Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))) };
}

function main(root, [command]) {
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  if (command === 'complete') {
    writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(completed(read('package-lock.json')), null, 2)}\n`);
    return;
  }
  try {
    process.exitCode = in_step(read('package-lock.json'), read('node_modules/.package-lock.json')) ? 0 : 1;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(join(fileURLToPath(import.meta.url), '..', '..'), process.argv.slice(2));
