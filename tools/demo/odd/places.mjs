// Areas for odd tables: keys of 2 to 11 digits and DG, names with everything that names may contain.

const stems = ['Ahl', 'Bären', 'Düster', 'Ess', 'Föhr', 'Grün', 'Höl', 'Klee', 'Mönch', 'Nuß', 'Öd', 'Süd', 'Weiß', 'Zell'];
const ends = ['bach', 'berg', 'brück', 'feld', 'furth', 'hagen', 'heim', 'moor', 'rode', 'see', 'stätten', 'werder'];
const additions = ['', '', '', ', Stadt', ', kreisfreie Stadt', ', Landkreis', ' (Saale)', ', Kreis (bis 31.12.2015)',
  ' i. d. OPf.', '/Nord',
  ', St.'];
const digits_of_level = [2, 3, 5, 7, 8, 10, 11, 12];
const blanks = { 0: 0, 2: 2, 3: 4, 5: 6, 7: 8, 8: 8, 10: 10, 11: 10, 12: 10 };

/** A name; sometimes with quotes, semicolons or double blanks in it. Texts are given as they mean, not as written. */
function name(draw) {
  const plain = draw.pick(stems) + draw.pick(ends) + draw.pick(additions);
  const oddity = draw.uniform();
  if (oddity < 0.04) return `${plain} "${draw.pick(stems)}"`;
  if (oddity < 0.07) return `"${plain}"`;
  if (oddity < 0.09) return `${plain}; alt`;
  return oddity < 0.12 ? plain.replace(/([a-z])(, | \()/, '$1 $2') : plain;
}

/** Different areas in official order: [{ code, name, indentation }]; `longest`: most digits of a key. */
export function draw_places(draw, { indented, longest = 11 }) {
  const places = new Map();
  if (draw.happens(0.4)) places.set('DG', 'Deutschland');
  const levels = digits_of_level.filter((digits) => digits <= longest && draw.happens(0.45));
  const used = levels.length === 0 ? [5] : levels;
  const wanted = draw.integer(1, 14) + places.size;
  while (places.size < wanted) {
    const digits = draw.pick(used);
    const land = String(draw.integer(1, 16)).padStart(2, '0');
    const rest = String(draw.integer(0, 10 ** (digits - 2) - 1)).padStart(digits - 2, '0');
    // Names are not unique.
    const same = draw.happens(0.05) ? [...places.values()].at(-1) : undefined;
    places.set(digits === 2 ? land : land + rest, same ?? name(draw));
    // Sixteen Länder are soon used up.
    if (used.length === 1 && used[0] === 2 && places.size >= 10) break;
  }
  const order = (code) => (code === 'DG' ? '' : code);
  return [...places].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1))
    .map(([code, text]) => ({ code, name: text, indentation: indented ? blanks[code === 'DG' ? 0 : code.length] : 0 }));
}
