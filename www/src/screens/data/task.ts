import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Progress } from '../../diary/seal';
import { asFailure, type Failure } from '../../failure';

/** Something that takes a while: how far it is, and why it failed. One at a time. */
export class Task implements ReactiveController {
  problem: Failure | undefined;
  /** While it runs. */
  progress: { readonly done: number; readonly total: number } | undefined;

  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get running(): boolean {
    return this.progress !== undefined;
  }

  /** What it came to; undefined when it failed, or when another is still running. */
  async run<T>(work: (onProgress: Progress) => Promise<T>): Promise<T | undefined> {
    if (this.running) return undefined;
    this.problem = undefined;
    this.#show({ done: 0, total: 0 });
    try {
      return await work((done, total) => this.#show({ done, total }));
    } catch (thrown) {
      this.problem = asFailure(thrown);
      return undefined;
    } finally {
      this.#show(undefined);
    }
  }

  dismiss(): void {
    this.problem = undefined;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.dismiss();
  }

  #show(progress: Task['progress']): void {
    this.progress = progress;
    this.#host.requestUpdate();
  }
}
