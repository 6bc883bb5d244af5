import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase, STEPS, type Step } from '../src/diary/schema';
import { Diary } from '../src/diary/store';
import type { Mole } from '../src/diary/types';
import { entry, mole, uuid, withBytes } from './diary-fixtures';
import { failureOf } from './failures';

const NAME = 'spotcheck-diary';
const open: Diary[] = [];

async function diary(): Promise<Diary> {
  const opened = await Diary.open();
  open.push(opened);
  return opened;
}

/** Writes a row past the diary, as an older or a faulty page may have. */
async function plant(table: 'moles' | 'entries', row: unknown): Promise<void> {
  const database = await openDB(NAME);
  await database.put(table, row);
  database.close();
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((opened) => opened.close()));
});

describe('the diary', () => {
  it('gives back what was put, to the byte', async () => {
    const first = await diary();
    await first.putMole(mole(1));
    await first.putEntry(entry(1, 1));
    await first.close();
    const second = await diary();
    expect(await second.moles()).toEqual([mole(1)]);
    expect(await second.mole(uuid(1))).toEqual(mole(1));
    const [found] = await second.entries();
    expect(await withBytes(found ?? entry(9, 9))).toEqual(await withBytes(entry(1, 1)));
    expect((await second.entry(uuid(1001)))?.note).toBe('a note');
    expect(await second.mole(uuid(7))).toBeUndefined();
    expect(await second.entry(uuid(7))).toBeUndefined();
  });

  it('lists moles as they were made, and photos from the newest', async () => {
    const it = await diary();
    for (const n of [2, 1, 3]) await it.putMole(mole(n));
    for (const n of [2, 3, 1]) await it.putEntry(entry(n, n === 3 ? 1 : 2));
    expect((await it.moles()).map(({ name }) => name)).toEqual(['Mole 1', 'Mole 2', 'Mole 3']);
    expect((await it.entries()).map(({ id }) => id)).toEqual([uuid(1003), uuid(1002), uuid(1001)]);
    expect((await it.entries(uuid(2))).map(({ id }) => id)).toEqual([uuid(1002), uuid(1001)]);
    expect(await it.entries(uuid(3))).toEqual([]);
  });

  it('removes a mole with its photos and no other, a photo, and everything', async () => {
    const it = await diary();
    for (const n of [1, 2]) await it.putMole(mole(n));
    for (const n of [1, 2, 3]) await it.putEntry(entry(n, n === 1 ? 1 : 2));
    await it.noteCopy(5);
    await it.removeMole(uuid(1));
    expect((await it.moles()).map(({ id }) => id)).toEqual([uuid(2)]);
    expect((await it.entries()).map(({ id }) => id)).toEqual([uuid(1003), uuid(1002)]);
    await it.removeEntry(uuid(1002));
    expect((await it.entries()).map(({ id }) => id)).toEqual([uuid(1003)]);
    expect(await it.lastCopy()).toBe(5);
    await it.clear();
    expect(await it.contents()).toEqual({ moles: [], entries: [], damaged: [] });
    expect(await it.lastCopy()).toBeUndefined();
  });

  it('keeps no photo of a mole that is not there', async () => {
    const it = await diary();
    expect((await failureOf(it.putEntry(entry(1, 1)))).code).toBe('mole-missing');
    expect(await it.entries()).toEqual([]);
  });

  it('writes nothing that it could not read again', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    const wrong = [
      it.putMole(mole(2, { name: 'x'.repeat(201) })),
      it.putMole(mole(2, { changed: 1.5 })),
      it.putMole(mole(2, { id: '../2' })),
      it.putEntry(entry(1, 1, { crop: { x: 200, y: 0, side: 480 } })),
      it.putEntry(entry(1, 1, { picture: new Blob([]) })),
    ];
    for (const promise of wrong) expect((await failureOf(promise)).code).toBe('diary-row');
    expect(await it.contents()).toEqual({ moles: [mole(1)], entries: [], damaged: [] });
  });

  it('tells of an edit as later even when the clock was set back', async () => {
    const it = await diary();
    await it.putMole(mole(1, { changed: 5000 }));
    await it.putMole(mole(1, { changed: 4000, name: 'edited' }));
    expect(await it.mole(uuid(1))).toMatchObject({ name: 'edited', changed: 5001 });
    await it.putMole(mole(1, { changed: 8.64e15 }));
    await it.putMole(mole(1, { changed: 4000, name: 'again' }));
    expect(await it.mole(uuid(1))).toMatchObject({ name: 'again' });
  });
});

