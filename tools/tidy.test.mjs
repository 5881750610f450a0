import assert from 'node:assert/strict';
import test from 'node:test';
import { check_tidy, tidied } from './tidy.mjs';

/** The findings about these files, as one text. */
function findings(files, exceptions = '') {
  const all = { 'src/layers.txt': 'base:\n', 'src/base/README.md': 'x\n', 'tools/tidy_exceptions.txt': exceptions, ...files };
  return check_tidy(Object.entries(all).map(([path, text]) => ({ path, text })))
    .map(({ path, line, message }) => `${path}:${line ?? ''} ${message}`).join('\n');
}

const rows = (count, row = 'x') => `${row}\n`.repeat(count);
// Put together, so that the check does not find this test.
const mark = 'TO' + 'DO';

test('long files, components and functions are named with their length', () => {
  assert.equal(findings({ 'src/base/a.cpp': rows(600, 'int a;') }), '');
  assert.match(findings({ 'src/base/a.cpp': rows(601, 'int a;') }), /601 lines; at most 600/);
  assert.match(findings({ 'web/src/A.svelte': rows(301) }), /301 lines; at most 300/);
  assert.equal(findings({ 'docs/a.md': rows(700) }), '');
  assert.match(findings({ 'src/base/a.cpp': `void f()\n{\n${rows(70, '    g();')}}\n` }), /a\.cpp:1 a function of 73 lines/);
  assert.match(findings({ 'web/a.ts': `function f() {\n${rows(70)}}\n` }), /a function of 72 lines/);
});

test('marks, tabs, blanks and paths of one machine are found once a file', () => {
  assert.match(findings({ 'src/base/a.cpp': `int a;\n// ${mark}: b\n` }), /a\.cpp:2 finish it/);
  assert.equal(findings({ 'src/base/a.cpp': 'mkstemp("aXXXXXX");\n' }), '');
  assert.match(findings({ 'docs/a.md': 'a\tb\nc\td\n' }), /^docs\/a\.md:1 a tab; use blanks \(and in 1 more lines\)$/);
  assert.match(findings({ 'a.md': 'a \n' }), /blanks at the end/);
  assert.match(findings({ 'src/base/a.cpp': `f("/${'tmp'}/x");\n` }), /a path of one machine/);
  assert.match(findings({ 'a.md': 'a' }), /last line does not end/);
});

test('headers begin with #pragma once and open no namespaces', () => {
  assert.match(findings({ 'src/base/a.hpp': 'int a;\n' }), /begins with #pragma once/);
  assert.match(findings({ 'src/base/a.hpp': '#pragma once\nusing namespace std;\n' }), /a\.hpp:2/);
  assert.match(findings({ 'src/base/string_util.hpp': '#pragma once\n' }), /name it after/);
});

test('a skipped test says why', () => {
  const skip = 'GTEST' + '_SKIP()';
  assert.match(findings({ 'src/base/a_test.cpp': `${skip};\n` }), /says why/);
  assert.equal(findings({ 'src/base/a_test.cpp': `${skip} << "needs real data";\n` }).includes('says why'), false);
  assert.match(findings({ 'a.test.mjs': `test.${'skip'}('a');\n` }), /says why/);
  assert.equal(findings({ 'a.test.mjs': `// the browser is missing\ntest.${'skip'}('a');\n` }), '');
});

test('every folder with sources has a short README', () => {
  assert.match(findings({ 'src/layers.txt': 'base:\nfacts: base\n', 'src/facts/a.cpp': '' }), /src\/facts\/README\.md: missing/);
  assert.match(findings({ 'src/base/a.cpp': '', 'src/base/README.md': rows(16) }), /16 lines; at most 15/);
});

test('an exception allows one rule for one file and must be needed', () => {
  const long = { 'src/base/a.cpp': rows(601, 'int a;') };
  assert.equal(findings(long, 'file-length src/base/a.cpp\n'), '');
  assert.match(findings({}, 'file-length src/base/a.cpp # grown\n'), /“file-length src\/base\/a\.cpp” is not needed any more/);
});

test('tidying mends blanks and ends', () => {
  assert.equal(tidied('\ta \n\tb'), '  a\n  b\n');
});
