import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Changes } from '../src/diary/change';
import { Reading } from '../src/diary/reading';
import { Diary } from '../src/diary/store';
import { entry, mole, uuid, withBytes } from './diary-fixtures';
import { failureOf } from './failures';

let diary: Diary;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  diary = await Diary.open();
});

afterEach(() => diary.close());

const changes = (): Changes => new Changes(() => Promise.resolve(diary));

describe('changes to parts of rows', () => {
  it('of one moment do not undo each other', async () => {
    await diary.putMole(mole(1));
    const made = changes();
    await Promise.all([made.mole(uuid(1), { name: 'Neck' }), made.mole(uuid(1), { notes: 'new' }), made.mole(uuid(1), { place: undefined })]);
    expect(await diary.mole(uuid(1))).toMatchObject({ name: 'Neck', notes: 'new', place: undefined });
  });

  it('keep the rest of a photo, its picture too, and a measure whole', async () => {
    await diary.putMole(mole(1));
    await diary.putEntry(entry(1, 1));
    const measure = { millimetres: 5.1, against: 'eur-0.01', giveOrTake: 0.4, perPixel: 0.05 };
    await changes().entry(uuid(1001), { measure });
    const found = (await diary.entry(uuid(1001))) ?? entry(9, 9);
    expect(found.measure).toEqual(measure);
    const before = await withBytes(entry(1, 1));
    expect(await withBytes({ ...found, measure: entry(1, 1).measure, changed: entry(1, 1).changed })).toEqual(before);
  });

  it('fail for what is gone, and go on afterwards', async () => {
    const made = changes();
    const [gone] = await Promise.all([failureOf(made.mole(uuid(5), { name: 'x' })), failureOf(made.entry(uuid(6), { note: 'x' }))]);
    expect(gone.code).toBe('mole-missing');
    await made.add(mole(2), entry(2, 2));
    expect(await diary.moles()).toHaveLength(1);
  });

  it('leave no mole behind when its first photo cannot be stored', async () => {
    const broken = { ...entry(1, 1), picture: new Blob([]) };
    expect((await failureOf(changes().add(mole(1), broken))).code).toBe('diary-row');
    expect(await diary.moles()).toEqual([]);
  });
});

describe('what was removed', () => {
  it('comes back whole: a mole with its photos, to the byte', async () => {
    await diary.putMole(mole(1));
    await diary.putMole(mole(2));
    for (const n of [1, 2]) await diary.putEntry(entry(n, 1));
    const made = changes();
    const undo = await made.removeMole(uuid(1));
    expect((await diary.moles()).map(({ id }) => id)).toEqual([uuid(2)]);
    expect(await diary.entries()).toEqual([]);
    await undo();
    expect(await diary.mole(uuid(1))).toEqual(mole(1));
    const back = await Promise.all((await diary.entries(uuid(1))).map(withBytes));
    expect(back).toEqual([await withBytes(entry(2, 1)), await withBytes(entry(1, 1))]);
  });

  it('comes back alone: one photo of two', async () => {
    await diary.putMole(mole(1));
    for (const n of [1, 2]) await diary.putEntry(entry(n, 1));
    const undo = await changes().removeEntry(uuid(1001));
    expect(await diary.entries()).toHaveLength(1);
    await undo();
    expect(await diary.entries()).toHaveLength(2);
  });

  it('of a photo whose mole has gone meanwhile is a failure, not a photo of nothing', async () => {
    await diary.putMole(mole(1));
    await diary.putEntry(entry(1, 1));
    const made = changes();
    const undo = await made.removeEntry(uuid(1001));
    await made.removeMole(uuid(1));
    expect((await failureOf(undo())).code).toBe('mole-missing');
  });
});

describe('a reading', () => {
  const host = { addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined, updateComplete: Promise.resolve(true) };

  it('follows the diary, and keeps what it had when a later one fails', async () => {
    let broken = false;
    const reading = new Reading(host, () => (broken ? Promise.reject(new Error('gone')) : Promise.resolve(diary)));
    reading.hostConnected();
    await reading.settled;
    expect(reading.contents?.moles).toEqual([]);
    await diary.putMole(mole(1));
    await reading.settled;
    expect(reading.contents?.moles).toEqual([mole(1)]);
    broken = true;
    reading.read();
    await reading.settled;
    expect(reading.failure?.detail).toBe('gone');
    expect(reading.contents?.moles).toEqual([mole(1)]);
    broken = false;
    reading.read();
    await reading.settled;
    expect(reading.failure).toBeUndefined();
    reading.hostDisconnected();
    await diary.putMole(mole(2));
    await reading.settled;
    expect(reading.contents?.moles).toHaveLength(1);
  });
});
