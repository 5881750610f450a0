import { geoTransverseMercator } from 'd3-geo';
import { describe, expect, it } from 'vitest';
import type { Topology } from 'topojson-specification';
import { makeShapes } from './shapes';
import { simplifyTopology } from './simplify';

/** Two squares that share the border at x = 8, which carries a point that bends it by a hair. */
const topology = {
  type: 'Topology',
  objects: {
    areas: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', id: 'west', arcs: [[0, 1]] },
        { type: 'Polygon', id: 'east', arcs: [[2, -1]] }
      ]
    }
  },
  arcs: [
    [[8, 51], [7, 51], [7, 52], [8, 52]],
    [[8, 52], [8.0001, 51.5], [8, 51]],
    [[8, 52], [9, 52], [9, 51], [8, 51]]
  ]
} as unknown as Topology;

describe('makeShapes', () => {
  it('has nothing for areas that have no boundary', () => expect(makeShapes(topology, ['north'])).toBeNull());

  it('draws members, writes at their roomiest point, and leaves the rest as ground', () => {
    const shapes = makeShapes(topology, ['west'])!;
    expect(shapes.areas.map((area) => area.key)).toEqual(['west']);
    expect(shapes.areas[0]!.r).toBeGreaterThan(100);
    expect(shapes.areas[0]!.d).toMatch(/^M[\d. -]+l[\d. -]+z$/);
    expect(shapes.width).toBe(720);
  });

  it('does not depend on which way the rings turn', () => {
    const turned = { ...topology, arcs: topology.arcs.map((arc) => [...arc].reverse()), objects: { areas: { ...topology.objects['areas'], geometries: [{ type: 'Polygon', id: 'west', arcs: [[1, 0]] }] } } } as unknown as Topology;
    expect(makeShapes(turned, ['west'])!.areas[0]!.r).toBeCloseTo(makeShapes(topology, ['west'])!.areas[0]!.r, 0);
  });
});

describe('simplifyTopology', () => {
  it('drops what cannot be seen and keeps the ends of arcs', () => {
    const projection = geoTransverseMercator().rotate([-8, 0]).fitSize([700, 400], { type: 'MultiPoint', coordinates: [[7, 51], [9, 52]] });
    const simple = simplifyTopology(topology, projection, 0.5);
    expect(simple.arcs[1]).toEqual([[8, 52], [8, 51]]);
    expect(simple.arcs[0]).toHaveLength(4);
  });
});
