import { LitElement, css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { chooseLanguage, isLanguage } from '../language';
import { language, messages } from '../messages';
import { shared } from '../styles/shared';
import { languageCodes, languages } from '../words/languages';
import { icons } from './icons';

/** The choice of language: each by its own name, since whoever needs it may not read the present one. */
@customElement('spot-language')
export class SpotLanguage extends LitElement {
  static override styles = [
    shared,
    css`
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        color: var(--soft);
      }

      select {
        /* Else the names that are not shown, in five scripts, are measured too, and fonts fetched for them. */
        field-sizing: content;
        max-width: 100%;
        min-height: var(--target);
        padding-block: 0.25rem;
        padding-inline: 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: var(--step--1);
      }
    `,
  ];

  /** The words asked for last could not be had. */
  @state() private failed = false;
  @query('select') private select!: HTMLSelectElement;

  override render() {
    return html`
      <label>
        ${icons.globe}<span class="visually-hidden">${messages.language.label}</span>
        <select data-testid="language" @change=${() => void this.#choose()}>
          ${languageCodes.map((code) => html`<option value=${code} lang=${languages[code].tag}>${languages[code].name}</option>`)}
        </select>
      </label>
      <p class="small soft" role="status" ?hidden=${!this.failed}>${this.failed ? messages.notes['language-unavailable'] : ''}</p>
    `;
  }

  protected override updated(): void {
    // Also after a language that could not be had: the choice shown is always the one in use.
    this.select.value = language;
  }

  async #choose(): Promise<void> {
    const { value } = this.select;
    if (!isLanguage(value)) return;
    this.failed = !(await chooseLanguage(value));
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-language': SpotLanguage;
  }
}
