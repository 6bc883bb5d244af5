import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { NetworkFiles } from '../src/engine/protocol';
import { Failure } from '../src/failure';
import { Partials } from '../src/model/partial';
import { Shelf } from '../src/model/shelf';
import { ModelStore } from '../src/model/store';
import { Tracer, type Shop } from '../src/outline/tracer';
import type { Photo } from '../src/picture/intake';
import { FakeCaches } from './fake-cache';
import { BASE, Site } from './fake-site';

const weights = Uint8Array.from({ length: 3000 }, (_, index) => index % 251);
const newer = Uint8Array.from({ length: 3500 }, (_, index) => index % 241);
const found = {
  found: true,
  contour: [[0.2, 0.2], [0.8, 0.2], [0.5, 0.8]],
  touches_edge: false,
  area: 0.2,
  diameter: 0.6,
  asymmetry: 0.1,
  border: 1.6,
  colours: 4,
  frame: { x: 0, y: 0, side: 1 },
};
const photo = {} as Photo;
const crop = { x: 0, y: 0, side: 100 };
const failure = (code: string) => expect.objectContaining({ code }) as unknown;

let site: Site;
let cache: FakeCaches;
/** What the engine was asked with, and what it answers or throws. */
let asked: NetworkFiles[];
let engine: (network: NetworkFiles) => string;

beforeEach(async () => {
  site = new Site();
  await site.offer('1.0.0', new Uint8Array(9));
  await site.offerOutline('1.0.0', weights);
  cache = new FakeCaches();
  asked = [];
  engine = () => JSON.stringify(found);
});

/** A visit: the site's list is known, and the engine stands in for the real one. */
async function visit(): Promise<{ shop: Shop; tracer: Tracer }> {
  const shop = {
    offer: undefined as Shop['offer'],
    store: new ModelStore({
      shelf: new Shelf(() => cache.storage, BASE),
      partials: new Partials(() => cache.storage, BASE),
      base: BASE,
      likely: 'skin28',
      fetch: site.fetch,
      onProgress: () => undefined,
      onNote: () => undefined,
      onOffer: (offer) => (shop.offer = offer),
    }),
    engines: {
      trace: (_: unknown, network: NetworkFiles) => {
        asked.push(network);
        return new Promise<string>((resolve) => resolve(engine(network)));
      },
    },
    start: () => Promise.resolve(),
    noteOutline: (here: boolean) => {
      if (shop.offer?.outline !== undefined) shop.offer = { ...shop.offer, outline: { ...shop.offer.outline, here } };
    },
  };
  const model = await shop.store.open();
  await shop.store.keep(model);
  site.asked.length = 0;
  return { shop, tracer: new Tracer(shop) };
}

