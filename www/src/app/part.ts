import type { ReactiveControllerHost } from 'lit';
import { asFailure, type Failure } from '../failure';
import { fetchModule } from './fetch-module';

/** A part of an element that is fetched when its first view of it is drawn. */
export class Part {
  /** Resolves when it is there, or is known not to come, if it was asked for. */
  settled: Promise<void> = Promise.resolve();

  readonly #host: ReactiveControllerHost;
  readonly #name: string;
  readonly #load: () => Promise<unknown>;
  #state: 'there' | 'coming' | Failure | undefined;

  /** `name` is what the page remembers a failed download by. */
  constructor(host: ReactiveControllerHost, name: string, load: () => Promise<unknown>) {
    this.#host = host;
    this.#name = name;
    this.#load = load;
  }

  /** Whether it is there; when nobody has asked before, it is fetched, and the host drawn again. */
  want(): 'there' | 'coming' | Failure {
    if (this.#state !== undefined) return this.#state;
    this.#state = 'coming';
    this.settled = this.#fetch();
    return 'coming';
  }

  /** Forgets that it failed, so that it is fetched again. */
  retry(): void {
    this.#state = undefined;
    this.#host.requestUpdate();
  }

  async #fetch(): Promise<void> {
    try {
      await fetchModule(this.#name, this.#load);
      this.#state = 'there';
    } catch (thrown) {
      this.#state = asFailure(thrown);
    }
    this.#host.requestUpdate();
  }
}
