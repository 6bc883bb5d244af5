import cpuWasmUrl from '../engines/cpu/spotcheck_web_bg.wasm?url';
import gpuWasmUrl from '../engines/gpu/spotcheck_web_bg.wasm?url';
import type { Wishes } from './address';
import { breathe } from './app/breathe';
import { findAdapter, hasSimd, wantsLessData } from './engine/adapter';
import { RaceMemory } from './engine/choose';
import { Engines, type CallOptions, type PictureSource } from './engine/engines';
import type { Crop, EngineKind, Verdict } from './engine/protocol';
import { spawnEngine } from './engine/spawn';
import { Failure, asFailure, isOfFiles } from './failure';
import { messages, type Note, type Words } from './messages';
import type { Card } from './model/card';
import type { ModelEntry } from './model/list';
import { ofOwnFiles, readModelFiles } from './model/open-files';
import { Partials } from './model/partial';
import { Shelf } from './model/shelf';
import { ModelStore, type Offer, type OpenedModel } from './model/store';
import { watchUpdates, type UpdateWatch } from './offline/updates';
import type { Photo } from './picture/intake';

/** A verdict, and how long each stage of it took. */
export interface Answer {
  readonly verdict: Verdict;
  readonly engine: EngineKind;
  readonly decodeMs: number;
}

export type Phase = 'loading' | 'ready' | 'failed';

/** An idle page in the background gives its workers' memory back after this. */
const SLEEP_AFTER_MS = 60_000;
/** How often what has come in is told. */
const COUNTED_EVERY_MS = 200;

/**
 * What the page is built on: the model, the engines and the offline copy, and how far each has come.
 * Dispatches `change` whenever something worth drawing has changed, `model` when another model answers, and
 * `kept` when the one that came with the visit has been stored.
 */
export class Session extends EventTarget {
  readonly engines: Engines;
  readonly store: ModelStore;
  /** Begun plainly: whatever is not needed for an answer stays away. */
  readonly safe: boolean;
  phase: Phase = 'loading';
  card: Card | undefined;
  /** The models to choose among, as soon as they are known. */
  offer: Offer | undefined;
  /** A model of the person's own files is in use. */
  ownFiles = false;
  failure: Failure | undefined;
  /** Bytes so far, and bytes in all as far as they are known. */
  progress = { received: 0, total: __CPU_WASM_BYTES__ };
  /** Switches to a new version of the page, when one waits. */
  applyUpdate: (() => void) | undefined;
  readonly notes = new Set<Note>();
  readonly settled: Promise<void>;

  readonly #wished: string | undefined;
  /** The site's model, while it is there: what stands back when the person's own is put away. */
  #model: OpenedModel | undefined;
  #starting: Promise<void> | undefined;
  #kept = Promise.resolve();
  #updates: UpdateWatch | undefined;
  #engineBytes = 0;
  #counting: ReturnType<typeof setTimeout> | undefined;
  #weightBytes = { received: 0, total: 0 };
  #onSettled: () => void = () => undefined;

