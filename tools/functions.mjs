// How long the functions of a source are. Counts braces for C++, indentation for the languages of the web.

/** The text with comments, texts in quotes and preprocessor lines blanked out; line ends stay. */
export function without_comments_and_texts(text) {
  const blank = (part) => part.replace(/[^\n]/g, ' ');
  return text.replace(
    /\/\/[^\n]*|\/\*[^]*?\*\/|R"([^()\\\s]{0,16})\([^]*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm,
    blank);
}

const opens_space = /^\s*(?:template\s*<[^{}]*>\s*)?(?:inline\s+)?(?:namespace|class|struct|union|enum|extern)\b/;

const in_initialisers = /\)\s*(?:noexcept\s*)?:[^:][^;]*\w\s*$/;

/** What a brace at the level of a namespace or class opens, by the text before it. */
function kind_of_brace(head) {
  if (opens_space.test(head) && !/\)\s*(?:const|noexcept|override)?\s*$/.test(head)) return 'space';
  if (in_initialisers.test(head)) return 'initialiser';
  if (/[=,(]\s*$/.test(head) || /\breturn\s*$/.test(head)) return 'other';
  return head.includes('(') ? 'function' : 'other';
}

/** Functions of a C++ source: [{ line, lines }]; lambdas and local classes count with the function they stand in. */
export function cpp_functions(text) {
  const code = without_comments_and_texts(text);
  const found = [];
  const scopes = [];
  let head = '';
  let line = 1;
  let head_line = 1;
  for (const c of code) {
    const inside = scopes.find(({ kind }) => kind !== 'space');
    if (c === '{') {
      scopes.push({ kind: inside ? 'other' : kind_of_brace(head), line: head_line });
    } else if (c === '}') {
      const scope = scopes.pop();
      if (scope?.kind === 'function') found.push({ line: scope.line, lines: line - scope.line + 1 });
      // Behind `a_{x}` of a constructor its body is still to come.
      if (scope?.kind === 'initialiser') head += '()';
      else if (!inside || inside === scope) head = '';
    } else if (c === ';') {
      head = '';
    } else if (!inside) {
      if (head.trim() === '') head_line = line;
      head += c;
    }
    if (c === '{' && scopes.at(-1).kind !== 'initialiser' && !inside) head = '';
    if (c === '\n') ++line;
  }
  return found;
}

const web_function = /^\s*(?:export\s+)?(?:default\s+)?(?:(?:async\s+)?function\b|(?:const|let)\s+\w+\s*=\s*(?:async\s*)?(?:\([^]*\)|\w+)\s*=>|(?:static\s+|async\s+|get\s+|set\s+)*(?!if|for|while|switch|catch)\w+\([^]*\)).*\{\s*$/;

/** Functions of a JavaScript, TypeScript or Svelte source: from their first line to the brace at the same indentation. */
export function web_functions(text) {
  const rows = text.split('\n');
  const indentation = (row) => /^\s*/.exec(row)[0];
  return rows.flatMap((row, index) => {
    if (!web_function.test(row)) return [];
    const end = rows.findIndex((other, at) => at > index && other.startsWith(`${indentation(row)}}`));
    return end < 0 ? [] : [{ line: index + 1, lines: end - index + 1 }];
  });
}
