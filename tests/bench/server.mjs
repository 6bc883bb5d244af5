import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** Only weights are larger: numbers without a pattern, at which the best compression works for minutes and gains next to nothing. */
const LARGE = 16 * 2 ** 20;

/**
 * @typedef {{ raw: number, brotli: Buffer, type: string }} File
 * @typedef {{ path: string, raw: number, brotli: number, offlineCopy: boolean }} Fetched
 */

/**
 * Serves every contender alike: from memory, every file compressed beforehand as well as brotli can (large weights nearly so). It also keeps
 * the list of what was asked for, which nothing that a page does can escape: not its workers, not a preload.
 */
export class BenchServer {
  /** @type {Map<string, File>} */
  #files = new Map();
  /** @type {Fetched[]} */
  #log = [];
  #cache;
  #server = createServer((request, response) => this.#answer(request, response));

  /** @param {string} cache folder in which compressed files are kept, by hash: the best compression is slow */
  constructor(cache) {
    this.#cache = cache;
    mkdirSync(cache, { recursive: true });
  }

  /**
   * Takes a folder in.
   * @param {string} folder
   * @param {string} prefix under which it is served, without a slash at the end
   */
  async add(folder, prefix) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = `${prefix}/${relative(folder, file).split(sep).join('/')}`;
      const bytes = readFileSync(file);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      this.#files.set(path, { raw: bytes.length, brotli: await this.#compressed(bytes), type });
    }
  }

  /** @returns {Promise<string>} the origin */
  async listen() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Forgets what was fetched so far. */
  forget() {
    this.#log = [];
  }

  /** @returns {readonly Fetched[]} each file once, in the order of the first request */
  get fetched() {
    /** @type {Map<string, Fetched>} */
    const once = new Map();
    for (const entry of this.#log) {
      const known = once.get(entry.path);
      // A file that the page needed itself counts, even if the offline copy asked for it first.
      if (known === undefined) once.set(entry.path, { ...entry });
      else known.offlineCopy &&= entry.offlineCopy;
    }
    return [...once.values()];
  }

  /** @param {Buffer} bytes */
  async #compressed(bytes) {
    const kept = join(this.#cache, `${createHash('sha256').update(bytes).digest('hex')}.br`);
    if (existsSync(kept)) return readFileSync(kept);
    const brotli = await compress(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? 5 : 11,
        // The widest window that every browser takes.
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    writeFileSync(kept, brotli);
    return brotli;
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  #answer(request, response) {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = this.#files.get(path);
    if (file === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n');
      return;
    }
    // The service worker's own script, and what it fetches for the next visit: the first prediction waits for neither.
    const { referer = '' } = request.headers;
    const offlineCopy = request.headers['service-worker'] === 'script' || referer.endsWith('/sw.js');
    this.#log.push({ path, raw: file.raw, brotli: file.brotli.length, offlineCopy });
    response.writeHead(200, {
      'content-type': file.type,
      'content-encoding': 'br',
      'content-length': file.brotli.length,
      // Within a visit nothing is fetched twice; between visits nothing is left, each being a new profile.
      'cache-control': 'max-age=600',
    });
    response.end(file.brotli);
  }
}
