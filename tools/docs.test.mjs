import assert from 'node:assert/strict';
import test from 'node:test';
import { anchors_of, check_commands, check_links, mentioned_commands } from './docs.mjs';

const paths = new Set(['README.md', 'docs/a.md', 'docs', 'src/base/cell.hpp']);
const links = (documents) => check_links(Object.entries(documents).map(([path, text]) => ({ path, text })), (path) => paths.has(path))
  .map(({ path, line, message }) => `${path}:${line} ${message}`);

test('relative links lead to files and headings', () => {
  assert.deepEqual(links({ 'README.md': '[a](docs/a.md#two-words) [c](src/base/cell.hpp) [w](https://example.org/x)', 'docs/a.md': '# Two words\n[up](../README.md)' }), []);
  assert.deepEqual(links({ 'README.md': 'x\n[a](docs/b.md)' }), ['README.md:2 the link docs/b.md leads nowhere']);
  assert.deepEqual(links({ 'README.md': '[a](#none)\n' }), ['README.md:1 README.md has no heading #none']);
  assert.deepEqual(links({ 'README.md': '`[a](b.md)`\n```\n[a](b.md)\n```\n' }), []);
});

test('headings are reachable as GitHub names them', () => {
  assert.deepEqual([...anchors_of('# Öffnen & schließen\n## A `b`: c\n## Same\n## Same\n```\n# no\n```\n')],
    ['öffnen--schließen', 'a-b-c', 'same', 'same-1']);
});

test('commands are found in code only', () => {
  const text = 'allmende prose is no call, `allmende import W --dry-run` is\n```sh\n./dev demo --port 80   # allmende nothing\nbuild/release/bin/allmende serve W\n./dev run read f.csv\n```\n`allmende.toml`\n';
  assert.deepEqual(mentioned_commands([{ path: 'a.md', text }]).map(({ tool, command, options, line }) => [line, tool, command, ...options]),
    [[1, 'allmende', 'import', '--dry-run'], [3, './dev', 'demo', '--port'], [4, 'allmende', 'serve'], [5, 'allmende', 'read']]);
});

test('a command or an option that does not exist is named', () => {
  const help = (tool, command) => (command === 'import' ? 'allmende import\n  --dry-run' : undefined);
  const found = (text) => check_commands([{ path: 'a.md', text }], help).map(({ message }) => message);
  assert.deepEqual(found('`allmende import W --dry-run`'), []);
  assert.deepEqual(found('`allmende import W --wet`'), ['allmende import has no option --wet']);
  assert.deepEqual(found('`allmende imprt W`'), ['there is no command allmende imprt']);
});
