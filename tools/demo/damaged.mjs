// Deliveries with a known damage each, as spreadsheets, wrong encodings and hurried hands make them, and what must be said about
// it. All areas, names and numbers are invented; a seed names one set.
//   node tools/demo/damaged.mjs FOLDER [SEED]     writes the good deliveries and each damaged one

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { genesis_text } from './genesis_writer.mjs';
import { chance } from './random.mjs';

const types = ['Grundschulen', 'Hauptschulen', 'Realschulen', 'Gymnasien', 'Gesamtschulen'];
const endings = ['heim', 'burg', 'tal', 'feld', 'hausen', 'brück', 'au', 'münde'];
const beginnings = ['Linden', 'Erlen', 'Birken', 'Ahorn', 'Weiden', 'Buchen', 'Eschen', 'Ulmen', 'Fichten', 'Hasel'];

/** Two Länder with their Kreise: { key, name, land, size, shares }. */
function invented_kreise(stream) {
  const names = new Set();
  return Array.from({ length: 22 }, (_, i) => {
    let name;
    do name = `${stream.pick(beginnings)}${stream.pick(endings)}, Landkreis`;
    while (names.has(name));
    names.add(name);
    const land = i < 12 ? '09' : '10';
    const weights = [30, 8, 18, 24, 14].map((weight) => weight * stream.between(0.8, 1.25));
    const whole = weights.reduce((a, b) => a + b, 0);
    // Sizes lie apart from each other, so that a swap is one.
    return { key: `${land}${String(701 + i)}`, name, land, size: 4000 * 1.13 ** ((i * 7) % 22), shares: weights.map((weight) => weight / whole) };
  });
}

/** One edition of the table: { year, rows: Map key → { name, numbers } } with totals, Länder and Germany. */
function edition(stream, kreise, year, growth) {
  const rows = new Map([['DG', 'Deutschland'], ['09', 'Bayern'], ['10', 'Saarland']].map(([key, name]) => [key, { name, numbers: types.map(() => 0) }]));
  for (const kreis of kreise) {
    const numbers = kreis.shares.map((share) => Math.round(kreis.size * growth * share * stream.between(0.985, 1.015)));
    rows.set(kreis.key, { name: kreis.name, numbers });
    for (const key of ['DG', kreis.land]) numbers.forEach((number, i) => { rows.get(key).numbers[i] += number; });
  }
  for (const row of rows.values()) row.numbers = [row.numbers.reduce((a, b) => a + b, 0), ...row.numbers].map(String);
  return { code: '99111-01-01-4', year: String(year), measure: 'Schüler', unit: 'Anzahl', types, notes: [], exported: `15.03.${year + 1} / 10:00:00`, rows };
}

function text_of({ code, year, measure, unit, types: columns, notes, exported, rows, extra = [] }) {
  const cells = [...rows].sort(([a], [b]) => (a === 'DG' ? -1 : b === 'DG' ? 1 : a < b ? -1 : 1));
  return genesis_text({
    code, title: ['Erfundene Tabelle: Schüler nach Schularten'], statistic: 'Erfundene Statistik', keys: 3, notes, exported,
    headings: [[measure, ...columns.map(() => measure)], ['Insgesamt', ...columns]],
    units: Array(columns.length + 1).fill(unit),
    rows: [...cells.map(([key, { name, numbers }]) => [year, key, name, ...numbers]), ...extra],
  });
}

function copy(table) {
  return { ...table, rows: new Map([...table.rows].map(([key, { name, numbers }]) => [key, { name, numbers: [...numbers] }])) };
}

const times = (text, factor) => String(Math.round(Number(text) * factor));

/** Damages by the check that must find them: each gets a copy of the third edition, the second one and chance; what it returns replaces
 *  the text of the file. */
