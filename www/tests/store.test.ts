import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../src/model/digest';
import { Shelf } from '../src/model/shelf';
import { ModelStore, type ModelNote, type Offer, type OpenedModel } from '../src/model/store';
import { FakeCaches } from './fake-cache';

const BASE = 'https://example.test/weights/';

/** A site whose every file can be replaced, removed or cut off. */
class Site {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly asked: string[] = [];
  /** Whose answers begin, and then break off or say nothing more. */
  readonly streams = new Map<string, UnderlyingDefaultSource<Uint8Array>>();
  online = true;

  /** Puts a version of a model on the site; the first one offered is its default. */
  async offer(version: string, weights: Uint8Array<ArrayBuffer>, id = 'skin28', kind = 'skin-lesion'): Promise<void> {
    const card = {
      format: 1,
      id,
      version,
      task: { title: 'Spots', shows: 'One spot.', kind },
      classes: [{ code: 'nv', name: 'Mole', description: 'A mole.', group: 'benign' }],
      groups: [{ code: 'benign', title: 'Not ruled out', description: '…' }],
      input: { size: 28 },
      weights: { file: 'weights.bpk', bytes: weights.length, sha256: await sha256(weights) },
      figures: [],
      limits: [],
      licences: { code: 'MIT', weights: 'CC', data: 'CC' },
    };
    this.#entries.set(id, { id, ...card.task, bytes: weights.length });
    this.list([...this.#entries.keys()]);
    this.put(`${id}/card.json`, JSON.stringify(card));
    this.files.set(`${id}/weights.bpk`, weights);
  }

  /** Lists these models, the first as the default. */
  list(ids: readonly string[]): void {
    const models = ids.map((id) => this.#entries.get(id));
    this.put('models.json', JSON.stringify({ format: 2, default: ids[0], models }));
  }

  readonly #entries = new Map<string, object>();

  put(path: string, text: string): void {
    this.files.set(path, new TextEncoder().encode(text));
  }

  readonly fetch: typeof fetch = (input, init) => {
    const path = String(input).slice(BASE.length);
    this.asked.push(path);
    if (!this.online) return Promise.reject(new TypeError('Failed to fetch'));
    const source = this.streams.get(path);
    if (source !== undefined) {
      const begun = new TransformStream<Uint8Array, Uint8Array>();
      const { signal } = init ?? {};
      // As fetch does: the signal breaks the body off, not only the request.
      new ReadableStream(source).pipeTo(begun.writable, signal ? { signal } : {}).catch(() => undefined);
      return Promise.resolve(new Response(begun.readable as ReadableStream<Uint8Array<ArrayBuffer>>));
    }
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
    base: BASE,
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
  beforeEach(() => visit());

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
    expect(site.asked).toEqual(['models.json', 'xray/card.json']);
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
