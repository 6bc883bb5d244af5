import { expect, it } from 'vitest';
import { takeInventory, type Places } from '../src/app/inventory';
import { FakeCaches } from './fake-cache';

const none: Places = {
  caches: () => ({ keys: () => Promise.resolve([]) }) as unknown as CacheStorage,
  local: () => ({ length: 0 }) as Storage,
  databases: () => Promise.resolve([]),
  cookies: () => '',
};

const blocked = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

it('tells empty places from those that cannot be looked into', async () => {
  expect(await takeInventory(none)).toEqual({ caches: [], local: [], databases: [], cookies: [] });
  const closed = await takeInventory({ caches: blocked, local: blocked, databases: () => Promise.reject(new TypeError()), cookies: blocked });
  expect(closed).toEqual({ caches: undefined, local: undefined, databases: undefined, cookies: undefined });
});

it('lists what is kept by name and size, whoever put it there', async () => {
  const cache = new FakeCaches();
  cache.entries.set('https://example.test/a', new Uint8Array(700));
  cache.entries.set('https://example.test/b', new Uint8Array(300));
  const items = new Map([
    ['spotcheck.settings', '{"text":"large"}'],
    ['stranger', ''],
  ]);
  const found = await takeInventory({
    caches: () => ({ keys: () => Promise.resolve(['spotcheck-models-1']), open: () => cache.storage.open('') }) as unknown as CacheStorage,
    local: () =>
      ({
        length: items.size,
        key: (index: number) => [...items.keys()][index] ?? null,
        getItem: (name: string) => items.get(name) ?? null,
      }) as Storage,
    databases: () => Promise.resolve([{ name: 'spotcheck-diary', version: 1 }]),
    cookies: () => 'a=1; b=22',
  });
  expect(found.caches).toEqual([{ place: 'cache', name: 'spotcheck-models-1', bytes: 1000, count: 2 }]);
  expect(found.local?.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['spotcheck.settings', 34],
    ['stranger', 8],
  ]);
  expect(found.databases?.map(({ name }) => name)).toEqual(['spotcheck-diary']);
  expect(found.cookies?.map(({ name }) => name)).toEqual(['a', 'b']);
});