const damages = {
  'leading-zero-lost of the Kreise': (t) => { t.rows = new Map([...t.rows].map(([key, row]) => [key.replace(/^0(?=...)/, ''), row])); },
  'leading-zero-restored': (t) => { t.rows = new Map([...t.rows].map(([key, row]) => [key.replace(/^0/, ''), row])); },
  'date-for-code': (t, _, c) => text_of(t).replace(`;${c.kreis};`, ';05. Nov;'),
  'date-for-code in a heading': (t) => { t.types = t.types.with(1, '06. Okt'); },
  'exponent-number': (t, _, c) => { const { numbers } = t.rows.get(c.kreis); numbers[0] = `${Number(numbers[0]) / 10 ** 4}E4`.replace('.', ','); },
  'swapped-areas': (t, _, c) => { const [a, b] = [t.rows.get(c.kreis), t.rows.get(c.other)]; [a.numbers, b.numbers] = [b.numbers, a.numbers]; },
  'wrong-unit': (t) => { for (const row of t.rows.values()) row.numbers = row.numbers.map((text) => times(text, 1000)); },
  'wrong-unit of one area': (t, _, c) => { const row = t.rows.get(c.kreis); row.numbers = row.numbers.map((text) => times(text, 10)); },
  'shifted-column': (t, _, c) => { const row = t.rows.get(c.kreis); row.numbers = ['-', ...row.numbers.slice(0, -1)]; },
  'repeated-cells': (t, _, c) => { const row = t.rows.get(c.kreis); t.extra = [[t.year, c.kreis, row.name, ...row.numbers]]; },
  'contradicting-rows': (t, _, c) => { const row = t.rows.get(c.kreis); t.extra = [[t.year, c.kreis, row.name, ...row.numbers.map((text) => times(text, 1.02))]]; },
  'total-not-sum': (t, _, c) => { const { numbers } = t.rows.get(c.kreis); numbers[0] = String(Number(numbers[0]) + 17); },
  'part-exceeds-total': (t, _, c) => { const { numbers } = t.rows.get(c.kreis); numbers[0] = times(numbers[1], 0.9); },
  'zero-total': (t, _, c) => { t.rows.get(c.kreis).numbers[0] = '-'; },
  'areas-not-sum': (t) => { const row = t.rows.get('09'); row.numbers = row.numbers.map((text) => times(text, 1.01)); },
  'lands-not-country': (t) => { const row = t.rows.get('DG'); row.numbers = row.numbers.map((text) => times(text, 1.013)); },
  'small-cells': (t, _, c) => { t.notes = ['Fallzahlen unter 3 sind aus Gründen der Geheimhaltung gesperrt.']; t.rows.get(c.kreis).numbers[2] = '2'; },
  'stale-delivery': (t, before) => { t.rows = copy(before).rows; },
  'stale-delivery of one area': (t, before, c) => { t.rows.set(c.kreis, copy(before).rows.get(c.kreis)); },
  'encoding-damage': (t, _, c) => text_of(t).replaceAll('Schüler', 'SchÃ¼ler').replace(t.rows.get(c.kreis).name, 'MÃ¼hlberg, Landkreis'),
  'encoding-damage beyond reading': (t, _, c) => text_of(t).replace(t.rows.get(c.kreis).name, 'M\ufffdhlberg, Landkreis'),
  'encoding-damage by question marks': (t, _, c) => { t.rows.get(c.kreis).name = 'M?hlberg, Landkreis'; },
  'negative-number': (t, _, c) => { t.rows.get(c.kreis).numbers[2] = '-56'; },
  'fraction-of-a-count': (t, _, c) => { const { numbers } = t.rows.get(c.kreis); numbers[1] = (Number(numbers[1]) / 1000).toFixed(3).replace('.', ','); },
  'decimal-sign-in-doubt': (t, _, c) => { t.rows.get(c.kreis).numbers[1] = '1,5'; t.rows.get(c.other).numbers[1] = '2.5'; },
  'missing-area': (t, _, c) => { t.rows.delete(c.kreis); },
  'values-vanished': (t, _, c) => { const row = t.rows.get(c.kreis); row.numbers = row.numbers.map(() => '-'); },
  'name-belies-key': (t, _, c) => { const [a, b] = [t.rows.get(c.kreis), t.rows.get(c.other)]; [a.name, b.name] = [b.name, a.name]; },
  'ambiguous-area': (t, _, c) => { t.rows.get(c.kreis).name = t.rows.get(c.other).name; },
  'unknown-area': (t, _, c) => { t.rows.set('09999', { name: 'Neuland, Landkreis', numbers: t.rows.get(c.kreis).numbers.map((text) => times(text, 0.37)) }); },
  'period-gap': (t) => { t.year = String(Number(t.year) + 2); t.exported = `15.03.${Number(t.year) + 1} / 10:00:00`; },
  'implausible-period': (t) => { t.year = String(Number(t.year) + 70); },
  'mixed-period-kinds': (t) => { t.year = `31.12.${Number(t.year) - 1}`; },
  'same-numbers': (t, _, c) => { t.rows.get(c.kreis).numbers = [...t.rows.get(c.other).numbers]; },
  'constant-column': (t) => { for (const [key, row] of t.rows) if (key.length === 5) row.numbers[3] = '1234'; },
  jump: (t, _, c) => { const { numbers } = t.rows.get(c.kreis); numbers[4] = times(numbers[4], 4); },
  'file-cut-off': (t) => { const text = text_of(t); return text.slice(0, Math.floor(text.length * 0.6)); },
  'file-refused': () => 'PK\u0003\u0004 no table at all\u0000\u0000',
  'unit-changed': (t) => { t.unit = '1000'; },
  'definition-changed': (t) => { t.measure = 'Lernende einschließlich Externer'; },
  'ambiguous-columns': (t) => { t.types = t.types.with(3, t.types[2]); },
  'many-revisions': (t, before) => {
    const again = copy(before);
    again.exported = t.exported;
    for (const [key, row] of again.rows) if (key.length === 5) row.numbers = row.numbers.map((text) => times(text, 1.03));
    return text_of(again);
  },
  'rounding-undeclared': (t) => { for (const row of t.rows.values()) row.numbers = row.numbers.map((text) => String(Math.round(Number(text) / 5) * 5)); },
  'rounding-not-found': (t) => { t.notes = ['Bayern: ab 2018/19 sind die Ergebnisse einem 5er-', 'Rundungsverfahren unterzogen.']; },
  microdata: (t) => { t.code = '99112-01-01-4'; for (const row of t.rows.values()) row.numbers = row.numbers.map((_, i) => (i < 4 ? '1' : '-')); },
  'share-over-100': (t) => { t.code = '99113-01-01-4'; t.unit = 'Prozent'; t.measure = 'Quote'; for (const row of t.rows.values()) row.numbers = row.numbers.map(() => '87,5'); t.rows.get('09').numbers[2] = '112,5'; },
  'recoverable-secret': (t, _, c) => { t.rows.get(c.kreis).numbers[3] = '.'; },
  'name-changed': (t, _, c) => { t.rows.get(c.kreis).name = 'Ganz anders, Landkreis'; },
  'heading-changed': (t) => { t.types = t.types.with(4, 'Integrierte Gesamtschulen'); },
  'nothing-new': (t, before) => text_of(copy(before)).replace(/Stand: .*/, `Stand: ${t.exported}`),
};

