// What the documents say is so: links lead somewhere, commands exist, generated pages are those that the program prints.
//   node tools/docs.mjs             UPDATE=1 node tools/docs.mjs writes the generated pages anew

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { project_root, read_files, report } from './source_files.mjs';

const program = join(project_root, 'build/release/bin/allmende');
const generated = 'docs/reference/generated';

/** The rows of a Markdown text with those inside of fences marked: [{ row, line, fenced }]. */
function rows_of(text) {
  let fenced = false;
  return text.split('\n').map((row, index) => {
    const fence = /^\s*(```|~~~)/.test(row);
    if (fence) fenced = !fenced;
    return { row, line: index + 1, fenced: fenced && !fence };
  });
}

/** The names under which GitHub and most others make headings reachable. */
export function anchors_of(text) {
  const seen = new Map();
  return new Set(rows_of(text).filter(({ row, fenced }) => !fenced && /^#{1,6} /.test(row)).map(({ row }) => {
    const name = row.replace(/^#+ /, '').trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  }));
}

/** Links of Markdown files that lead nowhere inside of the project. `exists` tells whether a path is there. */
export function check_links(documents, exists) {
  const texts = new Map(documents.map(({ path, text }) => [path, text]));
  const findings = [];
  for (const { path, text } of documents) {
    for (const { row, line, fenced } of rows_of(text)) {
      if (fenced) continue;
      for (const [, target] of row.replace(/`[^`]*`/g, '').matchAll(/\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [file, anchor] = target.split('#');
        const to = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(file)));
        if (!exists(to)) findings.push({ path, line, message: `the link ${target} leads nowhere` });
        else if (anchor && texts.has(to) && !anchors_of(texts.get(to)).has(anchor)) {
          findings.push({ path, line, message: `${to} has no heading #${anchor}` });
        }
      }
    }
  }
  return findings;
}

/** Calls of ./dev and allmende in code: [{ path, line, tool, command, options }]. */
export function mentioned_commands(documents) {
  return documents.flatMap(({ path, text }) => rows_of(text).flatMap(({ row, line, fenced }) => {
    const codes = fenced ? [row.replace(/\s#.*/, '')] : [...row.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    return codes.flatMap((code) => [...code.matchAll(/(?<![\w/.-])(?:\.\/dev run |(\.\/dev) |(?:\S*\/)?allmende )([a-z][a-z-]*)([^|;&`]*)/g)]
      .map(([, dev, command, rest]) => ({ path, line, tool: dev ?? 'allmende', command, options: rest.match(/--[a-z][a-z-]*/g) ?? [] })));
  }));
}

/** `help(tool, command)` gives the help text of a command, or nothing where there is no such command. */
export function check_commands(documents, help) {
  return mentioned_commands(documents).flatMap(({ path, line, tool, command, options }) => {
    const text = help(tool, command);
    if (text === undefined) return [{ path, line, message: `there is no command ${tool} ${command}` }];
    return options.filter((option) => option !== '--help' && !text.includes(option))
      .map((option) => ({ path, line, message: `${tool} ${command} has no option ${option}` }));
  });
}

const known_help = new Map();

function help_of(tool, command) {
  const call = tool === './dev' ? [join(project_root, 'dev'), 'help'] : [program, 'help', ...(command === 'help' ? [] : [command])];
  const key = call.join(' ');
  if (!known_help.has(key)) {
    const { status, stdout } = spawnSync(call[0], call.slice(1), { encoding: 'utf8' });
    known_help.set(key, status === 0 ? stdout : undefined);
  }
  const text = known_help.get(key);
  return tool === './dev' && !new RegExp(`^\\./dev ${command}\\b`, 'm').test(text) && command !== 'help' ? undefined : text;
}

const contents = (folder) => new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name)).sort()
  .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));

/** Compares the pages in docs/reference/generated with a fresh run of `allmende docs`, or puts the fresh ones there. */
function check_generated(update) {
  mkdirSync(join(project_root, 'build'), { recursive: true });
  const fresh = mkdtempSync(join(project_root, 'build/docs-'));
  try {
    const { status, stderr } = spawnSync(program, ['docs', fresh], { encoding: 'utf8' });
    if (status !== 0) return [{ path: generated, message: `\`allmende docs\` failed: ${stderr.trim()}` }];
    const folder = join(project_root, generated);
    if (contents(fresh).size === 0) return [{ path: generated, message: '`allmende docs` wrote no pages' }];
    if (update) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
      return [];
    }
    const [ours, theirs] = [existsSync(folder) ? contents(folder) : new Map(), contents(fresh)];
    return [...new Set([...ours.keys(), ...theirs.keys()])].filter((name) => ours.get(name) !== theirs.get(name))
      .map((name) => ({ path: `${generated}/${name}`, message: 'is not what the program prints; run ./dev docs' }));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function main() {
  if (!existsSync(program)) throw new Error('the program is not built; run ./dev build');
  const findings = check_generated(process.env.UPDATE === '1');
  const documents = read_files().filter(({ path }) => path.endsWith('.md'));
  findings.push(...check_links(documents, (path) => existsSync(join(project_root, path))), ...check_commands(documents, help_of));
  report('docs', findings, `${documents.length} documents, ${mentioned_commands(documents).length} commands`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