  constructor({ engine, model, safe }: Omit<Wishes, 'language'>) {
    super();
    this.safe = safe;
    this.#wished = model;
    const base = new URL('./weights/', document.baseURI).href;
    this.settled = new Promise((resolve) => (this.#onSettled = resolve));
    this.store = new ModelStore({
      shelf: new Shelf(() => caches, base),
      partials: new Partials(() => caches, base),
      base,
      likely: __DEFAULT_MODEL__,
      fetch: (input, init) => fetch(input, init),
      onProgress: (received, total) => this.#count({ received, total }),
      onNote: (note) => this.note(note),
      onOffer: (offer) => {
        this.offer = offer;
        this.#changed();
      },
    });
    this.engines = new Engines({
      spawn: spawnEngine,
      wasmUrls: {
        cpu: new URL(cpuWasmUrl, document.baseURI).href,
        gpu: new URL(gpuWasmUrl, document.baseURI).href,
      },
      findAdapter: __WITH_GPU_ENGINE__ ? findAdapter : () => Promise.resolve(undefined),
      saveData: wantsLessData(),
      forced: safe ? 'cpu' : engine,
      memory: new RaceMemory(() => localStorage),
      onChange: () => this.#changed(),
      onNote: (note) => this.note(note),
      onBytes: (received) => this.#count(received),
    });
    this.#sleepWhenHidden();
  }

  /** The model that the address asks for; undefined when that is the site's default. */
  get chosen(): string | undefined {
    return this.#wished === this.offer?.default ? undefined : this.#wished;
  }

  /** What the site says of the model that it was asked for. */
  get entry(): ModelEntry | undefined {
    const id = this.#wished ?? this.offer?.default;
    return this.offer?.models.find((entry) => entry.id === id);
  }

  /** What the model in use looks at, or the one that is on its way: its card's `task.kind`. */
  get kind(): string | undefined {
    const unknown = this.#wished === undefined ? 'skin-lesion' : undefined;
    return this.card?.task.kind ?? this.entry?.kind ?? unknown;
  }

  /** The words that fit it. */
  get words(): Words {
    return messages.wordsFor(this.kind);
  }

  /** Loads the model and the engines. A second call waits for the first; after a failure it tries again. */
  start(): Promise<void> {
    // With the person's own model in use there is nothing to wait for.
    if (this.ownFiles) return Promise.resolve();
    this.#starting ??= this.#load().catch((thrown: unknown) => {
      this.#starting = undefined;
      this.failure = asFailure(thrown);
      this.phase = 'failed';
      this.#changed();
      this.#settle();
      throw this.failure;
    });
    return this.#starting;
  }

  /**
   * Puts a model of the person's own files in use, for this visit only: nothing is fetched for it, and
   * nothing stored. When anything is wrong with it, the model before stays in use.
   */
  async openModel(files: readonly File[]): Promise<void> {
    try {
      if (!hasSimd()) throw new Failure('simd-missing');
      const model = await readModelFiles(files);
      // One model at a time: what the engine is being given must be settled first, one way or the other.
      await this.start().catch(() => undefined);
      await this.#replace(model);
      this.ownFiles = true;
      this.failure = undefined;
      this.phase = 'ready';
      this.#show(model);
      this.dispatchEvent(new Event('model'));
    } catch (thrown) {
      throw ofOwnFiles(thrown);
    }
  }

  /** Puts the site's model in use again. */
  async closeModel(): Promise<void> {
    if (!this.ownFiles) return;
    const model = this.#model;
    if (model !== undefined) await this.#replace(model);
    this.ownFiles = false;
    this.card = model?.card;
    this.#changed();
    this.dispatchEvent(new Event('model'));
    // It had never come: try again, and say so if it still does not.
    if (model === undefined) await this.start().catch(() => undefined);
    else void this.engines.settle();
  }

  /** The id of the site's model that answers, or would if no model of the person's own files did. */
  get modelId(): string | undefined {
    return this.#model?.id;
  }

  /**
   * Stores a model that was fetched. Where it is a newer version of the one that answers, the engine must
   * accept it first; when it does not, the one before stays, on the device and in use.
   */
  async adopt(model: OpenedModel): Promise<void> {
    if (this.ownFiles || this.#model?.id !== model.id) {
      await this.store.put(model);
      return;
    }
    try {
      await this.#replace(model);
    } catch (thrown) {
      this.note('model-older');
      throw thrown;
    }
    this.#model = model;
    this.notes.delete('model-newer');
    this.#show(model);
    this.dispatchEvent(new Event('model'));
    void this.engines.settle();
    // Else the one before, still being stored, would replace this one.
    await this.#kept;
    await this.store.put(model);
  }

  /** The verdict on a square of a photo. */
  async classify(photo: Photo, crop: Crop, options: CallOptions = {}): Promise<Answer> {
    const { verdict, readMs } = await this.engines.classify(squareOf(photo, crop), options);
    return { verdict, engine: verdict.engine === 'webgpu' ? 'gpu' : 'cpu', decodeMs: photo.decodeMs + readMs };
  }

  /** Notes whether the network for outlines is at hand. */
  noteOutline(here: boolean): void {
    const { offer } = this;
    if (offer?.outline === undefined) return;
    this.offer = { ...offer, outline: { ...offer.outline, here } };
    this.#changed();
  }

