import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Failure } from '../failure';
import { messages } from '../messages';
import type { ModelEntry } from '../model/list';
import { fold } from '../styles/fold';
import { shared } from '../styles/shared';
import { cardText, cardWord } from './card-text';
import { megabytes } from './format';
import './spot-problem';

/** A model that can be had instead of the present one, and the address that has it. */
export interface Choice {
  readonly entry: ModelEntry;
  readonly href: string;
}

/**
 * The other models, folded away: those of the site, each behind an address of its own so that nothing of
 * it is fetched before, and one from the person's own files. Fires `spot-open` with the files as detail,
 * and `spot-dismiss`.
 */
@customElement('spot-models')
export class SpotModels extends LitElement {
  static override styles = [
    shared,
    fold,
    css`
      ul {
        display: grid;
        gap: 0.75rem;
        list-style: none;
      }

      @media (min-width: 52rem) {
        ul {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }

      li {
        display: flex;
        flex-direction: column;
        gap: 0.25rem;
        padding: 1rem;
      }

      li h3 {
        margin: 0;
      }

      li .button {
        align-self: start;
        margin-top: auto;
      }

      .size {
        margin-bottom: 0.5rem;
        font-variant-numeric: tabular-nums;
      }

      .own {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }

      .own h3 {
        margin: 0;
      }

      .text {
        max-width: 40rem;
      }

      spot-problem {
        justify-self: stretch;
      }
    `,
  ];

  @property({ attribute: false }) choices: readonly Choice[] = [];
  /** Files are being read and tried. */
  @property({ type: Boolean }) opening = false;
  @property({ attribute: false }) problem: Failure | undefined;

  override render() {
    const text = messages.models;
    return html`
      <details data-testid="models">
        <summary>${text.heading}</summary>
        <div class="body">
          ${this.choices.length === 0
            ? nothing
            : html`<p class="soft small text">${text.intro}</p>
                <ul>
                  ${this.choices.map((choice) => this.#choice(choice))}
                </ul>`}
          <section class="own">
            <h3>${text.open}</h3>
            <p class="soft small text">${text.openMore}</p>
            ${this.problem === undefined
              ? nothing
              : html`<spot-problem .failure=${this.problem} dismissible @spot-dismiss=${this.#dismiss}></spot-problem>`}
            <button aria-disabled=${this.opening} @click=${this.#ask}>${this.opening ? text.opening : text.choose}</button>
            <input
              data-testid="model-input"
              type="file"
              multiple
              hidden
              tabindex="-1"
              aria-hidden="true"
              @change=${this.#chosen}
            />
          </section>
        </div>
      </details>
    `;
  }

  #choice({ entry, href }: Choice) {
    const text = messages.models;
    return html`<li class="card" data-testid="model" data-id=${entry.id}>
      <h3>${cardText(entry.title)}</h3>
      <p class="small">${cardText(entry.shows)}</p>
      <p class="soft small size">${text.size(megabytes(entry.bytes))}</p>
      <a class="button" href=${href} aria-label=${text.useOf(cardWord(entry.title))}>${text.use}</a>
    </li>`;
  }

  #ask(): void {
    if (!this.opening) this.renderRoot.querySelector<HTMLInputElement>('input')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // Emptied, so that choosing the same files again is a change again.
    input.value = '';
    if (files.length > 0) this.dispatchEvent(new CustomEvent<File[]>('spot-open', { detail: files }));
  }

  #dismiss(): void {
    this.dispatchEvent(new CustomEvent('spot-dismiss'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-models': SpotModels;
  }
}
