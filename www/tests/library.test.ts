import { beforeEach, describe, expect, it } from 'vitest';
import { Library, type Others, type Row, type Shop } from '../src/model/library';
import { Partials } from '../src/model/partial';
import { Shelf } from '../src/model/shelf';
import { ModelStore, type Offer, type OpenedModel } from '../src/model/store';
import { FakeCaches } from './fake-cache';
import { BASE, Site } from './fake-site';

const first = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
const second = Uint8Array.from({ length: 6000 }, (_, index) => index % 241);

let site: Site;
let cache: FakeCaches;
let shop: Shop & { offer: Offer | undefined; refuse: Error | undefined };
let library: Library;

beforeEach(async () => {
  site = new Site();
  await site.offer('1.0.0', first);
  await site.offer('1.0.0', second, 'xray', 'chest-xray');
  cache = new FakeCaches();
  shop = open();
  // The page's own visit: the default is in use and on the device.
  const store = shop.store as ModelStore;
  await store.keep(await store.open());
  library = new Library(shop, undefined);
  await library.refresh();
  site.asked.length = 0;
});

/** A session, as far as the library knows one. */
function open(): typeof shop {
  const made: typeof shop = {
    store: new ModelStore({
      shelf: new Shelf(() => cache.storage, BASE),
      partials: new Partials(() => cache.storage, BASE),
      base: BASE,
      likely: 'skin28',
      fetch: site.fetch,
      onProgress: () => undefined,
      onNote: () => undefined,
      onOffer: (offer) => (made.offer = offer),
    }),
    offer: undefined,
    modelId: 'skin28',
    ownFiles: false,
    refuse: undefined,
    adopt: async (model: OpenedModel) => {
      if (made.refuse !== undefined) throw made.refuse;
      await (made.store as ModelStore).put(model);
    },
  };
  return made;
}

function row(id: string): Row | undefined {
  return library.rows.find(({ entry }) => entry.id === id);
}

/** Breaks the file off after this many bytes, or never ends it. */
function cut(path: string, after: number, end: 'break' | 'hang'): void {
  const bytes = site.files.get(path) ?? new Uint8Array();
  site.streams.set(path, {
    start: (stream) => stream.enqueue(bytes.slice(0, after)),
    pull: (stream) => (end === 'break' ? stream.error(new TypeError('network error')) : undefined),
  });
}

describe('the list of models', () => {
  it('tells what is in use, what is on the device and what is not, and asks for nothing', () => {
    expect(library.rows.map(({ entry, inUse, offered }) => [entry.id, inUse, offered])).toEqual([
      ['skin28', true, true],
      ['xray', false, true],
    ]);
    expect(row('skin28')?.held).toMatchObject({ version: '1.0.0' });
    expect(row('xray')).toMatchObject({ held: undefined, paused: undefined, coming: undefined, newer: undefined, card: undefined });
    expect(library.count).toBe(1);
    expect(library.bytes).toBeGreaterThan(5000);
    expect(site.asked).toEqual([]);
  });

  it('has what the device holds though the site has it no longer, and though this page cannot read its card', async () => {
    await new Shelf(() => cache.storage, BASE).put('old-one', { cardJson: '{"format": 0}', weights: first });
    site.list(['xray']);
    await (shop.store as ModelStore).open('xray');
    await library.refresh();
    expect(library.rows.map(({ entry, offered, held }) => [entry.title, offered, held?.version])).toEqual([
      ['Spots', true, undefined],
      ['Spots', false, '1.0.0'],
      ['old-one', false, '?'],
    ]);
  });

  it('shows no model as in use while one of the person’s own files is', () => {
    Object.assign(shop, { ownFiles: true });
    expect(row('skin28')?.inUse).toBe(false);
  });
});

it('has the network for outlines beside the models, once it is on the device', async () => {
  expect(library.outline).toBeUndefined();
  await site.offerOutline('1.0.0', second);
  const store = shop.store as ModelStore;
  await store.open();
  await store.put({ id: 'outline', ...(await store.fetchPair('outline', () => undefined)) });
  const before = [library.count, library.bytes];
  await library.refresh();
  expect(library.outline?.bytes).toBeGreaterThan(second.length);
  expect([library.count, library.bytes]).toEqual(before);
  expect(library.rows.map(({ entry }) => entry.id)).toEqual(['skin28', 'xray']);
  await library.remove('outline');
  expect(library.outline).toBeUndefined();
  expect(cache.having('/outline/')).toEqual([]);
});

