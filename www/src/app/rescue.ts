import type { Crop } from '../engine/protocol';

/** A photo that was put aside before the page was left, and the square on it. */
export interface Kept {
  readonly id: string;
  readonly file: Blob;
  readonly crop: Crop | undefined;
}

/** What of a photo can be put aside. */
export interface Photographed {
  readonly file: Blob | undefined;
  readonly bitmap: ImageBitmap;
}

const CACHE = 'spotcheck-rescued-photo';
/** Nobody comes back for it after that, and it should not lie about. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/**
 * Takes a photo across a reload: after a crash, for a new version of the page, to another model. It lies in
 * Cache Storage, is offered by the next visit, and goes as soon as it was opened or declined, or in a day.
 */
export class Rescue {
  readonly #caches: () => CacheStorage;
  readonly #base: string;
  readonly #now: () => number;

  /** `caches` is a function since touching it throws in some private modes. */
  constructor(caches: () => CacheStorage, base: string, now: () => number = Date.now) {
    this.#caches = caches;
    this.#base = `${base}rescued/`;
    this.#now = now;
  }

  /** Puts a photo aside and gives its name. Rejects when that cannot be done. */
  async keep(photo: Photographed, crop: Crop | undefined): Promise<string> {
    const cache = await this.#caches().open(CACHE);
    const id = `${this.#now()}-${Math.random().toString(36).slice(2)}`;
    try {
      await cache.put(`${this.#base}${id}/photo`, await copyOf(photo));
      // Last: a photo without it is none.
      await cache.put(`${this.#base}${id}/crop.json`, Response.json(crop ?? null));
    } catch (thrown) {
      await this.drop(id).catch(() => undefined);
      throw thrown;
    }
    return id;
  }

  /** The photo that was put aside last. */
  async look(): Promise<Kept | undefined> {
    // Nothing is to be made by looking.
    if (!(await this.#caches().has(CACHE))) return undefined;
    const cache = await this.#caches().open(CACHE);
    const urls = (await cache.keys()).map(({ url }) => url);
    const ids = [...new Set(urls.map((url) => url.slice(this.#base.length).split('/')[0] ?? ''))];
    const fresh: string[] = [];
    for (const id of ids) {
      if (this.#age(id) < LONGEST_MS && urls.includes(`${this.#base}${id}/crop.json`)) fresh.push(id);
      else await this.drop(id);
    }
    const [id] = fresh.sort((a, b) => this.#age(a) - this.#age(b));
    if (id === undefined) return undefined;
    const photo = await cache.match(`${this.#base}${id}/photo`);
    const crop: unknown = await (await cache.match(`${this.#base}${id}/crop.json`))?.json().catch(() => undefined);
    if (photo === undefined) {
      await this.drop(id);
      return undefined;
    }
    return { id, file: await photo.blob(), crop: isCrop(crop) ? crop : undefined };
  }

  async drop(id: string): Promise<void> {
    const cache = await this.#caches().open(CACHE);
    for (const { url } of await cache.keys()) {
      if (url.startsWith(`${this.#base}${id}/`) || !url.startsWith(this.#base)) await cache.delete(url);
    }
  }

  /** Infinite for what this page did not name; one from the future is of another clock, and as good as old. */
  #age(id: string): number {
    const [, written] = /^(\d+)-/.exec(id) ?? [];
    const age = this.#now() - Number(written);
    return age >= 0 ? age : Infinity;
  }
}

/** The file itself where there is one that can still be read, else the pixels. */
async function copyOf({ file, bitmap }: Photographed): Promise<Response> {
  if (file !== undefined) {
    try {
      return new Response(await file.arrayBuffer());
    } catch {
      // Changed or gone since it was chosen.
    }
  }
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return new Response(await canvas.convertToBlob({ type: 'image/png' }));
}

function isCrop(value: unknown): value is Crop {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, side } = value as Readonly<Record<string, unknown>>;
  return [x, y, side].every((number) => typeof number === 'number' && Number.isFinite(number) && number >= 0);
}
