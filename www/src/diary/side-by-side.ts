import type { Crop } from '../engine/protocol';
import type { Entry } from './types';

/** What two stages show of two photos: squares that may reach beyond a photo's edge. */
export interface Pair {
  readonly first: Crop;
  readonly second: Crop;
  /** Millimetres to the side of both squares; undefined when they are not to one scale. */
  readonly millimetres: number | undefined;
}

type Seen = Pick<Entry, 'crop' | 'measure'>;

/** The squares of two photos, widened to one scale where both were measured. */
export function pairOf(first: Seen, second: Seen): Pair {
  const [a, b] = [sideOf(first), sideOf(second)];
  if (a === undefined || b === undefined) return { first: first.crop, second: second.crop, millimetres: undefined };
  const millimetres = Math.max(a, b);
  return { first: widened(first.crop, millimetres / a), second: widened(second.crop, millimetres / b), millimetres };
}

/** Millimetres to the side of a photo's square. */
function sideOf({ crop, measure }: Seen): number | undefined {
  return measure?.perPixel === undefined ? undefined : crop.side * measure.perPixel;
}

/** A square about the same middle. */
function widened({ x, y, side }: Crop, factor: number): Crop {
  const by = (side * (factor - 1)) / 2;
  return { x: x - by, y: y - by, side: side + 2 * by };
}

/** Which two to begin with: the newest, and the one before it that is the oldest. */
export function beginning(entries: readonly Entry[]): { readonly earlier: Entry; readonly later: Entry } | undefined {
  const [later] = entries;
  const earlier = entries.at(-1);
  return later === undefined || earlier === undefined || later === earlier ? undefined : { earlier, later };
}

/** A scale bar: a whole, round number of millimetres that takes about a third of a side of so many. */
export function barOf(millimetres: number): number {
  const third = millimetres / 3;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(third)));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= third) ?? power;
}
