/** Cache Storage, as far as the shelf uses it, in memory. After `room` more puts it is full, as a disk is. */
export class FakeCaches {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  room = Infinity;

  /** Whether there is a cache: opening one makes it. */
  made = false;

  readonly storage = {
    open: () => {
      this.made = true;
      return Promise.resolve(this.#cache());
    },
    has: () => Promise.resolve(this.made || this.entries.size > 0),
  } as unknown as CacheStorage;

  /** Flips one bit of the first entry whose address contains `part`. */
  flip(part: string): void {
    const bytes = this.#first(part);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
  }

  /** The addresses that contain `part`. */
  having(part: string): string[] {
    return [...this.entries.keys()].filter((url) => url.includes(part));
  }

  #first(part: string): Uint8Array {
    const [url] = this.having(part);
    const bytes = this.entries.get(url ?? '');
    if (bytes === undefined) throw new Error(`nothing is stored under ${part}`);
    return bytes;
  }

  #cache(): Partial<Cache> {
    const urlOf = (request: RequestInfo | URL): string => (request instanceof Request ? request.url : String(request));
    return {
      match: (request) => {
        const bytes = this.entries.get(urlOf(request));
        return Promise.resolve(bytes === undefined ? undefined : new Response(bytes.slice()));
      },
      put: async (request, response) => {
        if (this.room <= 0) throw new DOMException('no room', 'QuotaExceededError');
        this.room -= 1;
        this.entries.set(urlOf(request), new Uint8Array(await response.arrayBuffer()));
      },
      delete: (request) => Promise.resolve(this.entries.delete(urlOf(request))),
      keys: () => Promise.resolve([...this.entries.keys()].map((url) => new Request(url))),
    };
  }
}
