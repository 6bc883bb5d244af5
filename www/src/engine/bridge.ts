import { Failure, asFailure } from '../failure';
import type { Outcome } from './protocol';

/** One running worker, as the bridge sees it: the real one is made in `spawn.ts`, tests make their own. */
export interface WorkerHandle<Api> {
  readonly api: Api;
  /** Calls back when the worker dies by itself, or cannot even be started. */
  onCrash(report: (failure: Failure) => void): void;
  terminate(): void;
}

export interface BridgeOptions<Api> {
  readonly spawn: () => WorkerHandle<Api>;
  /** Makes a fresh worker fit for calls; run at each (re)start. It sets its own time limits. */
  readonly prepare: (api: Api, signal: AbortSignal) => Promise<void>;
  /** A call that takes longer is given up, and the worker with it; a call may have a limit of its own. */
  readonly callLimitMs: number;
  /** Told of a worker that died by itself, even when no call was running that would say so. */
  readonly onCrash?: (failure: Failure) => void;
}

interface Task<Api> {
  readonly run: (api: Api) => Promise<void>;
  readonly reject: (reason: unknown) => void;
}

/**
 * One worker behind a queue. Calls run one at a time, in order; each can be aborted; a trap, a crash or
 * a time-out replaces the worker, and the next call finds a fresh one.
 */
export class Bridge<Api> {
  readonly #options: BridgeOptions<Api>;
  #queue: Task<Api>[] = [];
  #busy = false;
  #worker: WorkerHandle<Api> | undefined;
  #ready: Promise<Api> | undefined;
  /** Rejects whatever waits on the present worker, when that worker goes. */
  #end = new AbortController();

  constructor(options: BridgeOptions<Api>) {
    this.#options = options;
  }

  /** Starts the worker if there is none, and waits until it is fit for calls. */
  start(): Promise<void> {
    return this.call(() => Promise.resolve({ ok: true, value: undefined }));
  }

  /** Queues one call. The rejection is a `Failure`, or an AbortError if `signal` says so. */
  call<T>(job: (api: Api) => Promise<Outcome<T>>, signal?: AbortSignal, limitMs = this.#options.callLimitMs): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(abortError());
        return;
      }
      const task: Task<Api> = {
        run: async (api) => resolve(await this.#settle(job(api), limitMs)),
        reject,
      };
      // An aborted call that already runs cannot be stopped in mid-computation: its answer is dropped.
      signal?.addEventListener(
        'abort',
        () => {
          this.#queue = this.#queue.filter((other) => other !== task);
          reject(abortError());
        },
        { once: true },
      );
      this.#queue.push(task);
      void this.#pump();
    });
  }

  /** Lets an idle worker go, to give its memory back. Calls that wait keep it alive. */
  sleep(): void {
    if (!this.#busy && this.#queue.length === 0) this.#drop(new Failure('engine-trap', {}, 'asleep'));
  }

  /** Terminates the worker; calls that run or wait are rejected with `reason`. */
  stop(reason: Failure): void {
    for (const task of this.#queue.splice(0)) task.reject(reason);
    this.#drop(reason);
  }

  async #pump(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let task = this.#queue.shift(); task !== undefined; task = this.#queue.shift()) {
      try {
        await task.run(await (this.#ready ??= this.#launch()));
      } catch (thrown) {
        task.reject(thrown);
      }
    }
    this.#busy = false;
  }

  async #launch(): Promise<Api> {
    const end = new AbortController();
    this.#end = end;
    try {
      const worker = this.#options.spawn();
      this.#worker = worker;
      worker.onCrash((failure) => {
        if (this.#worker !== worker) return;
        this.#drop(failure);
        this.#options.onCrash?.(failure);
      });
      await untilAborted(this.#options.prepare(worker.api, end.signal), end.signal);
      return worker.api;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (this.#end === end) this.#drop(failure);
      throw failure;
    }
  }

  /** Waits for an outcome, for the worker's end or for the clock, whichever comes first. */
  async #settle<T>(running: Promise<Outcome<T>>, limitMs: number): Promise<T> {
    let outcome: Outcome<T>;
    try {
      outcome = await untilAborted(within(running, limitMs), this.#end.signal);
    } catch (thrown) {
      const failure = asFailure(thrown, 'engine-trap');
      this.#drop(failure);
      throw failure;
    }
    if (outcome.ok) return outcome.value;
    const failure = new Failure(outcome.code, {}, outcome.message);
    if (outcome.fatal) this.#drop(failure);
    throw failure;
  }

  #drop(reason: Failure): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = undefined;
    this.#end.abort(reason);
  }
}

/** Rejects with an `engine-timeout` when the clock runs out first. */
export async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clock = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Failure('engine-timeout', { seconds: Math.round(milliseconds / 1000) }));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, clock]);
  } finally {
    clearTimeout(timer);
  }
}

/** Takes an outcome's value, or throws its failure. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Failure(outcome.code, {}, outcome.message);
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const ended = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function abortError(): DOMException {
  return new DOMException('The call was aborted.', 'AbortError');
}
