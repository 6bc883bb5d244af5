import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { list, millimetres } from '../app/format';
import '../app/spot-original';
import { english, messages } from '../messages';
import { shared } from '../styles/shared';
import { form } from './form';
import { LETTERS, UNSAID, yesses, type Letter } from './kept';
import type { Abcde, Measure } from './types';

const ANSWERS = [
  ['yes', true],
  ['no', false],
  ['unsaid', undefined],
] as const;

/** The five questions about one photo. Fires `spot-abcde` with all answers as they now are. */
@customElement('spot-abcde')
export class SpotAbcde extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }

      fieldset {
        padding-inline-start: 0.875rem;
        border-inline-start: 3px solid var(--line);
      }

      fieldset.most {
        padding-block: 0.75rem;
        padding-inline-end: 0.875rem;
        border-inline-start: 5px solid var(--heed);
        border-radius: var(--radius-small);
        background: var(--heed-wash);
      }

      /* Floated, so that it stands inside the box like any other line. */
      .letter {
        float: inline-start;
        width: 100%;
        font-weight: 700;
      }

      .letter + p {
        clear: both;
      }

      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.5rem;
      }

      .outcome {
        font-weight: 600;
      }
    `,
  ];

  /** Tells this photo's questions from another's. */
  @property() name = 'abcde';
  @property({ attribute: false }) abcde: Abcde | undefined;
  @property({ attribute: false }) measure: Measure | undefined;

  override render() {
    const text = messages.diary.abcde;
    const original = english.diary.abcde;
    return html`
      ${LETTERS.map((letter) => this.#question(letter))}
      <p class="outcome" role="status">${this.#outcome()}</p>
      <p class="soft small">${text.limits}</p>
      <spot-original of="checklist">
        ${LETTERS.map((letter) => html`<p><b>${original.letters[letter].title}.</b> ${original.letters[letter].asks}</p>`)}
        ${[original.most, original.none, original.limits].map((line) => html`<p>${line}</p>`)}
      </spot-original>
    `;
  }

  #question(letter: Letter) {
    const text = messages.diary.abcde;
    const { title, asks } = text.letters[letter];
    const most = letter === 'evolving';
    return html`<fieldset class=${most ? 'most' : ''} data-testid=${letter}>
      <legend class="letter">${title}</legend>
      <p id=${letter}>${asks}</p>
      ${most ? html`<p class="small"><b>${text.most}</b></p>` : nothing}
      ${letter === 'diameter' && this.measure !== undefined
        ? html`<p class="soft small">${text.measured(millimetres(this.measure.millimetres))}</p>`
        : nothing}
      <div class="answers">
        ${ANSWERS.map(
          ([name, value]) => html`<label class="choice">
            <input
              type="radio"
              name=${`${this.name}-${letter}`}
              aria-describedby=${letter}
              .checked=${this.abcde?.[letter] === value}
              @change=${() => this.#answer(letter, value)}
            />
            ${text[name]}
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #outcome(): string {
    const text = messages.diary.abcde;
    const named = yesses(this.abcde);
    if (named.length > 0) return text.some(list(named.map((letter) => text.letters[letter].title)));
    return Object.values(this.abcde ?? UNSAID).some((answer) => answer !== undefined) ? text.none : '';
  }

  #answer(letter: Letter, value: boolean | undefined): void {
    this.abcde = { ...(this.abcde ?? UNSAID), [letter]: value };
    this.dispatchEvent(new CustomEvent<Abcde>('spot-abcde', { detail: this.abcde }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-abcde': SpotAbcde;
  }
}
