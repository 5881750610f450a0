/** Typst: a template and plain data in, PDF/UA bytes out. Only our own fonts and the files given here are within its reach. */
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Printable } from './book';
import template from './report.typ?raw';

/** A folder that does not exist: everything that the template reads is put there by `mapShadow`. */
const DESK = '/nowhere/report';

export function typeset({ book, pictures }: Printable, fonts: string): Buffer {
  const faces = readdirSync(fonts).filter((name) => name.endsWith('.ttf')).sort();
  const compiler = NodeCompiler.create({ workspace: DESK, fontArgs: [{ fontBlobs: faces.map((name) => readFileSync(join(fonts, name))) }] });
  compiler.mapShadow(`${DESK}/book.json`, Buffer.from(JSON.stringify(book)));
  for (const [name, svg] of pictures) compiler.mapShadow(`${DESK}/${name}`, Buffer.from(svg));
  const made = compiler.compile({ mainFileContent: template });
  if (!made.result) throw new Error(`Typst refuses the report: ${complaints(made.takeError()?.shortDiagnostics)}`);
  const [year, month, day] = book.day;
  try {
    return compiler.pdf(made.result, { pdfStandard: PdfStandard.UA_1, creationTimestamp: Date.UTC(year, month - 1, day) / 1000 });
  } catch (error) {
    throw new Error(`Typst cannot make an accessible PDF of the report: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function complaints(list: { message?: string }[] | undefined): string {
  return list?.map((one) => one.message ?? '').filter(Boolean).join('; ') || 'no reason given';
}
