import { Failure, asFailure, isAbort, isOfFiles, type FailureCode } from '../failure';
import { Bridge, unwrap, within, type WorkerHandle } from './bridge';
import { plan, race, type RaceMemory } from './choose';
import type { Classified, EngineApi, EngineKind, NetworkFiles, Outcome, Picture } from './protocol';

/** What an engine needs of a model. */
export interface EngineModel extends NetworkFiles {
  readonly id: string;
  readonly version: string;
}

/** Gives the same picture afresh: a bitmap moves into the worker, and a second attempt needs its own. */
export type PictureSource = () => Promise<Picture>;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Asks for this engine and no other; without it, the one that proved faster answers. */
  readonly engine?: EngineKind | undefined;
}

/** Something the person should know about the engines, though nothing is asked of them. */
export type EngineNote = 'gpu-absent' | 'gpu-refused' | 'gpu-replaced';

export interface EnginesOptions {
  readonly spawn: (kind: EngineKind) => WorkerHandle<EngineApi>;
  readonly wasmUrls: Readonly<Record<EngineKind, string>>;
  readonly findAdapter: () => Promise<string | undefined>;
  readonly saveData: boolean;
  readonly forced: EngineKind | undefined;
  readonly memory: RaceMemory;
  readonly onChange: () => void;
  readonly onNote: (note: EngineNote) => void;
  readonly onBytes: (received: number) => void;
}

const COMPILE_LIMIT_MS = 300_000;
const LOAD_LIMIT_MS: Readonly<Record<EngineKind, number>> = { cpu: 60_000, gpu: 120_000 };
const CALL_LIMIT_MS: Readonly<Record<EngineKind, number>> = { cpu: 20_000, gpu: 30_000 };

/** After these, another try in a fresh worker can help; after any other, the input is at fault. */
const WORTH_A_RETRY: ReadonlySet<FailureCode> = new Set(['engine-trap', 'engine-timeout', 'inference', 'device']);
/** After these, another engine has no better answer: the input was at fault, or it was meant for another model. */
const SAME_ON_ANY: ReadonlySet<FailureCode> = new Set(['picture-size', 'crop', 'model-switched']);
/** These say nothing about the GPU, so they must not be held against it at the next visit. */
const NOT_THE_GPUS_FAULT: ReadonlySet<FailureCode> = new Set(['engine-download', 'model-switched', 'unknown']);

/** Both engines behind one interface: the CPU answers first, the GPU takes over only if it proves itself. */
export class Engines {
  readonly #options: EnginesOptions;
  readonly #bridges: Readonly<Record<EngineKind, Bridge<EngineApi>>>;
  readonly #modules = new Map<EngineKind, WebAssembly.Module>();
  #model: Promise<EngineModel> | undefined;
  #reference: Float32Array | undefined;
  #active: EngineKind | undefined;

