/** Twelve invented indicators: every unit, every kind of time, every reason for a missing figure. */
import { AREAS, CONTEXT, DISSOLVED, KREISE, random, REGIONS } from './fixture-areas.mjs';

const both = (de, en) => ({ de, en });
const YEARS = Array.from({ length: 20 }, (_, i) => 2004 + i);
const SEX = { dimension: 'sex', title: both('Geschlecht', 'Sex'), codes: [['female', 'weiblich', 'female'], ['male', 'männlich', 'male']] };
const AGE = { dimension: 'age', title: both('Alter', 'Age'), codes: [['0-5', 'unter 6 Jahre', 'under 6'], ['6-17', '6 bis unter 18 Jahre', '6 to under 18'], ['18-29', '18 bis unter 30 Jahre', '18 to under 30'], ['30-64', '30 bis unter 65 Jahre', '30 to under 65'], ['65+', '65 Jahre und mehr', '65 and over']] };

/** id, theme number, titles, unit, level of a figure and its spread, the rest by name. */
export const INDICATORS = [
  { id: 'leavers_without_certificate', number: 'D12', title: both('Schulabgänge ohne Ersten Schulabschluss', 'School leavers without a certificate'), unit: 'percent', level: 7, spread: 3, base: 1400, by: SEX, rounded: 5, from: 2019, direction: 'low_is_good', breaks: [{ year: 2013, areas: ['99'], text: both('Doppelter Abschlussjahrgang: mehr Abgänge insgesamt, der Anteil sinkt scheinbar.', 'Two classes left at once: more leavers, the share seems to sink.') }], label: (y) => String(y), missing: { 99004: { 2007: '.' }, 99015: { 2023: '.' } }, priority: 'core' },
  { id: 'population', number: 'A01', title: both('Bevölkerung', 'Population'), unit: 'count', level: 210000, spread: 90000, by: AGE, direction: 'neutral', label: (y, l) => (l === 'de' ? `31.12.${y}` : `31 December ${y}`) },
  { id: 'youth_ratio', number: 'A02', title: both('Jugendquotient', 'Youth ratio'), unit: 'per_100', unitText: both('je 100 Personen von 20 bis 64 Jahren', 'per 100 persons aged 20 to 64'), level: 32, spread: 4, base: 120000, direction: 'neutral', label: (y) => String(y) },
  { id: 'migration_balance', number: 'A06', title: both('Wanderungssaldo', 'Migration balance'), unit: 'per_1000', unitText: both('je 1.000 Einwohner', 'per 1,000 inhabitants'), level: 1, spread: 7, base: 200000, direction: 'neutral', label: (y) => String(y) },
  { id: 'unemployment', number: 'A07', title: both('Arbeitslosenquote', 'Unemployment rate'), unit: 'percent', level: 8, spread: 3, direction: 'low_is_good', label: (y) => String(y), delivered: true, missing: { 99002: { 2023: '/' }, 99008: { 2022: '...', 2023: '...' } } },
  { id: 'average_age', number: 'A15', title: both('Durchschnittsalter', 'Average age'), unit: 'years', level: 43.5, spread: 1.5, direction: 'neutral', label: (y) => String(y), delivered: true },
  { id: 'income', number: 'A13', title: both('Verfügbares Einkommen je Einwohner', 'Disposable income per inhabitant'), unit: 'euro', decimals: 0, level: 21500, spread: 2500, base: 200000, direction: 'high_is_good', label: (y) => String(y) },
  { id: 'area_size', number: 'A16', title: both('Gebietsfläche', 'Area'), unit: 'square_km', decimals: 1, level: 700, spread: 400, direction: 'neutral', years: [2023], label: (y) => String(y) },
  { id: 'childcare_under_3', number: 'C01', title: both('Betreuungsquote unter 3 Jahren', 'Childcare rate under 3'), unit: 'percent', level: 31, spread: 6, base: 5200, direction: 'high_is_good', missing: Object.fromEntries(KREISE.map((key) => [key, { 2015: 'absent', ...(key === '99006' ? { 2023: '.' } : key === '99007' ? { 2023: 'absent' } : {}) }])), years: [2007, 2008, 2009, 2010, 2011, 2012, 2015, 2019, 2020, 2021, 2022, 2023], label: (y, l) => (l === 'de' ? `01.03.${y}` : `1 March ${y}`), priority: 'core' },
  { id: 'pupils_per_class', number: 'D03', title: both('Klassenfrequenz', 'Pupils per class'), unit: 'ratio', unitText: both('Schülerinnen und Schüler je Klasse', 'pupils per class'), level: 22.4, spread: 1.2, base: 900, direction: 'low_is_good', label: (y) => `${y}/${String(y + 1).slice(2)}`, priority: 'core' },
  { id: 'students', number: 'F01', title: both('Studierende am Hochschulort', 'Students at the place of university'), unit: 'count', level: 18000, spread: 9000, direction: 'neutral', years: [2016, 2018, 2020, 2022], label: (y) => `WS ${y}/${String(y + 1).slice(2)}`, only: ['99002', '99005', '99012'] },
  { id: 'population_index', number: 'A14', title: both('Bevölkerungsvorausberechnung', 'Population projection'), unit: 'index', unitText: both('2020 = 100', '2020 = 100'), level: 100, spread: 4, direction: 'neutral', delivered: true, label: (y) => String(y), missing: Object.fromEntries(KREISE.map((key) => [key, { 2004: 'x', 2005: 'x' }])) }
];

