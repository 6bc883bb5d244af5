import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import type { Card } from '../model/card';
import { fold } from '../styles/fold';
import { shared } from '../styles/shared';
import './spot-card';

/** The card of the model in use, folded away. */
@customElement('spot-model')
export class SpotModel extends LitElement {
  static override styles = [shared, fold];

  @property({ attribute: false }) card!: Card;

  override render() {
    return html`
      <details data-testid="model-card">
        <summary>${messages.model.heading}</summary>
        <div class="body"><spot-card .card=${this.card}></spot-card></div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-model': SpotModel;
  }
}
