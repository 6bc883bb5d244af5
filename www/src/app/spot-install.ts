import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { install } from './install';
import { Watch } from './watch';

/** How to put Spotcheck on the home screen. Where nobody asked for it, it can be sent away for a long time. */
@customElement('spot-install')
export class SpotInstall extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
      }

      :host([unasked]) section {
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }

      .heading {
        font-size: var(--step-1);
        font-weight: 650;
        line-height: 1.2;
      }

      ol {
        padding-inline-start: 1.25rem;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      .text {
        max-width: 40rem;
      }
    `,
  ];

  /** It stands where nobody looked for it. */
  @property({ type: Boolean, reflect: true }) unasked = false;

  constructor() {
    super();
    new Watch(this, () => [install]);
  }

  override render() {
    const text = messages.install;
    const { way } = install;
    if (this.unasked && !install.mayAsk) return nothing;
    return html`<section aria-labelledby="install" data-testid="install" data-way=${way}>
      <p class="heading" id="install" role="heading" aria-level="3">${text.heading}</p>
      ${way === 'installed' ? html`<p>${text.installed}</p>` : html`<p class="text">${text.why}</p>`}
      ${way === 'ios' ? html`<ol>${text.ios.map((step) => html`<li>${step}</li>`)}</ol>` : nothing}
      ${way === 'by-hand' ? html`<p class="soft text">${text.byHand}</p>` : nothing}
      ${way === 'offered' || this.unasked
        ? html`<div class="row">
            ${way === 'offered' ? html`<button class="primary" @click=${() => void install.ask()}>${text.ask}</button>` : nothing}
            ${this.unasked ? html`<button class="plain" @click=${() => install.decline()}>${text.later}</button>` : nothing}
          </div>`
        : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-install': SpotInstall;
  }
}