describe('the first time', () => {
  it('fetches nothing before it is asked to, then checks, asks the engine and keeps it', async () => {
    const { shop, tracer } = await visit();
    expect(shop.offer?.outline).toEqual({ id: 'outline', bytes: 3000, here: false });
    expect(cache.having('/outline/')).toEqual([]);
    const progress = vi.fn();
    const traced = await tracer.trace(photo, crop, progress);
    expect(traced.outline?.area).toBe(0.2);
    expect(traced.card).toMatchObject({ version: '1.0.0', limits: ['It is drawn.'] });
    expect(progress).toHaveBeenLastCalledWith(3000, 3000);
    expect(site.asked).toEqual(['outline/card.json', 'outline/weights.bpk']);
    expect(asked[0]?.weights).toEqual(weights);
    // Letter for letter as it came.
    expect(asked[0]?.cardJson).toBe(new TextDecoder().decode(site.files.get('outline/card.json')));
    expect(cache.having('/outline/')).toHaveLength(3);
    expect(shop.offer?.outline?.here).toBe(true);
  });

  it('fetches it once, also for two who ask at once', async () => {
    const { tracer } = await visit();
    await Promise.all([tracer.trace(photo, crop), tracer.trace(photo, crop)]);
    await tracer.trace(photo, crop);
    expect(site.asked).toEqual(['outline/card.json', 'outline/weights.bpk']);
    expect(asked).toHaveLength(3);
  });

  it('says without a network that it is not here, and can be tried again', async () => {
    const { tracer } = await visit();
    site.online = false;
    await expect(tracer.trace(photo, crop)).rejects.toEqual(failure('outline-offline'));
    site.online = true;
    expect((await tracer.trace(photo, crop)).outline).toBeDefined();
  });

  it('refuses altered weights, and keeps nothing', async () => {
    const { shop, tracer } = await visit();
    site.files.set('outline/weights.bpk', weights.map((byte, index) => (index === 77 ? byte ^ 4 : byte)));
    await expect(tracer.trace(photo, crop)).rejects.toEqual(failure('weights-hash'));
    expect(asked).toEqual([]);
    expect(cache.having('/outline/')).toEqual([]);
    expect(shop.offer?.outline?.here).toBe(false);
  });

  it('keeps nothing that the engine refuses', async () => {
    const { tracer } = await visit();
    engine = () => {
      throw new Failure('known-answer');
    };
    await expect(tracer.trace(photo, crop)).rejects.toEqual(failure('known-answer'));
    expect(asked).toHaveLength(1);
    expect(cache.having('/outline/')).toEqual([]);
  });

  it('refuses an answer that is none', async () => {
    const { tracer } = await visit();
    engine = () => '{"found": "yes"}';
    await expect(tracer.trace(photo, crop)).rejects.toEqual(failure('inference'));
  });

  it('works where nothing can be stored, for this visit', async () => {
    const { tracer } = await visit();
    cache.room = 0;
    await tracer.trace(photo, crop);
    await tracer.trace(photo, crop);
    expect(site.asked).toEqual(['outline/card.json', 'outline/weights.bpk']);
  });
});

describe('a later visit', () => {
  beforeEach(async () => {
    const { tracer } = await visit();
    await tracer.trace(photo, crop);
    asked.length = 0;
  });

  it('knows that it is here, also without a network, and asks for nothing', async () => {
    site.online = false;
    const { shop, tracer } = await visit();
    expect(shop.offer?.outline?.here).toBe(true);
    expect((await tracer.trace(photo, crop)).outline?.border).toBe(1.6);
    expect(site.asked).toEqual([]);
  });

  it('mends a damaged copy', async () => {
    cache.flip('outline/weights.bpk');
    const { tracer } = await visit();
    await tracer.trace(photo, crop);
    expect(asked[0]?.weights).toEqual(weights);
    expect(cache.having('/outline/')).toHaveLength(3);
  });

  it('fetches the site’s own when the engine no longer takes the copy', async () => {
    await site.offerOutline('2.0.0', newer);
    engine = ({ cardJson }) => {
      if (cardJson.includes('1.0.0')) throw new Failure('card-version');
      return '{"found": false}';
    };
    const { tracer } = await visit();
    expect(await tracer.trace(photo, crop)).toMatchObject({ outline: undefined, card: { version: '2.0.0' } });
    expect(asked).toHaveLength(2);
    await tracer.trace(photo, crop);
    expect(asked).toHaveLength(3);
  });

  it('does not fetch it for a fault of the engine’s own', async () => {
    engine = () => {
      throw new Failure('engine-trap');
    };
    const { tracer } = await visit();
    await expect(tracer.trace(photo, crop)).rejects.toEqual(failure('engine-trap'));
    expect(site.asked).toEqual([]);
  });

  it('fetches it anew once it was taken off the device', async () => {
    const { shop, tracer } = await visit();
    await tracer.trace(photo, crop);
    await new Shelf(() => cache.storage, BASE).remove('outline');
    shop.noteOutline(false);
    await tracer.trace(photo, crop);
    expect(site.asked).toEqual(['outline/card.json', 'outline/weights.bpk']);
  });
});
