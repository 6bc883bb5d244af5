import type { Heat } from '../engine/protocol';

/** Where most of a map lies, as a code that the page has words for. */
export type Region =
  | 'all-over'
  | 'middle'
  | 'top'
  | 'bottom'
  | 'left'
  | 'right'
  | 'top-left'
  | 'top-right'
  | 'bottom-left'
  | 'bottom-right';

/** Whether a map is what the engine's contract says: a square of shares. A newer engine may send something else. */
export function isWhole({ side, values }: Heat): boolean {
  return (
    Number.isInteger(side) && side > 1 && values.length === side * side && values.every((value) => value >= 0 && value <= 1)
  );
}

/** A map whose middle lies within this of the picture's, in shares of its side, lies in the middle. */
const NEAR = 0.1;
/** A map as even as this share of the most even one there can be lies all over. */
const EVEN = 0.97;

/** For those who do not see the map: where most of it lies. */
export function regionOf({ side, values }: Heat): Region {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum <= 0) return 'all-over';
  let [x, y, entropy] = [0, 0, 0];
  for (const [place, value] of values.entries()) {
    const share = value / sum;
    x += share * (((place % side) + 0.5) / side - 0.5);
    y += share * ((Math.floor(place / side) + 0.5) / side - 0.5);
    if (share > 0) entropy -= share * Math.log(share);
  }
  const region = regionAt(x, y);
  return region === 'middle' && entropy > EVEN * Math.log(side * side) ? 'all-over' : region;
}

/** What a place is called, from the picture's middle in shares of its side. */
export function regionAt(x: number, y: number): Exclude<Region, 'all-over'> {
  if (Math.hypot(x, y) <= NEAR) return 'middle';
  // Within 22.5° of an axis it is a side, else a corner.
  const tilt = Math.tan(Math.PI / 8);
  const vertical = y < 0 ? 'top' : 'bottom';
  const horizontal = x < 0 ? 'left' : 'right';
  if (Math.abs(x) < tilt * Math.abs(y)) return vertical;
  if (Math.abs(y) < tilt * Math.abs(x)) return horizontal;
  return `${vertical}-${horizontal}`;
}

/** The map as RGBA8 pixels of one colour, `side * side * 4` bytes: as strong as each place, from clear to full. */
export function toPixels({ values }: Heat, [red, green, blue]: readonly [number, number, number]): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (const [place, value] of values.entries()) pixels.set([red, green, blue, value * 255], place * 4);
  return pixels;
}
