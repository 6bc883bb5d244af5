import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { cardText, cardWord } from './card-text';
import { icons } from './icons';

/** What is known of a model that is not the site's usual one. */
export interface InUse {
  /** A model of the site by its title, or one of the person's own files by its id. */
  readonly name: string;
  readonly shows: string;
  /** Where the usual model is; without it, `spot-close` is fired instead. */
  readonly back: { readonly href: string; readonly label: string } | undefined;
}

/** Says, above everything else, that another model than the usual one answers. */
@customElement('spot-in-use')
export class SpotInUse extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem 1.5rem;
        margin-bottom: 1.5rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-inline-start: 4px solid var(--accent);
        border-radius: var(--radius-small);
        background: var(--sunken);
      }

      .text {
        flex: 1 1 20rem;
        min-width: 0;
      }

      h2 {
        font-size: var(--step-0);
        line-height: 1.4;
        overflow-wrap: anywhere;
      }

      h2:focus {
        outline: none;
      }

      .button svg,
      button svg {
        margin-inline-start: -0.375rem;
      }
    `,
  ];

  @property({ attribute: false }) inUse!: InUse;
  @query('h2') private heading!: HTMLElement;

  /** Brings a keyboard or a screen reader here, and the page to its top. */
  focusHeading(): void {
    this.heading.focus();
  }

  override render() {
    const text = messages.inUse;
    const { name, shows, back } = this.inUse;
    return html`
      <section aria-label=${text.label} data-testid="in-use">
        <div class="text">
          <h2 tabindex="-1">${back === undefined ? text.opened(name) : text.chosen(cardWord(name))}</h2>
          <p class="small">${back === undefined ? text.unknown : text.research}</p>
          ${shows === '' ? nothing : html`<p class="soft small">${text.shows} ${cardText(shows)}</p>`}
        </div>
        ${back === undefined
          ? html`<button @click=${this.#close}>${icons.back} ${text.back}</button>`
          : html`<a class="button" href=${back.href}>${icons.back} ${back.label}</a>`}
      </section>
    `;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('spot-close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-in-use': SpotInUse;
  }
}
