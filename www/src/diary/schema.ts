import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { Failure } from '../failure';

/** The database's tables. Rows are `unknown` until they are read: an older page may have written them. */
export interface Tables extends DBSchema {
  moles: { key: string; value: unknown };
  entries: { key: string; value: unknown; indexes: { mole: string } };
  /** Single facts about the diary, by name. */
  facts: { key: string; value: unknown };
}

export type Table = 'moles' | 'entries' | 'facts';
export type Database = IDBPDatabase<Tables>;
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Tables, Table[], Mode>;

/** Brings a database from one version to the next. */
export type Step = (database: Database, upgrade: Transaction<'versionchange'>) => void;

/**
 * All versions that there have been: step `n` makes version `n + 1`. A step that has been published is never
 * altered, only followed by another.
 */
export const STEPS: readonly Step[] = [
  (database) => {
    database.createObjectStore('moles', { keyPath: 'id' });
    database.createObjectStore('entries', { keyPath: 'id' }).createIndex('mole', 'mole');
    database.createObjectStore('facts');
  },
];

export interface Watch {
  /** The connection is gone; `newer` when a newer version of the page wanted the database for itself. */
  readonly onGone: (newer: boolean) => void;
}

/** Opens the database and brings it up to date. */
export function openDatabase(name: string, { onGone }: Watch, steps: readonly Step[] = STEPS): Promise<Database> {
  return new Promise((resolve, reject) => {
    let refused = false;
    open(name, steps, onGone, () => {
      refused = true;
      reject(new Failure('storage-blocked'));
    }).then(
      // The other tab may go after all: what nobody waits for any more must not stay open.
      (database) => (refused ? database.close() : resolve(database)),
      (thrown: unknown) => reject(openingFailure(thrown)),
    );
  });
}

async function open(name: string, steps: readonly Step[], onGone: Watch['onGone'], onBlocked: () => void): Promise<Database> {
  return openDB<Tables>(name, steps.length, {
    upgrade(database, from, _to, upgrade) {
      for (const step of steps.slice(from)) step(database, upgrade);
    },
    blocked: onBlocked,
    blocking(_current, wanted, event) {
      // Whoever holds on to an old version keeps every newer tab out. No wanted version: it is being deleted.
      (event.target as IDBDatabase).close();
      onGone(wanted !== null);
    },
    terminated: () => onGone(false),
  });
}

/** Private windows and forbidden storage come in many guises; a database that is there and broken has one name. */
function openingFailure(thrown: unknown): Failure {
  const failure = storageFailure(thrown);
  const absent = failure.code === 'storage-broken' && thrown instanceof Error && thrown.name !== 'UnknownError';
  return absent ? new Failure('storage-absent', {}, failure.detail) : failure;
}

/** What a database's complaint means to a person. */
export function storageFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (!(thrown instanceof Error)) return new Failure('storage-broken', {}, String(thrown));
  const detail = `${thrown.name}: ${thrown.message}`;
  switch (thrown.name) {
    case 'QuotaExceededError':
      return new Failure('storage-full', {}, detail);
    case 'VersionError':
      return new Failure('storage-newer', {}, detail);
    // Some private windows take rows and refuse the pictures in them.
    case 'SecurityError':
    case 'DataCloneError':
      return new Failure('storage-absent', {}, detail);
    default:
      return new Failure('storage-broken', {}, detail);
  }
}
