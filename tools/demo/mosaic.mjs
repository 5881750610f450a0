// A mosaic of small cells covers the invented Land; Gemeinden and Stadtteile are sets of cells, grown from seeds over
// the borders of cells, so that every unit hangs together and no two overlap.

import { Delaunay } from 'd3-delaunay';
import { kreise, lake, with_exclave } from './names.mjs';
import { chance } from './random.mjs';

const width = 104;
const height = 92;

/**
 * { cells: [{ at: [x, y] in km, inside, kreis, unit, water, neighbours }], corners: points in km, edges }.
 * An edge is { a, b: corner numbers, left, right: cells or -1 for outside }.
 */
export function make_mosaic(units) {
  const seeds = scatter();
  const delaunay = Delaunay.from(seeds);
  const voronoi = delaunay.voronoi([-60, -60, width + 60, height + 60]);
  const inside = seeds.map(is_inside);
  const cells = seeds.map((at, i) => ({ at, inside: inside[i], kreis: -1, unit: -1,
    water: distance(at, lake.at) < lake.radius,
    neighbours: [...delaunay.neighbors(i)].filter((j) => inside[j]) }));
  keep_largest_piece(cells);
  assign_kreise(cells);
  assign_units(cells, units);
  cut_exclave(cells, units);
  return { cells, corners: corner_points(voronoi.circumcenters), edges: edges_of(delaunay, cells) };
}

/** Points no nearer to each other than a distance that shrinks towards the cities, from a jittered hexagonal grid. */
function scatter() {
  const draw = chance('mosaic');
  const cities = kreise.filter(({ radius }) => radius !== undefined);
  const points = [];
  const step = 1.9;
  for (let row = 0, y = -6; y < height + 6; row++, y += step * 0.866) {
    for (let x = -6 + (row % 2) * step * 0.5; x < width + 6; x += step) {
      const point = [x + draw.between(-0.62, 0.62), y + draw.between(-0.62, 0.62)];
      const in_city = cities.some(({ at: [centre], radius }) => distance(point, centre) < radius + 1);
      if (!in_city) points.push(point);
    }
  }
  for (const { at: [centre], radius } of cities) {
    const fine = 0.98;
    for (let row = 0, y = centre[1] - radius - 1; y < centre[1] + radius + 1; row++, y += fine * 0.866) {
      for (let x = centre[0] - radius - 1 + (row % 2) * fine * 0.5; x < centre[0] + radius + 1; x += fine) {
        const point = [x + draw.between(-0.3, 0.3), y + draw.between(-0.3, 0.3)];
        if (distance(point, centre) < radius + 0.7) points.push(point);
      }
    }
  }
  return points;
}

function distance([x0, y0], [x1, y1]) {
  return Math.hypot(x1 - x0, y1 - y0);
}

/** The outline of the Land: a round shape with bays and capes. */
function is_inside([x, y]) {
  const dx = (x - 49) / 1.14;
  const dy = y - 43;
  const angle = Math.atan2(dy, dx);
  const radius = 39 + 2.4 * Math.sin(2 * angle + 2.2) + 2.6 * Math.sin(3 * angle + 3.4) + 1.9 * Math.sin(5 * angle + 0.9)
    + 1.5 * Math.sin(9 * angle) + 1.1 * Math.sin(17 * angle + 1.3) + 0.7 * Math.sin(29 * angle + 0.4);
  return Math.hypot(dx, dy) < radius;
}

function keep_largest_piece(cells) {
  const pieces = [];
  const seen = new Set();
  cells.forEach((cell, i) => {
    if (!cell.inside || seen.has(i)) return;
    const piece = [i];
    seen.add(i);
    for (let next = 0; next < piece.length; next++) {
      for (const j of cells[piece[next]].neighbours) {
        if (!seen.has(j)) { seen.add(j); piece.push(j); }
      }
    }
    pieces.push(piece);
  });
  pieces.sort((a, b) => b.length - a.length);
  for (const piece of pieces.slice(1)) for (const i of piece) cells[i].inside = false;
}

/**
 * Grows areas from starts over borders of cells: each free cell falls to the start with the shortest way. `cost(i, j)` is
 * the length of a step. starts: [{ cell, owner, head_start }]; returns the owner of each reached cell.
 */
