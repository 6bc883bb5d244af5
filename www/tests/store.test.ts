import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../src/model/digest';
import { Partials } from '../src/model/partial';
import { Shelf } from '../src/model/shelf';
import { ModelStore, type ModelNote, type Offer, type OpenedModel } from '../src/model/store';
import { FakeCaches } from './fake-cache';
import { BASE, Site } from './fake-site';

const first = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
const second = Uint8Array.from({ length: 6000 }, (_, index) => index % 241);

let site: Site;
let cache: FakeCaches;
let notes: ModelNote[];
let progress: [number, number][];
let offers: Offer[];
let store: ModelStore;

beforeEach(async () => {
  site = new Site();
  await site.offer('1.0.0', first);
  cache = new FakeCaches();
  store = makeStore(() => cache.storage);
});

function makeStore(caches: () => CacheStorage): ModelStore {
  notes = [];
  progress = [];
  offers = [];
  return new ModelStore({
    shelf: new Shelf(caches, BASE),
    partials: new Partials(caches, BASE),
    base: BASE,
    likely: 'skin28',
    fetch: site.fetch,
    onProgress: (received, total) => progress.push([received, total]),
    onNote: (note) => notes.push(note),
    onOffer: (offer) => offers.push(offer),
  });
}

/** One whole visit: opened, accepted by the engine, kept. */
async function visit(id?: string): Promise<OpenedModel> {
  site.asked.length = 0;
  notes.length = 0;
  offers.length = 0;
  const model = await store.open(id);
  await store.keep(model);
  return model;
}

/** The network's version, as the list of models fetches it; it counts like any other. */
function fetchNew(id = 'skin28'): Promise<OpenedModel> {
  site.asked.length = 0;
  return store.fetch(id, { onProgress: (received, total) => progress.push([received, total]), signal: new AbortController().signal });
}

const failure = (code: string) => expect.objectContaining({ code }) as unknown;

