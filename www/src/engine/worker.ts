import * as Comlink from 'comlink';
import { DeviceWatch } from './device-watch';
import { fetchCounted } from './fetch-counted';
import type { Engine, Glue, Outliner } from './glue';
import { toFatal, toOutcome } from './outcome';
import { readPixels } from './pixels';
import { reportRequests, type RequestReport } from './report-requests';
import {
  AGREEMENT,
  largestDifference,
  type Classified,
  type EngineApi,
  type EngineKind,
  type LoadRequest,
  type NetworkFiles,
  type Outcome,
  type Picture,
  type Verdict,
} from './protocol';

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
  #glue: Glue | undefined;
  #engine: Engine | undefined;
  #outliner: { readonly cardJson: string; readonly loaded: Outliner } | undefined;
  #kind: EngineKind = 'cpu';
  #reference: Float32Array | undefined;
  #specimen: Picture | undefined;

  compile(url: string, onBytes: (received: number) => void): Promise<Outcome<WebAssembly.Module>> {
    return toOutcome(async () => WebAssembly.compileStreaming(fetchCounted(url, onBytes)), 'engine-download');
  }

  load(request: LoadRequest): Promise<Outcome<Float32Array>> {
    return toOutcome(async () => {
      if (request.kind === 'gpu') watch.install();
      this.#kind = request.kind;
      this.#glue = await importGlue(request.kind);
      await this.#glue.default({ module_or_path: request.module });
      this.#engine = await this.#glue.Engine.load(request.cardJson, request.weights);
      await this.#engine.selfTest();
      this.#specimen = this.#drawSpecimen(request.cardJson);
      this.#reference = request.reference;
      if (request.kind === 'gpu') await this.#check();
      return this.#engine.knownAnswer();
    }, 'device');
  }

  classify(picture: Picture): Promise<Outcome<Classified>> {
    return toOutcome(() => this.#answer(picture), 'inference');
  }

  logits(picture: Picture): Promise<Outcome<Float32Array>> {
    return toOutcome(async () => {
      const { rgba, width, height, crop } = readPixels(picture);
      const logits = await this.#ready().logits(rgba, width, height, crop.x, crop.y, crop.side);
      await this.#check();
      return logits;
    }, 'inference');
  }

  preprocess(picture: Picture): Promise<Outcome<Uint8Array>> {
    return toOutcome(async () => {
      const { rgba, width, height, crop } = readPixels(picture);
      return this.#ready().preprocess(rgba, width, height, crop.x, crop.y, crop.side);
    }, 'inference');
  }

  trace(picture: Picture, network: NetworkFiles): Promise<Outcome<string>> {
    return toOutcome(async () => {
      this.#refuseFault();
      const { rgba, width, height, crop } = readPixels(picture);
      const outliner = await this.#outlinerOf(network);
      const json = await outliner.trace(rgba, width, height, crop.x, crop.y, crop.side);
      await this.#check();
      return json;
    }, 'inference');
  }

  timeAnswer(): Promise<Outcome<number>> {
    return toOutcome(async () => {
      if (this.#specimen === undefined) throw toFatal('device', 'no model is loaded');
      const start = performance.now();
      await this.#answer(this.#specimen);
      return performance.now() - start;
    }, 'inference');
  }

  async #answer(picture: Picture): Promise<Classified> {
    this.#refuseFault();
    const start = performance.now();
    const { rgba, width, height, crop } = readPixels(picture);
    const readMs = picture.form === 'bitmap' ? performance.now() - start : 0;
    const json = await this.#ready().classify(rgba, width, height, crop.x, crop.y, crop.side);
    // Part of the answer, and so part of its time: without it nobody knows whether a GPU's answer is one.
    await this.#check();
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

  /** Holds the GPU to the CPU's numbers once more. */
  async #check(): Promise<void> {
    if (this.#kind !== 'gpu' || this.#reference === undefined) return;
    const logits = await this.#ready().knownAnswer();
    this.#refuseFault();
    const difference = largestDifference(logits, this.#reference);
    if (!(difference <= AGREEMENT)) {
      throw toFatal('gpu-wrong', `the known answer came out ${difference.toPrecision(3)} away`);
    }
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
