import assert from 'node:assert/strict';
import test from 'node:test';
import { cpp_functions, web_functions, without_comments_and_texts } from './functions.mjs';

const lengths = (text) => cpp_functions(text).map(({ line, lines }) => `${line}+${lines}`).join(' ');

test('braces in comments, texts and preprocessor lines do not count', () => {
  const text = 'int f()\n{\n    // {\n    /* { */ auto a = "{"; char b = \'{\'; auto c = R"x({)" {)x"; int d = 1\'000;\n}\n#define OPEN {\nint g() {}\n';
  assert.equal(lengths(text), '1+5 7+1');
  assert.equal(without_comments_and_texts(text).split('\n').length, text.split('\n').length);
});

test('namespaces, classes, enums and tables are no functions', () => {
  assert.equal(lengths('namespace a {\nclass B final : public C<int(int)> {\npublic:\n    int x = 0;\n};\nenum class D { e };\n}\n'), '');
  assert.equal(lengths('constexpr std::array<int, 2> table{{\n    {1},\n    {f(2)},\n}};\nconst auto a = f(1, {\n2});\n'), '');
});

test('functions are found in classes, templates, tests and behind initialisers', () => {
  assert.equal(lengths('class A {\n    int f() const\n    {\n        if (x) {\n        }\n    }\n};\n'), '2+5');
  assert.equal(lengths('template <typename T>\nint f(T t)\n{\n    return g([&] { return t; });\n}\n'), '1+5');
  assert.equal(lengths('TEST(A, B)\n{\n    struct C { int d() { return 1; } };\n}\n'), '1+4');
  assert.equal(lengths('A::A(int x) : x_{x}, y_(x)\n{\n    f();\n}\n'), '1+4');
  assert.equal(lengths('A::A(int x) : y_(x), x_{x}\n{\n    f();\n}\nvoid g() {}\n'), '1+4 5+1');
  assert.equal(lengths('A& operator=(const A& a) noexcept\n{\n}\nint h(int a = 3) { return a; }\n'), '1+3 4+1');
});

test('functions of the web end at the brace of their own indentation', () => {
  const text = 'export function a() {\n  if (b) {\n  }\n}\nconst c = (d) => {\n};\nclass E {\n  f(g) {\n  }\n}\nif (x) {\n}\n';
  assert.deepEqual(web_functions(text), [{ line: 1, lines: 4 }, { line: 5, lines: 2 }, { line: 8, lines: 2 }]);
});
