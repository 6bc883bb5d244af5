import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyState, newestOf } from '../src/diary/advice';
import { kindOf, makeBackup, makeExport, takeIn, type Copy } from '../src/diary/copies';
import { askToKeep, deletesUnvisited, persistence, storageUse, type Surroundings } from '../src/diary/storage';
import { Diary } from '../src/diary/store';
import { entry, mole, uuid, withBytes } from './diary-fixtures';
import { failureOf } from './failures';

// Keys are made as slowly as they should be.
vi.setConfig({ testTimeout: 120_000 });

const WORDS = 'four plain little words';
const NOW = new Date(2025, 10, 22, 12).getTime();
const silent = (): void => undefined;
let diary: Diary;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  diary = await Diary.open();
  for (const n of [1, 2]) await diary.putMole(mole(n));
  for (const n of [1, 2, 3]) await diary.putEntry(entry(n, n === 3 ? 2 : 1));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await diary.close();
});

/** Everything in the diary, pictures' bytes included. */
async function everything(): Promise<unknown> {
  return { moles: await diary.moles(), entries: await Promise.all((await diary.entries()).map(withBytes)) };
}

const kinds = [
  ['backup', () => makeBackup(diary, WORDS, silent, NOW), 'spotcheck-backup-2025-11-22.spotcheck'],
  ['export', () => makeExport(diary, silent, NOW), 'spotcheck-export-2025-11-22.zip'],
] as const satisfies readonly (readonly [string, () => Promise<Copy>, string])[];

describe.each(kinds)('the %s', (kind, make, name) => {
  it('brings back everything, to the byte, after everything was deleted', async () => {
    const before = await everything();
    const copy = await make();
    expect([copy.file.name, copy.moles, copy.entries, copy.skipped, await kindOf(copy.file)]).toEqual([name, 2, 3, [], kind]);
    await diary.clear();
    const { counts, damaged } = await takeIn(diary, copy.file, WORDS, silent);
    expect(counts).toEqual({
      moles: { added: 2, updated: 0, unchanged: 0, skipped: 0 },
      entries: { added: 3, updated: 0, unchanged: 0, skipped: 0 },
    });
    expect([await everything(), damaged, await diary.lastCopy()]).toEqual([before, [], NOW]);
  });

  it('taken in beside what is there doubles nothing and loses nothing', async () => {
    const copy = await make();
    await diary.putMole(mole(1, { name: 'renamed since', changed: NOW }));
    await diary.putMole(mole(3));
    await diary.removeMole(uuid(2));
    const { counts } = await takeIn(diary, copy.file, WORDS, silent);
    expect(counts).toEqual({
      moles: { added: 1, updated: 0, unchanged: 1, skipped: 0 },
      entries: { added: 1, updated: 0, unchanged: 2, skipped: 0 },
    });
    expect((await diary.moles()).map((found) => found.name)).toEqual(['renamed since', 'Mole 2', 'Mole 3']);
    expect(await diary.entries()).toHaveLength(3);
    // The file does not hold what was done since.
    expect(await diary.lastCopy()).toBeUndefined();
  });

  it('leaves the diary as it was when the device fills up on the way', async () => {
    const copy = await make();
    await diary.removeMole(uuid(2));
    const before = await everything();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect((await failureOf(takeIn(diary, copy.file, WORDS, silent))).code).toBe('storage-full');
    vi.restoreAllMocks();
    expect(await everything()).toEqual(before);
  });

  it('names the rows of the diary that it cannot hold', async () => {
    const database = await openDB('spotcheck-diary');
    await database.put('moles', { id: uuid(9), name: 9 });
    await database.put('entries', { ...entry(8, 1), picture: 'lost' });
    database.close();
    const copy = await make();
    expect(copy.skipped.map(({ kind: what, id }) => [what, id])).toEqual([
      ['mole', uuid(9)],
      ['entry', uuid(1008)],
    ]);
    expect([copy.moles, copy.entries]).toEqual([2, 3]);
  });

  it('counts its progress to the end', async () => {
    const steps: number[] = [];
    const copy = await make();
    await takeIn(diary, copy.file, WORDS, (done, total) => steps.push(done / total));
    expect(steps.at(-1)).toBe(1);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });
});

describe('taking a file in', () => {
  it('changes nothing when the passphrase is wrong or the file is damaged', async () => {
    const { file } = await makeBackup(diary, WORDS, silent, NOW);
    const before = await everything();
    const bytes = new Uint8Array(await file.arrayBuffer());
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    expect((await failureOf(takeIn(diary, file, 'guess', silent))).code).toBe('backup-passphrase');
    expect((await failureOf(takeIn(diary, new Blob([bytes]), WORDS, silent))).code).toBe('backup-damaged');
    expect(await everything()).toEqual(before);
  });

  it('knows files by their content', async () => {
    const code = async (content: string): Promise<string> => (await failureOf(kindOf(new Blob([content])))).code;
    expect(await code('')).toBe('file-empty');
    expect(await code('\xff\xd8\xff a photo')).toBe('archive-foreign');
    expect(await code('P')).toBe('archive-foreign');
  });
});

describe('whether it is time for a copy', () => {
  const DAY = 86_400_000;
  it.each([
    [{ last: undefined, newest: undefined }, 'empty'],
    [{ last: NOW, newest: undefined }, 'empty'],
    [{ last: undefined, newest: NOW }, 'never'],
    [{ last: NOW - 29 * DAY, newest: NOW }, 'fresh'],
    [{ last: NOW - 31 * DAY, newest: NOW }, 'old'],
    // Nothing has changed since: it is as good as new.
    [{ last: NOW - 400 * DAY, newest: NOW - 401 * DAY }, 'fresh'],
    // The clock was set back meanwhile.
    [{ last: NOW + 400 * DAY, newest: NOW }, 'fresh'],
  ] as const)('%o: %s', (facts, state) => {
    expect(copyState({ ...facts, now: NOW })).toBe(state);
  });

  it('goes by the last change', () => {
    expect(newestOf([mole(1, { changed: 5 })], [{ changed: 9 }, { changed: 7 }])).toBe(9);
    expect(newestOf([], [])).toBeUndefined();
  });
});

describe('what the browser does with the data', () => {
  const around = (storage: Surroundings['storage'], more: Partial<Surroundings> = {}): Surroundings => ({
    storage,
    gestureEvents: false,
    installed: false,
    ...more,
  });
  const refuses = (): Promise<never> => Promise.reject(new TypeError('not here'));

  it('is asked, and told as it is', async () => {
    const kind = around({ estimate: async () => ({ usage: 5, quota: 9 }), persisted: async () => false, persist: async () => true });
    expect([await storageUse(kind), await persistence(kind), await askToKeep(kind)]).toEqual([{ used: 5, quota: 9 }, 'may-go', 'kept']);
  });

  it('is not known where the browser does not say', async () => {
    for (const mute of [around(undefined), around({}), around({ estimate: refuses, persisted: refuses, persist: refuses })]) {
      expect([await storageUse(mute), await persistence(mute), await askToKeep(mute)]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('warns of Safari where it is a tab that was promised nothing, and of nobody else', () => {
    const safari = around({}, { gestureEvents: true });
    expect(deletesUnvisited(safari, undefined)).toBe(true);
    expect(deletesUnvisited(safari, 'may-go')).toBe(true);
    expect(deletesUnvisited(safari, 'kept')).toBe(false);
    expect(deletesUnvisited({ ...safari, installed: true }, 'may-go')).toBe(false);
    expect(deletesUnvisited(around({}), 'may-go')).toBe(false);
  });
});
