import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { routeHref } from '../app/router';
import '../app/spot-problem';
import { Failure, asFailure } from '../failure';
import type { Crop } from '../engine/protocol';
import { messages } from '../messages';
import type { Card } from '../model/card';
import type { Photo } from '../picture/intake';
import type { Answer } from '../session';
import { fold } from '../styles/fold';
import { shared } from '../styles/shared';
import { changes } from './change';
import { encodePicture } from './encode';
import { form } from './form';
import { keptVerdict, newEntry, newMole, takenOn } from './kept';
import { dateOf } from './names';
import { nextPhoto } from './next-photo';
import { nameFor, placeName } from './place-words';
import { LONGEST } from './read';
import { Reading } from './reading';
import type { Place } from './types';

/** The choice that stands for a mole that is not in the diary yet. */
const NEW = 'new';

/** Keeps a photo and what was said about it: with a mole of the diary, or with a new one. Fires `spot-kept`. */
@customElement('spot-save')
export class SpotSave extends LitElement {
  static override styles = [
    shared,
    fold,
    form,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }

      h3 {
        margin-block-end: 0.25rem;
      }

      .kept {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }

      .kept p:focus {
        outline: none;
      }
    `,
  ];

  @property({ attribute: false }) photo!: Photo;
  @property({ attribute: false }) crop!: Crop;
  @property({ attribute: false }) answer!: Answer;
  @property({ attribute: false }) card!: Card;
  @state() private chosen: string | undefined = nextPhoto.mole;
  @state() private name = '';
  @state() private place: Place | undefined;
  @state() private day = dateOf(Date.now());
  @state() private saving = false;
  @state() private problem: Failure | undefined;
  /** The mole with which this very answer has been kept. */
  @state() private kept: { readonly mole: string; readonly name: string; readonly answer: Answer } | undefined;
  @query('.kept p') private said!: HTMLElement | null;

  readonly #reading = new Reading(this);

  override render() {
    const text = messages.diary.save;
    const { kept } = this;
    return html`<section class="card" aria-labelledby="save" data-testid="save">
      <h3 id="save">${text.heading}</h3>
      ${kept !== undefined && kept.answer === this.answer
        ? html`<div class="kept">
            <p tabindex="-1" role="status">${text.done(kept.name)}</p>
            <a class="button" href=${routeHref('diary', 'mole', kept.mole)}>${text.show}</a>
          </div>`
        : this.#form()}
      ${this.#problems()}
    </section>`;
  }

  #form() {
    const text = messages.diary.save;
    const moles = this.#reading.contents?.moles ?? [];
    const chosen = this.#mole();
    return html`<form @submit=${this.#submit}>
      <p class="soft small">${text.more}</p>
      ${moles.length === 0
        ? nothing
        : html`<label class="field">
            <span>${text.mole}</span>
            <select data-testid="save-mole" @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}>
              ${moles.map(
                ({ id, name, place }) => html`<option value=${id} ?selected=${id === chosen} .selected=${id === chosen}>
                  ${text.option(name, placeName(place))}
                </option>`,
              )}
              <option value=${NEW} ?selected=${chosen === NEW} .selected=${chosen === NEW}>${text.newMole}</option>
            </select>
          </label>`}
      ${chosen === NEW ? this.#newMole() : nothing}
      <label class="field">
        <span>${text.day}</span>
        <input
          type="date"
          max=${dateOf(Date.now())}
          .value=${this.day}
          @input=${(event: Event) => (this.day = (event.target as HTMLInputElement).value)}
        />
      </label>
      <div><button class="primary" type="submit" aria-disabled=${this.saving}>${this.saving ? text.saving : text.save}</button></div>
    </form>`;
  }

  #newMole() {
    const text = messages.diary.save;
    return html`<label class="field">
        <span>${messages.diary.name}</span>
        <input
          data-testid="new-name"
          type="text"
          maxlength=${LONGEST.name}
          autocomplete="off"
          placeholder=${text.nameHint}
          .value=${this.name}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
      </label>
      <details @toggle=${this.#fetchMap}>
        <summary>${this.place === undefined ? text.place : placeName(this.place)}</summary>
        <spot-place .place=${this.place} @spot-place=${(event: CustomEvent<Place>) => (this.place = event.detail)}></spot-place>
      </details>`;
  }

  /** The mole that is chosen, if it is still there; with moles in the diary the newest is the likeliest. */
  #mole(): string {
    const moles = this.#reading.contents?.moles ?? [];
    if (this.chosen === NEW) return NEW;
    return moles.find(({ id }) => id === this.chosen)?.id ?? moles.at(-1)?.id ?? NEW;
  }

  #problems() {
    const { failure } = this.#reading;
    // Without a diary there is nothing to keep anything in.
    if (failure !== undefined) return html`<spot-problem .failure=${failure} retry @spot-retry=${() => this.#reading.read()}></spot-problem>`;
    if (this.problem === undefined) return nothing;
    return html`<spot-problem .failure=${this.problem} dismissible @spot-dismiss=${() => (this.problem = undefined)}></spot-problem>`;
  }

  /** The drawings are fetched when somebody wants to point at them. */
  #fetchMap(): void {
    import('./place-picker').catch((thrown: unknown) => (this.problem = new Failure('screen-download', {}, String(thrown))));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!this.saving) void this.#save();
  }

  async #save(): Promise<void> {
    const { photo, crop, answer, card, day } = this;
    const existing = this.#reading.contents?.moles.find(({ id }) => id === this.#mole());
    this.saving = true;
    this.problem = undefined;
    try {
      const stored = await encodePicture(photo.bitmap, crop);
      const mole = existing ?? newMole(this.name.trim() === '' ? nameFor(this.place) : this.name, this.place);
      const entry = newEntry(mole.id, stored, keptVerdict(answer, card), takenOn(day, Date.now()));
      await changes.add(existing === undefined ? mole : undefined, entry);
      nextPhoto.mole = undefined;
      this.kept = { mole: mole.id, name: mole.name, answer };
      this.name = '';
      this.place = undefined;
      await this.updateComplete;
      this.said?.focus();
      this.dispatchEvent(new CustomEvent('spot-kept'));
    } catch (thrown) {
      this.problem = asFailure(thrown);
    } finally {
      this.saving = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-save': SpotSave;
  }
}
