import type { Size } from '../picture/header';

/** A point of a picture, in its pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight line on a picture. */
export interface Line {
  readonly from: Point;
  readonly to: Point;
}

export interface Circle {
  readonly centre: Point;
  /** The point of the rim that is held. */
  readonly rim: Point;
}

/** A size with what it may be off by. */
export interface Sized {
  readonly millimetres: number;
  /** Nineteen of twenty such measures are not farther off, if nothing but what is counted here goes wrong. */
  readonly giveOrTake: number;
  /** Millimetres to one pixel of the picture. */
  readonly perPixel: number;
}

/**
 * What remains of a length when coin and mole do not lie in one plane, or are seen at a slant: a slant of 15°
 * shortens by 3 %, and a coin two millimetres above the skin looks 2 % larger from 10 cm away.
 */
const SLANT = 0.05;
/** A line shorter than this, in pixels, is no line. */
const SHORTEST = 2;

export function length({ from, to }: Line): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

export function diameter({ centre, rim }: Circle): number {
  return 2 * length({ from: centre, to: rim });
}

/** How far off, in pixels, a finger may have set an end of the one and of the other length. */
export interface Slip {
  readonly of: number;
  readonly known: number;
}

/** The size of what `pixels` long is, where something of a known size is `known.pixels` long. */
export function sized(pixels: number, known: { readonly pixels: number; readonly millimetres: number }, slip: Slip): Sized | undefined {
  const good = [pixels, known.pixels, known.millimetres, slip.of, slip.known].every((value) => Number.isFinite(value));
  if (!good || pixels < SHORTEST || known.pixels < SHORTEST || known.millimetres <= 0) return undefined;
  const perPixel = known.millimetres / known.pixels;
  const millimetres = pixels * perPixel;
  // Both lengths have two ends, each set apart from the other.
  const share = (off: number, of: number): number => (Math.SQRT2 * off) / of;
  const giveOrTake = millimetres * Math.hypot(share(slip.of, pixels), share(slip.known, known.pixels), SLANT);
  return { millimetres, giveOrTake, perPixel };
}

/** Keeps a point on the picture. */
export function within({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.min(Math.max(x, 0), width), y: Math.min(Math.max(y, 0), height) };
}

/** Moves a whole circle, as far as its middle stays on the picture. */
export function circleTo({ centre, rim }: Circle, to: Point, picture: Size): Circle {
  const moved = within(to, picture);
  return { centre: moved, rim: { x: rim.x + moved.x - centre.x, y: rim.y + moved.y - centre.y } };
}

/** What two sizes say of each other: whether they can be told apart at all. */
export interface Difference {
  readonly millimetres: number;
  readonly distinct: boolean;
}

/** Compares an earlier and a later size. Without a known error a tenth of the size is taken for it. */
export function difference(
  earlier: { readonly millimetres: number; readonly giveOrTake?: number },
  later: { readonly millimetres: number; readonly giveOrTake?: number },
): Difference {
  const off = ({ millimetres, giveOrTake }: typeof earlier): number => giveOrTake ?? millimetres / 10;
  const millimetres = later.millimetres - earlier.millimetres;
  return { millimetres, distinct: Math.abs(millimetres) > Math.hypot(off(earlier), off(later)) };
}