const FACTOR = { percent: 100, per_100: 100, per_1000: 1000 };

export function makeIndicator(definition) {
  const years = definition.years ?? YEARS;
  const regions = definition.delivered ? [] : REGIONS.filter((one) => one.kind === 'region').map((one) => one.key);
  const areas = ['DG', '99', ...KREISE, ...(definition.delivered || definition.only ? [] : [DISSOLVED]), ...regions];
  const total = makeSeries(definition, years, areas, 1, null);
  const series = [total.series];
  for (const [i, [code, de, en]] of (definition.by?.codes ?? []).entries()) {
    const part = makeSeries(definition, years, areas, definition.unit === 'count' ? [0.06, 0.12, 0.15, 0.45, 0.22][i] : i === 0 ? 0.8 : 1.2, code);
    Object.assign(part.series, { dimension: definition.by.dimension, dimensionTitle: definition.by.title, code, title: both(de, en) });
    series.push(part.series);
  }
  const decimals = definition.decimals ?? (definition.unit === 'count' ? 0 : 1);
  const isRatio = definition.base !== undefined;
  const file = {
    ...{ id: definition.id, version: 1, number: definition.number, theme: definition.number[0], title: definition.title, short: definition.title },
    question: both('Wie steht es darum in der Region, und wo besteht Handlungsbedarf?', 'How do things stand in the region, and where is action needed?'),
    definition: both(`${definition.title.de}: erfundene Beschreibung dessen, was gezählt wird und was nicht.`, `${definition.title.en}: an invented description of what is counted and what is not.`),
    formula: isRatio ? both('Zähler / Nenner × Faktor', 'numerator / denominator × factor') : both('wie geliefert', 'as delivered'),
    numerator: both('Zähler der Kennzahl', 'numerator of the indicator'),
    denominator: isRatio ? both('Nenner der Kennzahl', 'denominator of the indicator') : null,
    caveats: [both('Gezählt wird am Ort der Schule, nicht am Wohnort.', 'Counted where the school is, not where people live.')],
    unit: definition.unit,
    unitText: definition.unitText ?? (definition.unit === 'percent' ? both('%', '%') : both('', '')),
    decimals,
    direction: definition.direction,
    place: both('Ort der Schule', 'place of the school'),
    periodText: both('Ende des Schuljahrs', 'end of the school year'),
    yearLabels: years.map((year) => both(definition.label(year, 'de'), definition.label(year, 'en'))),
    priority: definition.priority ?? 'overview',
    stage: 'output',
    source: both('Statistisches Amt Ebenau, Tabelle 99-02; eigene Berechnung', 'Statistical office of Ebenau, table 99-02; own computation'),
    licence: { name: 'dl-de/by-2-0', url: 'https://www.govdata.de/dl-de/by-2-0' },
    aggregable: !definition.delivered,
    breaks: definition.breaks ?? [],
    distribution: false,
    rounding: definition.rounded ? [{ areas: '99', base: definition.rounded, from: definition.from, to: 2023, text: both('Ebenau rundet seit 2019 auf Vielfache von 5.', 'Ebenau has rounded to multiples of 5 since 2019.') }] : [],
    years,
    areas,
    series,
    converted: definition.id === 'leavers_without_certificate' ? { territory: '2026-03-02', figures: { 99001: { 2008: [6.1, 'exact', ''], 2009: [6.4, 'estimated', 'population'] } } } : null,
    downloads: { csv: `downloads/${definition.id}.csv`, xlsx: `downloads/${definition.id}.xlsx` },
    trace: `traces/${definition.id}/`,
    datasets: ['99-02']
  };
  return { file, trace: total.trace };
}

