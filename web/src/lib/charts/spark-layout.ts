/** A line as small as a word. */
import { linear, round1 } from './scale';
import { typicalStep } from './series-layout';

export const SPARK = { width: 132, height: 30 };

export interface SparkLayout {
  path: string;
  end: { x: number; y: number } | null;
  alone: { x: number; y: number }[];
}

export function layoutSpark(years: number[], values: (number | null)[]): SparkLayout {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { path: '', end: null, alone: [] };
  const low = Math.min(...known);
  const high = Math.max(...known);
  const y = linear({ from: low === high ? low - 1 : low, to: low === high ? high + 1 : high, truncated: false }, SPARK.height - 5, 5);
  const x = linear({ from: years[0]!, to: years.at(-1)!, truncated: false }, 4, SPARK.width - 6);
  const step = typicalStep(years);
  const parts: { x: number; y: number }[][] = [];
  let before = -Infinity;
  for (const [i, year] of years.entries()) {
    const value = values[i];
    if (value == null) continue;
    const point = { x: round1(years.length === 1 ? SPARK.width / 2 : x(year)), y: round1(y(value)) };
    if (year - before <= step * 1.5 && values[i - 1] != null) parts.at(-1)!.push(point);
    else parts.push([point]);
    before = year;
  }
  return {
    path: parts.filter((part) => part.length > 1).map((part) => 'M' + part.map((p) => `${p.x},${p.y}`).join('L')).join(''),
    end: parts.at(-1)!.at(-1)!,
    alone: parts.filter((part) => part.length === 1).map((part) => part[0]!)
  };
}
