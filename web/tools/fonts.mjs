/**
 * Cuts the fonts that the site ships: only the letters that German and English texts need (latin), the rest of Europe's
 * Latin letters in a second file that browsers fetch when a page has one (latin-ext). Fira Sans comes from KERN,
 * Source Serif 4 from Fontsource. Also writes whole TrueType faces for the report's PDF.
 * usage: fonts.mjs OUT_DIR
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const subset = createRequire(import.meta.url)('subset-font');
const modules = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules');
const fira = (face) => join(modules, `@kern-ux/native/dist/fonts/fira-sans/FiraSans-${face}.woff2`);
const serif = (part, style = 'normal') => join(modules, `@fontsource-variable/source-serif-4/files/source-serif-4-${part}-wght-${style}.woff2`);

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
const latin = range(0x20, 0x7e) + range(0xa0, 0xff) + 'ŒœŠšŽžŸ–—‘’‚“”„†•…‰‹›€−←↑→↓↗≤≥≈\u2009\u202f';
const latinExt = [...range(0x100, 0x24f), ...range(0x1e00, 0x1eff)].filter((letter) => !latin.includes(letter)).join('');
const keepFeatures = ['kern', 'mark', 'mkmk', 'ccmp', 'liga', 'calt', 'locl', 'tnum', 'lnum'];
const weights = { wght: { min: 400, max: 600 } };
/** A face as the PDF embeds it. */
const face = { targetFormat: 'sfnt', preserveNameIds: [1, 2, 4, 6, 16, 17] };

const JOBS = [
  { name: 'fira-sans-400-latin.woff2', from: fira('Regular'), text: latin },
  { name: 'fira-sans-400-latin-ext.woff2', from: fira('Regular'), text: latinExt },
  { name: 'fira-sans-600-latin.woff2', from: fira('SemiBold'), text: latin },
  { name: 'fira-sans-600-latin-ext.woff2', from: fira('SemiBold'), text: latinExt },
  { name: 'source-serif-latin.woff2', from: serif('latin'), text: latin, variationAxes: weights },
  { name: 'source-serif-latin-ext.woff2', from: serif('latin-ext'), text: latinExt, variationAxes: weights },
  { name: 'FiraSans-Regular.ttf', from: fira('Regular'), text: latin + latinExt, ...face },
  { name: 'FiraSans-SemiBold.ttf', from: fira('SemiBold'), text: latin + latinExt, ...face },
  { name: 'SourceSerif4-Regular.ttf', from: serif('latin'), text: latin, variationAxes: { wght: 400 }, ...face },
  { name: 'SourceSerif4-SemiBold.ttf', from: serif('latin'), text: latin, variationAxes: { wght: 600 }, ...face },
  { name: 'SourceSerif4-Italic.ttf', from: serif('latin', 'italic'), text: latin, variationAxes: { wght: 400 }, ...face }
];

export async function writeFonts(out) {
  mkdirSync(out, { recursive: true });
  for (const { name, from, text, ...options } of JOBS) {
    const cut = await subset(readFileSync(from), text, { targetFormat: 'woff2', keepFeatures, noHinting: true, ...options });
    writeFileSync(join(out, name), cut);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFonts(process.argv[2]);
