/**
 * Renders the fixture and walks it in a browser: each type of page in both languages, wide and narrow. No violation that axe
 * finds, no sideways scroll, no layout jump, no error on the console, nothing from elsewhere, within the budget; the controls
 * by keyboard; reading without scripts; every link leads somewhere. Also below a prefix, as releases are served.
 * usage: browser-test.mjs [SITE]   (a site that is rendered already)
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { firstVisits, renderSite } from '../dist/render.js';
import { writeFixture } from './fixture.mjs';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const WIDTHS = [1280, 360];
const BUDGET = 150_000;
const MOST_SHIFT = 0.02;

const PAGES = {
  de: ['', 'themen/', 'thema/D/', 'kennzahl/leavers_without_certificate/', 'kennzahl/population/', 'kennzahl/childcare_under_3/ebenau/', 'kennzahl/area_size/sudheide/', 'gebiete/', 'gebiet/99002-bruckstadt/', 'gebiet/99009-kreis-altmoor/', 'daten/', 'methoden/', 'glossar/', 'a-z/', 'suche/', 'berichte/', 'bericht/example/', 'einrichtungen/', 'einrichtungen/schools/', 'einrichtungen/register/', 'barrierefreiheit/', 'impressum/'],
  en: ['', 'themes/', 'theme/D/', 'indicator/leavers_without_certificate/', 'indicator/population/', 'indicator/childcare_under_3/ebenau/', 'indicator/area_size/sudheide/', 'areas/', 'area/99002-bruckstadt/', 'area/99009-kreis-altmoor/', 'data/', 'methods/', 'glossary/', 'a-z/', 'search/', 'reports/', 'report/example/', 'institutions/', 'institutions/schools/', 'institutions/register/', 'accessibility/', 'imprint/']
};

const failures = [];
let checks = 0;
function check(holds, message) {
  checks++;
  if (!holds) {
    failures.push(message);
    console.log(`  FAIL ${message}`);
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'allmende-web-'));
const site = process.argv[2] ?? (await renderFixture());

async function renderFixture() {
  await writeFixture(join(scratch, 'data'));
  const job = await renderSite({ data: join(scratch, 'data'), out: join(scratch, 'site'), pages: null, bundles: join(here, '../dist') });
  for (const one of firstVisits(job)) check(one.bytes <= BUDGET, `${one.path}: a first visit loads ${one.bytes} bytes`);
  return join(scratch, 'site');
}

const server = await serve(site, { prefix: '/releases/3/' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
try {
  checkLinks(site);
  for (const language of ['de', 'en']) for (const path of PAGES[language]) for (const width of WIDTHS) await visit(`${language}/${path}`, width);
  await missingPage();
  await walkByKeyboard();
  await shareByAddress();
  await convertTerritory();
  await traceAndSave();
  await readWithoutScripts();
  await search();
  await printed();
} finally {
  await browser.close();
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
}
console.log(failures.length ? `${failures.length} of ${checks} checks failed` : `${checks} checks passed`);
process.exitCode = failures.length ? 1 : 0;

async function open(path, width, options = {}) {
  const context = await browser.newContext({ viewport: { width, height: width > 600 ? 900 : 740 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.foreign = [];
  // On a narrow screen as on a slow line: fonts come late, and nothing may move then.
  if (width < 600) {
    await page.route('**/*.woff2', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      await route.continue();
    });
  }
  page.on('pageerror', (error) => page.problems.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(server.address) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) page.foreign.push(request.url());
  });
  await page.addInitScript(() => {
    globalThis.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.layoutShift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  server.sent.length = 0;
  page.answer = await page.goto(server.address + path, { waitUntil: 'load' });
  if (options.javaScriptEnabled !== false) await settle(page);
  return page;
}

/** Islands have taken over, or there are none. */
async function settle(page) {
  await page.waitForFunction(() => !document.querySelector('script[type="module"]') || document.documentElement.hasAttribute('data-live') || JSON.parse(document.getElementById('page-data').textContent).eager === false, null, { timeout: 5000 }).catch(() => page.problems.push('the scripts did not take over'));
  await page.waitForTimeout(60);
}

async function visit(path, width) {
  const page = await open(path, width);
  const where = `${path} at ${width}`;
  check(page.problems.length === 0, `${where}: console says ${page.problems.join(' | ')}`);
  check(page.answer.status() === 200, `${where}: status ${page.answer.status()}`);
  check(page.foreign.length === 0, `${where}: asks elsewhere for ${page.foreign.join(' ')}`);
  const loaded = server.sent.reduce((sum, one) => sum + one.size, 0);
  check(loaded <= BUDGET, `${where}: loads ${loaded} bytes`);
  const facts = await page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth - innerWidth,
    shift: globalThis.layoutShift,
    language: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    alternates: document.querySelectorAll('link[rel=alternate][hreflang]').length,
    notice: /erfunden|invented/.test(document.querySelector('.notice')?.textContent ?? '')
  }));
  check(facts.sideways <= 0, `${where}: scrolls sideways by ${facts.sideways} px`);
  check(facts.shift < MOST_SHIFT, `${where}: layout jumps by ${facts.shift}`);
  check(facts.headings === 1, `${where}: ${facts.headings} first headings`);
  check(facts.notice, `${where}: does not say that the figures are invented`);
  check(facts.language === path.slice(0, 2), `${where}: says its language is ${facts.language}`);
  check(facts.alternates === 2, `${where}: ${facts.alternates} links to languages`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = !one.classList.contains('choice'))));
  // Run through the debugger: the page's own policy forbids foreign scripts.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  for (const violation of result.violations) check(false, `${where}: axe ${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(' || ')}`);
  check(result.violations.length === 0, `${where}: axe finds ${result.violations.length} violations`);
  await page.context().close();
}

