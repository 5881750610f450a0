import assert from 'node:assert/strict';
import test from 'node:test';
import { fingerprint } from './headers.mjs';
import { include_graph } from './includes.mjs';

function fingerprint_of(path, sources) {
  const files = Object.entries(sources).map(([name, text]) => ({ path: name, text }));
  return fingerprint(path, include_graph(files), new Map(Object.entries(sources)));
}

test('a header is compiled anew when it or what it reaches changes, and only then', () => {
  const sources = { 'src/a/a.hpp': '#include "b/b.hpp"\n', 'src/b/b.hpp': '#include "c/c.hpp"\n', 'src/c/c.hpp': '', 'src/d/d.hpp': '' };
  const before = fingerprint_of('src/a/a.hpp', sources);
  assert.equal(fingerprint_of('src/a/a.hpp', { ...sources, 'src/d/d.hpp': 'int d;\n' }), before);
  assert.notEqual(fingerprint_of('src/a/a.hpp', { ...sources, 'src/c/c.hpp': 'int c;\n' }), before);
  assert.notEqual(fingerprint_of('src/a/a.hpp', { ...sources, 'src/a/a.hpp': '#include "b/b.hpp"\nint a;\n' }), before);
});
