import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printReport } from './main';

const scratch = mkdtempSync(join(tmpdir(), 'allmende-pdf-'));
const data = join(scratch, 'data');
const fonts = join(scratch, 'fonts');

beforeAll(async () => {
  const tools = '../../tools';
  await ((await import(/* @vite-ignore */ `${tools}/fonts.mjs`)) as { writeFonts(out: string): Promise<void> }).writeFonts(fonts);
  await ((await import(/* @vite-ignore */ `${tools}/fixture.mjs`)) as { writeFixture(out: string): Promise<void> }).writeFixture(data);
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** All that a PDF holds, its compressed parts opened. */
function opened(pdf: Buffer): string {
  const parts: string[] = [pdf.toString('latin1')];
  for (const match of parts[0]!.matchAll(/stream\r?\n/g)) {
    const end = pdf.indexOf('endstream', match.index);
    try {
      parts.push(inflateSync(pdf.subarray(match.index + match[0].length, end)).toString('latin1'));
    } catch {
      // Not every stream is compressed.
    }
  }
  return parts.join('\n');
}

describe('printReport', () => {
  it('makes a tagged PDF with language, title, bookmarks and alternative texts', () => {
    const text = opened(printReport(data, 'example', 'de', fonts));
    expect(text).toContain('pdfuaid:part');
    expect(text).toMatch(/\/Marked true/);
    expect(text).toMatch(/\/Lang\s*\(de/);
    expect(text).toContain('Bildungsbericht Morgenau');
    expect(text).toContain('/Outlines');
    expect(text.match(/\/S\s*\/Figure/g)).toHaveLength(4);
    expect(text.match(/\/Alt\s*[(<]/g)!.length).toBeGreaterThanOrEqual(4);
    expect(text).toMatch(/\/S\s*\/TH/);
  });
  it('makes the same bytes of the same data', () => {
    expect(printReport(data, 'example', 'en', fonts).equals(printReport(data, 'example', 'en', fonts))).toBe(true);
  });
  it('says what it lacks', () => {
    expect(() => printReport(data, 'missing', 'de', fonts)).toThrow(/missing\.json.*not there/);
    const path = join(data, 'reports/example.json');
    const report = JSON.parse(readFileSync(path, 'utf8')) as { languages: string[]; chapters: Record<string, unknown> };
    delete report.chapters['en'];
    report.languages = ['de'];
    writeFileSync(join(data, 'reports/german.json'), JSON.stringify(report));
    expect(() => printReport(data, 'german', 'en', fonts)).toThrow(/not written in “en”/);
  });
});
