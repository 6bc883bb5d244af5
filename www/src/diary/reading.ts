import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asFailure, type Failure } from '../failure';
import { openDiary, type Diary } from './store';
import type { Entry, Mole } from './types';

/** What there is in the diary at one moment. */
export interface Contents {
  /** The one first made first. */
  readonly moles: readonly Mole[];
  /** The newest first. */
  readonly entries: readonly Entry[];
}

/** Reads the diary for an element, and again after each change; `contents` stays while a later reading fails. */
export class Reading implements ReactiveController {
  contents: Contents | undefined;
  failure: Failure | undefined;
  /** Resolves when the latest reading is over, well or not. */
  settled: Promise<void> = Promise.resolve();

  readonly #host: ReactiveControllerHost;
  readonly #open: () => Promise<Diary>;
  #listening = new AbortController();
  /** Of two readings the later one counts, whichever ends first. */
  #turn = 0;

  constructor(host: ReactiveControllerHost, open: () => Promise<Diary> = openDiary) {
    this.#host = host;
    this.#open = open;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.read();
    this.#open().then(
      (diary) => diary.addEventListener('change', () => this.read(), { signal }),
      // The reading meets the same and says so.
      () => undefined,
    );
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }

  /** Reads anew. */
  read(): void {
    this.settled = this.#read();
  }

  async #read(): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const diary = await this.#open();
      const [moles, entries] = await Promise.all([diary.moles(), diary.entries()]);
      if (turn !== this.#turn) return;
      this.contents = { moles, entries };
      this.failure = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.failure = asFailure(thrown);
    }
    this.#host.requestUpdate();
  }
}
