// The catalogue's additions for the invented region: regions, the reform, a licence, and the descriptions of official
// tables with an invented source in place of the real one.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bildungsregion, land, reform, reform_year } from './names.mjs';
import { key_after_reform } from './region.mjs';

const publisher = { de: 'Erfundene Statistikstelle', en: 'Invented statistics office' };
const text = ({ de, en }) => `{ de = ${JSON.stringify(de)}, en = ${JSON.stringify(en)} }`;
const list = (items) => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;

/** [{ path below the output folder, text }] */
export function catalog_files(units, table_codes) {
  return [
    { path: 'catalog/regions/velmetal.toml', text: region({ id: bildungsregion.id,
      title: { de: bildungsregion.name_de, en: bildungsregion.name_en }, members: `members = ${list(bildungsregion.members)}` }) },
    { path: 'catalog/regions/erlenmark.toml', text: region({ id: 'erlenmark', kind: 'comparison',
      title: { de: `Kreise und kreisfreie Städte in ${land.name}`, en: `Districts of ${land.name}` },
      members: `members_of = "${land.code}"\nlevel = "kreis"`, from: `${reform_year}-01-01` }) },
    { path: 'catalog/regions/laendlich.toml', text: region({ id: 'laendlich', kind: 'comparison',
      title: { de: 'Ländliche Kreise', en: 'Rural districts' },
      members: `members = ${list(['17053', '17054', '17055', reform.to.code])}`, from: `${reform_year}-01-01` }) },
    { path: 'catalog/reforms/erlenmark.toml', text: reform_text(units) },
    { path: 'allmende.toml', text: workspace() },
    ...datasets(table_codes),
  ];
}

function region({ id, title, members, kind = 'region', from = '2005-01-01' }) {
  return [`id = "${id}"`, `title = ${text(title)}`, members, `context = ${list([land.code])}`, `valid_from = "${from}"`,
    `source = ${text({ de: 'erfunden', en: 'invented' })}`, `kind = "${kind}"`].join('\n') + '\n';
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

function workspace() {
  return ['# A workspace of the invented region. Nothing in it is real.',
    `title = ${text({ de: `Bildungsmonitoring ${bildungsregion.name_de}`, en: `Education monitoring ${bildungsregion.name_en}` })}`,
    `publisher = ${text(publisher)}`, 'invented = true', `default_region = "${bildungsregion.id}"`, 'languages = ["de", "en"]'].join('\n') + '\n';
}

/** The built-in description of each table, with its source and licence replaced and the notes on real Länder left out. */
function datasets(table_codes) {
  const folder = fileURLToPath(new URL('../../catalog/datasets/', import.meta.url));
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => table_codes.has(file.replace(/\.toml$/, ''))).sort().map((file) => {
    const code = file.replace(/\.toml$/, '');
    const source = { de: `${publisher.de}, Tabelle ${code} (erfundene Daten)`, en: `${publisher.en}, table ${code} (invented data)` };
    const built_in = readFileSync(folder + file, 'utf8');
    const kept = built_in.split(/^(?=\[\[)/m).filter((part) => !part.startsWith('[[note]]')).join('');
    return { path: `catalog/datasets/${file}`, text: kept.replace(/^source = .*$/m, `source = ${text(source)}`)
      .replace(/^licence = .*$/m, 'licence = "erfunden"') };
  });
}