describe('the first visit', () => {
  it('fetches, counts and keeps', async () => {
    const model = await visit();
    expect(model).toMatchObject({ id: 'skin28', version: '1.0.0', from: 'network' });
    expect(model.weights).toEqual(first);
    expect(progress.at(-1)).toEqual([5000, 5000]);
    expect(cache.having('weights.bpk')).toHaveLength(1);
    expect(notes).toEqual([]);
  });

  it('asks for the likely card before the list is there', async () => {
    site.streams.set('models.json', { start: () => undefined });
    const opening = store.open();
    opening.catch(() => undefined);
    await vi.waitFor(() => expect(site.asked).toEqual(['models.json', 'skin28/card.json']));
  });

  it('is not misled by a likely card that the site does not have', async () => {
    await site.offer('1.0.0', second, 'xray');
    site.list(['xray']);
    site.files.delete('skin28/card.json');
    expect((await visit()).id).toBe('xray');
    expect(notes).toEqual([]);
    expect(offers.at(-1)?.default).toBe('xray');
  });

  it('stores nothing before the engine has accepted it', async () => {
    const model = await store.open();
    expect(cache.made).toBe(false);
    expect(cache.entries.size).toBe(0);
    await store.keep(model);
    expect(cache.having('weights.bpk')).toHaveLength(1);
  });

  it('asks for the card of a chosen model while it looks for that on the device', async () => {
    await site.offer('1.0.0', second, 'xray');
    const { storage } = cache;
    let looked = 0;
    const has = vi.fn(() => ((looked += 1) === 1 ? Promise.resolve(false) : new Promise<boolean>(() => undefined)));
    store = makeStore(() => ({ ...storage, has }));
    store.open('xray').catch(() => undefined);
    await vi.waitFor(() => expect(site.asked).toEqual(['models.json', 'xray/card.json']));
    expect(has).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['models.json', 'models-missing'],
    ['skin28/card.json', 'card-format'],
    ['skin28/weights.bpk', 'weights-missing'],
  ])('says that %s is missing', async (path, code) => {
    site.files.delete(path);
    await expect(store.open()).rejects.toEqual(failure(code));
  });

  it('refuses weights that are cut off, too long or altered', async () => {
    site.files.set('skin28/weights.bpk', first.slice(0, 4999));
    await expect(store.open()).rejects.toEqual(failure('weights-size'));
    site.files.set('skin28/weights.bpk', second);
    await expect(store.open()).rejects.toEqual(failure('weights-size'));
    site.files.set('skin28/weights.bpk', first.map((byte, index) => (index === 77 ? byte ^ 4 : byte)));
    await expect(store.open()).rejects.toEqual(failure('weights-hash'));
    expect(cache.entries.size).toBe(0);
  });

  it('refuses a card that it cannot read', async () => {
    site.put('skin28/card.json', '{"format":2}');
    await expect(store.open()).rejects.toEqual(failure('card-version'));
    site.put('skin28/card.json', '{"format":1}');
    await expect(store.open()).rejects.toEqual(failure('card-format'));
    site.put('skin28/card.json', '<html>');
    await expect(store.open()).rejects.toEqual(failure('card-format'));
  });

  it('says that there is no connection', async () => {
    site.online = false;
    await expect(store.open()).rejects.toEqual(failure('model-offline'));
  });

  it.each(['models.json', 'skin28/card.json', 'skin28/weights.bpk'])('says so too when it breaks in the middle of %s', async (path) => {
    site.streams.set(path, {
      start: (stream) => stream.enqueue(new TextEncoder().encode('{"format"')),
      pull: (stream) => stream.error(new TypeError('network error')),
    });
    await expect(store.open()).rejects.toEqual(failure('model-offline'));
  });

  it('waits for slow weights, but not for ever when nothing more comes', async () => {
    vi.useFakeTimers();
    let send = (): void => undefined;
    site.streams.set('skin28/weights.bpk', { start: (stream) => (send = () => stream.enqueue(first.slice(0, 1000))) });
    const opening = expect(store.open()).rejects.toEqual(failure('model-offline'));
    try {
      await vi.waitFor(() => expect(site.asked).toContain('skin28/weights.bpk'));
      for (const kilobytes of [1, 2, 3]) {
        await vi.advanceTimersByTimeAsync(50_000);
        send();
        await vi.waitFor(() => expect(progress.at(-1)?.[0]).toBe(kilobytes * 1000));
      }
      await vi.advanceTimersByTimeAsync(61_000);
      await opening;
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the next visit', () => {
  beforeEach(() => visit());

  it('fetches no weights when the card is the same', async () => {
    const model = await visit();
    expect(model.from).toBe('device');
    expect(model.weights).toEqual(first);
    expect(site.asked).toEqual(['models.json', 'skin28/card.json']);
  });

  it('needs no network', async () => {
    site.online = false;
    expect((await visit()).weights).toEqual(first);
    expect(notes).toEqual(['model-offline-copy']);
  });

  it('finds a flipped bit in the weights, mends it and says so', async () => {
    cache.flip('weights.bpk');
    expect((await visit()).weights).toEqual(first);
    expect(notes).toEqual(['model-mended']);
    expect(site.asked).toContain('skin28/weights.bpk');
    await visit();
    expect(notes).toEqual([]);
  });

  it('finds a flipped bit in the card and in the label', async () => {
    cache.flip('card.json');
    await visit();
    expect(notes).toEqual(['model-mended']);
    cache.flip('label.json');
    await visit();
    expect(notes).toEqual(['model-mended']);
    await visit();
    expect(notes).toEqual([]);
  });

  it('never gives damaged weights out, not even offline', async () => {
    cache.flip('weights.bpk');
    site.online = false;
    await expect(store.open()).rejects.toEqual(failure('model-offline'));
    expect(notes).not.toContain('model-mended');
  });
});

describe('a new version', () => {
  beforeEach(async () => {
    await visit();
    await site.offer('2.0.0', second);
  });

  it('is said to be there, and nothing of it fetched but its card', async () => {
    expect((await visit()).version).toBe('1.0.0');
    expect(notes).toEqual(['model-newer']);
    expect(site.asked).toEqual(['models.json', 'skin28/card.json']);
    expect(await store.card('skin28')).toMatchObject({ card: { version: '2.0.0' } });
  });

  it('replaces the old one when it is wanted, and only once it is stored', async () => {
    const model = await fetchNew();
    expect(model).toMatchObject({ version: '2.0.0', from: 'network', weights: second });
    expect(cache.having('weights.bpk')).toEqual([expect.stringContaining((await sha256(first)) ?? '')]);
    await store.put(model);
    expect(cache.having('weights.bpk')).toEqual([expect.stringContaining((await sha256(second)) ?? '')]);
    expect((await visit()).version).toBe('2.0.0');
    expect(notes).toEqual([]);
    site.online = false;
    expect((await visit()).version).toBe('2.0.0');
  });

  it('fetches no weights when only the card is new', async () => {
    await site.offer('1.0.1', first);
    await store.put(await fetchNew());
    expect(site.asked).toEqual(['skin28/card.json']);
    site.online = false;
    expect((await visit()).version).toBe('1.0.1');
  });

  it.each([
    ['cut off', 'weights-size', second.slice(0, 100)],
    ['altered', 'weights-hash', second.map((byte, index) => (index === 77 ? byte ^ 4 : byte))],
  ])('leaves the old one in place when it arrives %s', async (_, code, bytes) => {
    site.files.set('skin28/weights.bpk', bytes);
    await expect(fetchNew()).rejects.toEqual(failure(code));
    expect((await visit()).version).toBe('1.0.0');
    site.online = false;
    expect((await visit()).version).toBe('1.0.0');
  });

  it('leaves the old one in place when the engine refuses it', async () => {
    expect((await store.other(await fetchNew()))?.version).toBe('1.0.0');
    expect(notes).toEqual(['model-older']);
  });

  it('comes by itself when the engine no longer takes the old one', async () => {
    const old = await store.open();
    expect(await store.other(old)).toMatchObject({ version: '2.0.0', weights: second, from: 'network' });
    site.online = false;
    expect(await store.other(old)).toBeUndefined();
  });

  it('comes by itself when this page can no longer read the old one', async () => {
    cache.entries.clear();
    const shelf = new Shelf(() => cache.storage, BASE);
    await shelf.put('skin28', { cardJson: '{"format": 0}', weights: first });
    expect((await visit()).version).toBe('2.0.0');
    expect(notes).toEqual([]);
  });

  it('has nothing beside it when what was refused is all there is', async () => {
    cache.entries.clear();
    expect(await store.other(await store.open())).toBeUndefined();
  });
});

describe('what lies on the device', () => {
  it('is told with its size, also without a network, and can be taken away', async () => {
    await visit();
    await site.offer('1.0.0', second, 'xray', 'chest-xray');
    await visit('xray');
    site.online = false;
    const { models, paused } = await store.held();
    const cardBytes = (json: string): number => new TextEncoder().encode(json).length;
    expect(models.map(({ id, bytes, cardJson }) => [id, bytes - cardBytes(cardJson)])).toEqual([
      ['skin28', 5000],
      ['xray', 6000],
    ]);
    expect(paused).toEqual([]);
    await store.remove('xray', 'all');
    expect(cache.having('/xray/')).toEqual([]);
    expect((await store.held()).models.map(({ id }) => id)).toEqual(['skin28']);
    expect((await visit()).version).toBe('1.0.0');
  });
});

describe('a model that was chosen', () => {
  beforeEach(() => site.offer('1.0.0', second, 'xray', 'chest-xray'));
  const ids = (): string[] | undefined => offers.at(-1)?.models.map(({ id }) => id);

  it('is offered, and nothing of it fetched before', async () => {
    await visit();
    expect(ids()).toEqual(['skin28', 'xray']);
    expect(site.asked).toEqual(['models.json', 'skin28/card.json', 'skin28/weights.bpk']);
  });

  it('is fetched by its id, and nothing of the default', async () => {
    expect(await visit('xray')).toMatchObject({ id: 'xray', from: 'network', weights: second });
    expect(site.asked).toEqual(['models.json', 'xray/card.json', 'xray/weights.bpk']);
  });

  it('does not become the default, on the network or without one', async () => {
    await visit();
    await visit('xray');
    site.online = false;
    expect((await visit()).id).toBe('skin28');
    expect(notes).toEqual(['model-offline-copy']);
    site.online = true;
    expect((await visit()).id).toBe('skin28');
  });

  it('stays on the device beside the default, and works without a network as well', async () => {
    await visit();
    await visit('xray');
    site.online = false;
    expect((await visit('xray')).weights).toEqual(second);
    expect(ids()).toEqual(['skin28', 'xray']);
    expect(offers.at(-1)?.default).toBe('skin28');
  });

  it('is no default to a device that knows no other', async () => {
    await visit('xray');
    site.online = false;
    await expect(store.open()).rejects.toEqual(failure('model-offline'));
    expect(ids()).toEqual(['xray']);
  });

  it('is the default once the site says so, though nothing new is fetched', async () => {
    await visit();
    await visit('xray');
    site.list(['xray', 'skin28']);
    await visit();
    // The default's card before this was asked for on a guess, and no weights.
    expect(site.asked).toEqual(['models.json', 'skin28/card.json', 'xray/card.json']);
    site.online = false;
    expect((await visit()).id).toBe('xray');
  });

  it('is offered without a network only when it lies here', async () => {
    await visit();
    site.online = false;
    await visit();
    expect(ids()).toEqual(['skin28']);
    await expect(store.open('xray')).rejects.toEqual(failure('model-offline'));
  });

  it('must be on the list', async () => {
    await expect(store.open('blub')).rejects.toEqual(failure('model-unknown'));
    expect(site.asked).toEqual(['models.json']);
    expect(ids()).toEqual(['skin28', 'xray']);
    // Not a way out of the folder either.
    await expect(store.open('../skin28')).rejects.toEqual(failure('model-unknown'));
  });

  it('must have a card of its own, lest it be kept in the place of another', async () => {
    const card = site.files.get('skin28/card.json');
    if (card !== undefined) site.files.set('xray/card.json', card);
    await expect(store.open('xray')).rejects.toEqual(failure('card-format'));
  });

  it('is mended like any other', async () => {
    await visit();
    await visit('xray');
    cache.flip('xray/weights.bpk');
    expect((await visit('xray')).weights).toEqual(second);
    expect(notes).toEqual(['model-mended']);
    await visit();
    expect(notes).toEqual([]);
  });
});

describe('a device that stores nothing', () => {
  it('works with a full disk, and says so', async () => {
    cache.room = 0;
    expect((await visit()).weights).toEqual(first);
    expect(notes).toEqual(['model-not-stored']);
  });

  it('keeps the old pair when the disk is full in mid-swap, and nothing of the new one', async () => {
    await visit();
    await site.offer('2.0.0', second);
    const model = await fetchNew();
    cache.room = 1;
    await expect(store.put(model)).rejects.toEqual(failure('model-unstored'));
    expect(cache.having('/skin28/')).toHaveLength(3);
    site.online = false;
    expect((await visit()).version).toBe('1.0.0');
  });

  it('works without Cache Storage', async () => {
    store = makeStore(() => {
      throw new ReferenceError('caches is not defined');
    });
    expect((await visit()).weights).toEqual(first);
    expect(notes).toEqual(['model-not-stored']);
  });
});
