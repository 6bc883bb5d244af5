import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { date } from '../app/format';
import { messages } from '../messages';
import { fold } from '../styles/fold';
import { shared } from '../styles/shared';
import { changes } from './change';
import { form } from './form';
import { yesses } from './kept';
import { LONGEST } from './read';
import { againstName, changeLine, sizeLine } from './size-words';
import './spot-abcde';
import './spot-kept-text';
import './spot-thumb';
import type { Abcde, Entry } from './types';
import { modelLine, reliabilityLine, verdictLine } from './verdict-words';

/**
 * One photo of a mole, and all that is known of it. Fires `spot-measure` and `spot-remove` for what its mole
 * has to do, and `spot-failure` with what went wrong.
 */
@customElement('spot-entry')
export class SpotEntry extends LitElement {
  static override styles = [
    shared,
    fold,
    form,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
        overflow-wrap: anywhere;
      }

      h4 {
        margin: 0;
        font-size: var(--step-1);
        line-height: 1.2;
      }

      figure {
        display: grid;
        gap: 0.25rem;
        align-content: start;
        justify-items: start;
      }

      figure button {
        padding-inline: 0.25rem;
      }

      .size {
        display: grid;
        gap: 0.25rem;
      }

      .size .row {
        margin-block-start: 0.375rem;
      }

      spot-thumb {
        width: min(100%, 18rem);
        border-radius: var(--radius-small);
      }

      .whole {
        max-width: 100%;
        height: auto;
        border-radius: var(--radius-small);
      }

      .facts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
        align-content: start;
        min-width: 0;
      }

      .verdict {
        padding-inline-start: 0.875rem;
        border-inline-start: 4px solid var(--calm);
      }

      .verdict p:first-child {
        font-weight: 600;
      }

      details {
        border-block-start: 1px solid var(--line);
      }

      @media (min-width: 40rem) {
        article {
          grid-template-columns: minmax(11rem, 16rem) minmax(0, 1fr);
          gap: 1.5rem;
        }

        article.large {
          grid-template-columns: minmax(0, 1fr);
        }

        h4 {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) entry!: Entry;
  /** The photo before this one that was measured too. */
  @property({ attribute: false }) earlier: Entry | undefined;
  @state() private url: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#showWhole(false);
  }

  override render() {
    const text = messages.diary;
    const { entry } = this;
    const taken = date(entry.taken);
    return html`
      <article class="card ${this.url === undefined ? '' : 'large'}" data-testid="entry" data-id=${entry.id}>
        <h4>${taken}</h4>
        <figure>
          ${this.url === undefined
            ? html`<spot-thumb of=${entry.id} .picture=${entry.picture} .crop=${entry.crop} .side=${480} label=${text.photoOf(taken)}></spot-thumb>`
            : html`<img class="whole" src=${this.url} alt=${text.photoOf(taken)} width=${entry.width} height=${entry.height} />`}
          <button class="plain" aria-expanded=${this.url !== undefined} @click=${() => this.#showWhole(this.url === undefined)}>
            ${this.url === undefined ? text.whole : text.square}
          </button>
        </figure>
        <div class="facts">
          <div class="verdict">
            <p data-testid="kept-verdict">${verdictLine(entry.kept)}</p>
            ${entry.kept === undefined ? nothing : html`<p class="soft small">${reliabilityLine(entry.kept)} ${modelLine(entry.kept)} ${messages.notAnOpinion}</p>`}
          </div>
          ${this.#size(taken)} ${this.#questions()}
          <spot-kept-text
            key=${`photo-note ${entry.id}`}
            multiline
            label=${text.photoNote}
            .longest=${LONGEST.text}
            .value=${entry.note}
            .save=${(note: string) => changes.entry(entry.id, { note })}
          ></spot-kept-text>
          <div class="row">
            <button class="danger" aria-label=${text.removePhotoOf(taken)} @click=${() => this.dispatchEvent(new CustomEvent('spot-remove'))}>
              ${text.removePhoto}
            </button>
          </div>
        </div>
      </article>
    `;
  }

  #size(taken: string) {
    const text = messages.diary.size;
    const { measure } = this.entry;
    const change = changeLine(this.earlier, this.entry);
    return html`<div class="size">
      ${measure === undefined
        ? html`<p class="soft">${text.none}</p>`
        : html`<p><b data-testid="size">${sizeLine(measure)}</b> <span class="soft small">${againstName(measure.against)}</span></p>
            ${change === '' ? nothing : html`<p class="small">${change}</p>`}`}
      <div class="row">
        <button aria-label=${measure === undefined ? text.measureOf(taken) : text.againOf(taken)} @click=${() => this.dispatchEvent(new CustomEvent('spot-measure'))}>
          ${measure === undefined ? text.measure : text.again}
        </button>
      </div>
    </div>`;
  }

  #questions() {
    const { entry } = this;
    const text = messages.diary.abcde;
    return html`<details data-testid="abcde">
      <summary><span>${text.heading}${entry.abcde === undefined ? nothing : html`<span class="soft"> · ${text.yesses(yesses(entry.abcde).length)}</span>`}</span></summary>
      <div class="body">
        <spot-abcde
          name=${entry.id}
          .abcde=${entry.abcde}
          .measure=${entry.measure}
          @spot-abcde=${(event: CustomEvent<Abcde>) => this.#answer(event.detail)}
        ></spot-abcde>
      </div>
    </details>`;
  }

  #answer(abcde: Abcde): void {
    changes.entry(this.entry.id, { abcde }).catch((thrown: unknown) => {
      this.dispatchEvent(new CustomEvent('spot-failure', { detail: thrown }));
    });
  }

  /** Shows the whole photo instead of the square, as long as somebody looks. */
  #showWhole(whole: boolean): void {
    if (this.url !== undefined) URL.revokeObjectURL(this.url);
    this.url = whole ? URL.createObjectURL(this.entry.picture) : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-entry': SpotEntry;
  }
}
