// The project's own text files, for the checks in this folder.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project_root = dirname(dirname(fileURLToPath(import.meta.url)));

const not_ours = new Set(['.git', 'build', 'dist', 'node_modules', 'workspaces']);
const text_files = /\.(cpp|hpp|mjs|js|ts|svelte|css|html|cmake|txt|toml|json|yml|md|scenario|http|clang-format|clang-tidy|editorconfig)$|\/(dev|run)$/;

/** Paths of all text files below `root`, relative to it, sorted; without what is fetched or built. */
export function list_files(root = project_root) {
  const paths = existsSync(join(root, '.git')) ? files_of_git(root) : files_of_folder(root, '');
  return paths.filter((path) => text_files.test(`/${path}`)).sort();
}

function files_of_git(root) {
  return execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0').filter(Boolean);
}

/** A source archive has no list of its files. */
function files_of_folder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return not_ours.has(entry.name) ? [] : files_of_folder(root, path);
    return entry.isFile() ? [path] : [];
  });
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
