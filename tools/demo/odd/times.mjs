// Reporting periods in every notation of official tables, with the way our own files print them.

const months = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November',
  'Dezember'];
const two = (n) => String(n).padStart(2, '0');
const next = (year) => two((year + 1) % 100);

// kind: [text in a column or heading, text of our own, words that stand before it in a preamble]
const notations = [
  (year) => [String(year), String(year), ['', 'Jahr: ', 'Berichtsjahr: ']],
  (year) => [`31.12.${year}`, `${year}-12-31`, ['', 'Stichtag: ', 'Stichtag ']],
  (year) => [`01.03.${year}`, `${year}-03-01`, ['', 'Stichtag: ']],
  (year) => [`${year}/${next(year)}`, `${year}/${next(year)}`, ['', 'Schuljahr: ', 'Schuljahr ']],
  (year) => [`${year}/${year + 1}`, `${year}/${next(year)}`, ['Schuljahr ']],
  (year) => [`WS ${year}/${next(year)}`, `WS ${year}/${next(year)}`, ['', 'Semester: ']],
  (year) => [`SS ${year}`, `SS ${year}`, ['', 'Semester: ']],
  (year, draw) => { const m = draw.integer(1, 12); return [`${months[m - 1]} ${year}`, `${year}-${two(m)}`, ['', 'Monat: ']]; },
  (year, draw) => { const q = draw.integer(1, 4); return [`${q}. Quartal ${year}`, `${year}-Q${q}`, ['']]; },
  (year) => [`09.05.${year}`, `${year}-05-09`, ['', 'Stichtag: ']],
];

/** Months or quarters of a few years in two parts: [{ first: year, second, ours }]. */
export function draw_split_times(draw, count) {
  const by_month = draw.happens(0.5);
  const parts = by_month ? months : [1, 2, 3, 4].map((q) => `${q}. Quartal`);
  const start = draw.integer(1998, 2022) * parts.length + draw.integer(0, parts.length - 1);
  return Array.from({ length: count }, (_, i) => {
    const year = Math.floor((start + i) / parts.length);
    const part = (start + i) % parts.length;
    return { first: String(year), second: parts[part], ours: by_month ? `${year}-${two(part + 1)}` : `${year}-Q${part + 1}` };
  });
}

/** Different times of one kind, one a year: [{ text, ours, words }], newest or oldest first as the office likes it. */
export function draw_times(draw, count) {
  const notation = draw.pick(notations);
  const last = draw.integer(1998, 2024);
  // Some statistics are taken every second or fourth year only.
  const step = draw.pick([1, 1, 1, 2, 4]);
  const years = Array.from({ length: count }, (_, i) => last - i * step);
  const times = years.map((year) => {
    const [text, ours, words] = notation(year, draw);
    return { text, ours, words };
  });
  return draw.happens(0.7) ? times : times.reverse();
}
