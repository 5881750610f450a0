// Who may know whom: checks every #include against src/layers.txt.   node tools/layers.mjs

import { fileURLToPath } from 'node:url';
import { closure, cycles, include_graph, includes_of, is_source } from './includes.mjs';
import { read_files, report } from './source_files.mjs';

const system_folders = /^(arpa|linux|net|netinet|sys)\//;
const system_headers = new Set(['dirent.h', 'dlfcn.h', 'fcntl.h', 'grp.h', 'netdb.h', 'poll.h', 'pthread.h', 'pwd.h',
  'sched.h', 'signal.h', 'spawn.h', 'syslog.h', 'termios.h', 'unistd.h']);

/** Reads src/layers.txt; throws with the line where it is not understood. */
export function parse_layers(text) {
  const rules = { layers: new Map(), third_party: [], never: [] };
  text.split('\n').forEach((row, index) => {
    const line = row.replace(/#.*/, '').trim();
    if (line === '') return;
    const match = /^(?:(third-party|never)\s+)?(\S+):\s*(.*)$/.exec(line);
    const complain = (what) => { throw new Error(`src/layers.txt:${index + 1}: ${what}`); };
    if (!match) complain(`“${line}” is no rule; expected “folder: folders it may include”`);
    const [, kind, name, rest] = match;
    const words = rest.split(/\s+/).filter(Boolean);
    if (kind === 'third-party') {
      rules.third_party.push({ who: name, prefixes: words });
    } else if (kind === 'never') {
      rules.never.push({ who: name, folders: words });
    } else {
      if (rules.layers.has(name)) complain(`${name} stands twice`);
      const unknown = words.find((word) => word !== '*' && !rules.layers.has(word));
      if (unknown) complain(`${name} names ${unknown}, which does not stand above it: layers only know lower ones`);
      rules.layers.set(name, words);
    }
  });
  return rules;
}

/** The layer of a path below src/, by the longest name that fits. */
function layer_of(path, rules) {
  return [...rules.layers.keys()].filter((name) => path.startsWith(`src/${name}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function check_own_include(path, { target, name }, rules) {
  if (target === undefined) return `“${name}” is not there; write it as seen from src/, such as "base/cell.hpp"`;
  if (!path.startsWith('src/')) return undefined;
  if (!target.startsWith('src/')) return `src/ includes nothing outside of it, but here ${target}`;
  if (name !== target.slice('src/'.length)) return `write "${target.slice('src/'.length)}": names are seen from src/`;
  const own = layer_of(path, rules);
  const other = layer_of(target, rules);
  if (own === undefined || other === undefined || own === other) return undefined;
  const allowed = rules.layers.get(own);
  if (!allowed.includes('*') && !allowed.includes(other)) {
    return `${own} may not include ${other} (it knows ${allowed.join(', ') || 'nothing'}; see src/layers.txt)`;
  }
  return target.includes('/internal/') ? `${target} is internal to ${other}` : undefined;
}

function third_party_applies(who, path, layer) {
  if (who === '*_test') return /_test\.(cpp|hpp)$/.test(path) || path.startsWith('tests/');
  return layer === undefined ? path.startsWith(`${who}/`) : who === layer;
}

function check_system_include(path, name, rules) {
  const standard = !/[./]/.test(name) || system_folders.test(name) || system_headers.has(name);
  if (standard) return undefined;
  const layer = layer_of(path, rules);
  const allowed = rules.third_party.some(({ who, prefixes }) =>
    third_party_applies(who, path, layer) && prefixes.some((prefix) => name.startsWith(prefix)));
  return allowed ? undefined : `<${name}> may not be included in ${layer ?? path.split('/')[0]} (third-party rules of src/layers.txt)`;
}

function check_never(path, graph, rules) {
  const layer = path.startsWith('src/') ? layer_of(path, rules) : undefined;
  return rules.never.filter(({ who }) => who === layer).flatMap(({ folders }) =>
    [...closure(graph, path)].filter(([target]) => folders.includes(layer_of(target, rules)))
      .map(([target, way]) => ({ path, message: `${layer} must never reach ${layer_of(target, rules)}: ${way.join(' → ')}` })));
}

/** All findings: [{ path, line, message }]. */
export function check_layers(files) {
  const rules = parse_layers(files.find(({ path }) => path === 'src/layers.txt').text);
  const graph = include_graph(files);
  const findings = [];
  for (const { path, text } of files.filter((file) => is_source(file.path))) {
    if (path.startsWith('src/') && layer_of(path, rules) === undefined) {
      findings.push({ path, message: 'stands in no folder of src/layers.txt' });
    }
    for (const include of graph.get(path)) {
      const message = check_own_include(path, include, rules);
      if (message) findings.push({ path, line: include.line, message });
    }
    for (const { line, name } of includes_of(text).filter(({ system }) => system)) {
      const message = check_system_include(path, name, rules);
      if (message) findings.push({ path, line, message });
    }
    findings.push(...check_never(path, graph, rules));
  }
  for (const cycle of cycles(graph)) findings.push({ path: cycle[0], message: `includes itself: ${cycle.join(' → ')}` });
  return findings;
}

function main() {
  const files = read_files();
  report('layers', check_layers(files), `${files.filter(({ path }) => is_source(path)).length} sources`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