function grow(cells, starts, may_enter, cost, limit = Infinity) {
  const best = new Map();
  const owner = new Map();
  const queue = starts.map(({ cell, owner: who, head_start = 0 }) => ({ cell, who, way: -head_start }));
  while (queue.length > 0) {
    let first = 0;
    for (let i = 1; i < queue.length; i++) if (queue[i].way < queue[first].way) first = i;
    const [{ cell, who, way }] = queue.splice(first, 1);
    if (owner.has(cell) || way > limit) continue;
    owner.set(cell, who);
    for (const next of cells[cell].neighbours) {
      if (owner.has(next) || !may_enter(next)) continue;
      const further = way + cost(cell, next);
      if (further < (best.get(next) ?? Infinity)) {
        best.set(next, further);
        queue.push({ cell: next, who, way: further });
      }
    }
  }
  return owner;
}

/** A step over rough ground costs more: borders become crooked as if they followed brooks and ridges. */
function rough_step(cells, name) {
  const draw = chance(name);
  const roughness = cells.map(() => draw.between(0.6, 1.7));
  return (i, j) => distance(cells[i].at, cells[j].at) * (roughness[i] + roughness[j]) * 0.5;
}

function assign_kreise(cells) {
  const cost = rough_step(cells, 'kreise');
  const land = cells.map((cell, i) => ({ ...cell, i })).filter(({ inside }) => inside);
  const nearest = (point) => land.reduce((best, cell) => (distance(cell.at, point) < distance(best.at, point) ? cell : best)).i;
  kreise.forEach(({ at, radius }, kreis) => {
    if (radius === undefined) return;
    const start = { cell: nearest(at[0]), owner: kreis };
    const reached = grow(cells, [start], (i) => cells[i].inside && cells[i].kreis < 0, cost, radius);
    for (const i of reached.keys()) cells[i].kreis = kreis;
  });
  const starts = kreise.flatMap(({ at, radius }, kreis) => (radius === undefined
    ? at.map((point) => ({ cell: nearest(point), owner: kreis })).filter(({ cell }) => cells[cell].kreis < 0) : []));
  for (const [i, kreis] of grow(cells, starts, (j) => cells[j].inside && cells[j].kreis < 0, cost)) cells[i].kreis = kreis;
}

function assign_units(cells, units) {
  const cost = rough_step(cells, 'units');
  kreise.forEach(({ code }, kreis) => {
    const mine = cells.map((cell, i) => i).filter((i) => cells[i].kreis === kreis);
    const list = units.map((_, i) => i).filter((i) => units[i].kreis === kreis);
    const seeds = spread(cells, mine, list.length, `seeds ${code}`);
    const starts = list.map((unit, k) => ({ cell: seeds[k], owner: unit }));
    for (const [i, unit] of grow(cells, starts, (j) => cells[j].kreis === kreis, cost)) cells[i].unit = unit;
  });
}

/** Cells far from each other: the first in the middle, each further one the farthest of some drawn by chance. */
function spread(cells, mine, count, name) {
  const draw = chance(name);
  const middle = [0, 1].map((axis) => mine.reduce((total, i) => total + cells[i].at[axis], 0) / mine.length);
  const chosen = [mine.reduce((best, i) => (distance(cells[i].at, middle) < distance(cells[best].at, middle) ? i : best))];
  while (chosen.length < count) {
    const candidates = Array.from({ length: 24 }, () => draw.pick(mine));
    const gap = (i) => Math.min(...chosen.map((j) => distance(cells[i].at, cells[j].at)));
    chosen.push(candidates.reduce((best, i) => (gap(i) > gap(best) ? i : best)));
  }
  return chosen;
}

/** One cell deep inside a neighbouring Gemeinde changes hands. */
function cut_exclave(cells, units) {
  const owner = units.findIndex(({ key }) => key === with_exclave);
  const deep = cells.findIndex((cell) => cell.kreis === units[owner].kreis && cell.unit !== owner
    && cell.neighbours.length > 0 && cell.neighbours.every((i) => cells[i].unit === cell.unit)
    && cell.neighbours.some((i) => cells[i].neighbours.some((j) => cells[j].unit === owner)));
  cells[deep].unit = owner;
}

function corner_points(circumcenters) {
  return Array.from({ length: circumcenters.length / 2 }, (_, i) => [circumcenters[2 * i], circumcenters[2 * i + 1]]);
}

/** All edges between two cells of which at least one lies inside: each half-edge pair of the triangulation once. */
function edges_of({ triangles, halfedges }, cells) {
  const edges = [];
  halfedges.forEach((other, e) => {
    if (other < e) return;
    const [left, right] = [triangles[e], triangles[e % 3 === 2 ? e - 2 : e + 1]];
    if (!cells[left].inside && !cells[right].inside) return;
    edges.push({ a: Math.floor(e / 3), b: Math.floor(other / 3), left: cells[left].inside ? left : -1,
      right: cells[right].inside ? right : -1 });
  });
  return edges;
}
