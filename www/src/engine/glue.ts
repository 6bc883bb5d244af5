/** One loaded model on one device: what the Rust side exports. Its errors carry a `code`. */
export interface Engine {
  /** Resolves to a `Verdict` as JSON. The crop is a square in source pixels. */
  classify(rgba: Uint8Array, width: number, height: number, x: number, y: number, side: number): Promise<string>;
  logits(rgba: Uint8Array, width: number, height: number, x: number, y: number, side: number): Promise<Float32Array>;
  preprocess(rgba: Uint8Array, width: number, height: number, x: number, y: number, side: number): Uint8Array;
  /** Resolves to the known answer's logits; rejects when they are not the card's. */
  selfTest(): Promise<Float32Array>;
  /** Each answer then comes with the known one, in one stretch of work, and is refused when these logits do not come out of that. */
  holdTo(logits: Float32Array): void;
}

/** The network that traces outlines, loaded on one device. It is another one than the model, and lies beside it. */
export interface Outliner {
  /**
   * Resolves to JSON: `{ "found": false }`, or what `Outline` in `outline/outline.ts` says. The crop is a square in
   * source pixels.
   */
  trace(rgba: Uint8Array, width: number, height: number, x: number, y: number, side: number): Promise<string>;
}

/** A compiled engine's JavaScript side, the same for both. */
export interface Glue {
  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  /** The hash is the weights', in hex; without one the engine computes it, more slowly. */
  readonly Engine: { load(cardJson: string, weights: Uint8Array, sha256: string | undefined): Promise<Engine> };
  /** Has the browser compile what an answer needs, and well when called a few times. */
  warmUp(): void;
  /** Holds the network to its own known answer as well. */
  readonly Outliner: { load(cardJson: string, weights: Uint8Array): Promise<Outliner> };
  /** A spot drawn by code, as RGBA. */
  specimen(seed: number, width: number, height: number): Uint8Array;
}
