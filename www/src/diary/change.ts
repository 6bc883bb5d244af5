import { Failure } from '../failure';
import { openDiary, type Diary } from './store';
import type { Entry, Mole } from './types';

type Rows = Pick<Diary, 'mole' | 'entry' | 'entries' | 'putMole' | 'putEntry' | 'removeMole' | 'removeEntry'>;

/** Puts back what was removed. */
export type Undo = () => Promise<void>;

/**
 * Changes to parts of rows, one after the other: two fields of one mole that are changed at the same moment
 * must not each write back the other's old value.
 */
export class Changes {
  readonly #open: () => Promise<Rows>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<Rows> = openDiary) {
    this.#open = open;
  }

  mole(id: string, part: Partial<Omit<Mole, 'id'>>): Promise<void> {
    return this.#then(async (diary) => {
      const mole = await diary.mole(id);
      if (mole === undefined) throw new Failure('mole-missing');
      await diary.putMole({ ...mole, ...part, changed: Date.now() });
    });
  }

  entry(id: string, part: Partial<Omit<Entry, 'id'>>): Promise<void> {
    return this.#then(async (diary) => {
      const entry = await diary.entry(id);
      if (entry === undefined) throw new Failure('mole-missing');
      await diary.putEntry({ ...entry, ...part, changed: Date.now() });
    });
  }

  /** Adds a mole together with its first photo, if there is one. */
  add(mole: Mole | undefined, entry: Entry | undefined): Promise<void> {
    return this.#then(async (diary) => {
      if (mole !== undefined) await diary.putMole(mole);
      try {
        if (entry !== undefined) await diary.putEntry(entry);
      } catch (thrown) {
        // Without its photo a new mole would stand there twice once the person tries again.
        if (mole !== undefined) await diary.removeMole(mole.id);
        throw thrown;
      }
    });
  }

  removeMole(id: string): Promise<Undo> {
    return this.#then(async (diary) => {
      const [mole, rows] = await Promise.all([diary.mole(id), diary.entries(id)]);
      const entries = await Promise.all(rows.map(held));
      await diary.removeMole(id);
      return () =>
        this.#then(async (again) => {
          if (mole !== undefined) await again.putMole(mole);
          for (const entry of entries) await again.putEntry(entry);
        });
    });
  }

  removeEntry(id: string): Promise<Undo> {
    return this.#then(async (diary) => {
      const row = await diary.entry(id);
      const entry = row === undefined ? undefined : await held(row);
      await diary.removeEntry(id);
      return () =>
        this.#then(async (again) => {
          if (entry !== undefined) await again.putEntry(entry);
        });
    });
  }

  #then<T>(work: (diary: Rows) => Promise<T>): Promise<T> {
    const run = async (): Promise<T> => work(await this.#open());
    const next = this.#last.then(run, run);
    this.#last = next;
    return next;
  }
}

/** The entry with its picture in memory: the file behind a stored one may go with its row. */
async function held(entry: Entry): Promise<Entry> {
  return { ...entry, picture: new Blob([await entry.picture.arrayBuffer()], { type: entry.picture.type }) };
}

/** The page's changes to its diary. */
export const changes = new Changes();
