import type { Crop } from '../engine/protocol';
import { rounded } from '../picture/crop';
import type { Size } from '../picture/header';
import type { Photo } from '../picture/intake';
import { SIDE } from './measure';
import { SpotFinder, type Found } from './spot-finder';

/** The spot fills half of the square: the models ask for a third to two thirds. */
const FILLS = 0.5;
/** Squares that share so much of what both cover are one and the same to the eye. */
const ALIKE = 0.8;

/** A square about the one clear spot of a photo; nothing where there is none. */
export function suggestSquare(photo: Photo): Crop | undefined {
  const scale = SIDE / Math.max(photo.width, photo.height);
  // Even, since the finder looks at two pixels at a time.
  const [width, height] = [photo.width, photo.height].map((side) => 2 * Math.max(1, Math.round((side * scale) / 2)));
  if (width === undefined || height === undefined) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(photo.preview, 0, 0, width, height);
  const found = new SpotFinder(SIDE).find(context.getImageData(0, 0, width, height).data, width, height);
  return found === undefined ? undefined : squareAbout(found, photo);
}

/** The square in which what was found stands in the middle, as far as the photo reaches. */
export function squareAbout({ x, y, width, height }: Found, photo: Size): Crop {
  const side = Math.min(Math.max(width * photo.width, height * photo.height) / FILLS, photo.width, photo.height);
  return rounded({ x: x * photo.width - side / 2, y: y * photo.height - side / 2, side }, photo);
}

/** Whether a person would hardly see the difference between two squares. */
export function alike(a: Crop, b: Crop): boolean {
  const along = (from: number, to: number): number => Math.max(0, Math.min(from + a.side, to + b.side) - Math.max(from, to));
  const both = along(a.x, b.x) * along(a.y, b.y);
  return both >= ALIKE * (a.side ** 2 + b.side ** 2 - both);
}
