// The graph of #include lines of the C++ sources.

const include_line = /^[ \t]*#[ \t]*include[ \t]*(?:<([^>]+)>|"([^"]+)")/;

/** The includes of one source: [{ line, name, system }]. */
export function includes_of(text) {
  const found = [];
  text.split('\n').forEach((row, index) => {
    const match = include_line.exec(row);
    if (match) found.push({ line: index + 1, name: match[1] ?? match[2], system: match[1] !== undefined });
  });
  return found;
}

export const is_source = (path) => /^(src|tests|bench)\/.*\.(cpp|hpp)$/.test(path);

/** path → its project includes as paths ("base/cell.hpp" is looked up in src/, then beside the file, then in the root). */
export function include_graph(files) {
  const known = new Set(files.map(({ path }) => path));
  const graph = new Map();
  for (const { path, text } of files) {
    if (!is_source(path)) continue;
    graph.set(path, includes_of(text).filter(({ system }) => !system)
      .map((include) => ({ ...include, target: resolve(path, include.name, known) })));
  }
  return graph;
}

function resolve(path, name, known) {
  const beside = `${path.slice(0, path.lastIndexOf('/'))}/${name}`;
  return [`src/${name}`, name, beside].find((candidate) => known.has(candidate));
}

/** Everything that `path` reaches: target → the way to it, [path, …, target]. */
export function closure(graph, path) {
  const ways = new Map([[path, [path]]]);
  const open = [path];
  while (open.length > 0) {
    const at = open.pop();
    for (const { target } of graph.get(at) ?? []) {
      if (target !== undefined && !ways.has(target)) {
        ways.set(target, [...ways.get(at), target]);
        open.push(target);
      }
    }
  }
  ways.delete(path);
  return ways;
}

/** The cycles of headers that include each other, each once: [[a, b, a], …]. */
export function cycles(graph) {
  const found = [];
  const done = new Set();
  const visit = (path, way) => {
    const from = way.indexOf(path);
    if (from >= 0) {
      found.push([...way.slice(from), path]);
      return;
    }
    if (done.has(path)) return;
    for (const { target } of graph.get(path) ?? []) {
      if (target !== undefined) visit(target, [...way, path]);
    }
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}
