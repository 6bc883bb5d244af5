import { asFailure, type Failure } from '../failure';

export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';

/** A pause in typing after which the text is saved: each save is read again by every screen and every tab. */
const PAUSE_MS = 300;

/**
 * Saves what is typed, one save after the other: while one is under way only the latest text waits. A failure
 * keeps the text, says why, and the next attempt saves it.
 */
export class Autosave {
  state: SaveState = 'idle';
  failure: Failure | undefined;

  readonly #save: (text: string) => Promise<void>;
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: string | undefined;
  #running: Promise<void> | undefined;

  constructor(save: (text: string) => Promise<void>, onChange: () => void) {
    this.#save = save;
    this.#onChange = onChange;
  }

  /** Whether something typed is not saved yet. */
  get pending(): boolean {
    return this.#waiting !== undefined;
  }

  /** Takes the text as it now is, to be saved at the next pause. */
  type(text: string): void {
    this.#waiting = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Saves what waits, now; resolves when all of it is saved, or could not be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#waiting === undefined) return this.#running ?? Promise.resolve();
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    this.#show('saving');
    try {
      while (this.#waiting !== undefined) {
        const text: string = this.#waiting;
        await this.#save(text);
        if (this.#waiting === text) this.#waiting = undefined;
      }
      this.#running = undefined;
      this.#show('saved');
    } catch (thrown) {
      this.#running = undefined;
      this.failure = asFailure(thrown);
      this.#show('failed');
    }
  }

  #show(state: SaveState): void {
    this.state = state;
    if (state !== 'failed') this.failure = undefined;
    this.#onChange();
  }
}
