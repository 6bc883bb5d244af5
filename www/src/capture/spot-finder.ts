import { Patches } from './patches';
import { SPOT } from './thresholds';

/** Where the one dark spot of a frame lies, in shares of the frame's width and height. */
export interface Found {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Residuals are counted in whole levels from here on; what is lighter than the skin about it is no candidate. */
const LIGHTEST = -64;

/**
 * Finds the one dark spot of a frame without a model: how much darker each cell is in the green channel, which both
 * melanin and blood darken, than the skin along the frame's edge, Otsu's threshold on that, and of the dark patches the
 * one nearest to the middle. Where none is clear it finds nothing: this guides a hand, and is no outline to measure by.
 */
export class SpotFinder {
  /** The green channel, two pixels to a cell each way and smoothed, so that neither noise nor a hair counts. */
  readonly grid: Float32Array;
  readonly #scratch: Float32Array;
  readonly #mask: Uint8Array;
  readonly #central: Float32Array;
  readonly #histogram = new Float64Array(256);
  readonly #patches: Patches;
  readonly #best = { area: 0, edge: 0, x: 0, y: 0, spreadX: 0, spreadY: 0, weight: 0 };
  readonly #found = { x: 0, y: 0, width: 0, height: 0 };
  readonly #plane = { level: 0, across: 0, down: 0, spread: 0 };
  /** The cells along the edge. */
  #rim = new Int32Array(0);
  #columns = 0;
  #rows = 0;

  /** For frames of at most `side` pixels each way. */
  constructor(side: number) {
    const cells = Math.ceil(side / 2) ** 2;
    this.grid = new Float32Array(cells);
    this.#scratch = new Float32Array(cells);
    this.#mask = new Uint8Array(cells);
    this.#central = new Float32Array(cells);
    this.#patches = new Patches(cells);
  }

  /** The spot in a frame of even sides, or nothing. The object is the same one every time. */
  find(rgba: Uint8ClampedArray, width: number, height: number): Found | undefined {
    this.#size(width >> 1, height >> 1);
    this.#coarsen(rgba, width);
    this.#smooth();
    this.#fitSkin();
    const cells = this.#columns * this.#rows;
    for (let at = 0; at < cells; at += 1) this.#scratch[at] = this.#darkness(at);
    const split = this.#otsu();
    return split === undefined ? undefined : this.#choose(split);
  }

  /** What is near the middle counts, and what lies in a corner does not. */
  #size(columns: number, rows: number): void {
    if (columns === this.#columns && rows === this.#rows) return;
    this.#columns = columns;
    this.#rows = rows;
    for (let at = 0; at < columns * rows; at += 1) {
      const x = (2 * (at % columns)) / columns - 1;
      const y = (2 * Math.floor(at / columns)) / rows - 1;
      this.#central[at] = Math.max(0, 1 - x * x - y * y);
    }
    const wide = Math.round(Math.min(columns, rows) * SPOT.rim);
    const inRim = (at: number): boolean =>
      Math.min(at % columns, columns - 1 - (at % columns), Math.floor(at / columns), rows - 1 - Math.floor(at / columns)) < wide;
    this.#rim = Int32Array.from([...Array(columns * rows).keys()].filter(inRim));
  }

  #coarsen(rgba: Uint8ClampedArray, width: number): void {
    for (let y = 0; y < this.#rows; y += 1) {
      for (let x = 0; x < this.#columns; x += 1) {
        const at = (2 * y * width + 2 * x) * 4 + 1;
        const below = at + width * 4;
        const sum = (rgba[at] ?? 0) + (rgba[at + 4] ?? 0) + (rgba[below] ?? 0) + (rgba[below + 4] ?? 0);
        this.#scratch[y * this.#columns + x] = sum / 4;
      }
    }
  }

