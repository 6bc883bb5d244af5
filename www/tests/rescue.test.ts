import { beforeEach, describe, expect, it } from 'vitest';
import { Rescue, type Photographed } from '../src/app/rescue';
import { FakeCaches } from './fake-cache';

const BASE = 'https://example.test/spot/';
const HOUR = 60 * 60 * 1000;
const crop = { x: 10, y: 20, side: 300 };

let cache: FakeCaches;
let now: number;
let rescue: Rescue;

beforeEach(() => {
  cache = new FakeCaches();
  now = 1_700_000_000_000;
  rescue = new Rescue(() => cache.storage, BASE, () => now);
});

/** A photo that came from a file of these bytes; its pixels are not asked for. */
function photo(...bytes: number[]): Photographed {
  return { file: new Blob([Uint8Array.from(bytes)]), bitmap: {} as ImageBitmap };
}

async function bytesOf(kept: Awaited<ReturnType<Rescue['look']>>): Promise<number[] | undefined> {
  return kept === undefined ? undefined : [...new Uint8Array(await kept.file.arrayBuffer())];
}

describe('a photo that was put aside', () => {
  it('is there again with its square, byte for byte, until it is dropped', async () => {
    await rescue.keep(photo(1, 2, 3), crop);
    const kept = await rescue.look();
    expect(await bytesOf(kept)).toEqual([1, 2, 3]);
    expect(kept?.crop).toEqual(crop);
    await rescue.drop(kept?.id ?? '');
    expect(await rescue.look()).toBeUndefined();
    expect(cache.entries.size).toBe(0);
  });

  it('of two tabs comes back one after the other, the later one first', async () => {
    await rescue.keep(photo(1), crop);
    now += HOUR;
    await rescue.keep(photo(2), undefined);
    const later = await rescue.look();
    expect(await bytesOf(later)).toEqual([2]);
    expect(later?.crop).toBeUndefined();
    await rescue.drop(later?.id ?? '');
    expect(await bytesOf(await rescue.look())).toEqual([1]);
  });

  it('is gone after a day, and after the clock was set back', async () => {
    await rescue.keep(photo(1), crop);
    now += 25 * HOUR;
    expect(await rescue.look()).toBeUndefined();
    expect(cache.entries.size).toBe(0);
    await rescue.keep(photo(1), crop);
    now -= HOUR;
    expect(await rescue.look()).toBeUndefined();
    expect(cache.entries.size).toBe(0);
  });

  it.each(['{"x": 1', '{"x": "1", "y": 2, "side": 3}', '{"x": -1, "y": 2, "side": 3}', '[]', '"all"', '{"x": 1, "y": 2, "side": null}'])(
    'with a square that is none (%s) comes back without it',
    async (text) => {
      await rescue.keep(photo(1), crop);
      cache.entries.set(cache.having('crop.json')[0] ?? '', new TextEncoder().encode(text));
      expect(await rescue.look()).toMatchObject({ crop: undefined });
    },
  );

  it('is none while it is not all there, and what is no photo is cleared away', async () => {
    await rescue.keep(photo(1), crop);
    cache.entries.delete(cache.having('crop.json')[0] ?? '');
    expect(await rescue.look()).toBeUndefined();
    await rescue.keep(photo(1), crop);
    cache.entries.delete(cache.having('/photo')[0] ?? '');
    expect(await rescue.look()).toBeUndefined();
    cache.entries.set(`${BASE}rescued/nonsense/photo`, Uint8Array.of(1));
    cache.entries.set('https://example.test/elsewhere', Uint8Array.of(1));
    expect(await rescue.look()).toBeUndefined();
    expect(cache.entries.size).toBe(0);
  });

  it('that finds no room is not said to be kept, and leaves nothing behind', async () => {
    cache.room = 1;
    await expect(rescue.keep(photo(1), crop)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(cache.entries.size).toBe(0);
  });

  it('cannot be put aside where nothing is stored', async () => {
    rescue = new Rescue(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    }, BASE);
    await expect(rescue.keep(photo(1), crop)).rejects.toMatchObject({ name: 'SecurityError' });
  });
});
