import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Draws an element anew whenever one of these dispatches `change`. They must be there when it is connected. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sources: () => readonly EventTarget[];
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost, sources: () => readonly EventTarget[]) {
    this.#host = host;
    this.#sources = sources;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const source of this.#sources()) source.addEventListener('change', () => this.#host.requestUpdate(), { signal });
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }
}
