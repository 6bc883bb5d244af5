import { Failure } from '../failure';
import { merged, type Counts, type Parcel } from './merge';
import { LAST_TIME, readAll, readEntry, readMole, type Damaged } from './read';
import { openDatabase, storageFailure, type Database, type Table, type Transaction } from './schema';
import type { Entry, Mole } from './types';

/** All that can be read of a diary, and the names of what cannot. */
export interface Contents extends Parcel {
  readonly damaged: readonly Damaged[];
}

const NAME = 'spotcheck-diary';
const LAST_COPY = 'last-copy';

/**
 * The moles and their photos, in this device's IndexedDB and nowhere else. Dispatches `change` after each
 * change, those of other tabs included. Every row is read with care: a broken one is left out of the lists,
 * is named in `damaged`, and takes no other with it. All failures are `Failure`s.
 */
export class Diary extends EventTarget {
  readonly #name: string;
  readonly #channel: BroadcastChannel | undefined;
  #damaged: Readonly<Record<Damaged['kind'], readonly Damaged[]>> = { mole: [], entry: [] };
  #connection: Promise<Database> | undefined;
  /** A newer version of the page has taken the database over; this one would not understand it. */
  #outdated = false;

  private constructor(name: string) {
    super();
    this.#name = name;
    this.#channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
    this.#channel?.addEventListener('message', () => this.dispatchEvent(new Event('change')));
  }

  /** Opens the diary, and makes it if there is none. */
  static async open(name = NAME): Promise<Diary> {
    const diary = new Diary(name);
    try {
      await diary.#connect();
    } catch (thrown) {
      diary.#channel?.close();
      throw thrown;
    }
    return diary;
  }

  /** The rows that could not be read when all of their kind were last looked at. */
  get damaged(): readonly Damaged[] {
    return [...this.#damaged.mole, ...this.#damaged.entry];
  }

  /** All moles, the one first made first. */
  async moles(): Promise<readonly Mole[]> {
    const rows = await this.#run('readonly', ['moles'], (tx) => tx.objectStore('moles').getAll());
    return [...this.#readable('mole', rows, readMole)].sort((a, b) => a.created - b.created || compare(a.id, b.id));
  }

  /** One mole, if it is there. A row that cannot be read is a failure here. */
  async mole(id: string): Promise<Mole | undefined> {
    const row = await this.#run('readonly', ['moles'], (tx) => tx.objectStore('moles').get(id));
    return row === undefined ? undefined : readMole(row);
  }

  /** Adds a mole, or replaces the one of its id. */
  async putMole(mole: Mole): Promise<void> {
    const row = readMole(mole);
    await this.#change(['moles'], async (tx) => {
      const table = tx.objectStore('moles');
      await table.put({ ...row, changed: later(row.changed, await table.get(row.id)) });
    });
  }

