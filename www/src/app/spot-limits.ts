import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { cardText } from './card-text';
import './spot-original';

/** What the model cannot do, in the card's own words. */
@customElement('spot-limits')
export class SpotLimits extends LitElement {
  static override styles = [
    shared,
    css`
      .limits {
        padding: 0 0.25rem;
      }

      .limits .heading {
        font-weight: 650;
        line-height: var(--leading);
      }

      .limits ul {
        display: grid;
        gap: 0.375rem;
        margin-top: 0.5rem;
        padding-inline-start: 1.1rem;
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) limits: readonly string[] = [];
  /** Of its heading, among those of the page around it. */
  @property({ type: Number }) level = 2;

  override render() {
    return html`
      <section class="limits" aria-labelledby="limits" data-testid="limits">
        <p class="heading" id="limits" role="heading" aria-level=${this.level}>${messages.limits.heading}</p>
        <ul>
          ${this.limits.map((limit) => html`<li>${cardText(limit)}</li>`)}
        </ul>
        <spot-original of="limits">${this.limits.map((limit) => html`<p>${limit}</p>`)}</spot-original>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-limits': SpotLimits;
  }
}
