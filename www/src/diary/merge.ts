import { readEntry, readMole } from './read';
import type { Entry, Mole } from './types';

/** A diary, or a part of one, on its way. */
export interface Parcel {
  readonly moles: readonly Mole[];
  readonly entries: readonly Entry[];
}

/** What became of the things of one kind. */
export interface Count {
  readonly added: number;
  readonly updated: number;
  /** Here already, as new or newer. */
  readonly unchanged: number;
  /** Not taken in, since they could not be read or belong to no mole. */
  readonly skipped: number;
}

export interface Counts {
  readonly moles: Count;
  readonly entries: Count;
}

/** The rows that are here already, read or not. */
export interface Rows {
  readonly moles: readonly unknown[];
  readonly entries: readonly unknown[];
}

interface Sorted<T> {
  readonly put: readonly T[];
  readonly count: Count;
}

/**
 * What a diary must write to take another in: by id, the later `changed` wins, and nothing is removed. A
 * photo whose mole is in neither is left out.
 */
export function merged(here: Rows, { moles, entries }: Parcel): { readonly put: Parcel; readonly counts: Counts } {
  const mole = sorted(here.moles, moles, readMole);
  const known = new Set([...here.moles.flatMap(idsOf), ...moles.map(({ id }) => id)]);
  const owned = entries.filter((entry) => known.has(entry.mole));
  const entry = sorted(here.entries, owned, readEntry);
  const skipped = entries.length - owned.length;
  return {
    put: { moles: mole.put, entries: entry.put },
    counts: { moles: mole.count, entries: { ...entry.count, skipped } },
  };
}

function sorted<T extends { readonly id: string; readonly changed: number }>(
  here: readonly unknown[],
  incoming: readonly T[],
  read: (row: unknown) => T,
): Sorted<T> {
  const present = new Set(here.flatMap(idsOf));
  const changed = new Map<string, number>();
  for (const row of here) {
    const whole = attempt(row, read);
    if (whole !== undefined) changed.set(whole.id, whole.changed);
  }
  const put = new Map<string, T>();
  let unchanged = 0;
  for (const thing of incoming) {
    const newest = Math.max(changed.get(thing.id) ?? -Infinity, put.get(thing.id)?.changed ?? -Infinity);
    // One that is here and cannot be read is mended by one that can.
    if (newest >= thing.changed) unchanged += 1;
    else put.set(thing.id, thing);
  }
  const things = [...put.values()];
  const updated = things.filter(({ id }) => present.has(id)).length;
  return { put: things, count: { added: things.length - updated, updated, unchanged, skipped: 0 } };
}

function attempt<T>(row: unknown, read: (row: unknown) => T): T | undefined {
  try {
    return read(row);
  } catch {
    return undefined;
  }
}

function idsOf(row: unknown): string[] {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? [row.id] : [];
}
