/** Packages without types of their own. */
declare module 'polylabel' {
  /** The point of a polygon that is farthest from its outline, and that distance. */
  export default function polylabel(polygon: number[][][], precision?: number): number[] & { distance: number };
}
