/** A signal that aborts once nothing has been heard for a while, or when another one does. */
export class Silence {
  readonly #abort = new AbortController();
  readonly #longest: number;
  readonly #outer: AbortSignal | undefined;
  readonly #onOuter = (): void => this.#abort.abort(this.#outer?.reason);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(longestMs: number, outer?: AbortSignal) {
    this.#longest = longestMs;
    this.#outer = outer;
    outer?.addEventListener('abort', this.#onOuter);
    if (outer?.aborted === true) this.#onOuter();
    this.broken();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Something was heard: the clock starts anew. */
  broken(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort.abort(new DOMException('nothing was heard', 'TimeoutError')), this.#longest);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#onOuter);
  }
}
