import type { Size } from '../picture/header';
import { RULER, coinBy } from './coins';
import { circleTo, diameter, length, sized, within, type Circle, type Line, type Point, type Sized } from './size';
import type { Entry } from './types';

/** Which end of which mark is moved. */
export type Handle = 'centre' | 'rim' | 'start' | 'end' | 'from' | 'to';

/** How far off, in CSS pixels, somebody marks an end that they see: nineteen times of twenty not more. */
const SLIP = 2.5;
/** Nobody sees finer than this, in pixels of the picture. */
const FINEST = 0.5;

/** The marks on a photo: a circle for a coin, a line along a ruler, and a line over the mole. */
export interface Marks {
  readonly circle: Circle;
  readonly ruler: Line;
  readonly mole: Line;
  /** Picture pixels to one CSS pixel when each was last set; undefined for a mark that nobody has set yet. */
  readonly knownAt: number | undefined;
  readonly moleAt: number | undefined;
}

/** Marks to begin with: the mole's in the middle of the square, the other's beside it. */
export function marksFor(entry: Pick<Entry, 'crop'> & Size): Marks {
  const { x, y, side } = entry.crop;
  const middle = { x: x + side / 2, y: y + side / 2 };
  const beside = within({ x: middle.x + side / 3, y: middle.y + side / 3 }, entry);
  const half = side / 8;
  return {
    mole: { from: { x: middle.x - half, y: middle.y }, to: { x: middle.x + half, y: middle.y } },
    circle: { centre: beside, rim: { x: beside.x - 2 * half, y: beside.y } },
    ruler: { from: { x: beside.x - 2 * half, y: beside.y }, to: { x: beside.x, y: beside.y } },
    knownAt: undefined,
    moleAt: undefined,
  };
}

export function handlesFor(against: string): readonly Handle[] {
  return [...(against === RULER ? (['start', 'end'] as const) : (['centre', 'rim'] as const)), 'from', 'to'];
}

export function pointOf({ circle, ruler, mole }: Marks, handle: Handle): Point {
  return { centre: circle.centre, rim: circle.rim, start: ruler.from, end: ruler.to, from: mole.from, to: mole.to }[handle];
}

/** Moves one handle; `fineness` is how many pixels of the picture one CSS pixel has meanwhile. */
export function withHandle(marks: Marks, handle: Handle, to: Point, picture: Size, fineness: number): Marks {
  const point = within(to, picture);
  switch (handle) {
    case 'centre':
      return { ...marks, circle: circleTo(marks.circle, point, picture), knownAt: fineness };
    case 'rim':
      return { ...marks, circle: { ...marks.circle, rim: point }, knownAt: fineness };
    case 'start':
      return { ...marks, ruler: { ...marks.ruler, from: point }, knownAt: fineness };
    case 'end':
      return { ...marks, ruler: { ...marks.ruler, to: point }, knownAt: fineness };
    case 'from':
      return { ...marks, mole: { ...marks.mole, from: point }, moleAt: fineness };
    case 'to':
      return { ...marks, mole: { ...marks.mole, to: point }, moleAt: fineness };
  }
}

/** The size that the marks give; undefined until both have been set. `stretch` is what a ruler's line is long. */
export function sizeOf({ circle, ruler, mole, knownAt, moleAt }: Marks, against: string, stretch: number): Sized | undefined {
  if (knownAt === undefined || moleAt === undefined) return undefined;
  const known =
    against === RULER
      ? { pixels: length(ruler), millimetres: stretch }
      : { pixels: diameter(circle), millimetres: coinBy(against)?.millimetres ?? NaN };
  const slip = (fineness: number): number => Math.max(FINEST, SLIP * fineness);
  return sized(length(mole), known, { of: slip(moleAt), known: slip(knownAt) });
}

/** Two corners of what has to be seen to set a mark, with some room around it. */
export function frameOf({ circle, ruler, mole }: Marks, which: 'mole' | 'known', against: string): Line {
  const { x, y } = circle.centre;
  const radius = diameter(circle) / 2;
  const round = { from: { x: x - radius, y: y - radius }, to: { x: x + radius, y: y + radius } };
  const { from, to } = which === 'mole' ? mole : against === RULER ? ruler : round;
  const room = 4 + 0.35 * Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return {
    from: { x: Math.min(from.x, to.x) - room, y: Math.min(from.y, to.y) - room },
    to: { x: Math.max(from.x, to.x) + room, y: Math.max(from.y, to.y) + room },
  };
}
