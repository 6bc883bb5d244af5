import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EngineKind } from '../engine/protocol';
import { messages, type Note } from '../messages';
import type { Phase } from '../session';
import { shared } from '../styles/shared';
import { megabytes } from './format';

/** Before that a download is not told in numbers: most are over by then, and numbers are costly to write at first. */
const MOMENT_MS = 1000;

/** How far the download has come, which engine answers, and the quiet lines. */
@customElement('spot-status')
export class SpotStatus extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        color: var(--soft);
        font-size: var(--step--1);
      }

      .state {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-variant-numeric: tabular-nums;
      }

      .dot {
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--line);
      }

      .ready .dot {
        background: var(--accent);
      }

      .failed .dot {
        background: var(--heed);
      }

      .track {
        height: 0.25rem;
        margin-top: 0.5rem;
        overflow: hidden;
        border-radius: 999px;
        background: var(--sunken);
      }

      .fill {
        height: 100%;
        background: var(--accent);
        transition: width 150ms linear;
      }

      ul {
        margin-top: 0.25rem;
        list-style: none;
      }

      @media (forced-colors: active) {
        .dot,
        .fill {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property() phase: Phase = 'loading';
  @property() engine: EngineKind | undefined;
  @property({ attribute: false }) progress = { received: 0, total: 0 };
  @property({ attribute: false }) notes: readonly Note[] = [];

  /** It takes longer than a moment: then the numbers are worth reading. */
  @state() private slow = false;
  @query('.fill') private fill!: HTMLElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    setTimeout(() => (this.slow = true), MOMENT_MS);
  }

  override render() {
    const text = messages.status;
    const { received, total } = this.progress;
    const line =
      this.phase === 'failed'
        ? text.failed
        : this.engine !== undefined && this.phase === 'ready'
          ? text.ready(this.engine)
          : received > 0 && this.slow
            ? text.progress(megabytes(received), megabytes(total))
            : text.loading;
    return html`
      <div class="state ${this.phase}" data-testid="status">
        <span class="dot" aria-hidden="true"></span>
        <span>${line}</span>
      </div>
      ${this.phase === 'loading'
        ? html`<div class="track" aria-hidden="true"><div class="fill"></div></div>`
        : nothing}
      <ul aria-live="polite" data-testid="notes">
        ${this.notes.map((note) => html`<li data-note=${note}>${messages.notes[note]}</li>`)}
      </ul>
    `;
  }

  protected override updated(): void {
    if (this.fill === null) return;
    const { received, total } = this.progress;
    // By CSSOM: the page's CSP forbids style attributes.
    this.fill.style.width = `${total > 0 ? Math.min(100, (100 * received) / total).toFixed(1) : 0}%`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-status': SpotStatus;
  }
}
