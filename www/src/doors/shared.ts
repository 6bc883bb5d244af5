/** Where another app's pictures are sent: the manifest's `share_target` names the same two. */
export const SHARE_PATH = 'share';
const FIELD = 'pictures';

const CACHE = 'spotcheck-shared';
/** Nobody comes for them after that, and they should not lie about. */
const LONGEST_MS = 10 * 60 * 1000;

/** How the page learns, by its address, that something was shared: how many pictures of it were lost on the way. */
const PARAMETER = 'shared';

/**
 * Pictures that another app shares go to the service worker, which puts them aside for the page that it then opens.
 * They never reach the network. The page takes them, and they are gone from there.
 */
export class SharedPictures {
  readonly #caches: () => CacheStorage;
  readonly #base: string;
  readonly #now: () => number;

  /** `caches` is a function since touching it throws in some private modes. */
  constructor(caches: () => CacheStorage, base: string, now: () => number = Date.now) {
    this.#caches = caches;
    this.#base = `${base}shared/`;
    this.#now = now;
  }

  /** Puts aside what a form has brought, and gives the address to go on to. */
  async keep(read: () => Promise<FormData>): Promise<string> {
    let lost = 0;
    try {
      const files = (await read()).getAll(FIELD).filter((entry) => typeof entry !== 'string');
      const cache = await this.#caches().open(CACHE);
      const at = this.#now();
      for (const [n, file] of files.entries()) {
        // A full disk must not cost the pictures that there was room for.
        await cache.put(`${this.#base}${at}-${n}`, new Response(file)).catch(() => void (lost += 1));
      }
    } catch {
      lost += 1;
    }
    return `./?${PARAMETER}=${lost}`;
  }

  /** What was put aside, in its order; it is gone from there then. */
  async take(): Promise<Blob[]> {
    const cache = await this.#caches().open(CACHE);
    const taken: Blob[] = [];
    for (const url of await this.#urls(cache)) {
      const response = await cache.match(url);
      await cache.delete(url);
      if (response !== undefined && this.#age(url) <= LONGEST_MS) taken.push(await response.blob());
    }
    return taken;
  }

  /** For a visit that nobody shared to: what nobody came for goes. */
  async tidy(): Promise<void> {
    // Nothing is to be made by looking.
    if (!(await this.#caches().has(CACHE))) return;
    const cache = await this.#caches().open(CACHE);
    for (const url of await this.#urls(cache)) if (this.#age(url) > LONGEST_MS) await cache.delete(url);
  }

  async #urls(cache: Cache): Promise<string[]> {
    const urls = (await cache.keys()).map(({ url }) => url);
    // Not by age: the clock goes on between two looks at it, and would make one of those put aside together the older.
    return urls.sort((a, b) => nameOf(a).at - nameOf(b).at || nameOf(a).n - nameOf(b).n);
  }

  /** Infinite for what was not named here; one from the future is of another clock, and as good as old. */
  #age(url: string): number {
    const age = this.#now() - (url.startsWith(this.#base) ? nameOf(url).at : NaN);
    return age >= 0 ? age : Infinity;
  }
}

/** How many shared pictures were lost, when the address says that something was shared. */
export function sharedBy(search: string): number | undefined {
  const lost = new URLSearchParams(search).get(PARAMETER);
  return lost === null ? undefined : Math.max(0, Math.floor(Number(lost)) || 0);
}

/** The address without that: a reload is not to look for them again. */
export function addressWithoutShared(href: string): string {
  const url = new URL(href);
  url.searchParams.delete(PARAMETER);
  return url.href;
}

function nameOf(url: string): { at: number; n: number } {
  const [, at, n] = /\/(\d+)-(\d+)$/.exec(url) ?? [];
  return { at: Number(at ?? NaN), n: Number(n ?? NaN) };
}
