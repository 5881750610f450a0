/** A tiny static server for tests: folders give their index.html, everything else what is on disk. usage: serve.mjs DIR [PORT] */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.woff2': 'font/woff2', '.csv': 'text/csv', '.svg': 'image/svg+xml', '.pdf': 'application/pdf', '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
/** What `allmende serve` sends as well: nothing inline, nothing from elsewhere. */
export const POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'";

/** Serves `root` below `prefix`; compressed twins go to whoever takes them. Resolves to { address, close, sent }. */
export function serve(root, { port = 0, prefix = '/' } = {}) {
  const sent = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const inside = path.startsWith(prefix) ? path.slice(prefix.length) : '\0';
    let file = normalize(join(root, inside));
    if (existsSync(file) && statSync(file).isDirectory()) file = path.endsWith('/') ? join(file, 'index.html') : '';
    const found = file.startsWith(normalize(root + sep)) && existsSync(file);
    if (!found) {
      response.writeHead(404, { 'content-type': TYPES['.html'] });
      return existsSync(join(root, '404.html')) ? createReadStream(join(root, '404.html')).pipe(response) : response.end('404');
    }
    const twin = `${file}.gz`;
    const packed = existsSync(twin) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const source = packed ? twin : file;
    const size = statSync(source).size;
    sent.push({ path, size });
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-length': size, 'content-security-policy': POLICY, ...(packed ? { 'content-encoding': 'gzip' } : {}) });
    createReadStream(source).pipe(response);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve({ address: `http://127.0.0.1:${server.address().port}${prefix}`, sent, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await serve(process.argv[2] ?? 'web/fixture/site', { port: Number(process.argv[3] ?? 8090) });
  console.log(address);
}
