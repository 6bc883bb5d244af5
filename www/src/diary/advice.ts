const DAY = 86_400_000;
/** After this many days with changes a copy counts as old. */
const OLD_AFTER = 30 * DAY;

/** How well the diary is covered by a file that lies elsewhere. */
export type CopyState = 'empty' | 'never' | 'fresh' | 'old';

export interface CopyFacts {
  /** When a copy was last saved, as far as that is known. */
  readonly last: number | undefined;
  /** When anything was last changed; undefined in an empty diary. */
  readonly newest: number | undefined;
  readonly now: number;
}

/** Whether it is time for a copy. One that holds everything does not age. */
export function copyState({ last, newest, now }: CopyFacts): CopyState {
  if (newest === undefined) return 'empty';
  if (last === undefined) return 'never';
  return newest <= last || now - last < OLD_AFTER ? 'fresh' : 'old';
}

/** The time of the last change among things that have one. */
export function newestOf(...things: readonly (readonly { readonly changed: number }[])[]): number | undefined {
  return things.flat().reduce<number | undefined>((newest, { changed }) => Math.max(newest ?? changed, changed), undefined);
}
