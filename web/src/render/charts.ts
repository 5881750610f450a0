/**
 * Draws the charts of a report as SVG files, for its PDF.
 * usage: node charts.js --data RELEASE/data --report ID --out DIR
 * Writes DIR/LANGUAGE/CHAPTER-BLOCK.svg for each chart block and DIR/charts.json, a list of { language, chapter, block, file, alt }.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES } from '../lib/i18n';
import { renderChart } from './chart';
import { Source } from './source';

export { renderChart };

interface Drawn {
  language: string;
  chapter: string;
  block: number;
  file: string;
  alt: string;
}

export function drawReport(data: string, id: string, out: string): Drawn[] {
  const source = new Source(resolve(data));
  const entry = source.site.reports.find((one) => one.id === id);
  if (!entry) throw new Error(`${id}: the release has no such report; it has ${source.site.reports.map((one) => one.id).join(', ') || 'none'}`);
  const report = source.report(entry.file);
  const drawn: Drawn[] = [];
  for (const language of LANGUAGES)
    for (const chapter of report.chapters[language] ?? [])
      for (const [i, block] of chapter.blocks.entries()) {
        if (block.kind !== 'chart') continue;
        const shapes = block.chart === 'map' ? source.shapesFor(block.data.boundary, block.data.items.map((item) => item.key)) : null;
        if (block.chart === 'map' && !shapes) continue;
        const sign = (mark: string) => source.site.signs.find((one) => one.mark === mark)?.text[language] ?? '';
        const svg = renderChart(block.data, { kind: block.chart, language, title: block.title, alt: block.alt, sign, ...(shapes ? { shapes } : {}) });
        const file = `${language}/${chapter.id}-${i}.svg`;
        mkdirSync(join(out, language), { recursive: true });
        writeFileSync(join(out, file), svg);
        drawn.push({ language, chapter: chapter.id, block: i, file, alt: block.alt });
      }
  writeFileSync(join(out, 'charts.json'), JSON.stringify(drawn, null, '\t'));
  return drawn;
}

function main(): void {
  const option = (name: string) => process.argv[process.argv.indexOf(name) + 1];
  const [data, id, out] = ['--data', '--report', '--out'].map((name) => (process.argv.includes(name) ? option(name) : undefined));
  if (!data || !id || !out) {
    console.error('usage: charts.js --data RELEASE/data --report ID --out DIR');
    process.exitCode = 2;
    return;
  }
  try {
    mkdirSync(out, { recursive: true });
    console.log(`${drawReport(data, id, out).length} charts`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === resolve(process.argv[1])) main();
