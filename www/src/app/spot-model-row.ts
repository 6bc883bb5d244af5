import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../messages';
import type { Bytes, Row } from '../model/library';
import { fold } from '../styles/fold';
import { shared } from '../styles/shared';
import { cardText, cardWord } from './card-text';
import { megabytes } from './format';
import './spot-card';
import './spot-limits';
import { rowStyles } from './spot-model-row.styles';
import './spot-problem';

/** What a person may ask of a model in the list. */
export type RowWish = 'get' | 'pause' | 'discard' | 'remove' | 'show' | 'dismiss' | 'use';

/** One model of the list: what it is for, how much of it is here, and what can be done. Fires `spot-wish`. */
@customElement('spot-model-row')
export class SpotModelRow extends LitElement {
  static override styles = [shared, fold, rowStyles];

  @property({ attribute: false }) row!: Row;
  /** The address that has this model; undefined where it needs none, and `use` is wished for instead. */
  @property({ attribute: false }) href: string | undefined;
  @state() private removing = false;
  /** Something was pressed here: when its button goes, the focus goes to the next one. */
  #pressed = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('row') && this.row.held === undefined) this.removing = false;
  }

  override render() {
    const { entry, failure } = this.row;
    return html`
      <h4 tabindex="-1">${cardText(entry.title)}</h4>
      <p class="small">${cardText(entry.shows)}</p>
      <div class="state small">${this.#state()}</div>
      ${failure === undefined
        ? nothing
        : html`<spot-problem
            .failure=${failure}
            dismissible
            ?retry=${this.row.offered}
            @spot-retry=${() => this.#wish('get')}
            @spot-dismiss=${() => this.#wish('dismiss')}
          ></spot-problem>`}
      <div class="actions">${this.removing ? this.#confirm() : this.#actions()}</div>
      ${this.#card()}
    `;
  }

  protected override updated(): void {
    if (!this.#pressed || document.activeElement !== document.body) return;
    // While it is coming, the next button will go as well.
    this.#pressed = this.row.coming !== undefined;
    const next = this.renderRoot.querySelector<HTMLElement>('.actions button, .actions a') ?? this.renderRoot.querySelector('h4');
    next?.focus();
  }

  #state() {
    const text = messages.models;
    const { entry, held, inUse, newer, paused, coming, offered } = this.row;
    const own = held === undefined ? nothing : html`<p>${text.held(held.version, megabytes(held.bytes))}</p>`;
    return html`
      ${inUse ? html`<p class="badge">${text.inUse}</p>` : nothing}
      ${own}
      ${inUse && held === undefined && coming === undefined ? html`<p>${text.notHeld}</p>` : nothing}
      ${held === undefined && coming === undefined && paused === undefined
        ? html`<p class="soft">${text.size(megabytes(entry.bytes))}</p>`
        : nothing}
      ${offered ? nothing : html`<p>${text.gone}</p>`}
      ${newer === undefined || held === undefined
        ? nothing
        : html`<p class="newer">${newer === held.version ? text.newerSame : text.newer(newer, held.version)}</p>`}
      ${paused === undefined ? nothing : html`<p>${text.paused(...shares(paused))}</p>${bar(paused, entry.title)}`}
      ${coming === undefined ? nothing : html`<p>${text.coming(...shares(coming))}</p>${bar(coming, entry.title)}`}
    `;
  }

  #actions() {
    const text = messages.models;
    const { entry, held, inUse, newer, paused, coming, offered } = this.row;
    const title = cardWord(entry.title);
    if (coming !== undefined) return this.#button('pause', text.pause, text.pauseOf(title));
    const wanted = offered && (held === undefined || newer !== undefined);
    return html`
      ${inUse ? nothing : this.#use()}
      ${paused !== undefined && wanted
        ? this.#button('get', text.resume, text.resumeOf(title))
        : held === undefined && wanted
          ? this.#button('get', text.fetch, text.fetchOf(title))
          : wanted
            ? this.#button('get', text.update, text.updateOf(title))
            : nothing}
      ${paused === undefined ? nothing : this.#button('discard', text.discard, text.discardOf(title), 'plain')}
      ${held === undefined
        ? nothing
        : html`<button class="plain" aria-label=${text.removeOf(title)} @click=${() => this.#ask(true)}>${text.remove}</button>`}
    `;
  }

  #use() {
    const { use, useOf } = messages.models;
    const title = cardWord(this.row.entry.title);
    return this.href === undefined
      ? this.#button('use', use, useOf(title))
      : html`<a class="button" href=${this.href} aria-label=${useOf(title)}>${use}</a>`;
  }

  #confirm() {
    const text = messages.models;
    const { entry, inUse, offered } = this.row;
    return html`
      <p class="sure">${text.sure} ${inUse ? text.sureInUse : ''} ${offered ? '' : text.gone}</p>
      ${this.#button('remove', text.remove, text.removeOf(cardWord(entry.title)))}
      <button class="plain" @click=${() => this.#ask(false)}>${text.keep}</button>
    `;
  }

  #card() {
    const text = messages.models;
    const { card, entry, failure } = this.row;
    return html`<details @toggle=${this.#unfolded}>
      <summary aria-label=${text.cardOf(cardWord(entry.title))}>${text.card}</summary>
      <div class="body">
        ${card !== undefined
          ? html`<spot-card .card=${card} level="5"></spot-card><spot-limits .limits=${card.limits} level="5"></spot-limits>`
          : failure === undefined
            ? html`<p class="soft small" role="status">${text.cardFetching}</p>`
            : nothing}
      </div>
    </details>`;
  }

  #button(wish: RowWish, label: string, name: string, look = '') {
    return html`<button class=${look} data-wish=${wish} aria-label=${name} @click=${() => this.#wish(wish)}>${label}</button>`;
  }

  /** Its description is fetched for whoever wants to read it, and for nobody else. */
  #unfolded(event: Event): void {
    if ((event.target as HTMLDetailsElement).open && this.row.card === undefined) this.#wish('show');
  }

  #ask(removing: boolean): void {
    this.#pressed = true;
    this.removing = removing;
  }

  #wish(wish: RowWish): void {
    this.#pressed = true;
    this.dispatchEvent(new CustomEvent<RowWish>('spot-wish', { detail: wish }));
  }
}

function shares({ received, total }: Bytes): [string, string] {
  return [megabytes(received), megabytes(total)];
}

function bar({ received, total }: Bytes, title: string) {
  return html`<progress max=${Math.max(1, total)} .value=${received} aria-label=${messages.models.progress(cardWord(title))}></progress>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-model-row': SpotModelRow;
  }
}
