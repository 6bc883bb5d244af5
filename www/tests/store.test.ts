import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../src/model/digest';
import { Shelf } from '../src/model/shelf';
import { ModelStore, type ModelNote, type OpenedModel } from '../src/model/store';
import { FakeCaches } from './fake-cache';

const BASE = 'https://example.test/weights/';

/** A site with one model, whose every file can be replaced, removed or cut off. */
class Site {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly asked: string[] = [];
  online = true;

  async offer(version: string, weights: Uint8Array<ArrayBuffer>): Promise<void> {
    const card = {
      format: 1,
      id: 'skin28',
      version,
      task: { title: 'Spots', shows: 'One spot.' },
      classes: [{ code: 'nv', name: 'Mole', description: 'A mole.', group: 'benign' }],
      groups: [{ code: 'benign', title: 'Not ruled out', description: '…' }],
      input: { size: 28 },
      weights: { file: 'weights.bpk', bytes: weights.length, sha256: await sha256(weights) },
      figures: [],
      limits: [],
      licences: { code: 'MIT', weights: 'CC', data: 'CC' },
    };
    this.put('models.json', JSON.stringify({ format: 1, default: 'skin28', models: ['skin28'] }));
    this.put('skin28/card.json', JSON.stringify(card));
    this.files.set('skin28/weights.bpk', weights);
  }

  put(path: string, text: string): void {
    this.files.set(path, new TextEncoder().encode(text));
  }

  readonly fetch: typeof fetch = (input) => {
    const path = String(input).slice(BASE.length);
    this.asked.push(path);
    if (!this.online) return Promise.reject(new TypeError('Failed to fetch'));
    const bytes = this.files.get(path);
    return Promise.resolve(bytes === undefined ? new Response(null, { status: 404 }) : new Response(bytes.slice()));
  };
}

const first = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
const second = Uint8Array.from({ length: 6000 }, (_, index) => index % 241);

let site: Site;
let cache: FakeCaches;
let notes: ModelNote[];
let progress: [number, number][];
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
  return new ModelStore({
    shelf: new Shelf(caches, BASE),
    base: BASE,
    fetch: site.fetch,
    onProgress: (received, total) => progress.push([received, total]),
    onNote: (note) => notes.push(note),
  });
}

/** One whole visit: opened, accepted by the engine, kept. */
async function visit(): Promise<OpenedModel> {
  site.asked.length = 0;
  notes.length = 0;
  const model = await store.open();
  await store.keep(model);
  return model;
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

  it('stores nothing before the engine has accepted it', async () => {
    await store.open();
    expect(cache.entries.size).toBe(0);
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
});

describe('the next visit', () => {
  beforeEach(visit);

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
  beforeEach(visit);

  it('replaces the old one, and only once it is kept', async () => {
    await site.offer('2.0.0', second);
    const model = await store.open();
    expect(model.version).toBe('2.0.0');
    expect(cache.having('weights.bpk')).toEqual([expect.stringContaining((await sha256(first)) ?? '')]);
    await store.keep(model);
    expect(cache.having('weights.bpk')).toEqual([expect.stringContaining((await sha256(second)) ?? '')]);
    site.online = false;
    expect((await visit()).version).toBe('2.0.0');
  });

  it('fetches no weights when only the card is new', async () => {
    await site.offer('1.0.1', first);
    expect((await visit()).version).toBe('1.0.1');
    expect(site.asked).not.toContain('skin28/weights.bpk');
    site.online = false;
    expect((await visit()).version).toBe('1.0.1');
  });

  it('leaves the old one in place when it arrives damaged', async () => {
    await site.offer('2.0.0', second);
    site.files.set('skin28/weights.bpk', second.slice(0, 100));
    expect((await visit()).version).toBe('1.0.0');
    expect(notes).toEqual(['model-older']);
    site.online = false;
    expect((await visit()).version).toBe('1.0.0');
  });

  it('leaves the old one in place when the engine refuses it', async () => {
    await site.offer('2.0.0', second);
    const refused = await store.open();
    expect((await store.older(refused))?.version).toBe('1.0.0');
    expect(notes).toEqual(['model-older']);
  });

  it('has nothing older when what was refused is all there is', async () => {
    expect(await store.older(await store.open())).toBeUndefined();
  });
});

describe('a device that stores nothing', () => {
  it('works with a full disk, and says so', async () => {
    cache.full = true;
    expect((await visit()).weights).toEqual(first);
    expect(notes).toEqual(['model-not-stored']);
  });

  it('keeps the old pair when the disk is full in mid-swap', async () => {
    await visit();
    await site.offer('2.0.0', second);
    cache.full = true;
    await visit();
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
