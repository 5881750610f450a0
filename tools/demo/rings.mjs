// Areas out of edges: whatever set of cells is asked for, its border is the edges with one side in the set.

/** Rings of a set of cells: [{ points, area }] in whole metres; outer rings turn left, holes right; open (first ≠ last). */
export function rings_of({ edges }, lines, belongs) {
  const next = new Map();
  edges.forEach(({ a, b, left, right }, i) => {
    const inside_left = left >= 0 && belongs(left);
    const inside_right = right >= 0 && belongs(right);
    if (inside_left === inside_right) return;
    const [from, to, points] = inside_left ? [a, b, lines[i]] : [b, a, [...lines[i]].reverse()];
    if (next.has(from)) throw new Error(`Two borders leave corner ${from}`);
    next.set(from, { to, points });
  });
  const rings = [];
  while (next.size > 0) {
    const [start] = next.keys();
    const points = [];
    for (let at = start; next.has(at);) {
      const { to, points: piece } = next.get(at);
      next.delete(at);
      points.push(...piece.slice(0, -1));
      at = to;
    }
    rings.push({ points, area: signed_area(points) });
  }
  return rings;
}

export function signed_area(points) {
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [u, v] = points[(i + 1) % points.length];
    twice += x * v - u * y;
  });
  return twice / 2;
}

/** A GeoJSON geometry of rings; `place` turns a point in metres into the coordinates that are written. */
export function geometry_of(rings, place) {
  const outer = rings.filter(({ area }) => area > 0).sort((a, b) => b.area - a.area);
  const polygons = outer.map(({ points }) => [points]);
  for (const hole of rings.filter(({ area }) => area < 0)) {
    // The smallest outer ring around a hole is its own.
    const owner = outer.findLastIndex(({ points }) => contains(points, hole.points));
    polygons[owner].push(hole.points);
  }
  const coordinates = polygons.map((polygon) => polygon.map((points) => [...points, points[0]].map(place)));
  return coordinates.length === 1 ? { type: 'Polygon', coordinates: coordinates[0] } : { type: 'MultiPolygon', coordinates };
}

/** Whether a ring lies within another; they may share points, so the first point not on the outer ring decides. */
function contains(outer, inner) {
  const on_outer = new Set(outer.map(String));
  const [x, y] = inner.find((point) => !on_outer.has(String(point))) ?? middle(inner);
  let inside = false;
  for (let i = 0, j = outer.length - 1; i < outer.length; j = i++) {
    const [[x1, y1], [x2, y2]] = [outer[i], outer[j]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

function middle(points) {
  return [0, 1].map((axis) => points.reduce((total, point) => total + point[axis], 0) / points.length);
}
