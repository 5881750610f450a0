// The catalogue's additions for the invented region: regions, the reform, a licence, and the descriptions of official
// tables with an invented source in place of the real one.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bildungsregion, land, last_year, reform, reform_year, rounded_from } from './names.mjs';
import { key_after_reform } from './region.mjs';

const publisher = { de: 'Erfundene Statistikstelle', en: 'Invented statistics office' };
const text = ({ de, en }) => `{ de = ${JSON.stringify(de)}, en = ${JSON.stringify(en)} }`;
const list = (items) => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;

/** [{ path below the output folder, text }] */
export function catalog_files(units, table_codes) {
  const from_reform = `${reform_year}-01-01`;
  const regions = [
    { id: bildungsregion.id, title: { de: bildungsregion.name_de, en: bildungsregion.name_en },
      phrase: { de: 'in der Bildungsregion Velmetal', en: 'in the Velmetal education region' },
      members: `members = ${list(bildungsregion.members)}` },
    { id: 'laendlich', kind: 'comparison', title: { de: 'Ländliche Kreise', en: 'Rural districts' },
      phrase: { de: 'in den ländlichen Kreisen', en: 'in the rural districts' },
      members: `members = ${list(['17053', '17054', '17055', reform.to.code])}`, from: from_reform },
    { id: 'erlenmark', kind: 'comparison',
      title: { de: `Kreise und kreisfreie Städte in ${land.name}`, en: `Districts and independent cities of ${land.name}` },
      phrase: { de: `in den Kreisen und kreisfreien Städten der ${land.name}`, en: `in the districts and cities of ${land.name}` },
      members: `members_of = "${land.code}"\nlevel = "kreis"`, from: from_reform },
  ];
  return [
    ...regions.map((entry) => ({ path: `catalog/regions/${entry.id}.toml`, text: region(entry) })),
    { path: 'catalog/reforms/erlenmark.toml', text: reform_text(units) },
    { path: 'catalog/licences.toml', text: licence_text() },
    { path: 'allmende.toml', text: workspace(regions) },
    ...municipal_datasets(),
    ...official_datasets(table_codes),
  ];
}

function region({ id, title, phrase, members, kind = 'region', from = '2005-01-01' }) {
  return [`id = "${id}"`, `title = ${text(title)}`, `phrase = ${text(phrase)}`, members, `context = ${list([land.code])}`,
    `valid_from = "${from}"`, `source = ${text({ de: 'erfunden', en: 'invented' })}`, `kind = "${kind}"`].join('\n') + '\n';
}

function reform_text(units) {
  const lines = ['[[reform]]', `id = "${reform.id}"`, `date = "${reform.date}"`,
    `title = ${text({ de: `Bildung des Landkreises ${reform.to.name} (erfunden)`, en: `Merger to ${reform.to.name} (invented)` })}`,
    'source = "erfunden"', '', '[[reform.change]]', `from = ${list(reform.from)}`, `to = "${reform.to.code}"`];
  for (const { key } of units) {
    const new_key = key_after_reform(key);
    if (new_key !== key) lines.push('', '[[reform.change]]', `from = ${list([key])}`, `to = "${new_key}"`);
  }
  return lines.join('\n') + '\n';
}

function licence_text() {
  return ['[[licence]]', 'id = "erfunden"', `name = ${text({ de: 'erfundene Daten, frei verwendbar', en: 'invented data, free to use' })}`,
    'url = "https://creativecommons.org/publicdomain/zero/1.0/deed.de"',
    `attribution = ${text({ de: 'Erfundene Daten', en: 'Invented data' })}`].join('\n') + '\n';
}

function workspace(regions) {
  const title = { de: 'Bildungsmonitoring Velmetal', en: 'Education monitoring Velmetal' };
  return ['# A workspace of the invented region. Nothing in it is real.', `title = ${text(title)}`, `publisher = "${publisher.de}"`,
    'invented = true', `default_region = "${bildungsregion.id}"`, `regions = ${list(regions.map(({ id }) => id))}`].join('\n') + '\n';
}

/** The two tables of the cities' own offices, which the built-in catalogue cannot know. */
function municipal_datasets() {
  const tables = [
    { id: '12411-91-01-6', measure: 'population', unit: 'Anzahl', texts: ['Bevölkerung'],
      title: { de: 'Bevölkerung der Stadtteile nach Altersgruppen (31.12.)', en: 'Population of city quarters by age group (31 Dec)' },
      of: { de: 'Bevölkerung', en: 'Population' } },
    { id: '22811-91-01-6', measure: 'recipients', unit: 'Anzahl', texts: ['Regelleistungsberechtigte nach dem SGB II'],
      title: { de: 'Regelleistungsberechtigte der Stadtteile (31.12.)', en: 'Basic income support in city quarters (31 Dec)' },
      of: { de: 'Regelleistungsberechtigte', en: 'Recipients of basic income support' } },
  ];
  return tables.map(({ id, title, measure, of, texts, unit }) => ({ path: `catalog/datasets/${id}.toml`,
    text: [`id = "${id}"`, `title = ${text(title)}`, `source = ${text(invented_source(id))}`, 'licence = "erfunden"', 'place = "residence"',
      'period = "day"', '', '[[measure]]', `id = "${measure}"`, `title = ${text(of)}`, `texts = ${list(texts)}`, `unit = "${unit}"`].join('\n') + '\n' }));
}

function invented_source(code) {
  return { de: `${publisher.de}, Tabelle ${code} (erfundene Daten)`, en: `${publisher.en}, table ${code} (invented data)` };
}

// What is worth showing with figures of single years; the office's own words stand in the footers of the files.
const notes = {
  '21111-02-06-4': [
    { areas: ['17057'], from: 2009, to: 2009, de: 'Torfheide: Es liegen keine Ergebnisse vor; die Landessumme enthält sie nicht.',
      en: 'Torfheide: no results; the total of the Land lacks them.' },
    { areas: [land.code], from: 2013, to: 2013, de: 'Doppelter Abiturjahrgang durch den Übergang vom neun- zum achtjährigen Gymnasium.',
      en: 'Two years left together when grammar school became one year shorter.' },
    { areas: [land.code], from: rounded_from, to: last_year, de: 'Jeder Wert ist einzeln auf ein Vielfaches von 5 gerundet.',
      en: 'Every value is rounded to a multiple of 5, each alone.' },
  ],
};

function note_text({ areas, from, to, de, en }) {
  return `\n[[note]]\nareas = ${list(areas)}\nfrom = ${from}\nto = ${to}\ntext = ${text({ de, en })}\n`;
}

/** The built-in description of each table, with its source and licence replaced and the notes on real Länder left out. */
function official_datasets(table_codes) {
  const folder = fileURLToPath(new URL('../../catalog/datasets/', import.meta.url));
  if (!existsSync(folder)) return [];
  // A table that ends in -B is another export of the same thing and has no description of its own.
  const known = new Set([...table_codes].map((code) => code.replace(/-B$/, '')));
  return readdirSync(folder).filter((file) => known.has(file.replace(/\.toml$/, ''))).sort().map((file) => {
    const code = file.replace(/\.toml$/, '');
    const built_in = readFileSync(folder + file, 'utf8');
    const kept = built_in.split(/^(?=\[\[)/m).filter((part) => !part.startsWith('[[note]]')).join('');
    return { path: `catalog/datasets/${file}`, text: kept.trimEnd().replace(/^source = .*$/m, `source = ${text(invented_source(code))}`)
      .replace(/^licence = .*$/m, 'licence = "erfunden"') + '\n' + (notes[code] ?? []).map(note_text).join('') };
  });
}
