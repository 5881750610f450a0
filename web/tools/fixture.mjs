/**
 * Writes the `data/` folder of an invented release: a Land of 14 Kreise, a region of eight of them, twelve indicators of all
 * units, rounded and missing figures, breaks, a gap, a dissolved area, boundaries, a report. Same seed, same bytes.
 * usage: fixture.mjs OUT_DIR
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { KREISE, AREAS, CONTEXT, REGIONS, writeBoundaries } from './fixture-areas.mjs';
import { INDICATORS, makeIndicator } from './fixture-indicators.mjs';
import { makeReport } from './fixture-report.mjs';

const both = (de, en) => ({ de, en });
const licence = { name: 'dl-de/by-2-0', url: 'https://www.govdata.de/dl-de/by-2-0' };

const SIGNS = [
  ['-', 'nil', 'nichts vorhanden', 'nothing', false],
  ['.', 'unknown_or_confidential', 'Zahlenwert unbekannt oder geheim zu halten', 'unknown or confidential', true],
  ['...', 'pending', 'Angabe fällt später an', 'available later', true],
  ['/', 'unreliable', 'Zahlenwert nicht sicher genug', 'not reliable enough', true],
  ['x', 'not_applicable', 'Tabellenfach gesperrt, weil Aussage nicht sinnvoll', 'not meaningful', true],
  ['absent', 'absent', 'nicht geliefert', 'not delivered', true],
  ['()', 'limited', 'Aussagewert eingeschränkt', 'of limited significance', false]
];

const THEMES = [
  ['A', 'Rahmenbedingungen', 'General conditions', 'Bevölkerung, Arbeitsmarkt und soziale Lage, vor deren Hintergrund Bildung stattfindet.', 'Population, labour market and social situation: the background of education.'],
  ['C', 'Frühkindliche Bildung', 'Early childhood education', 'Betreuung in Kindertageseinrichtungen und Kindertagespflege.', 'Care in day-care centres and family day care.'],
  ['D', 'Allgemeinbildende Schulen', 'Schools', 'Schülerinnen und Schüler, Klassen, Abschlüsse.', 'Pupils, classes, certificates.'],
  ['F', 'Hochschulen', 'Higher education', 'Studierende am Ort der Hochschule.', 'Students at the place of the university.']
];

const GLOSSARY = [
  ['leaver', 'Abgängerin, Abgänger', 'Leaver', 'Wer die Schule nach der Vollzeitschulpflicht verlässt, ohne einen Abschluss erreicht zu haben.', 'Someone who leaves school after compulsory schooling without a certificate.'],
  ['bounds', 'Grenzen', 'Bounds', 'Was die Rundung der Quelle offen lässt: Der wahre Wert liegt zwischen der unteren und der oberen Grenze.', 'What the rounding of the source leaves open: the true value lies between the lower and the upper bound.'],
  ['region', 'Region', 'Region', 'Eine benannte Menge von Gebieten.', 'A named set of areas.'],
  ['territory', 'Gebietsstand', 'Territory', 'Die Gebiete, wie sie an einem Tag bestanden.', 'The areas as they were on a day.']
];

function makeDatasets() {
  return [['99-01', 'Bevölkerung nach Geschlecht und Alter', 'Population by sex and age'], ['99-02', 'Schulabgänge nach Abschluss', 'School leavers by certificate']].map(([id, de, en], i) => ({
    id,
    title: both(de, en),
    source: both(`Statistisches Amt des Landes Ebenau, Tabelle ${id}`, `Statistical office of Ebenau, table ${id}`),
    measures: [{ id: 'count', title: both('Anzahl', 'Number'), unit: 'Anzahl' }],
    dimensions: [{ id: 'sex', title: both('Geschlecht', 'Sex'), codes: [{ id: 'female', title: both('weiblich', 'female') }, { id: 'male', title: both('männlich', 'male') }] }],
    firstPeriod: '2004',
    lastPeriod: '2023',
    areas: AREAS.length,
    observations: 12345 + i,
    deliveries: [2, 1].map((n) => delivery(i * 2 + n, id)),
    downloads: { csv: `downloads/datasets/${id}.csv` }
  }));
}

export function delivery(id, dataset) {
  const file = `${dataset}_${id}.csv`;
  return { id, file, sha256: createHash('sha256').update(file).digest('hex'), date: `2026-0${id}-15`, edition: `1${id}.01.2026`, dataset, attribution: '© Statistisches Amt Ebenau, 2026. Erfundene Zahlen.', licence, rows: 1500 + id, observations: 6000 + id };
}

function areaSummaries() {
  return AREAS.map((area) => ({ ...area, slug: `${area.key.toLowerCase()}-${area.short.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}` }));
}

function areaFile(summary, files) {
  const regions = REGIONS.filter((region) => region.members.includes(summary.key));
  const region = regions.find((one) => one.kind === 'region');
  const contextKeys = [...(region ? [region.key] : []), ...CONTEXT].filter((key) => key !== summary.key);
  const indicators = files.flatMap((file) => {
    const row = file.areas.indexOf(summary.key);
    const series = file.series[0];
    if (row < 0 || series.value[row].every((value) => value === null)) return [];
    return [
      {
        id: file.id,
        years: file.years,
        value: series.value[row],
        marks: series.marks[summary.key] ?? {},
        bounds: series.bounds[summary.key] ?? {},
        context: Object.fromEntries(contextKeys.filter((key) => file.areas.includes(key)).map((key) => [key, series.value[file.areas.indexOf(key)]])),
        contextBounds: Object.fromEntries(contextKeys.filter((key) => series.bounds[key]).map((key) => [key, series.bounds[key]])),
        rank: region ? rankIn(file, region, row) : null
      }
    ];
  });
  return { ...pick(summary, ['key', 'name', 'short', 'level', 'parent', 'from', 'to', 'successors']), names: [{ name: summary.name, delivery: 1, date: '2026-01-15' }], regions: regions.map((one) => one.id), predecessors: AREAS.filter((one) => one.successors.includes(summary.key)).map((one) => one.key), indicators };
}

function rankIn(file, region, row) {
  const series = file.series[0];
  const last = series.value[row].findLastIndex((value) => value !== null);
  const members = region.members.map((key) => file.areas.indexOf(key)).filter((at) => at >= 0 && series.value[at][last] !== null);
  const bounds = (at) => series.bounds[file.areas[at]]?.[file.years[last]] ?? [series.value[at][last], series.value[at][last]];
  const own = bounds(row);
  const above = members.filter((at) => bounds(at)[0] > own[1]).length;
  const below = members.filter((at) => bounds(at)[1] < own[0]).length;
  return { region: region.id, from: above + 1, to: members.length - below, of: members.length };
}

function pick(from, names) {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

function summaryOf(file) {
  const series = file.series[0];
  const headline = REGIONS.filter((region) => file.areas.includes(region.key)).map((region) => {
    const row = series.value[file.areas.indexOf(region.key)];
    const last = row.findLastIndex((value) => value !== null);
    return { region: region.id, year: file.years[Math.max(0, last)], value: last < 0 ? null : row[last], mark: last < 0 ? '.' : '' };
  });
  return { ...pick(file, ['id', 'number', 'theme', 'title', 'short', 'unit', 'decimals', 'direction']), firstYear: file.years[0], lastYear: file.years.at(-1), file: `indicators/${file.id}.json`, headline };
}

/** A list with places, and one without. */
function makeInstitutions() {
  const kinds = [both('Grundschule', 'Primary school'), both('Gymnasium', 'Grammar school'), both('Gesamtschule', 'Comprehensive school')];
  const steps = ['1', '2', '3', 'ohne'].map((step) => both(step, step === 'ohne' ? 'none' : step));
  const institutions = Array.from({ length: 40 }, (_, i) => ({ number: `${1000 + i}`, name: `Schule ${i + 1}`, codes: [[i % 3]], street: `Lindenweg ${i + 1}`, place: '99999 Brückstadt', area: '99002', longitude: 9.78 + 0.008 * (i % 8), latitude: 52.2 + 0.02 * Math.floor(i / 8) }));
  const split = (count, parts) => Array.from({ length: parts }, (_, part) => Math.ceil((count - part) / parts));
  const area = (key, count, joined) => ({ key, count, counts: [split(count, 3), ...(joined ? [split(count - 3, 4)] : [])], unlisted: joined ? [0, 3] : [0], sums: [count * 215], missing: [count > 50 ? 2 : 0] });
  const list = { title: both('Schulen der Stadt Brückstadt', 'Schools of the city of Brückstadt'), period: '2023-10-17', year: 2023, measures: [{ title: both('Schülerinnen und Schüler', 'Pupils'), unit: '' }] };
  const kind = { title: both('Schulform', 'School type'), list: 'schools', listTitle: list.title, period: list.period, codes: kinds };
  const index = { title: both('Sozialindex', 'Social index'), list: 'index', listTitle: both('Schulsozialindex', 'School social index'), period: '2025/26', codes: steps };
  return [
    { ...list, id: 'schools', count: 40, breakdowns: [kind], areas: [area('DG', 40), area('99', 40), area('99002', 40)], institutions },
    {
      ...list, id: 'register', title: both('Schulverzeichnis', 'Register of schools'), period: '2024/25', year: 2024, count: 300, breakdowns: [{ ...kind, list: 'register', period: '2024/25' }, index],
      areas: [area('DG', 300, true), area('99', 300, true), ...KREISE.slice(0, 9).map((key, i) => area(key, 12 + 9 * i, true))], institutions: []
    }
  ];
}

