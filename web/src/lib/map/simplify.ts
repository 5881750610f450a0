/**
 * Leaves out points of boundaries that nobody could see at the size at which they are drawn. Works on the topology's
 * arcs, so neighbours keep sharing their borders (Douglas and Peucker, 1973, on the projected line).
 */
import type { GeoProjection } from 'd3-geo';
import type { Position } from 'geojson';
import type { Topology } from 'topojson-specification';

type Point = [number, number];

/** The same topology with absolute arcs that stray at most `tolerance` drawing units from the original. */
export function simplifyTopology(topology: Topology, projection: GeoProjection, tolerance: number): Topology {
  const { transform: _, ...rest } = topology;
  return { ...rest, arcs: decodeArcs(topology).map((arc) => simplifyArc(arc, projection, tolerance)) };
}

function decodeArcs(topology: Topology): Position[][] {
  const { transform } = topology;
  if (!transform) return topology.arcs;
  const [kx, ky] = transform.scale;
  const [dx, dy] = transform.translate;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map((step) => {
      x += step[0]!;
      y += step[1]!;
      return [x * kx + dx, y * ky + dy];
    });
  });
}

function simplifyArc(arc: Position[], projection: GeoProjection, tolerance: number): Position[] {
  if (arc.length < 3) return arc;
  const points = arc.map((position) => projection(position as Point) ?? ([0, 0] as Point));
  const keep = new Set([0, arc.length - 1]);
  // A closed arc is split at its farthest point, else it would shrink to its start.
  const closed = arc[0]![0] === arc.at(-1)![0] && arc[0]![1] === arc.at(-1)![1];
  const middle = closed ? farthest(points, 0, points.length - 1).index : 0;
  if (closed) {
    keep.add(middle);
    thin(points, 0, middle, tolerance, keep);
    thin(points, middle, points.length - 1, tolerance, keep);
    // A ring needs three points; the smallest islands stay triangles.
    if (keep.size < 4) keep.add(Math.floor(middle / 2) || 1);
  } else thin(points, 0, points.length - 1, tolerance, keep);
  return arc.filter((_, i) => keep.has(i));
}

function thin(points: Point[], from: number, to: number, tolerance: number, keep: Set<number>): void {
  if (to - from < 2) return;
  const { index, distance } = farthest(points, from, to);
  if (distance <= tolerance) return;
  keep.add(index);
  thin(points, from, index, tolerance, keep);
  thin(points, index, to, tolerance, keep);
}

function farthest(points: Point[], from: number, to: number): { index: number; distance: number } {
  let best = { index: from + 1, distance: -1 };
  for (let i = from + 1; i < to; i++) {
    const distance = distanceTo(points[i]!, points[from]!, points[to]!);
    if (distance > best.distance) best = { index: i, distance };
  }
  return best;
}

function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}
