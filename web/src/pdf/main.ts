/**
 * Sets a report as PDF.
 * usage: node pdf.js --data RELEASE/data --report ID --language de|en --out FILE
 */
import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Source } from '../render/source';
import type { Language } from '../lib/data/types';
import { makeBook } from './book';
import { typeset } from './typst';

export function printReport(data: string, id: string, language: Language, fonts: string): Buffer {
  const source = new Source(resolve(data));
  return typeset(makeBook(source.report(`reports/${id}.json`), language, source), fonts);
}

function main(): void {
  const option = (name: string) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
  const [data, id, language, out] = ['--data', '--report', '--language', '--out'].map(option);
  if (!data || !id || !out || (language !== 'de' && language !== 'en')) {
    console.error('usage: pdf.js --data RELEASE/data --report ID --language de|en --out FILE');
    process.exitCode = 2;
    return;
  }
  try {
    const pdf = printReport(data, id, language, join(dirname(fileURLToPath(import.meta.url)), 'fonts'));
    // Whole or not at all: nobody finds half a file under its name.
    writeFileSync(`${out}.part`, pdf);
    renameSync(`${out}.part`, out);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === resolve(process.argv[1])) main();
