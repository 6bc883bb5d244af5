import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Failure } from '../failure';
import { messages } from '../messages';
import { shared } from '../styles/shared';

/** What happened and what to do. Fires `spot-retry` and `spot-dismiss`. */
@customElement('spot-problem')
export class SpotProblem extends LitElement {
  static override styles = [
    shared,
    css`
      .problem {
        padding: 1.25rem;
        border: 1px solid color-mix(in srgb, var(--heed) 50%, transparent);
        border-inline-start-width: 4px;
        border-radius: var(--radius-small);
        background: var(--surface);
      }

      .title {
        font-weight: 650;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 0.875rem;
      }

      details {
        margin-top: 0.5rem;
      }

      summary {
        cursor: pointer;
      }

      code {
        display: block;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) failure!: Failure;
  /** Whether trying again could help. */
  @property({ type: Boolean }) retry = false;
  @property({ type: Boolean }) dismissible = false;
  /** A way out of what cannot be mended here. */
  @property({ attribute: false }) back: { readonly href: string; readonly label: string } | undefined;

  override render() {
    const { problem } = messages;
    const { code, facts, detail } = this.failure;
    const { title, help } = messages.explain(code, facts);
    return html`
      <div class="problem" role="alert" data-testid="problem" data-code=${code}>
        <p class="title">${title}</p>
        <p class="soft">${help}</p>
        ${detail === ''
          ? nothing
          : html`<details class="small soft">
              <summary>${problem.detail}</summary>
              <code lang="en" dir="ltr">${code}: ${detail}</code>
            </details>`}
        ${this.retry || this.dismissible || this.back !== undefined
          ? html`<div class="row">
              ${this.retry ? html`<button class="primary" @click=${() => this.#fire('spot-retry')}>${problem.retry}</button>` : nothing}
              ${this.dismissible ? html`<button @click=${() => this.#fire('spot-dismiss')}>${problem.dismiss}</button>` : nothing}
              ${this.back === undefined ? nothing : html`<a class="button" href=${this.back.href}>${this.back.label}</a>`}
            </div>`
          : nothing}
      </div>
    `;
  }

  #fire(name: 'spot-retry' | 'spot-dismiss'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-problem': SpotProblem;
  }
}
