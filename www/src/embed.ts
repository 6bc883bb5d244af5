import type { CallOptions, PictureSource } from './engine/engines';
import type { Crop, EngineKind, Verdict } from './engine/protocol';
import { centreSquare } from './picture/crop';
import { closePhoto, openPhoto } from './picture/intake';
import type { Session } from './session';

export interface EmbedOptions {
  /** Asks for this engine, and starts it if need be. Then no other engine steps in for it. */
  readonly engine?: EngineKind;
}

/** What the page offers to tests, benchmarks and whoever embeds it: the same path as its own buttons. */
export interface Embed {
  /** Resolves when the first engine can answer; rejects when none can. */
  readonly ready: Promise<void>;
  /** Resolves when nothing more will be loaded in the background. */
  readonly settled: Promise<void>;
  classifyRgba(rgba: Uint8Array, width: number, height: number, crop?: Crop, options?: EmbedOptions): Promise<Verdict>;
  classifyFile(file: Blob, options?: EmbedOptions): Promise<Verdict>;
  logits(rgba: Uint8Array, width: number, height: number, crop?: Crop, options?: EmbedOptions): Promise<Float32Array>;
  preprocess(rgba: Uint8Array, width: number, height: number, crop?: Crop, options?: EmbedOptions): Promise<Uint8Array>;
  info(): Info;
}

export interface Info {
  readonly engine: EngineKind | undefined;
  readonly model: string | undefined;
  readonly version: string | undefined;
  readonly notes: readonly string[];
}

declare global {
  interface Window {
    spotcheck: Embed;
  }
}

/** Makes the interface over a session. `ready` comes from the caller, who started it. */
export function createEmbed(session: Session, ready: Promise<void>): Embed {
  const { engines } = session;
  const source =
    (rgba: Uint8Array, width: number, height: number, crop = centreSquare({ width, height })): PictureSource =>
    () =>
      Promise.resolve({ form: 'rgba', rgba, width, height, crop });
  const call = ({ engine }: EmbedOptions = {}): CallOptions => ({ engine });
  return {
    ready,
    settled: session.settled,
    async classifyRgba(rgba, width, height, crop, options) {
      return (await engines.classify(source(rgba, width, height, crop), call(options))).verdict;
    },
    async classifyFile(file, options) {
      const photo = await openPhoto(file, 1);
      try {
        return (await session.classify(photo, centreSquare(photo), call(options))).verdict;
      } finally {
        closePhoto(photo);
      }
    },
    logits: (rgba, width, height, crop, options) => engines.logits(source(rgba, width, height, crop), call(options)),
    preprocess: (rgba, width, height, crop, options) =>
      engines.preprocess(source(rgba, width, height, crop), call(options)),
    info: () => ({
      engine: engines.active,
      model: session.card?.id,
      version: session.card?.version,
      notes: [...session.notes],
    }),
  };
}