  constructor(options: EnginesOptions) {
    this.#options = options;
    const bridge = (kind: EngineKind): Bridge<EngineApi> =>
      new Bridge({
        spawn: () => options.spawn(kind),
        prepare: (api) => this.#prepare(kind, api),
        callLimitMs: CALL_LIMIT_MS[kind],
        onCrash: (failure) => {
          if (kind === 'gpu' && this.#active === 'gpu') this.#retireGpu(failure);
        },
      });
    this.#bridges = { cpu: bridge('cpu'), gpu: bridge('gpu') };
  }

  /** The engine that answers now; undefined until the CPU is ready. */
  get active(): EngineKind | undefined {
    return this.#active;
  }

  /** Starts the CPU engine. It compiles while the model is still on its way. */
  async startCpu(model: Promise<EngineModel>): Promise<void> {
    // Watched at once: the engine's own download may fail first, and then nobody else would.
    model.catch(() => undefined);
    this.#stopBoth();
    this.#model = model;
    await this.#bridges.cpu.start();
    this.#activate('cpu');
  }

  /**
   * Puts another model in place of the present one. When the CPU engine refuses it, the one before is
   * loaded again, and the refusal thrown. The GPU engine stays out of it until `settle` is called.
   */
  async replace(model: EngineModel): Promise<void> {
    const before = this.#model;
    const answered = this.#active !== undefined;
    try {
      await this.startCpu(Promise.resolve(model));
    } catch (thrown) {
      this.#stopBoth();
      this.#model = before;
      // Should it fail now, the next call tries once more, and says what is wrong.
      if (answered) await this.#bridges.cpu.start().catch(() => undefined);
      throw thrown;
    }
  }

  /** Finds out, in the background, whether the GPU is the better engine here. */
  async settle(): Promise<void> {
    const { forced, memory } = this.#options;
    const settling = this.#model;
    const model = await settling;
    if (model === undefined) return;
    const adapter = forced === 'cpu' ? undefined : await this.#options.findAdapter();
    // Another model has come in between: what is found out here would be about that one.
    if (this.#model !== settling) return;
    const { cpu, gpu } = this.#options.wasmUrls;
    const subject = [cpu, gpu, model.id, model.version, adapter].join('|');
    const remembered = memory.recall(subject);
    const chosen = plan({ forced, adapter, saveData: this.#options.saveData, remembered });
    if (chosen === 'gpu-impossible') this.#options.onNote('gpu-absent');
    if (chosen === 'cpu-only' || chosen === 'gpu-impossible') return;
    try {
      await this.#bridges.gpu.start();
      const winner = chosen === 'gpu-trusted' ? 'gpu' : (await this.#race()).winner;
      if (this.#model !== settling) return;
      if (forced === undefined) memory.remember(subject, winner);
      if (winner === 'gpu') this.#activate('gpu');
      else this.#bridges.gpu.stop(new Failure('engine-trap', {}, 'the CPU is faster'));
    } catch (thrown) {
      const failure = asFailure(thrown);
      this.#bridges.gpu.stop(failure);
      if (!NOT_THE_GPUS_FAULT.has(failure.code)) memory.remember(subject, 'cpu');
      if (forced === 'gpu') this.#options.onNote('gpu-refused');
    }
  }

  /** The verdict on a picture. When the GPU fails at it, the CPU answers instead. */
  classify(source: PictureSource, options: CallOptions = {}): Promise<Classified> {
    return this.#ask((api, picture) => api.classify(picture), source, options);
  }

  /** Raw logits. */
  logits(source: PictureSource, options: CallOptions = {}): Promise<Float32Array> {
    return this.#ask((api, picture) => api.logits(picture), source, options);
  }

  /** The bytes the network sees. */
  preprocess(source: PictureSource, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#ask((api, picture) => api.preprocess(picture), source, options);
  }

  /** The outline of the spot, as JSON. The first call in a worker also loads the network: it may take as long as that. */
  trace(source: PictureSource, { cardJson, weights }: NetworkFiles, options: CallOptions = {}): Promise<string> {
    return this.#ask((api, picture) => api.trace(picture, { cardJson, weights }), source, options, LOAD_LIMIT_MS);
  }

  /** Resolves when the CPU engine has answered what it was asked. */
  async quiet(): Promise<void> {
    await this.#bridges.cpu.start().catch(() => undefined);
  }

  /** Gives idle workers' memory back; the next call starts what it needs. */
  sleep(): void {
    this.#bridges.cpu.sleep();
    this.#bridges.gpu.sleep();
  }

  async #ask<T>(
    job: (api: EngineApi, picture: Picture) => Promise<Outcome<T>>,
    source: PictureSource,
    { signal, engine }: CallOptions,
    limits = CALL_LIMIT_MS,
  ): Promise<T> {
    const attempt = (kind: EngineKind): Promise<T> =>
      this.#bridges[kind].call(async (api) => job(api, await source()), signal, limits[kind]);
    if (engine === 'gpu') return attempt('gpu');
    if (engine === undefined && this.#active === 'gpu') {
      try {
        return await attempt('gpu');
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (isAbort(thrown) || SAME_ON_ANY.has(failure.code) || isOfFiles(failure.code)) throw thrown;
        this.#retireGpu(failure);
      }
    }
    try {
      return await attempt('cpu');
    } catch (thrown) {
      if (isAbort(thrown) || !WORTH_A_RETRY.has(asFailure(thrown).code)) throw thrown;
      return attempt('cpu');
    }
  }

  #race(): ReturnType<typeof race> {
    const time = (kind: EngineKind) => (): Promise<number> => this.#bridges[kind].call((api) => api.timeAnswer());
    return race(time('cpu'), time('gpu'));
  }

  async #prepare(kind: EngineKind, api: EngineApi): Promise<void> {
    if (this.#model === undefined) throw new Failure('weights-missing');
    const [module, model] = await Promise.all([this.#compile(kind, api), this.#model]);
    const request = {
      kind,
      module,
      cardJson: model.cardJson,
      weights: model.weights,
      reference: kind === 'gpu' ? this.#reference : undefined,
    };
    const logits = unwrap(await within(api.load(request), LOAD_LIMIT_MS[kind]));
    if (kind === 'cpu') this.#reference = logits;
  }

  async #compile(kind: EngineKind, api: EngineApi): Promise<WebAssembly.Module> {
    const kept = this.#modules.get(kind);
    if (kept !== undefined) return kept;
    const onBytes = kind === 'cpu' ? this.#options.onBytes : (): void => undefined;
    const module = unwrap(await within(api.compile(kind, this.#options.wasmUrls[kind], onBytes), COMPILE_LIMIT_MS));
    this.#modules.set(kind, module);
    return module;
  }

  /** The GPU has failed once, so for this visit it is not asked again. */
  #retireGpu(failure: Failure): void {
    this.#bridges.gpu.stop(failure);
    this.#activate('cpu');
    this.#options.onNote('gpu-replaced');
  }

  #stopBoth(): void {
    const reason = new Failure('model-switched');
    this.#bridges.cpu.stop(reason);
    this.#bridges.gpu.stop(reason);
    // What the old model's CPU computed is no reference for another one.
    this.#reference = undefined;
    if (this.#active === 'gpu') this.#activate('cpu');
  }

  #activate(kind: EngineKind): void {
    this.#active = kind;
    this.#options.onChange();
  }
}
