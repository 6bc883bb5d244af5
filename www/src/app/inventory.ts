/** What the page keeps on the device, by the name under which the browser keeps it. */
export interface Stored {
  readonly place: 'cache' | 'local' | 'database' | 'cookie';
  readonly name: string;
  /** Bytes, where they can be told. */
  readonly bytes: number | undefined;
  readonly count: number | undefined;
}

/** A place that could not be looked into is undefined; an empty one is an empty list. */
export interface Inventory {
  readonly caches: readonly Stored[] | undefined;
  readonly local: readonly Stored[] | undefined;
  readonly databases: readonly Stored[] | undefined;
  readonly cookies: readonly Stored[] | undefined;
}

/** Where to look; the browser's own places, which may throw when merely touched. */
export interface Places {
  readonly caches: () => CacheStorage;
  readonly local: () => Storage;
  readonly databases: () => Promise<IDBDatabaseInfo[]>;
  readonly cookies: () => string;
}

/** Looks at everything that the browser keeps for this page. */
export async function takeInventory(places: Places): Promise<Inventory> {
  return {
    caches: await attempt(() => ofCaches(places.caches())),
    local: await attempt(() => ofLocal(places.local())),
    databases: await attempt(async () =>
      (await places.databases()).map(({ name = '' }) => ({ place: 'database', name, bytes: undefined, count: undefined }) as const),
    ),
    cookies: await attempt(() =>
      places
        .cookies()
        .split('; ')
        .filter((cookie) => cookie !== '')
        .map((cookie) => ({ place: 'cookie', name: cookie.split('=')[0] ?? '', bytes: cookie.length, count: undefined }) as const),
    ),
  };
}

async function ofCaches(storage: CacheStorage): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  for (const name of await storage.keys()) {
    const cache = await storage.open(name);
    const requests = await cache.keys();
    if (requests.length === 0) continue;
    let bytes = 0;
    for (const request of requests) bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
    found.push({ place: 'cache', name, bytes, count: requests.length });
  }
  return found;
}

function ofLocal(storage: Storage): readonly Stored[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').map((name) => ({
    place: 'local',
    name,
    bytes: name.length + (storage.getItem(name)?.length ?? 0),
    count: undefined,
  }));
}

async function attempt<T>(look: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch {
    return undefined;
  }
}
