/**
 * Classes of a choropleth: quantiles of the values as displayed. Equal values always share a class, and a class is
 * named by the lowest and highest value in it, so that no reader meets a border that no area touches.
 */
import { roundHalfUp } from '../format';

export const CLASS_COUNT = 5;

export interface ValueClass {
  /** 0 (lightest) to 4; classes that no value falls into are left out. */
  shade: number;
  from: number;
  to: number;
  areas: number;
}

export interface Classes {
  list: ValueClass[];
  shadeOf(value: number): number;
}

export function classify(values: number[], decimals: number): Classes {
  const shown = values.map((value) => displayed(value, decimals)).sort((a, b) => a - b);
  const shades = new Map<number, number>();
  for (let i = 0; i < shown.length; ) {
    const last = shown.lastIndexOf(shown[i]!);
    shades.set(shown[i]!, Math.min(CLASS_COUNT - 1, Math.floor((((i + last + 1) / 2) * CLASS_COUNT) / shown.length)));
    i = last + 1;
  }
  const list: ValueClass[] = [];
  for (const value of shown) {
    const shade = shades.get(value)!;
    const open = list.at(-1);
    if (open?.shade === shade) {
      open.to = value;
      open.areas++;
    } else list.push({ shade, from: value, to: value, areas: 1 });
  }
  return { list, shadeOf: (value) => shades.get(displayed(value, decimals)) ?? 0 };
}

function displayed(value: number, decimals: number): number {
  return Number(roundHalfUp(value, decimals));
}
