import cpuWasmUrl from '../engines/cpu/spotcheck_web_bg.wasm?url';
import gpuWasmUrl from '../engines/gpu/spotcheck_web_bg.wasm?url';
import { findAdapter, hasSimd, wantsLessData } from './engine/adapter';
import { RaceMemory } from './engine/choose';
import { Engines, type CallOptions } from './engine/engines';
import type { Crop, EngineKind, Verdict } from './engine/protocol';
import { spawnEngine } from './engine/spawn';
import { Failure, asFailure } from './failure';
import type { Note } from './messages';
import type { Card } from './model/card';
import { Shelf } from './model/shelf';
import { ModelStore, type OpenedModel } from './model/store';
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

/**
 * What the page is built on: the model, the engines and the offline copy, and how far each has come.
 * Dispatches `change` whenever something worth drawing has changed.
 */
export class Session extends EventTarget {
  readonly engines: Engines;
  phase: Phase = 'loading';
  card: Card | undefined;
  failure: Failure | undefined;
  /** Bytes so far, and bytes in all as far as they are known. */
  progress = { received: 0, total: __CPU_WASM_BYTES__ };
  /** Switches to a new version of the page, when one waits. */
  applyUpdate: (() => void) | undefined;
  readonly notes = new Set<Note>();
  readonly settled: Promise<void>;

  readonly #store: ModelStore;
  #starting: Promise<void> | undefined;
  #updates: UpdateWatch | undefined;
  #engineBytes = 0;
  #weightBytes = { received: 0, total: 0 };
  #onSettled: () => void = () => undefined;

  constructor(forced: EngineKind | undefined) {
    super();
    const base = new URL('./weights/', document.baseURI).href;
    this.settled = new Promise((resolve) => (this.#onSettled = resolve));
    this.#store = new ModelStore({
      shelf: new Shelf(() => caches, base),
      base,
      fetch: (input, init) => fetch(input, init),
      onProgress: (received, total) => this.#count({ received, total }),
      onNote: (note) => this.note(note),
    });
    this.engines = new Engines({
      spawn: spawnEngine,
      wasmUrls: {
        cpu: new URL(cpuWasmUrl, document.baseURI).href,
        gpu: new URL(gpuWasmUrl, document.baseURI).href,
      },
      findAdapter,
      saveData: wantsLessData(),
      forced,
      memory: new RaceMemory(() => localStorage),
      onChange: () => this.#changed(),
      onNote: (note) => this.note(note),
      onBytes: (received) => this.#count(received),
    });
    this.#sleepWhenHidden();
  }

  /** Loads the model and the engines. A second call waits for the first; after a failure it tries again. */
  start(): Promise<void> {
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

  /** The verdict on a square of a photo. */
  async classify(photo: Photo, crop: Crop, options: CallOptions = {}): Promise<Answer> {
    const { x, y, side } = crop;
    const cut = async () => ({ form: 'bitmap', bitmap: await createImageBitmap(photo.bitmap, x, y, side, side) }) as const;
    const { verdict, readMs } = await this.engines.classify(cut, options);
    return { verdict, engine: verdict.engine === 'webgpu' ? 'gpu' : 'cpu', decodeMs: photo.decodeMs + readMs };
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
    this.#updates ??= watchUpdates((apply) => {
      this.applyUpdate = apply;
      this.#changed();
    });
    const { offlineReady } = this.#updates;
    await this.#loadModel();
    this.phase = 'ready';
    this.#changed();
    // In the background: the person need not wait for it, only the tests do.
    void this.#improve(offlineReady);
  }

  async #loadModel(): Promise<void> {
    const opening = this.#store.open();
    // Shown as soon as it is there: the texts do not have to wait for the engine.
    opening.then((model) => this.#show(model), () => undefined);
    let model: OpenedModel | undefined;
    try {
      await this.engines.startCpu(opening);
      model = await opening;
    } catch (thrown) {
      const refused = await opening;
      model = concernsModel(thrown) ? await this.#store.older(refused) : undefined;
      if (model === undefined) throw thrown;
      await this.engines.startCpu(Promise.resolve(model));
    }
    this.#show(model);
    await this.#store.keep(model);
  }

  async #improve(offlineReady: Promise<boolean>): Promise<void> {
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
    this.#changed();
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
function concernsModel(thrown: unknown): boolean {
  return /^(card|weights)-|^known-answer$/.test(asFailure(thrown).code);
}
