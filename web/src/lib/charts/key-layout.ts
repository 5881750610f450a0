/** A key inside a drawing, for pictures that leave the page: entries in lines below it. */
import { textWidth } from './text-width';

export interface KeyPlace {
  x: number;
  /** Base line of the text, from the top of the key. */
  y: number;
  text: string;
}

const BETWEEN = 26;
const LINE = 22;
export const KEY_TEXT = 13;

/** `lead`: room for the swatch and the gap after it. */
export function placeKey(texts: string[], width: number, lead: number): { places: KeyPlace[]; height: number } {
  const places: KeyPlace[] = [];
  let x = 0;
  let y = LINE;
  for (const text of texts) {
    const room = lead + textWidth(text, KEY_TEXT);
    if (x > 0 && x + room > width) {
      x = 0;
      y += LINE;
    }
    places.push({ x, y, text });
    x += room + BETWEEN;
  }
  return { places, height: texts.length ? y + 8 : 0 };
}