describe('changes', () => {
  it('are told here and in another tab, which finds them', async () => {
    const [one, two] = [await diary(), await diary()];
    const here = vi.fn();
    one.addEventListener('change', here);
    const there = new Promise((resolve) => two.addEventListener('change', resolve, { once: true }));
    await one.putMole(mole(1));
    expect(here).toHaveBeenCalledTimes(1);
    await there;
    expect(await two.moles()).toEqual([mole(1)]);
    // Its own message does not come back to it.
    expect(here).toHaveBeenCalledTimes(1);
  });

  it('that failed are not told', async () => {
    const it = await diary();
    const heard = vi.fn();
    it.addEventListener('change', heard);
    await failureOf(it.putEntry(entry(1, 1)));
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('broken rows', () => {
  it('are named and left out, and take no other with them', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    await it.putEntry(entry(1, 1));
    await plant('moles', { ...mole(2), name: 7 });
    await plant('moles', { id: uuid(3) });
    await plant('entries', { ...entry(2, 1), picture: 'gone' });
    await plant('entries', { ...entry(3, 1), abcde: { asymmetry: 'yes' } });
    expect(await it.moles()).toEqual([mole(1)]);
    expect((await it.entries()).map(({ id }) => id)).toEqual([uuid(1001)]);
    expect((await it.entries(uuid(1))).map(({ id }) => id)).toEqual([uuid(1001)]);
    expect(it.damaged.map(({ kind, id }) => [kind, id])).toEqual([
      ['mole', uuid(2)],
      ['mole', uuid(3)],
      ['entry', uuid(1002)],
      ['entry', uuid(1003)],
    ]);
    expect(it.damaged[0]?.why).toContain('"name"');
    const failure = await failureOf(it.mole(uuid(2)));
    expect([failure.code, failure.detail]).toEqual(['diary-row', it.damaged[0]?.why]);
  });

  it('can be removed, and are then named no more', async () => {
    const it = await diary();
    await plant('moles', { ...mole(2), created: 'yesterday' });
    await plant('entries', { id: uuid(1002), mole: uuid(2) });
    expect((await it.contents()).damaged).toHaveLength(2);
    await it.removeMole(uuid(2));
    expect((await it.contents()).damaged).toEqual([]);
  });
});

describe('taking another copy in', () => {
  it('adds what is new, prefers what was changed later, and removes nothing', async () => {
    const it = await diary();
    for (const n of [1, 2, 3]) await it.putMole(mole(n));
    await it.putEntry(entry(1, 1));
    const counts = await it.merge({
      moles: [mole(1), mole(2, { name: 'later', changed: mole(2).changed + 1 }), mole(3, { name: 'earlier', changed: 0 }), mole(4)],
      entries: [entry(1, 1), entry(2, 4), entry(3, 99)],
    });
    expect(counts).toEqual({
      moles: { added: 1, updated: 1, unchanged: 2, skipped: 0 },
      entries: { added: 1, updated: 0, unchanged: 1, skipped: 1 },
    });
    expect((await it.moles()).map(({ name }) => name)).toEqual(['Mole 1', 'later', 'Mole 3', 'Mole 4']);
    expect((await it.entries()).map(({ id }) => id)).toEqual([uuid(1002), uuid(1001)]);
  });

  it('twice is as good as once', async () => {
    const it = await diary();
    const parcel = { moles: [mole(1), mole(1)], entries: [entry(1, 1), entry(1, 1)] };
    expect((await it.merge(parcel)).entries).toEqual({ added: 1, updated: 0, unchanged: 1, skipped: 0 });
    expect((await it.merge(parcel)).entries).toEqual({ added: 0, updated: 0, unchanged: 2, skipped: 0 });
    expect(await it.moles()).toHaveLength(1);
  });

  it('mends rows that cannot be read', async () => {
    const it = await diary();
    await plant('moles', { id: uuid(1), changed: 9e15 });
    expect((await it.merge({ moles: [mole(1)], entries: [] })).moles).toMatchObject({ added: 0, updated: 1 });
    expect(await it.contents()).toMatchObject({ moles: [mole(1)], damaged: [] });
  });

  it('is all or nothing when the device fills up on the way', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    const original = IDBObjectStore.prototype.put;
    let left = 2;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if ((left -= 1) < 0) throw new DOMException('no room', 'QuotaExceededError');
      return original.apply(this, given);
    });
    const parcel = { moles: [mole(1, { name: 'later', changed: 9e12 }), mole(2), mole(3)], entries: [entry(1, 1)] };
    expect((await failureOf(it.merge(parcel))).code).toBe('storage-full');
    vi.restoreAllMocks();
    expect(await it.contents()).toEqual({ moles: [mole(1)], entries: [], damaged: [] });
  });
});