export async function writeFixture(out) {
  rmSync(out, { recursive: true, force: true });
  const write = (name, content) => {
    const path = join(out, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  };
  const files = INDICATORS.map((definition) => makeIndicator(definition));
  for (const { file, trace } of files) {
    write(`indicators/${file.id}.json`, file);
    for (const part of ['99', 'DG', 're']) write(`${file.trace}${part}.json`, { deliveries: { 1: delivery(1, '99-01'), 3: delivery(3, '99-02') }, figures: Object.fromEntries(Object.entries(trace).filter(([id]) => id.split('/')[1].startsWith(part))) });
    write(file.downloads.csv, `indicator,area,period,value\n${file.id},99001,2023,1\n`);
    write(file.downloads.xlsx, 'invented');
  }
  const summaries = areaSummaries();
  const all = files.map(({ file }) => file);
  for (const area of summaries) if (area.profile) write(`areas/${area.key}.json`, areaFile(area, all));
  const datasets = makeDatasets();
  for (const dataset of datasets) write(dataset.downloads.csv, 'area,period,value\n');
  const boundary = await writeBoundaries((name, text) => write(name, text));
  const lists = makeInstitutions();
  for (const list of lists) {
    write(`institutions/${list.id}.json`, list);
    write(`downloads/institutions/${list.id}.csv`, `number,name\n1000,Schule 1\n`);
  }
  const report = makeReport(all, boundary.id);
  write('reports/example.json', report);
  write(report.pdf.de, '%PDF-1.7 invented');
  write('site.json', {
    format: 1,
    title: both('Bildung in Morgenau', 'Education in Morgenau'),
    publisher: 'Regionalverband Morgenau',
    contact: 'bildung@morgenau.example',
    invented: true,
    release: { number: 3, date: '2026-03-02', corrects: 2, note: both('Die Zahlen der Schulabgänge 2019 waren vertauscht.', 'The school leavers of 2019 had been swapped.'), changes: [{ indicator: 'leavers_without_certificate', figures: 1234, first: ['99001'] }], previous: [2, 1] },
    regions: REGIONS.map((region) => ({ ...region, boundary: region.id === 'sudheide' ? null : boundary.id })),
    defaultRegion: 'morgenau',
    themes: THEMES.map(([id, de, en, textDe, textEn]) => ({ id, title: both(de, en), text: both(textDe, textEn) })),
    indicators: all.map(summaryOf),
    areas: summaries,
    datasets,
    boundaries: [boundary],
    signs: SIGNS.map(([mark, id, de, en, missing]) => ({ mark, id, text: both(de, en), missing })),
    glossary: GLOSSARY.map(([id, de, en, textDe, textEn]) => ({ id, term: both(de, en), text: both(textDe, textEn) })),
    institutions: lists.map(({ id, title, period, count }) => ({ id, title, period, count, file: `institutions/${id}.json`, downloads: { csv: `downloads/institutions/${id}.csv` } })),
    reports: [{ id: 'example', title: report.title, file: 'reports/example.json' }]
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFixture(process.argv[2] ?? 'web/fixture/data');
