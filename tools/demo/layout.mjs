// What most tables share: the rows of areas, their indentation, and their years.

import { exists } from './region.mjs';

const indentation = { land: '  ', kreis: '      ', gemeinde: '        ' };

/** Code and name as they stand in the key columns. */
export function area_keys(row) {
  return [row.code, indentation[row.level] + row.name];
}

/**
 * Rows of a table whose first column is the time: newest first, areas below each other, further keys innermost.
 * cells(row, year, extra) gives the texts of an existing area; an area that does not exist is full of `-`.
 * times: [{ text, year: the year whose territory counts }].
 */
export function* rows_by_time({ times, areas, extras = [[]], width, cells }) {
  for (const { text, year } of times) {
    for (const row of areas) {
      for (const extra of extras) {
        const keys = [text, ...area_keys(row), ...extra];
        yield [...keys, ...(exists(row, year) ? cells(row, year, ...extra) : Array(width).fill('-'))];
      }
    }
  }
}

/** Times of a series, newest first, from a function of the year. */
export function newest_first(years, text = String) {
  return [...years].reverse().map((year) => ({ text: text(year), year }));
}

export const end_of_year = (year) => `31.12.${year}`;

/** Repeats each text n times: headings stand over every column they cover. */
export function over(texts, n) {
  return texts.flatMap((text) => Array(n).fill(text));
}
