import * as Comlink from 'comlink';
import { requestLog } from '../app/requests';
import { Failure } from '../failure';
import type { WorkerHandle } from './bridge';
import type { Classified, EngineApi, EngineKind, LoadRequest, Outcome, Picture } from './protocol';

/** Starts a worker for one engine and gives it back as a plain object that speaks `EngineApi`. */
export function spawnEngine(kind: EngineKind): WorkerHandle<EngineApi> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: `spotcheck-${kind}` });
  const remote = Comlink.wrap<EngineApi>(worker);
  worker.addEventListener('message', ({ data }) => requestLog.hear('engine', data));
  return {
    api: {
      compile: (kind, url, onBytes) => remote.compile(kind, url, Comlink.proxy(onBytes)) as Promise<Outcome<WebAssembly.Module>>,
      load: (request: LoadRequest) => remote.load(request) as Promise<Outcome<Float32Array>>,
      classify: (picture) => remote.classify(handOver(picture)) as Promise<Outcome<Classified>>,
      logits: (picture) => remote.logits(handOver(picture)) as Promise<Outcome<Float32Array>>,
      preprocess: (picture) => remote.preprocess(handOver(picture)) as Promise<Outcome<Uint8Array>>,
      trace: (picture, network) => remote.trace(handOver(picture), network) as Promise<Outcome<string>>,
      timeAnswer: () => remote.timeAnswer() as Promise<Outcome<number>>,
    },
    onCrash(report) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        // Without a message it is the worker's own script that could not be fetched.
        report(event.message ? new Failure('engine-trap', {}, event.message) : new Failure('engine-download'));
      });
      worker.addEventListener('messageerror', () => {
        report(new Failure('engine-trap', {}, 'a message could not be read'));
      });
    },
    terminate() {
      worker.terminate();
    },
  };
}

/** Bitmaps are moved, not copied: each attempt cuts its own. */
function handOver(picture: Picture): Picture {
  return picture.form === 'bitmap' ? Comlink.transfer(picture, [picture.bitmap]) : picture;
}
