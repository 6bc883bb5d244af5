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

      .limits h2 {
        font-size: var(--step-0);
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

  override render() {
    return html`
      <section class="limits" aria-labelledby="limits" data-testid="limits">
        <h2 id="limits">${messages.limits.heading}</h2>
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