  /** Adds a quiet line. */
  note(note: Note): void {
    this.notes.add(note);
    this.#changed();
  }

  async #load(): Promise<void> {
    this.phase = 'loading';
    this.failure = undefined;
    this.#changed();
    if (!hasSimd()) throw new Failure('simd-missing');
    let model: OpenedModel;
    try {
      model = await this.#loadModel();
    } catch (thrown) {
      this.#watch();
      throw thrown;
    }
    this.phase = 'ready';
    this.#changed();
    // In the background: the person need not wait for it, only the tests do.
    void this.#improve(model);
  }

  /** Has the offline copy made, and new versions of the page looked for. */
  #watch(): UpdateWatch {
    this.#updates ??= watchUpdates((apply) => {
      this.applyUpdate = apply;
      this.#changed();
    });
    return this.#updates;
  }

  async #loadModel(): Promise<OpenedModel> {
    const opening = this.store.open(this.#wished);
    // Shown as soon as it is there: the texts do not have to wait for the engine.
    opening.then((model) => this.#show(model), () => undefined);
    let model: OpenedModel | undefined;
    try {
      await this.engines.startCpu(opening);
      model = await opening;
    } catch (thrown) {
      const refused = await opening;
      model = concernsModel(thrown) ? await this.store.other(refused).catch(() => undefined) : undefined;
      if (model === undefined) throw thrown;
      await this.engines.startCpu(Promise.resolve(model));
    }
    this.#model = model;
    this.#show(model);
    return model;
  }

  async #replace(model: OpenedModel): Promise<void> {
    try {
      await this.engines.replace(model);
    } catch (thrown) {
      // The one before is there again; if its GPU engine answered, it is asked anew.
      if (!this.ownFiles && this.phase === 'ready') void this.engines.settle();
      throw thrown;
    }
  }

  async #improve(model: OpenedModel): Promise<void> {
    // What is asked in the moment it is ready is answered before anything else is fetched, hashed or stored.
    await breathe();
    await this.engines.quiet();
    const { offlineReady } = this.#watch();
    this.#kept = this.store.keep(model);
    await this.#kept;
    this.dispatchEvent(new Event('kept'));
    // First the offline copy: from then on the service worker sees the GPU engine come in, and keeps it.
    if (!(await offlineReady) && !import.meta.env.DEV) this.note('offline-unavailable');
    await this.engines.settle();
    this.#settle();
  }

  #show(model: OpenedModel): void {
    this.card = model.card;
    this.#changed();
  }

  #count(bytes: number | { received: number; total: number }): void {
    if (typeof bytes === 'number') this.#engineBytes = bytes;
    else this.#weightBytes = bytes;
    this.progress = {
      received: this.#engineBytes + this.#weightBytes.received,
      total: __CPU_WASM_BYTES__ + this.#weightBytes.total,
    };
    // Bytes come in by the hundred times a second, and each change has the page drawn.
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      this.#changed();
    }, COUNTED_EVERY_MS);
  }

  #changed(): void {
    const { dataset } = document.documentElement;
    dataset['engine'] = this.phase === 'ready' ? (this.engines.active ?? 'loading') : this.phase;
    this.dispatchEvent(new Event('change'));
  }

  #settle(): void {
    document.documentElement.dataset['settled'] = 'true';
    this.#onSettled();
    this.#changed();
  }

  #sleepWhenHidden(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    document.addEventListener('visibilitychange', () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => this.engines.sleep(), SLEEP_AFTER_MS);
    });
  }
}

/** True when the engine found fault with the model's files, so that another pair of files may do. */
export function concernsModel(thrown: unknown): boolean {
  const { code } = asFailure(thrown);
  return isOfFiles(code) || code === 'known-answer';
}

/** The square of a photo, cut out anew for every attempt. */
export function squareOf({ bitmap }: Pick<Photo, 'bitmap'>, { x, y, side }: Crop): PictureSource {
  return async () => ({ form: 'bitmap', bitmap: await createImageBitmap(bitmap, x, y, side, side) });
}
