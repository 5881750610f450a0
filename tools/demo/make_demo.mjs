// Writes the invented region: node tools/demo/make_demo.mjs OUT_DIR
// The same files on every run, byte for byte. What comes out is described in OUT_DIR/README.txt.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boundary_files, make_map } from './boundaries.mjs';
import { simulate } from './demography.mjs';
import { flat_text, old_flat_text } from './flat_writer.mjs';
import { encoded, genesis_text } from './genesis_writer.mjs';
import { catalog_files } from './overlay.mjs';
import { make_people } from './people.mjs';
import { readme } from './readme.mjs';
import { atlas_tables } from './tables_atlas.mjs';
import { care_tables } from './tables_care.mjs';
import { census_tables } from './tables_census.mjs';
import { flat_tables } from './tables_flat.mjs';
import { municipal_tables } from './tables_municipal.mjs';
import { population_tables } from './tables_population.mjs';
import { leaver_tables, school_tables } from './tables_schools.mjs';
import { social_tables } from './tables_social.mjs';

/** All files of the demonstration: [{ path, bytes }]. */
export function demo_files() {
  const people = make_people(simulate());
  const map = make_map(people.units);
  const tables = [
    ...population_tables(people, map.unit_areas),
    ...school_tables(people),
    ...leaver_tables(people),
    ...care_tables(people),
    ...social_tables(people),
    ...atlas_tables(people),
    ...census_tables(people),
    ...municipal_tables(people),
  ].map((entry) => ({ ...entry, text: genesis_text(entry.table) }));
  const flat = flat_tables(people).map((entry) => ({ ...entry,
    text: entry.form === 'flat' ? flat_text(entry.table) : old_flat_text(entry.table) }));
  const codes = new Set([...tables.map(({ table }) => table.code), ...flat.map(({ file }) => file.replace(/_flat$/, ''))]);
  return [
    ...[...tables, ...flat].map(({ file, text, encoding, line_end }) => ({ path: `files/${file}.csv`, bytes: encoded(text, encoding, line_end) })),
    ...boundary_files(map, people.units).map(({ file, text }) => ({ path: `geo/${file}.geojson`, bytes: encoded(text) })),
    ...catalog_files(people.units, codes).map(({ path, text }) => ({ path, bytes: encoded(text) })),
    ...report_files(),
    { path: 'README.txt', bytes: encoded(readme()) },
  ];
}

/** The reports on the invented region, as they stand beside this file. */
function report_files() {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'reports');
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)).sort()
    .map((file) => ({ path: join('catalog/reports', relative(folder, file)), bytes: readFileSync(file) }));
}

function main([out]) {
  if (out === undefined || out.startsWith('-')) {
    process.stderr.write('usage: node tools/demo/make_demo.mjs OUT_DIR\n');
    process.exit(2);
  }
  const files = demo_files();
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), bytes);
  }
  process.stderr.write(`${files.length} files of the invented region in ${out}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
