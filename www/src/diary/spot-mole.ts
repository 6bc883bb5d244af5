import { LitElement, html, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { date } from '../app/format';
import { icons } from '../app/icons';
import { HOME, routeHref } from '../app/router';
import '../app/spot-problem';
import { Failure, asFailure } from '../failure';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { VIEW_BOX, bodyDrawing, drawingStyles } from './body-drawing';
import { HEIGHT, WIDTH } from './body-outline';
import { changes, type Undo } from './change';
import { form } from './form';
import { nextPhoto } from './next-photo';
import './place-picker';
import { placeName } from './place-words';
import { LONGEST } from './read';
import './spot-confirm';
import type { SpotConfirm } from './spot-confirm';
import './spot-entry';
import './spot-kept-text';
import './spot-reminder';
import './spot-sheet';
import type { SpotSheet } from './spot-sheet';
import { moleStyles } from './spot-mole.styles';
import type { Entry, Measure, Mole, Place } from './types';

/** Something was removed, and can be put back. */
export interface Removed {
  readonly what: 'mole' | 'photo';
  /** In the language in use when it is read. */
  readonly name: () => string;
  readonly undo: Undo;
}

/** One mole: its photos over time, and what is known of it. Fires `spot-removed`. */
@customElement('spot-mole')
export class SpotMole extends LitElement {
  static override styles = [shared, form, drawingStyles, moleStyles];

  @property({ attribute: false }) mole!: Mole;
  /** Its photos, the newest first. */
  @property({ attribute: false }) entries: readonly Entry[] = [];
  @state() private problem: Failure | undefined;
  /** The place as it is chosen, while its sheet is open. */
  @state() private moving: { readonly place: Place | undefined } | undefined;
  /** The photo that is measured, while its sheet is open. */
  @state() private measuring: Entry | undefined;
  @query('spot-confirm') private confirm!: SpotConfirm;
  @query('spot-sheet') private sheet!: SpotSheet | null;

  override render() {
    const text = messages.diary;
    const { mole, entries } = this;
    return html`
      ${this.problem === undefined
        ? nothing
        : html`<spot-problem .failure=${this.problem} dismissible @spot-dismiss=${() => (this.problem = undefined)}></spot-problem>`}
      <div class="ways">
        <a class="button primary" href=${routeHref(HOME)} @click=${() => (nextPhoto.mole = mole.id)}>${icons.camera} ${text.newPhoto}</a>
        ${entries.length < 2 ? nothing : html`<a class="button" href=${routeHref('diary', 'mole', mole.id, 'compare')}>${text.compare.link}</a>`}
        ${entries.length < 1 ? nothing : html`<a class="button" href=${routeHref('doctor', mole.id)}>${text.forDoctor}</a>`}
      </div>
      <div class="columns">
        <section aria-labelledby="photos">
          <h3 id="photos">${text.photos}</h3>
          ${entries.length === 0 ? html`<p class="soft">${text.noPhotos}</p>` : nothing}
          <div class="entries">
            ${repeat(
              entries,
              ({ id }) => id,
              (entry, index) => html`<spot-entry
                .entry=${entry}
                .earlier=${entries.slice(index + 1).find(({ measure }) => measure !== undefined)}
                @spot-measure=${() => void this.#measure(entry)}
                @spot-remove=${() => void this.#removePhoto(entry)}
                @spot-failure=${(event: CustomEvent<unknown>) => (this.problem = asFailure(event.detail))}
              ></spot-entry>`,
            )}
          </div>
        </section>
        ${keyed(mole.id, this.#about())}
      </div>
      ${this.#sheets()}
      <spot-confirm></spot-confirm>
    `;
  }

  #about() {
    const text = messages.diary;
    const { mole } = this;
    return html`<section class="about" aria-labelledby="about">
      <h3 id="about">${text.about}</h3>
      <div class="place">
        ${mole.place === undefined ? nothing : this.#figure(mole.place)}
        <div>
          <p class="soft small">${text.place}</p>
          <p data-testid="place">${placeName(mole.place)}</p>
          <button @click=${() => (this.moving = { place: mole.place })}>${mole.place === undefined ? text.choosePlace : text.movePlace}</button>
        </div>
      </div>
      <spot-kept-text
        key=${`name ${mole.id}`}
        required
        label=${text.name}
        .longest=${LONGEST.name}
        .value=${mole.name}
        .save=${(name: string) => changes.mole(mole.id, { name: name.trim() })}
      ></spot-kept-text>
      <spot-kept-text
        key=${`notes ${mole.id}`}
        multiline
        label=${text.notes}
        hint=${text.notesHint}
        .longest=${LONGEST.text}
        .value=${mole.notes}
        .save=${(notes: string) => changes.mole(mole.id, { notes })}
      ></spot-kept-text>
      <spot-reminder .mole=${mole}></spot-reminder>
      <div><button class="danger" @click=${() => void this.#removeMole()}>${text.removeMole}</button></div>
    </section>`;
  }

  #figure({ view, x, y }: Place) {
    return html`<svg viewBox=${VIEW_BOX} aria-hidden="true">
      ${bodyDrawing(view)}${svg`<circle class="point" cx=${x * WIDTH} cy=${y * HEIGHT} r="9" />`}
    </svg>`;
  }

  #sheets() {
    const text = messages.diary;
    if (this.moving !== undefined) {
      return html`<spot-sheet heading=${text.placeOf(this.mole.name)} @spot-close=${() => (this.moving = undefined)}>
        <spot-place .place=${this.moving.place} @spot-place=${(event: CustomEvent<Place>) => (this.moving = { place: event.detail })}></spot-place>
        <div class="row end">
          <button @click=${() => this.sheet?.close()}>${text.cancel}</button>
          <button class="primary" ?disabled=${this.moving.place === undefined} @click=${() => void this.#move()}>${text.savePlace}</button>
        </div>
      </spot-sheet>`;
    }
    if (this.measuring !== undefined) {
      return html`<spot-sheet heading=${text.size.heading(date(this.measuring.taken))} @spot-close=${() => (this.measuring = undefined)}>
        <spot-measure
          .entry=${this.measuring}
          .last=${this.entries.find(({ measure }) => measure !== undefined)?.measure?.against}
          @spot-measured=${(event: CustomEvent<Measure>) => void this.#measured(event.detail)}
        ></spot-measure>
      </spot-sheet>`;
    }
    return nothing;
  }

  async #move(): Promise<void> {
    const place = this.moving?.place;
    this.sheet?.close();
    if (place !== undefined) await this.#try(() => changes.mole(this.mole.id, { place }));
  }

  async #measure(entry: Entry): Promise<void> {
    await this.#try(async () => {
      await import('./spot-measure').catch((thrown: unknown) => {
        throw new Failure('screen-download', {}, String(thrown));
      });
      this.measuring = entry;
    });
  }

  async #measured(measure: Measure): Promise<void> {
    const entry = this.measuring;
    this.sheet?.close();
    if (entry !== undefined) await this.#try(() => changes.entry(entry.id, { measure }));
  }

  async #removePhoto(entry: Entry): Promise<void> {
    const text = messages.diary.remove;
    const name = (): string => date(entry.taken);
    if (!(await this.confirm.ask({ title: text.photo(name()), text: text.photoMore, yes: text.yes }))) return;
    await this.#try(async () => this.#tell('photo', name, await changes.removeEntry(entry.id)));
  }

  async #removeMole(): Promise<void> {
    const text = messages.diary.remove;
    const { id, name } = this.mole;
    if (!(await this.confirm.ask({ title: text.mole(name), text: text.moleMore(this.entries.length), yes: text.yes }))) return;
    await this.#try(async () => this.#tell('mole', () => name, await changes.removeMole(id)));
  }

  #tell(what: Removed['what'], name: Removed['name'], undo: Undo): void {
    this.dispatchEvent(new CustomEvent<Removed>('spot-removed', { detail: { what, name, undo } }));
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    this.problem = undefined;
    try {
      await work();
    } catch (thrown) {
      this.problem = asFailure(thrown);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-mole': SpotMole;
  }
}
