import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../messages';
import type { Card } from '../model/card';
import { fold } from '../styles/fold';
import { shared } from '../styles/shared';
import { Part } from './part';
import './spot-problem';

/** The card of the model in use, folded away. */
@customElement('spot-model')
export class SpotModel extends LitElement {
  static override styles = [shared, fold];

  @property({ attribute: false }) card!: Card;

  /** Once unfolded it stays drawn. Before that nobody waits for its figures. */
  @state() private wanted = false;

  readonly #part = new Part(this, 'card', () => import('./spot-card'));

  override render() {
    return html`
      <details data-testid="model-card" @toggle=${() => (this.wanted = true)}>
        <summary>${messages.model.heading}</summary>
        <div class="body">${this.wanted ? this.#shown() : nothing}</div>
      </details>
    `;
  }

  #shown() {
    const part = this.#part.want();
    if (part === 'coming') return html`<p class="soft small" role="status">${messages.models.cardFetching}</p>`;
    return part === 'there'
      ? html`<spot-card .card=${this.card}></spot-card>`
      : html`<spot-problem .failure=${part} retry @spot-retry=${() => this.#part.retry()}></spot-problem>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-model': SpotModel;
  }
}