  /** All photos, or those of one mole, the newest first. */
  async entries(mole?: string): Promise<readonly Entry[]> {
    const rows = await this.#run('readonly', ['entries'], (tx) => {
      const table = tx.objectStore('entries');
      return mole === undefined ? table.getAll() : table.index('mole').getAll(mole);
    });
    const whole = mole === undefined ? this.#readable('entry', rows, readEntry) : readAll('entry', rows, readEntry).whole;
    return [...whole].sort((a, b) => b.taken - a.taken || compare(a.id, b.id));
  }

  /** One photo, if it is there. A row that cannot be read is a failure here. */
  async entry(id: string): Promise<Entry | undefined> {
    const row = await this.#run('readonly', ['entries'], (tx) => tx.objectStore('entries').get(id));
    return row === undefined ? undefined : readEntry(row);
  }

  /** Adds a photo to a mole that is there, or replaces the one of its id. */
  async putEntry(entry: Entry): Promise<void> {
    const row = readEntry(entry);
    await this.#change(['moles', 'entries'], async (tx) => {
      // Another tab may have removed it meanwhile: a photo of nothing would never be seen again.
      if ((await tx.objectStore('moles').getKey(row.mole)) === undefined) throw new Failure('mole-missing');
      const table = tx.objectStore('entries');
      await table.put({ ...row, changed: later(row.changed, await table.get(row.id)) });
    });
  }

  /** Removes a mole and all photos of it. */
  async removeMole(id: string): Promise<void> {
    await this.#change(['moles', 'entries'], async (tx) => {
      const entries = tx.objectStore('entries');
      const keys = await entries.index('mole').getAllKeys(id);
      await Promise.all([tx.objectStore('moles').delete(id), ...keys.map((key) => entries.delete(key))]);
    });
  }

  async removeEntry(id: string): Promise<void> {
    await this.#change(['entries'], (tx) => tx.objectStore('entries').delete(id));
  }

  /** Removes everything, broken rows included. */
  async clear(): Promise<void> {
    await this.#change(['moles', 'entries', 'facts'], (tx) =>
      Promise.all([tx.objectStore('moles').clear(), tx.objectStore('entries').clear(), tx.objectStore('facts').clear()]),
    );
    this.#damaged = { mole: [], entry: [] };
  }

  /** Moles and photos as they were at one moment. Pictures are not read, only named. */
  async contents(): Promise<Contents> {
    const [moles, entries] = await this.#run('readonly', ['moles', 'entries'], (tx) =>
      Promise.all([tx.objectStore('moles').getAll(), tx.objectStore('entries').getAll()]),
    );
    return {
      moles: this.#readable('mole', moles, readMole),
      entries: this.#readable('entry', entries, readEntry),
      damaged: this.damaged,
    };
  }

  /** Takes in what another copy of the diary holds: all of it or, when anything fails, nothing. */
  async merge(parcel: Parcel): Promise<Counts> {
    return this.#change(['moles', 'entries'], async (tx) => {
      const moles = tx.objectStore('moles');
      const entries = tx.objectStore('entries');
      const here = { moles: await moles.getAll(), entries: await entries.getAll() };
      const { put, counts } = merged(here, parcel);
      // Async, so that one that throws at once leaves none of the others unwatched.
      await Promise.all([...put.moles.map(async (mole) => moles.put(mole)), ...put.entries.map(async (entry) => entries.put(entry))]);
      return counts;
    });
  }

  /** When a copy of the diary was last saved as a file; undefined when that is not known. */
  async lastCopy(): Promise<number | undefined> {
    const at = await this.#run('readonly', ['facts'], (tx) => tx.objectStore('facts').get(LAST_COPY));
    return typeof at === 'number' && Number.isFinite(at) ? at : undefined;
  }

  async noteCopy(at: number): Promise<void> {
    await this.#change(['facts'], (tx) => tx.objectStore('facts').put(at, LAST_COPY));
  }

  /** Lets go of the database and of other tabs. The diary can be used no more. */
  async close(): Promise<void> {
    this.#channel?.close();
    const connection = this.#connection;
    this.#connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }

  #connect(): Promise<Database> {
    if (this.#outdated) return Promise.reject(new Failure('storage-newer'));
    this.#connection ??= openDatabase(this.#name, {
      onGone: (newer) => {
        this.#outdated ||= newer;
        this.#connection = undefined;
      },
    }).catch((thrown: unknown) => {
      this.#connection = undefined;
      throw thrown;
    });
    return this.#connection;
  }

  async #run<T, Mode extends 'readonly' | 'readwrite'>(mode: Mode, tables: Table[], work: (tx: Transaction<Mode>) => Promise<T>): Promise<T> {
    try {
      const tx = await this.#begin(mode, tables);
      // What fails inside must undo what was done before it; what fails at the end comes by `done`.
      const result = work(tx).catch((thrown: unknown) => {
        abort(tx);
        throw thrown;
      });
      return (await Promise.all([result, tx.done]))[0];
    } catch (thrown) {
      throw this.#outdated ? new Failure('storage-newer') : storageFailure(thrown);
    }
  }

  async #begin<Mode extends 'readonly' | 'readwrite'>(mode: Mode, tables: Table[]): Promise<Transaction<Mode>> {
    try {
      return (await this.#connect()).transaction(tables, mode);
    } catch (thrown) {
      if (!(thrown instanceof Error) || thrown.name !== 'InvalidStateError') throw thrown;
      // Some browsers cut connections of pages in the background, and not all of them say so.
      this.#connection = undefined;
      return (await this.#connect()).transaction(tables, mode);
    }
  }

  async #change<T>(tables: Table[], work: (tx: Transaction<'readwrite'>) => Promise<T>): Promise<T> {
    const result = await this.#run('readwrite', tables, work);
    this.dispatchEvent(new Event('change'));
    this.#channel?.postMessage('change');
    return result;
  }

  #readable<T>(kind: Damaged['kind'], rows: readonly unknown[], read: (row: unknown) => T): readonly T[] {
    const { whole, damaged } = readAll(kind, rows, read);
    this.#damaged = { ...this.#damaged, [kind]: damaged };
    return whole;
  }
}

let opened: Promise<Diary> | undefined;

/** The page's diary, opened at the first call; after a failure the next call tries again. */
export function openDiary(): Promise<Diary> {
  opened ??= Diary.open().catch((thrown: unknown) => {
    opened = undefined;
    throw thrown;
  });
  return opened;
}

/** A clock that was set back must not make an older copy look newer than what is here. */
function later(changed: number, row: unknown): number {
  const before = typeof row === 'object' && row !== null && 'changed' in row ? row.changed : undefined;
  return typeof before === 'number' && before > changed ? Math.min(before + 1, LAST_TIME) : changed;
}

function abort(tx: Transaction<'readonly' | 'readwrite'>): void {
  try {
    tx.abort();
  } catch {
    // It had ended by itself.
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
