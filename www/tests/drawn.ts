import { SIDE } from '../src/capture/measure';

type Colour = readonly [number, number, number];

/** A frame to draw: a spot on skin, as a camera may show it. */
export interface Scene {
  readonly width?: number;
  readonly height?: number;
  readonly skin?: Colour;
  /** Undefined: skin and nothing else. */
  readonly spot?: Colour | undefined;
  /** The spot's diameter by the frame's shorter side. */
  readonly size?: number;
  /** The spot's middle, in shares of the frame. */
  readonly x?: number;
  readonly y?: number;
  /** Standard deviation of a Gaussian, in pixels of the frame. */
  readonly blur?: number;
  /** Standard deviation of the sensor's noise, in levels. */
  readonly noise?: number;
  /** What the light multiplies every level by. */
  readonly light?: number;
  /** How much darker the right edge is than the left one, as a share. */
  readonly falloff?: number;
  /** Shining blobs: middle and radius in shares of the frame. */
  readonly shine?: readonly (readonly [number, number, number])[];
  readonly seed?: number;
}

export const FAIR: Colour = [222, 184, 164];
export const DARK: Colour = [96, 64, 50];
export const BROWN: Colour = [112, 72, 52];
const BLACKISH: Colour = [34, 22, 20];
export const ON_DARK = { skin: DARK, spot: BLACKISH } as const;

/** Draws a scene as RGBA, the same one every time. */
export function draw(scene: Scene = {}): Uint8ClampedArray {
  const { width = SIDE, height = SIDE, skin = FAIR, size = 0.5, x = 0.5, y = 0.5, blur = 0.4, noise = 1.2 } = scene;
  const { light = 1, falloff = 0, shine = [], seed = 1 } = scene;
  const spot = 'spot' in scene ? scene.spot : BROWN;
  const random = generator(seed);
  const shorter = Math.min(width, height);
  const planes = [0, 1, 2].map(() => new Float32Array(width * height));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      const [dx, dy] = [column - x * width, row - y * height];
      const angle = Math.atan2(dy, dx);
      const radius = (size / 2) * shorter * (1 + 0.06 * Math.sin(3 * angle + 1) + 0.03 * Math.sin(7 * angle));
      const inside = Math.hypot(dx, dy) <= radius;
      // Skin has lines some pixels apart, a spot has a net.
      const lines = 3.5 * Math.sin(column * 0.9 + row * 0.5) * Math.sin(row * 0.8 - column * 0.35);
      const net = 7 * Math.sin(column * 0.8) * Math.sin(row * 0.8);
      for (const [channel, plane] of planes.entries()) {
        const colour = (inside ? spot?.[channel] : undefined) ?? skin[channel] ?? 0;
        plane[at] = colour + (inside && spot !== undefined ? net : lines) * (colour / 180);
      }
    }
  }
  const rgba = new Uint8ClampedArray(width * height * 4);
  const soft = planes.map((plane) => blurred(plane, width, height, blur));
  for (let at = 0; at < width * height; at += 1) {
    const [column, row] = [at % width, Math.floor(at / width)];
    const shines = shine.some(([sx, sy, r]) => Math.hypot(column / width - sx, row / height - sy) < r);
    soft.forEach((plane, channel) => {
      const lit = (plane[at] ?? 0) * light * (1 - (falloff * column) / width);
      rgba[at * 4 + channel] = shines ? 250 - channel : lit + noise * random();
    });
    rgba[at * 4 + 3] = 255;
  }
  return rgba;
}

/** Standard normal numbers, the same ones for a seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  const even = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
}

/** A Gaussian, one direction after the other; the edge goes on outside. */
function blurred(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(3 * sigma));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, n) => Math.exp(-((n - reach) ** 2) / (2 * Math.max(sigma, 1e-3) ** 2)));
  const sum = weights.reduce((all, part) => all + part, 0);
  const kernel = Float32Array.from(weights, (weight) => weight / sum);
  const half = new Float32Array(plane.length);
  const whole = new Float32Array(plane.length);
  for (let at = 0; at < plane.length; at += 1) {
    const column = at % width;
    for (let n = -reach; n <= reach; n += 1) {
      const near = Math.min(Math.max(column + n, 0), width - 1);
      half[at] = (half[at] ?? 0) + (kernel[n + reach] ?? 0) * (plane[at - column + near] ?? 0);
    }
  }
  for (let at = 0; at < plane.length; at += 1) {
    const column = at % width;
    const row = (at - column) / width;
    for (let n = -reach; n <= reach; n += 1) {
      const near = Math.min(Math.max(row + n, 0), height - 1);
      whole[at] = (whole[at] ?? 0) + (kernel[n + reach] ?? 0) * (half[near * width + column] ?? 0);
    }
  }
  return whole;
}