describe('what storage does', () => {
  it('full: says so and keeps what was there', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect((await failureOf(it.putMole(mole(1, { name: 'new' })))).code).toBe('storage-full');
    expect(await it.moles()).toEqual([mole(1)]);
  });

  it.each([
    ['SecurityError', 'storage-absent'],
    ['InvalidStateError', 'storage-absent'],
    ['UnknownError', 'storage-broken'],
    ['QuotaExceededError', 'storage-full'],
  ])('refused by %s: %s', async (name, code) => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', name);
    });
    expect((await failureOf(Diary.open())).code).toBe(code);
  });

  it('absent altogether', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect((await failureOf(Diary.open())).code).toBe('storage-absent');
    vi.unstubAllGlobals();
  });

  it('without pictures, as in some private windows', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no blobs here', 'DataCloneError');
    });
    expect((await failureOf(it.putEntry(entry(1, 1)))).code).toBe('storage-absent');
  });

  it('cut off while nobody looked: the next call connects again', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    const original = IDBDatabase.prototype.transaction;
    let cut = true;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
      if (cut) {
        cut = false;
        throw new DOMException('closing', 'InvalidStateError');
      }
      return original.apply(this, given);
    });
    expect(await it.moles()).toEqual([mole(1)]);
  });
});

describe('versions', () => {
  const nothing = { onGone: () => undefined };
  const addsColour: Step = (_database, upgrade) => {
    void upgrade
      .objectStore('moles')
      .openCursor()
      .then(async function paint(cursor): Promise<void> {
        if (cursor === null) return;
        await cursor.update({ ...(cursor.value as Mole), notes: 'upgraded' });
        return cursor.continue().then(paint);
      });
  };

  it('are climbed step by step, and rows of an older one survive', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    await it.putEntry(entry(1, 1));
    await it.close();
    const newer = await openDatabase(NAME, nothing, [...STEPS, addsColour]);
    expect(newer.version).toBe(STEPS.length + 1);
    expect(await newer.getAll('moles')).toEqual([{ ...mole(1), notes: 'upgraded' }]);
    expect(await newer.count('entries')).toBe(1);
    newer.close();
  });

  it('of a newer page are left alone', async () => {
    (await openDatabase(NAME, nothing, [...STEPS, addsColour])).close();
    expect((await failureOf(Diary.open())).code).toBe('storage-newer');
  });

  it('a tab that is open makes way for a newer one, and says so afterwards', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    const newer = await openDatabase(NAME, nothing, [...STEPS, addsColour]);
    expect((await failureOf(it.moles())).code).toBe('storage-newer');
    expect((await failureOf(it.putMole(mole(2)))).code).toBe('storage-newer');
    expect(await newer.count('moles')).toBe(1);
    newer.close();
  });

  it('a tab that does not make way is named as what is in the way, and nothing stays open', async () => {
    const stubborn = await openDB(NAME, 1, { upgrade: (database) => void STEPS[0]?.(database as never, undefined as never) });
    const failure = await failureOf(openDatabase(NAME, nothing, [...STEPS, addsColour]));
    expect(failure.code).toBe('storage-blocked');
    stubborn.close();
    // The one given up has closed itself again, so that it is in nobody's way.
    const after = await openDatabase(NAME, nothing, [...STEPS, addsColour, () => undefined]);
    expect(after.version).toBe(3);
    after.close();
  });

  it('deleted by the browser: the diary is empty and works on', async () => {
    const it = await diary();
    await it.putMole(mole(1));
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(NAME);
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    expect(await it.moles()).toEqual([]);
    await it.putMole(mole(2));
    expect(await it.moles()).toEqual([mole(2)]);
  });
});
