// The project's own text files, for the checks in this folder.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project_root = dirname(dirname(fileURLToPath(import.meta.url)));

const not_ours = new Set(['.git', 'build', 'dist', 'node_modules', 'workspaces']);
const text_files = /\.(cpp|hpp|mjs|js|ts|svelte|css|html|cmake|txt|toml|json|yml|md|scenario|http|clang-format|clang-tidy|editorconfig)$|\/(dev|run)$/;

/** Paths of all text files below `root`, relative to it, sorted; without what is fetched or built. */
export function list_files(root = project_root) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!not_ours.has(entry.name)) walk(path);
      } else if (entry.isFile() && text_files.test(`/${path}`)) {
        found.push(path);
      }
    }
  };
  walk('');
  return found.sort();
}

/** The same with their texts: [{ path, text }]. A file that vanishes while we look is left out. */
export function read_files(root = project_root) {
  return list_files(root).flatMap((path) => {
    try {
      return [{ path, text: readFileSync(join(root, path), 'utf8') }];
    } catch (error) {
      if (error.code === 'ENOENT') return [];
      throw error;
    }
  });
}

/** Prints findings, one a line, and ends the program: status 0 without findings, else 1. */
export function report(name, findings, checked) {
  for (const { path, line, message } of findings) {
    process.stdout.write(`${path}${line ? `:${line}` : ''}: ${message}\n`);
  }
  process.stdout.write(`${name}: ${checked}, ${findings.length === 0 ? 'nothing to complain about' : `${findings.length} findings`}\n`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
