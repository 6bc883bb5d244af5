import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';

/** Says that a new version waits, and switches over when the person says so; a photo is put aside first. */
@customElement('spot-update')
export class SpotUpdate extends LitElement {
  static override styles = [
    shared,
    css`
      .update {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        margin-block-end: 1rem;
        padding: 0.5rem;
        padding-inline-start: 1.25rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }

      .text {
        flex: 1 1 14rem;
        min-width: 0;
      }
    `,
  ];

  /** Switches over and reloads. */
  @property({ attribute: false }) apply: () => void = () => undefined;
  /** A photo is there that a reload would take away. */
  @property({ type: Boolean }) photo = false;
  @property({ attribute: false }) putAside: () => Promise<unknown> = () => Promise.resolve();
  @state() private lost = false;

  override render() {
    const text = messages.shell.update;
    return html`<aside class="update" data-testid="update">
      <div class="text">
        <p>${text.available}</p>
        ${this.photo ? html`<p class="soft small">${this.lost ? text.lost : text.keeps}</p>` : nothing}
      </div>
      ${this.lost && this.photo
        ? html`<button @click=${this.apply}>${text.applyAnyway}</button>
            <button class="plain" @click=${() => (this.lost = false)}>${text.later}</button>`
        : html`<button @click=${() => void this.#reload()}>${text.apply}</button>`}
    </aside>`;
  }

  async #reload(): Promise<void> {
    try {
      if (this.photo) await this.putAside();
    } catch {
      this.lost = true;
      return;
    }
    this.apply();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-update': SpotUpdate;
  }
}
