const NAME = 'spotcheck-models-1';

/** The cache of models and of beginnings of them. Made where there is none. */
export function openModels(caches: CacheStorage): Promise<Cache> {
  return caches.open(NAME);
}

/** The same, where it is there: on a first visit nothing is made only to be looked into. */
export async function modelsThere(caches: CacheStorage): Promise<Cache | undefined> {
  return (await caches.has(NAME)) ? openModels(caches) : undefined;
}
