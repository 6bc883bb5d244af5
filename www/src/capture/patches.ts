/** A connected part of a mask, in cells. */
export interface Patch {
  readonly area: number;
  /** Its cells on the frame's edge. */
  readonly edge: number;
  readonly x: number;
  readonly y: number;
  /** How far its cells spread about that middle: standard deviations. */
  readonly spreadX: number;
  readonly spreadY: number;
  /** Sum of what was given as `weights`. */
  readonly weight: number;
}

/** Walks the connected patches of a mask, four neighbours a cell. Takes its memory once, not for each frame. */
export class Patches {
  readonly #stack: Int32Array;
  readonly #left: Uint8Array;
  readonly #patch = { area: 0, edge: 0, x: 0, y: 0, spreadX: 0, spreadY: 0, weight: 0 };

  constructor(cells: number) {
    this.#stack = new Int32Array(cells);
    this.#left = new Uint8Array(cells);
  }

  /** Calls `visit` with each patch; the object is the same one every time. */
  walk(mask: Uint8Array, weights: Float32Array, width: number, height: number, visit: (patch: Patch) => void): void {
    const cells = width * height;
    for (let at = 0; at < cells; at += 1) this.#left[at] = mask[at] ?? 0;
    for (let at = 0; at < cells; at += 1) {
      if (this.#left[at] === 0) continue;
      this.#fill(at, weights, width, height);
      visit(this.#patch);
    }
  }

  #fill(from: number, weights: Float32Array, width: number, height: number): void {
    let [depth, area, edge, weight, sumX, sumY, sumXX, sumYY] = [0, 0, 0, 0, 0, 0, 0, 0];
    depth = this.#push(from, depth);
    while (depth > 0) {
      depth -= 1;
      const at = this.#stack[depth] ?? 0;
      const x = at % width;
      const y = (at - x) / width;
      area += 1;
      weight += weights[at] ?? 0;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) edge += 1;
      if (x > 0) depth = this.#push(at - 1, depth);
      if (x < width - 1) depth = this.#push(at + 1, depth);
      if (y > 0) depth = this.#push(at - width, depth);
      if (y < height - 1) depth = this.#push(at + width, depth);
    }
    const patch = this.#patch;
    patch.area = area;
    patch.edge = edge;
    patch.weight = weight;
    patch.x = sumX / area;
    patch.y = sumY / area;
    patch.spreadX = Math.sqrt(Math.max(0, sumXX / area - patch.x ** 2));
    patch.spreadY = Math.sqrt(Math.max(0, sumYY / area - patch.y ** 2));
  }

  #push(at: number, depth: number): number {
    if (this.#left[at] === 0) return depth;
    this.#left[at] = 0;
    this.#stack[depth] = at;
    return depth + 1;
  }
}