/** Addresses that lead nowhere are answered from the root of the service. */
async function missingPage() {
  const root = await serve(site);
  const page = await browser.newPage();
  const answer = await page.goto(`${root.address}no/such/page/`);
  check(answer.status() === 404, `missing page: status ${answer.status()}`);
  check(/gibt es nicht/.test(await page.textContent('h1')), 'missing page: says so');
  check((await page.evaluate(() => getComputedStyle(document.querySelector('h1')).fontFamily)).includes('Source Serif'), 'missing page: has its style at any depth');
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  check(violations.length === 0, `missing page: axe ${violations.map((one) => one.id).join(', ')}`);
  await page.close();
  await root.close();
}

async function walkByKeyboard() {
  const page = await open('de/kennzahl/leavers_without_certificate/', 1280);
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.activeElement.classList.contains('skip')), 'keyboard: the first stop is the link to the content');
  await page.keyboard.press('Enter');
  const seen = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const one = document.activeElement;
      const box = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      return { name: one.tagName + (one.getAttribute('aria-label') ?? one.textContent ?? '').slice(0, 30), visible: box.width > 0 && box.height > 0, ring: style.outlineStyle !== 'none' };
    });
    if (stop.name.startsWith('BODY')) break;
    seen.add(stop.name);
    check(stop.visible, `keyboard: ${stop.name} is invisible when it has the focus`);
    check(stop.ring, `keyboard: ${stop.name} shows no focus`);
  }
  check(seen.size > 20, `keyboard: only ${seen.size} stops`);
  await page.focus('.choices select');
  const before = await page.textContent('.lead');
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(100);
  check((await page.textContent('.lead')) !== before, 'keyboard: another year gives another sentence');
  check(page.url().includes('?period='), 'keyboard: the address names the year');
  await page.focus('.choices details.scripted summary');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.waitForTimeout(100);
  check(page.url().includes('area='), 'keyboard: the address names the chosen areas');
  await page.focus('#table thead th:nth-child(2) button');
  await page.keyboard.press('Enter');
  check((await page.getAttribute('#table thead th:nth-child(2)', 'aria-sort')) === 'descending', 'keyboard: the table sorts by value');
  const values = await page.$$eval('#table > .table-frame tbody tr:not(.strong) td:nth-child(2)', (cells) => cells.map((cell) => Number(cell.textContent.replace('.', '').replace(',', '.'))).filter((value) => !Number.isNaN(value)));
  check(values.every((value, i) => i === 0 || value <= values[i - 1]), 'keyboard: sorted values fall');
  check(page.problems.length === 0, `keyboard: console says ${page.problems.join(' | ')}`);
  await page.context().close();
}

async function shareByAddress() {
  const address = 'de/kennzahl/leavers_without_certificate/?period=2010&by=sex:female&area=99003,99005';
  const page = await open(address, 1280);
  check(page.url().endsWith(address), 'address: stays as it was given');
  const text = await page.textContent('.lead');
  check(/weiblich/.test(text) && /2010/.test(text), `address: the sentence follows it (${text.trim()})`);
  check((await page.$$('.ranking.wide .row.chosen')).length === 2, 'address: two areas are highlighted');
  check((await page.getAttribute('[data-language-switch]', 'href')).includes('period=2010'), 'address: the other language keeps the choice');
  await page.click('[data-language-switch]');
  await settle(page);
  check(/female/.test(await page.textContent('.lead')), 'address: and shows it');
  await page.goto(`${server.address}de/kennzahl/leavers_without_certificate/?period=1066&by=x&area=%3Cscript%3E`);
  await settle(page);
  check(/2023/.test(await page.textContent('.lead')), 'address: nonsense is ignored');
  check(page.problems.length === 0, `address: console says ${page.problems.join(' | ')}`);
  await page.context().close();
}

/** Series that a reform broke: the choice of the territory, its marks and its note. */
async function convertTerritory() {
  const page = await open('de/kennzahl/leavers_without_certificate/?area=99001', 1280);
  const box = page.locator('#figure-series input[type=checkbox]');
  const hollow = () => page.locator('#figure-series svg .hollow').count();
  const before = await hollow();
  await box.check();
  await settle(page);
  check((await hollow()) > before, 'territory: converted figures are marked');
  check((await page.textContent('#figure-series'))?.includes('geschätzt (aufgeteilt nach Bevölkerung): Kreis Aldenau') ?? false, 'territory: the note says how');
  check(page.url().includes('territory=2026-03-02'), 'territory: the address keeps it');
  await page.reload();
  await settle(page);
  check(await box.isChecked(), 'territory: the address brings it back');
  check(page.problems.length === 0, `territory: console says ${page.problems.join(' | ')}`);
  await page.context().close();
}

