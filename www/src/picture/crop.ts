import type { Crop } from '../engine/protocol';
import type { Size } from './header';

/** The square to start from: the centre one, as the command line takes it. */
export function centreSquare({ width, height }: Size): Crop {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}

/** Moves a square, but never out of the picture. */
export function moved(crop: Crop, dx: number, dy: number, picture: Size): Crop {
  return {
    x: clamp(crop.x + dx, 0, picture.width - crop.side),
    y: clamp(crop.y + dy, 0, picture.height - crop.side),
    side: crop.side,
  };
}

/**
 * Makes a square `factor` times as large about a point that stays where it is: `anchorX` and `anchorY`
 * are fractions of the square, so that a pinch holds on to what lies between the fingers.
 */
export function zoomed(
  crop: Crop,
  factor: number,
  picture: Size,
  smallest: number,
  anchorX = 0.5,
  anchorY = 0.5,
): Crop {
  const largest = Math.min(picture.width, picture.height);
  const side = clamp(crop.side * factor, Math.min(smallest, largest), largest);
  const x = crop.x + (crop.side - side) * anchorX;
  const y = crop.y + (crop.side - side) * anchorY;
  return moved({ x, y, side }, 0, 0, picture);
}

/** The same square on whole pixels, inside the picture. */
export function rounded(crop: Crop, picture: Size): Crop {
  const side = Math.max(1, Math.min(Math.round(crop.side), picture.width, picture.height));
  return {
    x: clamp(Math.round(crop.x), 0, picture.width - side),
    y: clamp(Math.round(crop.y), 0, picture.height - side),
    side,
  };
}

/** How far one is zoomed in: 1 shows the largest square the picture has. */
export function zoomLevel(crop: Crop, picture: Size): number {
  return Math.min(picture.width, picture.height) / crop.side;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
