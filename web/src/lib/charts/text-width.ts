/** How wide a text is in Fira Sans, so that labels can be placed without a browser. Widths in hundredths of an em. */

const FIRST = 0x20;
const REGULAR = [
  27, 24, 40, 56, 56, 90, 76, 22, 32, 32, 44, 56, 24, 40, 24, 52, 56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 24, 24, 56, 56, 56, 46,
  102, 57, 61, 56, 64, 54, 49, 63, 68, 30, 31, 59, 50, 80, 68, 69, 58, 69, 61, 55, 52, 66, 56, 83, 54, 55, 52, 32, 52, 32, 54, 52,
  30, 54, 59, 48, 60, 55, 34, 52, 59, 28, 28, 51, 29, 86, 59, 58, 59, 59, 39, 47, 36, 58, 49, 72, 49, 49, 44, 32, 40, 32, 56
];
/** Semibold letters are two hundredths wider on average. */
const SEMIBOLD_EXTRA = 1.2;
const OTHER = 59;

export function textWidth(text: string, size: number, weight: 400 | 600 = 400): number {
  let sum = 0;
  for (const letter of text.normalize('NFD').replace(/\p{M}/gu, '')) {
    const width = REGULAR[letter.codePointAt(0)! - FIRST] ?? OTHER;
    sum += weight === 600 ? width + SEMIBOLD_EXTRA : width;
  }
  return (sum * size) / 100;
}

/** `text` in lines no wider than `width`; a longer word keeps a line of its own. */
export function wrapText(text: string, width: number, size: number, weight: 400 | 600 = 400): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && textWidth(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** `text` cut to `width` with an ellipsis where it must be. */
export function fitText(text: string, width: number, size: number, weight: 400 | 600 = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  let end = text.length - 1;
  while (end > 1 && textWidth(`${text.slice(0, end)}…`, size, weight) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}