/** The good deliveries in their order, and the damaged third ones: { good: [{ name, text }], damaged: [{ check, name, text }] }. */
export function damaged_deliveries(seed) {
  const stream = chance(`damaged ${seed}`);
  const kreise = invented_kreise(stream);
  const years = [2019, 2020, 2021].map((year, i) => edition(stream, kreise, year, 1.02 ** i));
  const file = (name, text) => ({ name: `${name.replaceAll(' ', '-')}.csv`, text });
  const damaged = Object.entries(damages).map(([name, damage]) => {
    const own = chance(`damaged ${seed} ${name}`);
    const kreis = own.pick(kreise.slice(0, 12));
    const other = own.pick(kreise.slice(0, 12).filter(({ size }) => Math.abs(Math.log(size / kreis.size)) > 0.5));
    const table = copy(years[2]);
    const text = damage(table, years[1], { kreis: kreis.key, other: other.key }) ?? text_of(table);
    return { check: name.split(' ')[0], ...file(name, text) };
  });
  return { good: years.map((table) => file(`good-${table.year}`, text_of(table))), damaged };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder, seed = '1'] = process.argv.slice(2);
  if (folder === undefined) throw new Error('damaged.mjs: name the folder to write to');
  mkdirSync(folder, { recursive: true });
  const { good, damaged } = damaged_deliveries(seed);
  for (const { name, text } of [...good, ...damaged]) writeFileSync(join(folder, name), text);
}
