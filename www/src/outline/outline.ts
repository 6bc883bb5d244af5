import type { Crop } from '../engine/protocol';
import { regionAt, type Region } from '../heat/heat';
import { Fields } from '../model/fields';

export type Point = readonly [number, number];

/** Where a spot ends in a square, and what was measured of it. Lengths are shares of the square's side. */
export interface Outline {
  /** A closed polygon, from the top left; the last point is not the first one again. */
  readonly contour: readonly Point[];
  /** It runs into the edge of the square: the numbers are of a part. */
  readonly touchesEdge: boolean;
  /** The share of the square that it takes. */
  readonly area: number;
  /** Its longest extent. */
  readonly diameter: number;
  /** The share of the spot that does not meet its mirror image, mean over its two main axes. */
  readonly asymmetry: number;
  /** perimeter² / (4π · area). */
  readonly border: number;
  /** The mean CIE 1976 colour difference of its pixels from their mean colour. */
  readonly colours: number;
  /** A square in which the spot takes about half of the side; it may reach beyond this one. */
  readonly frame: Crop;
}

/** Reads what an engine traced; undefined where it found no outline. A newer engine may say something else. */
export function readOutline(json: string): Outline | undefined {
  const fields = Fields.parse(json, 'inference', 'outline');
  if (!fields.flag('found')) return undefined;
  const within = (key: string, most: number, of = fields): number => {
    const value = of.number(key);
    if (value < 0 || value > most) throw of.wrong(key);
    return value;
  };
  const contour = fields.raw('contour');
  if (!Array.isArray(contour) || contour.length < 3 || !contour.every(isPoint)) throw fields.wrong('contour');
  const frame = fields.object('frame');
  const side = frame.number('side');
  if (side <= 0) throw frame.wrong('side');
  return {
    contour,
    touchesEdge: fields.flag('touches_edge'),
    area: within('area', 1),
    diameter: within('diameter', Math.SQRT2),
    asymmetry: within('asymmetry', 1),
    border: within('border', Infinity),
    colours: within('colours', Infinity),
    frame: { x: frame.number('x'), y: frame.number('y'), side },
  };
}

/** A square that was found in shares of another one, in the photo's pixels: not rounded, and perhaps beyond its edges. */
export function inPhoto(frame: Crop, { x, y, side }: Crop): Crop {
  return { x: x + frame.x * side, y: y + frame.y * side, side: frame.side * side };
}

/** For those who do not see the drawing: where in the square the spot's middle lies. */
export function placeOf({ contour }: Outline): Region {
  const middle = (axis: 0 | 1): number => {
    const along = contour.map((point) => point[axis]);
    return (Math.min(...along) + Math.max(...along)) / 2 - 0.5;
  };
  return regionAt(middle(0), middle(1));
}

function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number' && part >= 0 && part <= 1);
}