async function traceAndSave() {
  const page = await open('de/kennzahl/leavers_without_certificate/', 1280, { acceptDownloads: true });
  await page.click('#table tbody tr:nth-child(3) td:nth-child(2) button');
  await page.waitForFunction(() => /Cellerfeld[^]*Zeile/.test(document.querySelector('#whence').textContent), null, { timeout: 5000 }).catch(() => undefined);
  const text = await page.textContent('#whence');
  check(/Zeile/.test(text) && /99-02_3\.csv/.test(text), `trace: names file and row (${text.trim().slice(0, 120)})`);
  for (const format of ['svg', 'png']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#figure-ranking .acts button:nth-of-type(${format === 'svg' ? 1 : 2})`)]);
    const path = await download.path();
    check(download.suggestedFilename().endsWith(`.${format}`) && statSync(path).size > 3000, `save: ${download.suggestedFilename()} has ${statSync(path).size} bytes`);
    if (format === 'svg') check(!readFileSync(path, 'utf8').includes('var(--'), 'save: the file stands alone');
  }
  await page.hover('.map path[data-key="99005"]');
  check(/Elmhafen/.test(await page.textContent('.reading')), 'map: pointing reads the value');
  check(page.problems.length === 0, `trace and save: console says ${page.problems.join(' | ')}`);
  await page.context().close();
}

async function readWithoutScripts() {
  for (const width of WIDTHS) {
    const page = await open('de/kennzahl/leavers_without_certificate/', width, { javaScriptEnabled: false });
    const facts = await page.evaluate(() => 0).catch(() => null);
    check(facts === null || facts === 0, 'without scripts');
    const text = await page.innerText('main');
    for (const needed of ['betrug der Anteil in Morgenau', 'Woher kommt diese Zahl?', 'Rang', 'Brückstadt', 'Alle Werte (CSV)', 'Jahr 2023']) check(text.includes(needed), `without scripts at ${width}: "${needed}" is missing`);
    check(!(await page.isVisible('.choices select')), `without scripts at ${width}: a control that cannot work is shown`);
    check(await page.isVisible('.choices details summary'), `without scripts at ${width}: regions can be chosen`);
    await page.context().close();
  }
  const page = await open('de/suche/', 1280, { javaScriptEnabled: false });
  check(/braucht JavaScript/.test(await page.innerText('main')), 'without scripts: the search says what it needs');
  await page.context().close();
}

async function search() {
  const page = await open('de/suche/', 360);
  await page.fill('#q', 'schulabschluss');
  check((await page.$$('main ul a')).length > 3, 'search: finds inside compounds');
  await page.fill('#q', 'bruckstadt');
  await page.click('text=Brückstadt');
  check(page.url().includes('/gebiet/99002'), `search: leads to the profile (${page.url()})`);
  await page.context().close();
}

async function printed() {
  const page = await open('de/kennzahl/leavers_without_certificate/', 1280);
  await page.emulateMedia({ media: 'print' });
  check(!(await page.isVisible('.choices')) && !(await page.isVisible('header nav')), 'print: controls stay off paper');
  check((await page.pdf({ format: 'A4' })).length > 20_000, 'print: makes pages');
  await page.context().close();
}

/** Every relative link and resource of every page exists; addresses of the service itself are not part of the site. */
function checkLinks(root) {
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file)) ids.set(file, new Set([...readFileSync(file, 'utf8').matchAll(/ id="([^"]+)"/g)].map((match) => match[1])));
    return ids.get(file);
  };
  let links = 0;
  for (const file of htmlFiles(root)) {
    if (file.endsWith('404.html')) continue;
    const html = readFileSync(file, 'utf8').replace(/<a [^>]*data-service[^>]*>/g, '');
    for (const [, , address] of html.matchAll(/ (href|src)="([^"]*)"/g)) {
      if (/^(https?:|mailto:|data:)/.test(address)) continue;
      links++;
      check(!address.startsWith('/'), `${file}: ${address} is not relative`);
      const [path, hash] = address.replaceAll('&amp;', '&').split('#');
      let target = normalize(join(dirname(file), decodeURIComponent(path.split('?')[0])));
      if (path === '') target = file;
      else if (existsSync(target) && statSync(target).isDirectory()) target = join(target, 'index.html');
      if (!existsSync(target)) check(false, `${file}: ${address} leads nowhere`);
      else if (hash && !idsOf(target).has(hash)) check(false, `${file}: ${address} names a place that is not there`);
    }
  }
  check(links > 1000, `only ${links} links`);
}

function htmlFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? htmlFiles(path) : entry.name.endsWith('.html') ? [path] : [];
  });
}
