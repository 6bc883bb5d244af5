import { modelsThere, openModels } from './cache';

/** The file that a beginning belongs to: without these it is a beginning of something else. */
export interface Whole {
  readonly id: string;
  readonly sha256: string;
  readonly total: number;
}

/** The beginning of a weight file, kept so that a broken download need not begin anew. */
export interface Beginning {
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
  readonly received: number;
  /** The server's name for the version it was sending, to ask for the rest of that one. */
  readonly etag: string | undefined;
}

/** How far a download has come that is not going on. */
export interface Paused {
  readonly id: string;
  readonly received: number;
  readonly total: number;
}

interface Info {
  readonly total: number;
  readonly etag: string | undefined;
}

const NOTHING: Beginning = { bytes: [], received: 0, etag: undefined };

/**
 * Beginnings of weight files in Cache Storage, in pieces named by where they start. Nothing here is trusted:
 * a file that was put together of pieces is hashed like any other before it is stored. The pieces lie below
 * the model's own name, so that a whole pair on the shelf clears them away.
 */
export class Partials {
  readonly #caches: () => CacheStorage;
  readonly #base: string;

  constructor(caches: () => CacheStorage, base: string) {
    this.#caches = caches;
    this.#base = base;
  }

  async read(whole: Whole): Promise<Beginning> {
    const cache = await modelsThere(this.#caches());
    if (cache === undefined) return NOTHING;
    const info = await this.#info(cache, whole);
    if (info === undefined || info.total !== whole.total) return NOTHING;
    const bytes: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for (;;) {
      const piece = await cache.match(this.#piece(whole, received));
      const found = piece === undefined ? new Uint8Array() : new Uint8Array(await piece.arrayBuffer());
      if (found.length === 0 || received + found.length > whole.total) break;
      bytes.push(found);
      received += found.length;
    }
    return { bytes, received, etag: info.etag };
  }

  /** Keeps the piece that starts at `from`. */
  async add(whole: Whole, etag: string | undefined, from: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const cache = await openModels(this.#caches());
    await cache.put(this.#piece(whole, from), new Response(bytes));
    // Last: pieces without it are not looked at.
    await cache.put(this.#infoUrl(whole), Response.json({ total: whole.total, etag }));
  }

  async clear(id: string): Promise<void> {
    const cache = await modelsThere(this.#caches());
    if (cache === undefined) return;
    for (const { url } of await cache.keys()) {
      if (url.startsWith(`${this.#base}${id}/partial/`)) await cache.delete(url);
    }
  }

  /** What has begun and not ended. */
  async list(): Promise<Paused[]> {
    const cache = await modelsThere(this.#caches());
    if (cache === undefined) return [];
    const found: Paused[] = [];
    for (const { url } of await cache.keys()) {
      const [, id, sha256] = /^([^/]+)\/partial\/([^/]+)\/info\.json$/.exec(url.slice(this.#base.length)) ?? [];
      if (id === undefined || sha256 === undefined || !url.startsWith(this.#base)) continue;
      const info = await this.#info(cache, { id, sha256 });
      if (info === undefined) continue;
      const { received } = await this.read({ id, sha256, total: info.total });
      if (received > 0) found.push({ id, received, total: info.total });
    }
    return found;
  }

  async #info(cache: Cache, of: Pick<Whole, 'id' | 'sha256'>): Promise<Info | undefined> {
    try {
      const info: unknown = await (await cache.match(this.#infoUrl(of)))?.json();
      if (typeof info !== 'object' || info === null) return undefined;
      const { total, etag } = info as { total?: unknown; etag?: unknown };
      if (typeof total !== 'number') return undefined;
      return { total, etag: typeof etag === 'string' ? etag : undefined };
    } catch {
      return undefined;
    }
  }

  #infoUrl({ id, sha256 }: Pick<Whole, 'id' | 'sha256'>): string {
    return `${this.#base}${id}/partial/${sha256}/info.json`;
  }

  #piece({ id, sha256 }: Whole, from: number): string {
    return `${this.#base}${id}/partial/${sha256}/${from}`;
  }
}
