import type { EngineKind, Verdict } from '../engine/protocol';
import type { Reliability } from '../model/reliability';

/** The two drawings of the body map. */
export type View = 'front' | 'back';

/** A point on the body map: shares of the drawing's width and height, from its left and top. */
export interface Place {
  readonly view: View;
  readonly x: number;
  readonly y: number;
  /** Which part of the body that is, as a code that the page has words for. */
  readonly region: string;
}

/** A mole that somebody looks after. Times are milliseconds since 1970, UTC. */
export interface Mole {
  /** A random UUID: two devices never give the same. */
  readonly id: string;
  readonly name: string;
  readonly place: Place | undefined;
  readonly notes: string;
  readonly created: number;
  readonly changed: number;
}

/** What a model said about a photo, kept with what is needed to understand it years later. */
export interface KeptVerdict {
  readonly verdict: Verdict;
  readonly engine: EngineKind;
  readonly title: string;
  readonly classes: readonly { readonly code: string; readonly name: string; readonly group: string }[];
  readonly groups: readonly { readonly code: string; readonly title: string }[];
  readonly limits: readonly string[];
  /** How often such answers were right on test pictures, where that was known then. */
  readonly reliability?: Reliability;
}

/** A–E as a person answered them; `undefined` where nothing was said. */
export interface Abcde {
  readonly asymmetry: boolean | undefined;
  readonly border: boolean | undefined;
  readonly colour: boolean | undefined;
  readonly diameter: boolean | undefined;
  readonly evolving: boolean | undefined;
}

/** The size of a mole, measured on its photo against a thing of known size. */
export interface Measure {
  readonly millimetres: number;
  /** A coin's code, such as `eur-0.01`, or `ruler`. */
  readonly against: string;
  /** What it may be off by, in millimetres. */
  readonly giveOrTake?: number;
  /** Millimetres to one pixel of the picture: two pictures can be shown to one scale by it. */
  readonly perPixel?: number;
}

/** One photo of a mole. */
export interface Entry {
  readonly id: string;
  readonly mole: string;
  readonly taken: number;
  readonly changed: number;
  /** A JPEG made from pixels, so that it carries no EXIF and no place. */
  readonly picture: Blob;
  readonly width: number;
  readonly height: number;
  /** The square that was looked at, in pixels of the picture. */
  readonly crop: { readonly x: number; readonly y: number; readonly side: number };
  readonly kept: KeptVerdict | undefined;
  readonly measure: Measure | undefined;
  readonly abcde: Abcde | undefined;
  readonly note: string;
}
