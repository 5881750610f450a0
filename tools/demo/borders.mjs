// Lines between cells become borders: each edge is bent once, by chance named by its corners, and both neighbours use
// the same bent line. So areas of every level share identical points.

import { chance } from './random.mjs';

const scale = 1000;
// The invented Land lies in the North Sea, where it can be mistaken for no real one.
const origin = [322000, 5985000];

/** Points of each edge from a to b in whole metres (EPSG:25832). Bends that would cross another line are taken back. */
export function bent_edges({ corners, edges }) {
  const in_metres = corners.map(([x, y]) => [Math.round(origin[0] + x * scale), Math.round(origin[1] + y * scale)]);
  let bend = edges.map(() => 0.19);
  for (let attempt = 0; attempt < 8; attempt++) {
    const lines = edges.map((edge, i) => bent(edge, in_metres, bend[i]));
    const crossing = crossings(lines);
    if (crossing.size === 0) return lines;
    bend = bend.map((amount, i) => (crossing.has(i) ? (attempt > 4 ? 0 : amount * 0.5) : amount));
  }
  throw new Error('Borders cross each other though all of them were straightened');
}

function bent({ a, b }, points, amount) {
  const [from, to] = a < b ? [a, b] : [b, a];
  const draw = chance(`edge ${from} ${to}`);
  const line = halved(points[from], points[to], amount, draw).map((point) => point.map(Math.round));
  const clean = line.filter((point, i) => i === 0 || point[0] !== line[i - 1][0] || point[1] !== line[i - 1][1]);
  return a < b ? clean : clean.reverse();
}

/** Midpoint displacement until the pieces are about 180 m long. */
function halved(p, q, amount, draw) {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
  if (Math.hypot(dx, dy) < 260 || amount === 0) return [p, q];
  const shift = amount * draw.normal() * 0.62;
  const middle = [(p[0] + q[0]) / 2 - dy * shift, (p[1] + q[1]) / 2 + dx * shift];
  return [...halved(p, middle, amount, draw), ...halved(middle, q, amount, draw).slice(1)];
}

/** Numbers of lines that cross or touch another line elsewhere than at a common end. */
export function crossings(lines) {
  const size = 2500;
  const grid = new Map();
  const found = new Set();
  lines.forEach((line, i) => {
    for (let k = 1; k < line.length; k++) {
      for (const key of boxes(line[k - 1], line[k], size)) {
        const others = grid.get(key) ?? [];
        for (const other of others) {
          if (other.i === i && Math.abs(other.k - k) <= 1) continue;
          if (touch(line[k - 1], line[k], lines[other.i][other.k - 1], lines[other.i][other.k])) found.add(i).add(other.i);
        }
        others.push({ i, k });
        grid.set(key, others);
      }
    }
  });
  return found;
}

function* boxes([x0, y0], [x1, y1], size) {
  for (let x = Math.floor(Math.min(x0, x1) / size); x <= Math.floor(Math.max(x0, x1) / size); x++) {
    for (let y = Math.floor(Math.min(y0, y1) / size); y <= Math.floor(Math.max(y0, y1) / size); y++) yield `${x} ${y}`;
  }
}

/** True where two pieces share a point that is not an end of both. */
function touch(p, q, r, s) {
  const common = [p, q].filter((u) => [r, s].some((v) => u[0] === v[0] && u[1] === v[1])).length;
  if (common === 2) return true;
  const side = (u, v, w) => Math.sign((v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0]));
  const [d1, d2, d3, d4] = [side(p, q, r), side(p, q, s), side(r, s, p), side(r, s, q)];
  if (d1 === 0 && d2 === 0) return overlap(p, q, r, s);
  // Two pieces that share an end can meet again only where one runs over the other.
  return common === 0 && d1 !== d2 && d3 !== d4;
}

function overlap(p, q, r, s) {
  const axis = p[0] === q[0] ? 1 : 0;
  const [low1, high1] = [Math.min(p[axis], q[axis]), Math.max(p[axis], q[axis])];
  const [low2, high2] = [Math.min(r[axis], s[axis]), Math.max(r[axis], s[axis])];
  return Math.max(low1, low2) < Math.min(high1, high2);
}
