/** Writes the site: files, their compressed twins, and the measure of what a first visit loads. */
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

const gzipBeside = promisify(gzip);

const COMPRESSIBLE = new Set(['.html', '.css', '.js', '.json', '.csv', '.svg', '.txt', '.xml']);
/** Below this a compressed twin saves nothing. */
const SMALLEST = 512;
/** Beyond it a higher level costs three times as long and saves a hundredth: worth it for pages, which load first. */
const LEVEL = 6;
const PAGE_LEVEL = 9;
/** So much may wait for its twin: what bounds the memory. */
const MOST_WAITING_BYTES = 64_000_000;

export class Output {
  readonly root: string;
  files = 0;
  bytes = 0;
  /** Compressed size by path: what travels. */
  readonly sizes = new Map<string, number>();
  private readonly folders = new Set<string>();
  private readonly waiting = new Set<Promise<void>>();
  private waitingBytes = 0;

  constructor(root: string) {
    this.root = root;
  }

  /** Writes a file; its twin is made beside by other threads until settle(). */
  write(path: string, content: string | Buffer): void {
    const target = this.prepare(path);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    writeFileSync(target, bytes);
    this.twin(path, bytes);
  }

  /** Writes a file and its twin at once, where its compressed size is asked for next. */
  writeNow(path: string, content: string): void {
    const bytes = Buffer.from(content);
    writeFileSync(this.prepare(path), bytes);
    this.finish(path, gzipSync(bytes, { level: LEVEL }));
  }

  /** Takes over a file of the release: as another name for the same file where the disk allows. */
  copy(from: string, path: string): void {
    if (!existsSync(from)) throw new Error(`${from}: the release names this file, but it is not there`);
    const target = this.prepare(path);
    try {
      linkSync(from, target);
    } catch {
      copyFileSync(from, target);
    }
    if (COMPRESSIBLE.has(extname(path))) this.twin(path, readFileSync(from));
    else this.count(path, statSync(from).size);
  }

  /** Waits until little is left to compress; with `all` until nothing is. */
  async settle(all = false): Promise<void> {
    while (this.waiting.size > 0 && (all || this.waitingBytes > MOST_WAITING_BYTES)) await Promise.race(this.waiting);
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
    this.waitingBytes += bytes.length;
    const task: Promise<void> = gzipBeside(bytes, { level: extname(path) === '.html' ? PAGE_LEVEL : LEVEL }).then((packed) => {
      this.waiting.delete(task);
      this.waitingBytes -= bytes.length;
      this.finish(path, packed);
    });
    this.waiting.add(task);
  }

  private finish(path: string, packed: Buffer): void {
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
