/** Writes the site: files, their compressed twins, and the measure of what a first visit loads. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const COMPRESSIBLE = new Set(['.html', '.css', '.js', '.json', '.csv', '.svg', '.txt', '.xml']);
/** Below this a compressed twin saves nothing. */
const SMALLEST = 512;

export class Output {
  readonly root: string;
  files = 0;
  bytes = 0;
  /** Compressed size by path: what travels. */
  readonly sizes = new Map<string, number>();
  private readonly folders = new Set<string>();

  constructor(root: string) {
    this.root = root;
  }

  write(path: string, content: string | Buffer): void {
    const target = this.prepare(path);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    writeFileSync(target, bytes);
    this.twin(path, bytes);
  }

  /** Copies a file of the release; large ones are not read into memory unless they want a twin. */
  copy(from: string, path: string): void {
    if (!existsSync(from)) throw new Error(`${from}: the release names this file, but it is not there`);
    if (COMPRESSIBLE.has(extname(path))) this.write(path, readFileSync(from));
    else {
      copyFileSync(from, this.prepare(path));
      this.count(path, statSync(from).size);
    }
  }

  copyFolder(from: string, path: string): void {
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      if (entry.isDirectory()) this.copyFolder(join(from, entry.name), `${path}${entry.name}/`);
      else this.copy(join(from, entry.name), path + entry.name);
    }
  }

  /** Compressed size of a file written before. */
  size(path: string): number {
    return this.sizes.get(path) ?? 0;
  }

  private twin(path: string, bytes: Buffer): void {
    if (!COMPRESSIBLE.has(extname(path)) || bytes.length < SMALLEST) return this.count(path, bytes.length);
    const packed = gzipSync(bytes, { level: 9 });
    writeFileSync(join(this.root, `${path}.gz`), packed);
    this.count(path, packed.length);
  }

  private count(path: string, size: number): void {
    this.files++;
    this.bytes += size;
    this.sizes.set(path, size);
  }

  private prepare(path: string): string {
    const target = join(this.root, path);
    const folder = dirname(target);
    if (!this.folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.folders.add(folder);
    }
    return target;
  }
}
