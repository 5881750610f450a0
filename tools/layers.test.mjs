import assert from 'node:assert/strict';
import test from 'node:test';
import { check_layers, parse_layers } from './layers.mjs';

const layers = `base:
facts: base
areas: base
releases: base facts
api/public: base releases
adapters/x: base facts
app: *
third-party base: fmt/
third-party adapters/x: x.h
third-party *_test: gtest/
never api/public: facts
`;

/** The findings about these sources, as one text. */
function findings(sources) {
  const files = [{ path: 'src/layers.txt', text: layers }, ...Object.entries(sources).map(([path, text]) => ({ path, text }))];
  return check_layers(files).map(({ path, line, message }) => `${path}:${line ?? ''} ${message}`).join('\n');
}

test('a rule that names a layer below itself, or says nothing, is refused with its line', () => {
  assert.throws(() => parse_layers('base: facts\nfacts:\n'), /layers\.txt:1: base names facts/);
  assert.throws(() => parse_layers('base:\nbase:\n'), /layers\.txt:2: base stands twice/);
  assert.throws(() => parse_layers('base\n'), /layers\.txt:1: “base” is no rule/);
});

test('a folder includes itself and what is listed', () => {
  const base = { 'src/base/a.hpp': '#include <vector>\n#include <sys/stat.h>\n', 'src/facts/f.hpp': '#include "base/a.hpp"\n' };
  assert.equal(findings({ ...base, 'src/facts/f.cpp': '#include "facts/f.hpp"\n' }), '');
  assert.match(findings({ ...base, 'src/base/b.cpp': '\n#include "facts/f.hpp"\n' }), /^src\/base\/b\.cpp:2 base may not include facts/);
  assert.match(findings({ ...base, 'src/areas/a.cpp': '#include "facts/f.hpp"\n' }), /areas may not include facts/);
  assert.equal(findings({ ...base, 'src/app/main.cpp': '#include "facts/f.hpp"\n' }), '');
});

test('names are those seen from src/, and must exist', () => {
  const base = { 'src/base/a.hpp': '' };
  assert.match(findings({ ...base, 'src/base/b.cpp': '#include "a.hpp"\n' }), /write "base\/a\.hpp"/);
  assert.match(findings({ ...base, 'src/base/b.cpp': '#include "base/c.hpp"\n' }), /is not there/);
  assert.match(findings({ ...base, 'src/new/b.cpp': '' }), /stands in no folder/);
  assert.match(findings({ 'src/facts/internal/i.hpp': '', 'src/releases/r.cpp': '#include "facts/internal/i.hpp"\n' }), /internal to facts/);
  assert.match(findings({ 'tests/t.hpp': '', 'src/base/b.cpp': '#include "tests/t.hpp"\n' }), /nothing outside/);
});

test('third-party headers only where they are allowed', () => {
  assert.equal(findings({ 'src/base/a.cpp': '#include <fmt/core.h>\n', 'src/adapters/x/x.cpp': '#include <x.h>\n' }), '');
  assert.equal(findings({ 'src/facts/f_test.cpp': '#include <gtest/gtest.h>\n', 'tests/t.cpp': '#include <gtest/gtest.h>\n' }), '');
  assert.match(findings({ 'src/facts/f.cpp': '#include <fmt/core.h>\n' }), /<fmt\/core\.h> may not be included in facts/);
  assert.match(findings({ 'src/base/f.cpp': '#include <x.h>\n' }), /<x\.h> may not be included in base/);
  assert.match(findings({ 'src/base/f.cpp': '#include <gtest/gtest.h>\n' }), /may not be included in base/);
});

test('what must never be reached is not reached through another header either', () => {
  const way = { 'src/facts/f.hpp': '', 'src/releases/r.hpp': '#include "facts/f.hpp"\n' };
  assert.match(findings({ ...way, 'src/api/public/p.cpp': '#include "releases/r.hpp"\n' }),
    /api\/public must never reach facts: src\/api\/public\/p\.cpp → src\/releases\/r\.hpp → src\/facts\/f\.hpp/);
  assert.equal(findings({ ...way, 'src/releases/r.cpp': '#include "releases/r.hpp"\n' }), '');
});

test('headers that include each other are named once', () => {
  const text = findings({ 'src/base/a.hpp': '#include "base/b.hpp"\n', 'src/base/b.hpp': '#include "base/a.hpp"\n' });
  assert.equal(text.match(/includes itself/g).length, 1);
});
