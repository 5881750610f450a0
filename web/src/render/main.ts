/**
 * Renders the site of a release.
 * usage: node render.js --data RELEASE/data --out RELEASE/site [--pages KEYS]
 * KEYS: `start`, `theme:D`, `indicator:ID`, `area:05513`, `report:ID`, `methods` …, separated by commas; default: all.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { render } from 'svelte/server';
import type { Page } from '../lib/routes';
import NotFound from '../routes/NotFound.svelte';
import { makeDocument, type Assets, type ScriptFiles } from './document';
import { renderIndicator } from './indicator-pages';
import { renderArea, renderInstitution, renderReport, renderSingle, renderStart, renderTheme, rootContext } from './other-pages';
import { Output } from './output';
import { BUDGET, firstVisits, makeJob, withoutMarkers, type Job } from './site';
import { Source } from './source';

export { renderChart, drawChart } from './chart';
export { firstVisits };

const SINGLES = ['themes', 'areas', 'index', 'glossary', 'reports', 'institutions', 'data', 'methods', 'imprint', 'accessibility', 'search'] as const;

export interface Arguments {
  data: string;
  out: string;
  pages: Set<string> | null;
  /** Folder of the bundles for browsers. */
  bundles: string;
}

export async function renderSite({ data, out, pages, bundles }: Arguments): Promise<Job> {
  const source = new Source(resolve(data));
  const output = new Output(resolve(out));
  const job = makeJob(source, output, copyAssets(bundles, output));
  const { site } = source;
  const wanted = (key: string) => pages === null || pages.has(key);
  for (const summary of site.indicators) {
    const mine = (page: Page) => page.page === 'indicator' && wanted(`indicator:${page.id}`);
    renderIndicator(job, summary, mine);
    await output.settle();
  }
  for (const area of site.areas.filter((one) => one.profile && wanted(`area:${one.key}`))) {
    renderArea(job, area);
    await output.settle();
  }
  for (const theme of site.themes) if (wanted(`theme:${theme.id}`)) renderTheme(job, theme.id);
  for (const list of site.institutions) if (wanted(`institution:${list.id}`)) renderInstitution(job, list.id);
  for (const report of site.reports) if (wanted(`report:${report.id}`)) renderReport(job, source.report(report.file));
  for (const name of SINGLES) if (wanted(name)) renderSingle(job, name);
  if (wanted('start')) renderStart(job);
  for (const { downloads } of [...site.datasets, ...site.institutions]) output.copy(source.path(downloads.csv), `data/${downloads.csv}`);
  for (const boundary of site.boundaries) output.copy(source.path(boundary.file), `data/${boundary.file}`);
  writeRoot(job);
  await output.settle(true);
  return job;
}

interface ManifestEntry {
  file: string;
  imports?: string[];
  assets?: string[];
}

function readManifest(folder: string): (source: string) => ManifestEntry {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, ManifestEntry>;
  return (source) => {
    const found = manifest[source];
    if (!found) throw new Error(`${folder}/manifest.json has no ${source}; run "npm run build"`);
    return found;
  };
}

/** Copies what browsers load and returns where it is. */
function copyAssets(bundles: string, output: Output): Assets {
  const client = readManifest(join(bundles, 'client'));
  const importsOf = (source: string): string[] => (client(source).imports ?? []).flatMap((key) => [client(key).file, ...importsOf(key)]);
  const script = (source: string): ScriptFiles => ({ file: client(source).file, imports: [...new Set(importsOf(source))] });
  const scripts = { 'indicator-de': script('src/client/indicator.de.ts'), 'indicator-en': script('src/client/indicator.en.ts'), search: script('src/client/search.ts') };
  for (const file of readdirSync(join(bundles, 'client/assets'))) if (file.endsWith('.js')) output.copy(join(bundles, 'client/assets', file), `assets/${file}`);
  const styled = readdirSync(join(bundles, 'style/assets')).filter((file) => !file.endsWith('.js')).map((file) => `assets/${file}`);
  for (const file of styled) output.copy(join(bundles, 'style', file), file);
  const find = (pattern: RegExp) => {
    const found = styled.find((file) => pattern.test(file));
    if (!found) throw new Error(`${bundles}/style/assets: nothing matches ${String(pattern)}; run "npm run build"`);
    return found;
  };
  return {
    style: find(/\.css$/),
    noscript: writeNoscript(output),
    icon: writeIcon(output),
    fonts: [find(/source-serif-latin-(?!ext).*\.woff2$/), find(/fira-sans-400-latin-(?!ext).*\.woff2$/)],
    scripts
  };
}

