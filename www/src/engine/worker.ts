import * as Comlink from 'comlink';
import { DeviceWatch } from './device-watch';
import type { FailureCode } from '../failure';
import { sha256 } from '../model/digest';
import { fetchCounted } from './fetch-counted';
import type { Engine, Glue, Outliner } from './glue';
import { toFatal, toOutcome } from './outcome';
import { readPixels } from './pixels';
import { reportRequests, type RequestReport } from './report-requests';
import {
  type Classified,
  type EngineApi,
  type EngineKind,
  type LoadRequest,
  type NetworkFiles,
  type Outcome,
  type Picture,
  type Verdict,
} from './protocol';

/** At most so many, where the weights take long: as many as were measured (docs/performance.md, “The first answer”). */
const WARM_UP_TURNS = 3;

const watch = new DeviceWatch();

// A panic outside any promise we hold would otherwise pass unheard: throwing it again, out of the
// promise, makes the worker's own `error` event, which the bridge takes for a crash.
self.addEventListener('unhandledrejection', (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});

/** Only the engine asked for is fetched: the other one's glue is a chunk of its own. */
function importGlue(kind: EngineKind): Promise<Glue> {
  return kind === 'cpu' ? import('../../engines/cpu/spotcheck_web.js') : import('../../engines/gpu/spotcheck_web.js');
}

class EngineWorker implements EngineApi {
  #opening: Promise<Glue> | undefined;
  #glue: Glue | undefined;
  #engine: Engine | undefined;
  #outliner: { readonly cardJson: string; readonly loaded: Outliner } | undefined;
  #kind: EngineKind = 'cpu';
  #asked = false;
  #specimen: Picture | undefined;

  compile(kind: EngineKind, url: string, onBytes: (received: number) => void): Promise<Outcome<WebAssembly.Module>> {
    // Comes in beside it; should it fail, `load` says so.
    importGlue(kind).catch(() => undefined);
    return this.#outcome(async () => {
      const module = await WebAssembly.compileStreaming(fetchCounted(url, onBytes));
      // Once the page has the module: the weights are still on their way, and nothing else is to be done here.
      setTimeout(() => void this.#open(kind, module).then((glue) => this.#warmUp(glue)).catch(() => undefined));
      return module;
    }, 'engine-download');
  }

  load(request: LoadRequest): Promise<Outcome<Float32Array>> {
    this.#asked = true;
    return this.#outcome(async () => {
      if (request.kind === 'gpu') watch.install();
      this.#kind = request.kind;
      this.#glue = await this.#open(request.kind, request.module);
      const hash = await sha256(new Uint8Array(request.weights));
      this.#engine = await this.#glue.Engine.load(request.cardJson, request.weights, hash);
      this.#specimen = this.#drawSpecimen(request.cardJson);
      const known = request.reference ?? (await this.#engine.selfTest());
      if (request.kind === 'gpu') {
        // A GPU is asked each time, since its errors do not reach whoever waits for an answer. The first one is the proof,
        // and has everything compiled that the next ones need.
        this.#engine.holdTo(known);
        await this.#answer(this.#specimen);
      }
      return known;
    }, 'device');
  }

  classify(picture: Picture): Promise<Outcome<Classified>> {
    return this.#outcome(() => this.#answer(picture), 'inference');
  }

  logits(picture: Picture): Promise<Outcome<Float32Array>> {
    return this.#outcome(async () => {
      const { rgba, width, height, crop } = readPixels(picture);
      const logits = await this.#ready().logits(rgba, width, height, crop.x, crop.y, crop.side);
      this.#refuseFault();
      return logits;
    }, 'inference');
  }

  preprocess(picture: Picture): Promise<Outcome<Uint8Array>> {
    return this.#outcome(async () => {
      const { rgba, width, height, crop } = readPixels(picture);
      return this.#ready().preprocess(rgba, width, height, crop.x, crop.y, crop.side);
    }, 'inference');
  }

  trace(picture: Picture, network: NetworkFiles): Promise<Outcome<string>> {
    return this.#outcome(async () => {
      this.#refuseFault();
      const { rgba, width, height, crop } = readPixels(picture);
      const outliner = await this.#outlinerOf(network);
      const json = await outliner.trace(rgba, width, height, crop.x, crop.y, crop.side);
      await this.#check();
      return json;
    }, 'inference');
  }

  timeAnswer(): Promise<Outcome<number>> {
    return this.#outcome(async () => {
      if (this.#specimen === undefined) throw toFatal('device', 'no model is loaded');
      const start = performance.now();
      await this.#answer(this.#specimen);
      return performance.now() - start;
    }, 'inference');
  }

  async #outcome<T>(job: () => Promise<T>, otherwise: FailureCode): Promise<Outcome<T>> {
    const outcome = await toOutcome(job, otherwise);
    // The CPU has given the known answer before: it is the GPU that is wrong.
    const gpus = this.#kind === 'gpu' && !outcome.ok && outcome.code === 'known-answer';
    return gpus ? { ...outcome, code: 'gpu-wrong' } : outcome;
  }

  /** Once: a second instance would take the first one's place under whoever works with it. */
  #open(kind: EngineKind, module: WebAssembly.Module): Promise<Glue> {
    this.#opening ??= (async () => {
      const glue = await importGlue(kind);
      await glue.default({ module_or_path: module });
      return glue;
    })();
    return this.#opening;
  }

  /** Until there is something to do: what is asked is heard between two turns. */
  async #warmUp(glue: Glue): Promise<void> {
    for (let turn = 0; turn < WARM_UP_TURNS && !this.#asked; turn += 1) {
      glue.warmUp();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async #answer(picture: Picture): Promise<Classified> {
    this.#refuseFault();
    const start = performance.now();
    const { rgba, width, height, crop } = readPixels(picture);
    const readMs = picture.form === 'bitmap' ? performance.now() - start : 0;
    const json = await this.#ready().classify(rgba, width, height, crop.x, crop.y, crop.side);
    this.#refuseFault();
    return { verdict: JSON.parse(json) as Verdict, readMs };
  }

  /** A card names its weights by their hash: the same one means the same network. */
  async #outlinerOf({ cardJson, weights }: NetworkFiles): Promise<Outliner> {
    if (this.#outliner?.cardJson === cardJson) return this.#outliner.loaded;
    if (this.#glue === undefined) throw toFatal('device', 'no model is loaded');
    const loaded = await this.#glue.Outliner.load(cardJson, weights);
    this.#outliner = { cardJson, loaded };
    return loaded;
  }

  /** With an outline no known answer goes along: the GPU is asked for the model's after it. */
  async #check(): Promise<void> {
    if (this.#kind === 'gpu') await this.#ready().selfTest();
    this.#refuseFault();
  }

  #refuseFault(): void {
    if (watch.fault !== '') throw toFatal('gpu-lost', watch.fault);
  }

  #ready(): Engine {
    if (this.#engine === undefined) throw toFatal('device', 'no model is loaded');
    return this.#engine;
  }

  #drawSpecimen(cardJson: string): Picture {
    const { seed, size } = (JSON.parse(cardJson) as { known_answer: { seed: number; size: number } }).known_answer;
    const rgba = this.#glue?.specimen(seed, size, size) ?? new Uint8Array();
    return { form: 'rgba', rgba, width: size, height: size, crop: { x: 0, y: 0, side: size } };
  }
}

Comlink.expose(new EngineWorker());
// Beside Comlink's own messages, which have an id.
reportRequests((seen) => self.postMessage({ type: 'REQUESTS', seen } satisfies RequestReport));
