import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { routeHref } from '../app/router';
import '../app/spot-problem';
import { asFailure, type Failure } from '../failure';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { changes } from './change';
import { form } from './form';
import { newMole } from './kept';
import './place-picker';
import { nameFor } from './place-words';
import { LONGEST } from './read';
import type { Place } from './types';

/** A mole is put into the diary, with a name and a place; its first photo may come later. */
@customElement('spot-new-mole')
export class SpotNewMole extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      form {
        display: grid;
        gap: 1.25rem;
        max-width: 30rem;
      }
    `,
  ];

  @state() private name = '';
  @state() private place: Place | undefined;
  @state() private problem: Failure | undefined;

  override render() {
    const text = messages.diary;
    return html`<form @submit=${this.#submit}>
      <label class="field">
        <span>${text.name}</span>
        <input
          data-testid="new-name"
          type="text"
          maxlength=${LONGEST.name}
          autocomplete="off"
          placeholder=${text.save.nameHint}
          .value=${this.name}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
      </label>
      <fieldset>
        <legend class="legend">${text.place}</legend>
        <spot-place .place=${this.place} @spot-place=${(event: CustomEvent<Place>) => (this.place = event.detail)}></spot-place>
      </fieldset>
      ${this.problem === undefined ? nothing : html`<spot-problem .failure=${this.problem}></spot-problem>`}
      <div class="row">
        <button class="primary" type="submit">${text.add}</button>
        <a class="button" href=${routeHref('diary')}>${text.cancel}</a>
      </div>
    </form>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = this.name.trim() === '' ? nameFor(this.place) : this.name;
    const mole = newMole(name, this.place);
    this.problem = undefined;
    try {
      await changes.add(mole, undefined);
      // In place of the form, which "back" should not lead to again.
      location.replace(routeHref('diary', 'mole', mole.id));
    } catch (thrown) {
      this.problem = asFailure(thrown);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-new-mole': SpotNewMole;
  }
}