/** Without scripts: hide what needs them, show what stands in for it. */
function writeNoscript(output: Output): string {
  const path = 'assets/noscript.css';
  output.write(path, '.scripted{display:none!important}.unscripted{display:revert!important}');
  return path;
}

/** Bars of a small chart on paper. */
function writeIcon(output: Output): string {
  const path = 'assets/icon.svg';
  output.write(path, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#fffdf9"/><path d="M5 25h22" stroke="#1c2426" stroke-width="2"/><path d="M8 21v-6M14 21V9M20 21v-9" stroke="#154e5c" stroke-width="4"/><circle cx="26" cy="8" r="3" fill="#b03a08"/></svg>');
  return path;
}

/** The way in, and what is shown for addresses that lead nowhere (from the root, since any depth may miss). */
function writeRoot(job: Job): void {
  const title = job.source.site.title.de;
  job.output.write('index.html', `<!doctype html>\n<html lang="de"><head><meta charset="utf-8"><title>${title.replace(/</g, '&lt;')}</title><meta http-equiv="refresh" content="0; url=de/"><link rel="alternate" hreflang="de" href="de/"><link rel="alternate" hreflang="en" href="en/"></head><body><p><a href="de/">Deutsch</a> · <a href="en/" lang="en">English</a></p></body></html>\n`);
  const context = rootContext(job, 'de');
  const body = render(NotFound, { props: { context, english: rootContext(job, 'en') } }).body;
  const html = makeDocument({ page: { page: 'root' }, language: 'de', title: `${context.t.notFound} – ${title}`, description: '', body: withoutMarkers(body) }, job.assets);
  job.output.write('404.html', html.replace(/(href|src)="(?!https?:|mailto:|#|\/)([^"]*)"/g, '$1="/$2"'));
}

function parse(values: string[]): Arguments {
  const option = (name: string) => {
    const at = values.indexOf(name);
    return at >= 0 ? values[at + 1] : undefined;
  };
  const unknown = values.find((value, i) => value.startsWith('--') ? !['--data', '--out', '--pages'].includes(value) : i % 2 === 0);
  const data = option('--data');
  const out = option('--out');
  if (unknown || !data || !out) throw new UsageError(`${unknown ? `${unknown}: not an option. ` : ''}usage: render.js --data RELEASE/data --out RELEASE/site [--pages KEYS]`);
  const pages = option('--pages');
  return { data, out, pages: pages ? new Set(pages.split(',')) : null, bundles: dirname(fileURLToPath(import.meta.url)) };
}

class UsageError extends Error {}

async function main(): Promise<void> {
  try {
    const began = performance.now();
    const given = parse(process.argv.slice(2));
    if (!existsSync(given.data)) throw new Error(`${given.data}: no such folder`);
    const job = await renderSite(given);
    const visits = firstVisits(job);
    const heavy = visits.filter((one) => one.bytes > BUDGET);
    const heaviest = visits.reduce((most, one) => Math.max(most, one.bytes), 0);
    console.log(`${job.pages} pages, ${job.output.files} files, ${(job.output.bytes / 1e6).toFixed(1)} MB compressed, ${((performance.now() - began) / 1000).toFixed(1)} s; heaviest first visit ${(heaviest / 1000).toFixed(0)} kB`);
    for (const one of heavy.slice(0, 5)) console.warn(`${one.path}: a first visit loads ${(one.bytes / 1000).toFixed(0)} kB, more than ${BUDGET / 1000} kB`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === resolve(process.argv[1])) await main();
