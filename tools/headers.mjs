// Every header compiles alone, and twice: nobody needs to know what to include before it.   node tools/headers.mjs
// What compiled once is remembered in build/headers/ by the hash of the header and of all project headers it reaches.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closure, include_graph } from './includes.mjs';
import { project_root, read_files, report } from './source_files.mjs';

const compiler = process.env.CXX ?? 'g++';
const flags = ['-x', 'c++', '-std=gnu++20', '-fsyntax-only', '-Wall', '-Wextra', '-Werror', '-Isrc', '-I.',
  '-isystem', 'build/release/include'];

/** Changes whenever the header, or a project header that it reaches, changes. */
export function fingerprint(path, graph, texts) {
  const hash = createHash('sha256').update(JSON.stringify([compiler, flags]));
  for (const reached of [path, ...closure(graph, path).keys()].sort()) {
    hash.update(`\0${reached}\0`).update(texts.get(reached) ?? '');
  }
  return hash.digest('hex');
}

/** What the compiler says about a header, or nothing. */
function compile(path) {
  return new Promise((resolve) => {
    const child = spawn(compiler, [...flags, '-include', path, '-include', path, '/dev/null'], { cwd: project_root });
    let said = '';
    child.stderr.on('data', (data) => { said += data; });
    child.on('error', (error) => resolve(`${compiler} does not start: ${error.message}`));
    child.on('close', (status) => resolve(status === 0 ? undefined : said.split('\n').slice(0, 6).join('\n    ')));
  });
}

async function main() {
  const files = read_files();
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const graph = include_graph(files);
  const known = join(project_root, 'build/headers');
  mkdirSync(known, { recursive: true });
  const headers = [...graph.keys()].filter((path) => path.endsWith('.hpp'));
  const open = headers.map((path) => ({ path, stamp: join(known, fingerprint(path, graph, texts)) }))
    .filter(({ stamp }) => !existsSync(stamp));
  const compiled = open.length;
  const findings = [];
  const work = async () => {
    for (let next = open.pop(); next; next = open.pop()) {
      const message = await compile(next.path);
      if (message) findings.push({ path: next.path, message: `does not compile alone:\n    ${message}` });
      else writeFileSync(next.stamp, '');
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  report('headers', findings, `${headers.length} headers, ${compiled} of them compiled`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
