// House rules that a machine can check (CONTRIBUTING.md says why).   node tools/tidy.mjs [--fix]
// --fix mends what needs no thought: tabs, blanks at line ends, the last line's end.
// tools/tidy_exceptions.txt lists what may break one of them; an entry that is no longer needed is itself a finding, so
// the list only gets shorter.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpp_functions, web_functions } from './functions.mjs';
import { parse_layers } from './layers.mjs';
import { project_root, read_files, report } from './source_files.mjs';

const most_lines = 600;
const most_component_lines = 300;
const most_function_lines = 70;
const most_readme_lines = 15;
const exceptions_path = 'tools/tidy_exceptions.txt';

const code = /\.(cpp|hpp|mjs|js|ts|svelte|css|cmake)$|(^|\/)(dev|CMakeLists\.txt|package\.json|tsconfig\.json)$/;
const prose_or_definition = /\.(md|toml)$|^src\/layers\.txt$/;
// Put together, so that this file does not find itself.
const left_over = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((a, i) => a + ['DO', 'ME', 'X'][i]).join('|')}|HA${'CK'})\\b`);
const place_of_a_machine = new RegExp(`["'\`(= ]/(${['work', 'tmp', 'root', 'home'].join('|')})/`);
const outside_document = /\b(?:domain|design|style|stack|interfaces)(?:\.md\b| §)/;
const vague_name = /(^|[_/-])(util|utils|helper|helpers|manager|service|misc|common)([_.-]|$)/i;

const line_count = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Rules of a whole file: rule → message or nothing. */
const file_rules = {
  'file-length': ({ path, text }) => {
    const most = path.endsWith('.svelte') ? most_component_lines : most_lines;
    return code.test(path) && line_count(text) > most
      ? `${line_count(text)} lines; at most ${most}, take a thing out of it` : undefined;
  },
  'file-end': ({ text }) => (text !== '' && !text.endsWith('\n') ? 'the last line does not end' : undefined),
  'pragma-once': ({ path, text }) =>
    (path.endsWith('.hpp') && !text.startsWith('#pragma once\n') ? 'a header begins with #pragma once' : undefined),
  'vague-name': ({ path }) => (code.test(path) && vague_name.test(path) ? 'name it after what it does' : undefined),
};

/** Rules of one line: rule → message or nothing. */
const line_rules = {
  'left-over-mark': ({ row }) => (left_over.test(row) ? 'finish it, or open an issue' : undefined),
  'tab': ({ row }) => (row.includes('\t') ? 'a tab; use blanks' : undefined),
  'trailing-blank': ({ row }) => (/[ \t\r]$/.test(row) ? 'blanks at the end of the line' : undefined),
  'machine-path': ({ path, row }) =>
    (code.test(path) && place_of_a_machine.test(row) ? 'a path of one machine; take it from outside' : undefined),
  'skipped-test': ({ row, next, previous }) => skipped_without_reason(row, next, previous)
    ? 'a skipped test says why: GTEST_SKIP() << "…", or a comment above' : undefined,
  'outside-document': ({ row }) =>
    (outside_document.test(row) ? 'name a document of this project, or say it here' : undefined),
  'using-namespace': ({ path, row }) =>
    (path.endsWith('.hpp') && /^\s*using namespace\b/.test(row) ? 'a header opens no namespace for others' : undefined),
};

function skipped_without_reason(row, next, previous) {
  if (/\bGTEST_SKIP\(\)/.test(row)) return !/<<\s*\S/.test(row) && !/^\s*<</.test(next);
  const skipped = /\bDISABLED_\w|\b(?:test|it|describe)\.skip\(|\bskip:\s*true\b/.test(row);
  return skipped && !/^\s*\/\//.test(previous);
}

function check_functions({ path, text }) {
  const functions = /\.(cpp|hpp)$/.test(path) ? cpp_functions(text)
    : /\.(mjs|js|ts|svelte)$/.test(path) ? web_functions(text) : [];
  return functions.filter(({ lines }) => lines > most_function_lines).map(({ line, lines }) =>
    ({ rule: 'function-length', path, line, message: `a function of ${lines} lines; at most ${most_function_lines}` }));
}

function check_file(file) {
  const found = check_functions(file);
  for (const [rule, check] of Object.entries(file_rules)) {
    const message = check(file);
    if (message) found.push({ rule, path: file.path, message });
  }
  const rows = file.text.split('\n');
  for (const [rule, check] of Object.entries(line_rules)) {
    const lines = rows.flatMap((row, index) => {
      const message = check({ path: file.path, row, next: rows[index + 1] ?? '', previous: rows[index - 1] ?? '' });
      return message ? [{ rule, path: file.path, line: index + 1, message }] : [];
    });
    if (lines.length > 1) lines[0].message += ` (and in ${lines.length - 1} more lines)`;
    found.push(...lines.slice(0, 1));
  }
  return found;
}

/** Every folder of src/layers.txt that has sources tells in a few lines what it is. */
function check_readmes(files) {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return [...parse_layers(texts.get('src/layers.txt')).layers.keys()].flatMap((layer) => {
    const path = `src/${layer}/README.md`;
    if (!files.some((file) => file.path.startsWith(`src/${layer}/`) && file.path.endsWith('.cpp'))) return [];
    if (!texts.has(path)) return [{ rule: 'folder-readme', path, message: 'missing: what the folder is, its invariant, where to start' }];
    const lines = line_count(texts.get(path));
    return lines > most_readme_lines
      ? [{ rule: 'folder-readme', path, message: `${lines} lines; at most ${most_readme_lines}` }] : [];
  });
}

/** `rule path` a line; `#` begins a comment. */
function parse_exceptions(text) {
  return text.split('\n').map((row) => row.replace(/#.*/, '').trim()).filter(Boolean);
}

/** All findings but the listed exceptions, and the exceptions that are not needed: [{ path, line, message }]. */
export function check_tidy(files) {
  const exceptions = parse_exceptions(files.find(({ path }) => path === exceptions_path)?.text ?? '');
  const written = files.filter(({ path }) => code.test(path) || prose_or_definition.test(path));
  const found = [...written.flatMap(check_file), ...check_readmes(files)];
  const key = ({ rule, path }) => `${rule} ${path}`;
  const needed = new Set(found.map(key));
  return [
    ...found.filter((finding) => !exceptions.includes(key(finding))),
    ...exceptions.filter((entry) => !needed.has(entry))
      .map((entry) => ({ path: exceptions_path, message: `“${entry}” is not needed any more; remove it` })),
  ];
}

/** The text without tabs, blanks at line ends and an open last line. */
export function tidied(text) {
  const rows = text.replace(/\t/g, '  ').replace(/[ \t\r]+$/gm, '');
  return rows === '' || rows.endsWith('\n') ? rows : `${rows}\n`;
}

function main(options) {
  const files = read_files();
  if (options.includes('--fix')) {
    for (const { path, text } of files.filter((file) => code.test(file.path) && tidied(file.text) !== file.text)) {
      writeFileSync(join(project_root, path), tidied(text));
    }
    return;
  }
  report('tidy', check_tidy(files), `${files.length} files`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
