import type { Card } from '../model/card';
import { likeliestFirst } from '../model/groups';
import { reliabilityOf } from '../model/reliability';
import type { Answer } from '../session';
import type { StoredPicture } from './encode';
import { dateOf } from './names';
import type { Abcde, Entry, KeptVerdict, Mole, Place } from './types';

/** What is kept of an answer, so that it can be understood without the model that gave it. */
export function keptVerdict({ verdict, engine }: Answer, card: Card): KeptVerdict {
  const { task, classes, groups, limits } = card;
  const reliability = reliabilityOf(card, verdict);
  return {
    verdict,
    engine,
    title: task.title,
    classes: classes.map(({ code, name, group }) => ({ code, name, group })),
    groups: groups.map(({ code, title }) => ({ code, title })),
    limits,
    ...(reliability && { reliability }),
  };
}

/** A new mole. */
export function newMole(name: string, place: Place | undefined, now = Date.now()): Mole {
  return { id: crypto.randomUUID(), name: name.trim(), place, notes: '', created: now, changed: now };
}

/** A new photo of a mole. */
export function newEntry(mole: string, stored: StoredPicture, kept: KeptVerdict | undefined, taken: number, now = Date.now()): Entry {
  return {
    id: crypto.randomUUID(),
    mole,
    taken,
    changed: now,
    ...stored,
    kept,
    measure: undefined,
    abcde: undefined,
    note: '',
  };
}

/** The groups of a verdict, the likeliest first, with their names. */
export function groupsOf({ verdict, groups }: KeptVerdict): readonly { readonly title: string; readonly share: number }[] {
  return likeliestFirst(groups, verdict.groups).map(({ code, title }) => ({ title, share: verdict.groups[code] ?? 0 }));
}

export type Letter = keyof Abcde;
export const LETTERS: readonly Letter[] = ['asymmetry', 'border', 'colour', 'diameter', 'evolving'];
export const UNSAID: Abcde = { asymmetry: undefined, border: undefined, colour: undefined, diameter: undefined, evolving: undefined };

/** Which letters were answered with yes. */
export function yesses(abcde: Abcde | undefined): readonly Letter[] {
  return abcde === undefined ? [] : LETTERS.filter((letter) => abcde[letter] === true);
}

/**
 * When a photo was taken, from what a date field says: now, if that is today, else noon of that day. A day
 * that is none, or that is still to come, counts as today.
 */
export function takenOn(day: string, now: number): number {
  if (day === dateOf(now) || !/^\d{4}-\d\d-\d\d$/.test(day)) return now;
  const noon = new Date(`${day}T12:00:00`).getTime();
  return Number.isFinite(noon) && noon < now ? noon : now;
}
