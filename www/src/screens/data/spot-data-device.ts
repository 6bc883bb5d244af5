import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { megabytes, number } from '../../app/format';
import { askToKeep, deletesUnvisited, persistence, storageUse, surroundings, type Persistence, type StorageUse } from '../../diary/storage';
import type { Contents } from '../../diary/store';
import { messages } from '../../messages';
import { shared } from '../../styles/shared';
import { namesOf, parts } from './parts';

/** What the diary takes on this device, and what the browser may do with it. */
@customElement('spot-data-device')
export class SpotDataDevice extends LitElement {
  static override styles = [shared, parts];

  @property({ attribute: false }) contents!: Contents;
  @state() private use: StorageUse | undefined;
  @state() private kept: Persistence;
  /** The browser was asked, and promised nothing. */
  @state() private refused = false;

  readonly #around = surroundings();

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('contents')) void this.#look();
  }

  override render() {
    const text = messages.data.device;
    const { moles, entries, damaged } = this.contents;
    const { use, kept, refused } = this;
    return html`<section class="card" aria-labelledby="heading">
      <h3 id="heading">${text.heading}</h3>
      <p data-testid="contents">
        ${moles.length + entries.length === 0 ? messages.data.empty : html`${messages.data.contents(moles.length, entries.length)}.`}
      </p>
      <p class="soft small">${use === undefined ? text.unknownUse : text.use(megabytes(use.used), number(use.quota / 1e6))}</p>
      <p class="soft small" role="status" data-testid="persistence">
        ${kept === 'kept' ? text.kept : kept === undefined ? text.unknown : text.mayGo} ${refused ? text.refused : nothing}
      </p>
      ${kept === 'may-go' && !refused ? html`<button @click=${this.#ask}>${text.ask}</button>` : nothing}
      ${deletesUnvisited(this.#around, kept)
        ? html`<div class="heed" data-testid="week">
            <p><strong>${text.week.heading}</strong></p>
            <p class="small">${text.week.help}</p>
          </div>`
        : nothing}
      ${namesOf(text.damaged(damaged.length), damaged)}
    </section>`;
  }

  async #look(): Promise<void> {
    [this.use, this.kept] = await Promise.all([storageUse(this.#around), persistence(this.#around)]);
  }

  async #ask(): Promise<void> {
    this.kept = (await askToKeep(this.#around)) ?? 'may-go';
    this.refused = this.kept !== 'kept';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-data-device': SpotDataDevice;
  }
}
