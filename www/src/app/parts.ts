import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Failure, asFailure } from '../failure';
import { fetchModule } from './fetch-module';

/** How each part is fetched. */
type Loads<Name extends string> = Readonly<Record<Name, () => Promise<unknown>>>;

/** Parts of an element that are fetched when its first view of them is drawn. */
export class Parts<Name extends string> implements ReactiveController {
  /** Resolves when what was asked for last is there, or is known not to come. */
  settled: Promise<void> = Promise.resolve();

  readonly #host: ReactiveControllerHost;
  readonly #loads: Loads<Name>;
  readonly #known = new Map<Name, 'there' | 'coming' | Failure>();

  constructor(host: ReactiveControllerHost, loads: Loads<Name>) {
    this.#host = host;
    this.#loads = loads;
    host.addController(this);
  }

  hostConnected(): void {
    // What failed on an earlier visit is tried again.
    for (const [name, state] of this.#known) if (state instanceof Failure) this.#known.delete(name);
  }

  /** Whether a part is there; when it is not, and has not failed, it is fetched, and the host drawn again. */
  want(name: Name): 'there' | 'coming' | Failure {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, 'coming');
    this.settled = this.#fetch(name);
    return 'coming';
  }

  /** Forgets that a part failed, so that it is fetched again. */
  retry(name: Name): void {
    this.#known.delete(name);
    this.#host.requestUpdate();
  }

  async #fetch(name: Name): Promise<void> {
    try {
      await fetchModule(name, this.#loads[name]);
      this.#known.set(name, 'there');
    } catch (thrown) {
      this.#known.set(name, asFailure(thrown));
    }
    this.#host.requestUpdate();
  }
}
