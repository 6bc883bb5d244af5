import { Patches } from './patches';
import { SpotFinder, type Found } from './spot-finder';
import { GLARE, LIGHT } from './thresholds';

/** The side of the frame looked at: finer than any model's input, so what is too soft to be seen here changes no verdict. */
export const SIDE = 160;

/** What can be said of a frame before any model has seen it. Shares are of the frame's pixels. */
export interface Measures {
  /** Mean luma, 0 to 255. */
  readonly luma: number;
  readonly dark: number;
  readonly clipped: number;
  /** White, colourless and in blobs of some size, as wet or oily skin shines. */
  readonly glare: number;
  /** Standard deviation of the luma. */
  readonly contrast: number;
  /** Variance of the Laplacian by that of the luma: how much of what there is to see is fine. */
  readonly sharpness: number;
  /** Mean absolute difference from the frame before, by the contrast; nothing in the first frame. */
  readonly motion: number | undefined;
  readonly spot: Found | undefined;
}

/** A little contrast that every frame is granted, so that the noise of an empty one is not called sharp or moving. */
const FLOOR = 5;
const PIXELS = SIDE * SIDE;

/** Measures frames of `SIDE` × `SIDE` pixels, one after the other. Takes its memory once, not for each frame. */
export class Analyser {
  readonly #luma = new Float32Array(PIXELS);
  readonly #half = new Float32Array(PIXELS);
  readonly #soft = new Float32Array(PIXELS);
  readonly #shine = new Uint8Array(PIXELS);
  readonly #patches = new Patches(PIXELS);
  readonly #none = new Float32Array(0);
  readonly #finder = new SpotFinder(SIDE);
  readonly #before = new Float32Array((SIDE / 2) ** 2);
  #hasBefore = false;
  readonly #measures = {
    luma: 0,
    dark: 0,
    clipped: 0,
    glare: 0,
    contrast: 0,
    sharpness: 0,
    motion: undefined as number | undefined,
    spot: undefined as Found | undefined,
  };

  /** The object is the same one every time. */
  measure(rgba: Uint8ClampedArray): Measures {
    const measures = this.#measures;
    this.#expose(rgba);
    measures.glare = this.#glare();
    measures.sharpness = this.#sharpness();
    measures.spot = this.#finder.find(rgba, SIDE, SIDE);
    measures.motion = this.#motion();
    return measures;
  }

  /** For when the next frame is another camera's: it has no frame before it. */
  forget(): void {
    this.#hasBefore = false;
  }

  #expose(rgba: Uint8ClampedArray): void {
    let [sum, squares, dark, clipped] = [0, 0, 0, 0];
    for (let at = 0; at < PIXELS; at += 1) {
      const red = rgba[at * 4] ?? 0;
      const green = rgba[at * 4 + 1] ?? 0;
      const blue = rgba[at * 4 + 2] ?? 0;
      const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      const lowest = Math.min(red, green, blue);
      this.#luma[at] = luma;
      this.#shine[at] = lowest >= GLARE.white && Math.max(red, green, blue) - lowest <= GLARE.colourless ? 1 : 0;
      sum += luma;
      squares += luma * luma;
      if (luma <= LIGHT.dark) dark += 1;
      if (luma >= LIGHT.clipped) clipped += 1;
    }
    const measures = this.#measures;
    measures.luma = sum / PIXELS;
    measures.contrast = Math.sqrt(Math.max(0, squares / PIXELS - measures.luma ** 2));
    measures.dark = dark / PIXELS;
    measures.clipped = clipped / PIXELS;
  }

  #glare(): number {
    let area = 0;
    this.#patches.walk(this.#shine, this.#none, SIDE, SIDE, (patch) => {
      const share = patch.area / PIXELS;
      if (share >= GLARE.smallest && share <= GLARE.largest) area += share;
    });
    return area;
  }

  /** Smoothed a little first: noise is as fine as nothing in the picture, and would pass for sharp. */
  #sharpness(): number {
    smooth(this.#luma, this.#half, 1);
    smooth(this.#half, this.#soft, SIDE);
    let [sum, squares] = [0, 0];
    for (let y = 1; y < SIDE - 1; y += 1) {
      for (let x = 1; x < SIDE - 1; x += 1) {
        const at = y * SIDE + x;
        const around = this.#level(at - 1) + this.#level(at + 1) + this.#level(at - SIDE) + this.#level(at + SIDE);
        const laplacian = around - 4 * this.#level(at);
        sum += laplacian;
        squares += laplacian * laplacian;
      }
    }
    const inner = (SIDE - 2) ** 2;
    const variance = squares / inner - (sum / inner) ** 2;
    return variance / (this.#measures.contrast ** 2 + FLOOR ** 2);
  }

  #level(at: number): number {
    return this.#soft[at] ?? 0;
  }

  /** Of the smoothed grid; a change of light alone, which the camera makes by itself, is taken off. */
  #motion(): number | undefined {
    const { grid } = this.#finder;
    const cells = grid.length;
    let [shift, change] = [0, 0];
    for (let at = 0; at < cells; at += 1) shift += (grid[at] ?? 0) - (this.#before[at] ?? 0);
    shift /= cells;
    for (let at = 0; at < cells; at += 1) change += Math.abs((grid[at] ?? 0) - (this.#before[at] ?? 0) - shift);
    this.#before.set(grid);
    const known = this.#hasBefore;
    this.#hasBefore = true;
    return known ? change / cells / (this.#measures.contrast + FLOOR) : undefined;
  }
}

/** One, two, one, along one direction; `step` leads to the next pixel of it. Past the ends, its own level counts. */
function smooth(from: Float32Array, into: Float32Array, step: number): void {
  for (let at = 0; at < PIXELS; at += 1) {
    const level = from[at] ?? 0;
    into[at] = ((from[at - step] ?? level) + 2 * level + (from[at + step] ?? level)) / 4;
  }
}