describe('a model', () => {
  it('is fetched, seen coming, and kept', async () => {
    const seen: (number | undefined)[] = [];
    library.addEventListener('change', () => seen.push(row('xray')?.coming?.received));
    expect(await library.get('xray')).toBe('stored');
    expect(seen).toContain(6000);
    expect(row('xray')).toMatchObject({ held: { version: '1.0.0' }, coming: undefined, failure: undefined });
    expect(library.count).toBe(2);
  });

  it('is paused, seen so by a later visit, and gone on with', async () => {
    cut('xray/weights.bpk', 2000, 'hang');
    const getting = library.get('xray');
    await new Promise<void>((resolve) => {
      library.addEventListener('change', () => row('xray')?.coming?.received === 2000 && resolve());
    });
    // A second wish is no second download.
    expect(await library.get('xray')).toBeUndefined();
    library.pause('xray');
    expect(await getting).toBe('paused');
    expect(row('xray')).toMatchObject({ paused: { received: 2000, total: 6000 }, failure: undefined, held: undefined });

    shop = open();
    await (shop.store as ModelStore).open('skin28');
    library = new Library(shop, undefined);
    await library.refresh();
    expect(row('xray')?.paused).toEqual({ received: 2000, total: 6000 });
    site.streams.clear();
    expect(await library.get('xray')).toBe('stored');
    expect(row('xray')).toMatchObject({ paused: undefined, held: { version: '1.0.0' } });
    expect(cache.having('/partial/')).toEqual([]);
  });

  it('whose download broke off says so, and its beginning can be thrown away', async () => {
    cut('xray/weights.bpk', 3000, 'break');
    expect(await library.get('xray')).toBe('failed');
    expect(row('xray')).toMatchObject({ failure: { code: 'model-offline' }, paused: { received: 3000 } });
    library.dismiss('xray');
    expect(row('xray')?.failure).toBeUndefined();
    await library.discard('xray');
    expect(row('xray')?.paused).toBeUndefined();
    expect(cache.having('/xray/')).toEqual([]);
  });

  it('with a wrong hash is not kept', async () => {
    site.files.set('xray/weights.bpk', second.map((byte, index) => (index === 9 ? byte ^ 1 : byte)));
    expect(await library.get('xray')).toBe('failed');
    expect(row('xray')).toMatchObject({ failure: { code: 'weights-hash' }, held: undefined, paused: undefined });
    expect(cache.having('/xray/')).toEqual([]);
  });

  it('that finds no room says so', async () => {
    cache.room = 0;
    expect(await library.get('xray')).toBe('failed');
    expect(row('xray')).toMatchObject({ failure: { code: 'model-unstored' }, held: undefined });
  });

  it('is removed', async () => {
    await library.remove('skin28');
    expect(row('skin28')).toMatchObject({ held: undefined, inUse: true });
    expect(cache.having('/skin28/')).toEqual([]);
    expect(library.bytes).toBe(0);
  });

  it('shows its card: the device’s without a request, else the network’s', async () => {
    await library.show('skin28');
    expect(site.asked).toEqual([]);
    await library.show('xray');
    expect(site.asked).toEqual(['xray/card.json']);
    expect(row('xray')?.card?.id).toBe('xray');
    site.online = false;
    await library.show('xray');
    expect(row('xray')?.failure).toBeUndefined();
  });
});

describe('a newer version', () => {
  beforeEach(() => site.offer('2.0.0', second));

  it('is found when it is looked for, and nothing but the card is fetched', async () => {
    expect(row('skin28')?.newer).toBeUndefined();
    await library.look();
    expect(site.asked).toEqual(['skin28/card.json']);
    expect(row('skin28')).toMatchObject({ newer: '2.0.0', held: { version: '1.0.0' }, card: { version: '1.0.0' } });
  });

  it('replaces the old one when it is wanted', async () => {
    await library.look();
    expect(await library.get('skin28')).toBe('stored');
    expect(row('skin28')).toMatchObject({ newer: undefined, held: { version: '2.0.0' } });
  });

  it('that the engine refuses leaves the old one where it is', async () => {
    shop.refuse = new Error('no such layer');
    expect(await library.get('skin28')).toBe('failed');
    expect(row('skin28')).toMatchObject({ failure: { code: 'unknown' }, held: { version: '1.0.0' } });
  });

  it('cannot be looked for without a network, which is said', async () => {
    site.online = false;
    await library.look();
    expect(row('skin28')).toMatchObject({ failure: { code: 'model-offline' }, held: { version: '1.0.0' } });
  });
});

describe('two tabs', () => {
  it('show the same: each tells the other when something on the device has changed', async () => {
    class Channel extends EventTarget implements Others {
      other: Channel | undefined;
      readonly postMessage = (): void => void this.other?.dispatchEvent(new Event('message'));
    }
    const [here, there] = [new Channel(), new Channel()];
    here.other = there;
    there.other = here;
    library = new Library(shop, here);
    const second = new Library(shop, there);
    const told = new Promise<void>((resolve) => {
      second.addEventListener('change', () => second.count === 2 && resolve());
    });
    await library.get('xray');
    await told;
    expect(second.rows.find(({ entry }) => entry.id === 'xray')?.held?.version).toBe('1.0.0');
  });
});

describe('a device that stores nothing', () => {
  it('holds nothing, and the list is there all the same', async () => {
    const broken = open();
    const store = broken.store as ModelStore;
    await store.open();
    Object.assign(store, { held: () => Promise.reject(new ReferenceError('caches is not defined')) });
    library = new Library(broken, undefined);
    await library.refresh();
    expect(library.rows.map(({ held }) => held)).toEqual([undefined, undefined]);
  });
});
