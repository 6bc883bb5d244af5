import { html, nothing, type ReactiveControllerHost } from 'lit';
import { megabytes } from '../app/format';
import '../app/spot-problem';
import { asFailure, type Failure } from '../failure';
import { messages } from '../messages';
import type { Offer } from '../model/store';
import type { OnProgress } from './tracer';

/** Tracing as a person asks for it: one at a time, with how far the download is, and what went wrong. */
export class Tracing {
  /** Traces when it is pressed, unless it does already. */
  readonly press = (): void => {
    if (!this.running) void this.#run();
  };
  running = false;

  readonly #host: ReactiveControllerHost;
  readonly #of: () => unknown;
  readonly #trace: (tell: OnProgress) => Promise<void>;
  #progress = '';
  #failure: Failure | undefined;

  /** `of` says what is traced: where that is something else in the end, nobody wants to hear what went wrong with it. */
  constructor(host: ReactiveControllerHost, of: () => unknown, trace: (tell: OnProgress) => Promise<void>) {
    this.#host = host;
    this.#of = of;
    this.#trace = trace;
  }

  /** What stands on the button; the size only where pressing it fetches something. */
  label(offered: Offer['outline'], { trace, traceFirst }: { trace: string; traceFirst: (megabytes: string) => string }): string {
    if (this.running) return this.#progress === '' ? messages.outline.running : this.#progress;
    return offered === undefined || offered.here ? trace : traceFirst(megabytes(offered.bytes));
  }

  /** What went wrong, and how to try again. */
  problem() {
    if (this.#failure === undefined) return nothing;
    const dismiss = (): void => {
      this.forget();
      this.#host.requestUpdate();
    };
    return html`<spot-problem .failure=${this.#failure} retry dismissible @spot-retry=${this.press} @spot-dismiss=${dismiss}></spot-problem>`;
  }

  /** There is something else to trace. */
  forget(): void {
    this.#failure = undefined;
  }

  async #run(): Promise<void> {
    const of = this.#of();
    this.running = true;
    this.#progress = '';
    this.#failure = undefined;
    this.#host.requestUpdate();
    try {
      await this.#trace((received, total) => {
        this.#progress = received === total ? '' : messages.models.coming(megabytes(received), megabytes(total));
        this.#host.requestUpdate();
      });
    } catch (thrown) {
      if (this.#of() === of) this.#failure = asFailure(thrown);
    } finally {
      this.running = false;
      this.#host.requestUpdate();
    }
  }
}
