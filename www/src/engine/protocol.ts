import type { FailureCode } from '../failure';

/** `cpu` is the small engine (Burn flex), `gpu` the large one (Burn on WebGPU). */
export type EngineKind = 'cpu' | 'gpu';

/** A square in source pixels, after EXIF orientation. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Where the model looked: what spoke for the likeliest class, place by place. */
export interface Heat {
  readonly class: string;
  /** Places a row; as many rows. */
  readonly side: number;
  /** Row by row from the top left, each 0 to 1: the share of what the strongest place added. */
  readonly values: readonly number[];
}

/** What may be said about a picture: the same JSON as the command line prints. */
export interface Verdict {
  readonly state: 'answer' | 'unsure' | 'unsuitable';
  readonly reasons: readonly string[];
  readonly probabilities: Readonly<Record<string, number>>;
  readonly groups: Readonly<Record<string, number>>;
  /** How common each group is where these probabilities were calibrated; absent where nobody measured. */
  readonly prevalence?: Readonly<Record<string, number>>;
  readonly model: { readonly id: string; readonly version: string };
  readonly engine: string;
  readonly milliseconds: { readonly prepare: number; readonly infer: number; readonly judge: number };
  /** Absent when the network can't tell, and of a picture that is refused. */
  readonly heat?: Heat;
}

/** Raw pixels, or a bitmap that is already cut to the square. */
export type Picture =
  | {
      readonly form: 'rgba';
      readonly rgba: Uint8Array;
      readonly width: number;
      readonly height: number;
      readonly crop: Crop;
    }
  | { readonly form: 'bitmap'; readonly bitmap: ImageBitmap };

/** A network's files, as they are. */
export interface NetworkFiles {
  readonly cardJson: string;
  readonly weights: Uint8Array;
}

export interface LoadRequest extends NetworkFiles {
  readonly kind: EngineKind;
  readonly module: WebAssembly.Module;
  /** The CPU's logits for the known-answer picture; the GPU is held to them. */
  readonly reference: Float32Array | undefined;
}

export interface Classified {
  readonly verdict: Verdict;
  /** Milliseconds to read the bitmap's pixels. */
  readonly readMs: number;
}

/** Comlink would drop an error's code on its way, so outcomes travel as plain values. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: FailureCode;
      readonly message: string;
      /** The engine must not be used again: terminate its worker. */
      readonly fatal: boolean;
    };

/** What a worker offers. */
export interface EngineApi {
  /** Fetches and compiles the engine; the page keeps the module, so a restart fetches nothing. */
  compile(kind: EngineKind, url: string, onBytes: (received: number) => void): Promise<Outcome<WebAssembly.Module>>;
  /** Brings the model to the device and holds it to its known answer; resolves to its logits. */
  load(request: LoadRequest): Promise<Outcome<Float32Array>>;
  classify(picture: Picture): Promise<Outcome<Classified>>;
  logits(picture: Picture): Promise<Outcome<Float32Array>>;
  preprocess(picture: Picture): Promise<Outcome<Uint8Array>>;
  /** The outline of the spot as JSON, by a network that is loaded when its files are not the ones before. */
  trace(picture: Picture, network: NetworkFiles): Promise<Outcome<string>>;
  /** Milliseconds that one answer takes, everything included that a person would wait for. */
  timeAnswer(): Promise<Outcome<number>>;
}