  /** A mean over three by three cells; at the edge the nearest cell stands in for the missing one. */
  #smooth(): void {
    const [columns, rows] = [this.#columns, this.#rows];
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) {
        let sum = 0;
        for (let dy = -1; dy <= 1; dy += 1) {
          const row = Math.min(Math.max(y + dy, 0), rows - 1) * columns;
          for (let dx = -1; dx <= 1; dx += 1) sum += this.#scratch[row + Math.min(Math.max(x + dx, 0), columns - 1)] ?? 0;
        }
        this.grid[y * columns + x] = sum / 9;
      }
    }
  }

  #fitSkin(): void {
    Object.assign(this.#plane, { level: 0, across: 0, down: 0 });
    this.#fit(Infinity);
    // The first time told the plane, the second how far the cells lie off it.
    this.#fit(Infinity);
    // What is far off is hair, clothes or a corner.
    this.#fit(1.5 * this.#plane.spread);
  }

  /** A plane through the levels along the edge, of those within `reach` of the plane before: light falls off across skin. */
  #fit(reach: number): void {
    const plane = this.#plane;
    let [n, level, across, down, xx, yy, squares] = [0, 0, 0, 0, 0, 0, 0];
    for (const at of this.#rim) {
      const off = this.#darkness(at);
      if (Math.abs(off) > reach) continue;
      const x = this.#x(at);
      const y = this.#y(at);
      n += 1;
      level -= off;
      squares += off * off;
      // The rim lies evenly about the middle, so level and slopes are all but independent of each other.
      across -= off * x;
      down -= off * y;
      xx += x * x;
      yy += y * y;
    }
    if (n === 0) return;
    plane.level += level / n;
    plane.across += across / xx;
    plane.down += down / yy;
    plane.spread = Math.sqrt(squares / n);
  }

  /** From the middle, in cells. */
  #x(at: number): number {
    return (at % this.#columns) - (this.#columns - 1) / 2;
  }

  #y(at: number): number {
    return Math.floor(at / this.#columns) - (this.#rows - 1) / 2;
  }

  /** How much darker a cell is than skin would be there. */
  #darkness(at: number): number {
    const { level, across, down } = this.#plane;
    return level + across * this.#x(at) + down * this.#y(at) - (this.grid[at] ?? 0);
  }

  /** The darkness that parts spot from skin best, what is central counting most; nothing when they are not plainly apart. */
  #otsu(): number | undefined {
    const cells = this.#columns * this.#rows;
    this.#histogram.fill(0);
    let [whole, total] = [0, 0];
    for (let at = 0; at < cells; at += 1) {
      const bin = Math.min(255, Math.max(0, Math.round((this.#scratch[at] ?? 0) - LIGHTEST)));
      const weight = this.#central[at] ?? 0;
      this.#histogram[bin] = (this.#histogram[bin] ?? 0) + weight;
      whole += weight;
      total += bin * weight;
    }
    let [below, sumBelow, best, split, gap] = [0, 0, 0, 0, 0];
    for (let bin = 0; bin < 255; bin += 1) {
      const weight = this.#histogram[bin] ?? 0;
      below += weight;
      sumBelow += bin * weight;
      if (below <= 0 || whole - below <= 1e-6) continue;
      const apart = (total - sumBelow) / (whole - below) - sumBelow / below;
      const between = below * (whole - below) * apart * apart;
      if (between <= best) continue;
      best = between;
      split = bin;
      gap = apart;
    }
    return gap >= SPOT.contrast && gap >= SPOT.distinct * this.#plane.spread ? split + LIGHTEST + 0.5 : undefined;
  }

  #choose(split: number): Found | undefined {
    const [columns, rows] = [this.#columns, this.#rows];
    const cells = columns * rows;
    let dark = 0;
    for (let at = 0; at < cells; at += 1) {
      const isDark = (this.#scratch[at] ?? 0) > split ? 1 : 0;
      this.#mask[at] = isDark;
      dark += isDark * (this.#central[at] ?? 0);
    }
    this.#best.weight = 0;
    this.#patches.walk(this.#mask, this.#central, columns, rows, (patch) => {
      if (patch.weight > this.#best.weight) Object.assign(this.#best, patch);
    });
    const { area, edge, weight, x, y, spreadX, spreadY } = this.#best;
    const share = area / cells;
    // An even ellipse reaches two of its standard deviations to each side.
    const [wide, high] = [4 * spreadX, 4 * spreadY];
    if (weight === 0 || share < SPOT.smallest || share > SPOT.largest) return undefined;
    if (weight / dark < SPOT.alone || edge / (2 * (columns + rows)) > SPOT.edge) return undefined;
    if (area / Math.max(1, wide * high) < SPOT.compact || Math.max(wide, high) > SPOT.longest * Math.min(wide, high)) return undefined;
    this.#found.x = (x + 0.5) / columns;
    this.#found.y = (y + 0.5) / rows;
    this.#found.width = Math.min(1, wide / columns);
    this.#found.height = Math.min(1, high / rows);
    return this.#found;
  }
}