function makeSeries(definition, years, areas, share, code) {
  const roll = random([...definition.id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), code ? code.length + share * 97 : 1));
  const isRatio = definition.base !== undefined;
  const own = new Map([...KREISE, DISSOLVED].map((key) => [key, kreis(definition, years, key, share, roll)]));
  const cells = new Map();
  for (const key of areas) cells.set(key, own.get(key) ?? sum(definition, years, key, own));
  const empty = () => (isRatio ? [] : null);
  const series = { dimension: null, dimensionTitle: null, code: '', title: both('insgesamt', 'total'), value: [], numerator: empty(), denominator: empty(), marks: {}, bounds: {}, flags: {} };
  const trace = {};
  for (const key of areas) {
    const row = years.map((year, i) => cells.get(key)[i]);
    series.value.push(row.map((cell) => cell.value));
    series.numerator?.push(row.map((cell) => cell.n ?? null));
    series.denominator?.push(row.map((cell) => cell.d ?? null));
    row.forEach((cell, i) => {
      const year = years[i];
      if (cell.mark) (series.marks[key] ??= {})[year] = cell.mark;
      if (cell.bounds) (series.bounds[key] ??= {})[year] = cell.bounds;
      if (cell.bounds) (series.flags[key] ??= {})[year] = ['rounded'];
      if (!code && cell.parts) trace[`0/${key}/${year}`] = { numerator: cell.parts.map((part) => [3, 12 + part.row + i * 20, 5, part.n, '', 1]), denominator: isRatio ? cell.parts.map((part) => [1, 12 + part.row + i * 20, 4, part.d, '', 1]) : [] };
    });
  }
  return { series, trace };
}

function kreis(definition, years, key, share, roll) {
  const place = (roll() + roll() + roll() - 1.5) * 1.3;
  const row = KREISE.indexOf(key) + 1;
  return years.map((year) => {
    const mark = definition.only && !definition.only.includes(key) ? '-' : definition.missing?.[key]?.[year] ?? (key === DISSOLVED && year > 2011 ? '.' : key === '99001' && year < 2004 ? '.' : '');
    const drift = Math.sin((year - 2004) / 5) * 0.3 + (year - 2014) * 0.03;
    const level = (definition.level + definition.spread * (place + drift + (roll() - 0.5) * 0.25)) * share;
    if (mark === '-') return { value: 0, mark };
    if (mark) return { value: null, mark };
    if (definition.base === undefined) return { value: definition.decimals === 0 || definition.unit === 'count' ? Math.round(level) : Math.round(level * 10) / 10, mark: '', parts: [{ row, n: Math.round(level) }] };
    const factor = FACTOR[definition.unit] ?? 1;
    let d = Math.round(definition.base * (0.6 + roll() * 0.9) * (share === 1 ? 1 : 0.5));
    let n = Math.round((level * d) / factor);
    if (!definition.rounded || year < definition.from) return { value: (factor * n) / d, n, d, mark: '', parts: [{ row, n, d }] };
    [n, d] = [n, d].map((count) => 5 * Math.floor((count + 2) / 5));
    return { value: (factor * n) / d, n, d, mark: '', bounds: [(factor * Math.max(0, n - 2)) / (d + 2), (factor * (n + 2)) / (d - 2)], parts: [{ row, n, d }] };
  });
}

/** A region, the Land, the federation: ratio of sums, missing when a part is; delivered rates are drawn anew. */
function sum(definition, years, key, own) {
  const region = REGIONS.find((one) => one.key === key);
  const members = region ? region.members : KREISE;
  const scale = key === 'DG' ? 11.3 : 1;
  return years.map((_, i) => {
    const cells = members.map((member) => own.get(member)[i]);
    if (definition.delivered) return { value: definition.level + (key === 'DG' ? -0.6 : 0.2) + Math.sin(i / 4) * definition.spread * 0.2, mark: '' };
    const missing = cells.find((cell) => cell.value === null);
    if (missing && region) return { value: null, mark: missing.mark };
    const known = cells.filter((cell) => cell.value !== null);
    if (definition.base === undefined) return { value: Math.round(known.reduce((total, cell) => total + cell.value, 0) * scale), mark: '', parts: region ? known.flatMap((cell) => cell.parts ?? []) : [{ row: 0, n: 0 }] };
    const n = Math.round(known.reduce((total, cell) => total + cell.n, 0) * scale * (key === 'DG' ? 0.94 : 1));
    const d = Math.round(known.reduce((total, cell) => total + cell.d, 0) * scale);
    const factor = FACTOR[definition.unit] ?? 1;
    const k = known.filter((cell) => cell.bounds).length * 2;
    return { value: (factor * n) / d, n, d, mark: '', ...(k && region ? { bounds: [(factor * (n - k)) / (d + k), (factor * (n + k)) / (d - k)] } : {}), parts: region ? known.flatMap((cell) => cell.parts) : [{ row: 0, n, d }] };
  });
}

export const AREA_NAMES = new Map(AREAS.map((one) => [one.key, one.short]));
export const CONTEXT_KEYS = CONTEXT;
