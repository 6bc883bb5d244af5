import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { date } from '../app/format';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { calendarFile, firstAfter, type Rhythm } from './calendar';
import { form } from './form';
import { saveFile } from './save-file';
import type { Mole } from './types';

const RHYTHMS: readonly Rhythm[] = ['monthly', 'quarterly', 'half-yearly', 'yearly'];

/** A reminder to look again, as a file for the calendar that the person has anyway. */
@customElement('spot-reminder')
export class SpotReminder extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      .row {
        align-items: end;
      }

      .field {
        flex: 1 1 10rem;
      }

      p {
        margin-block-start: 0.375rem;
      }
    `,
  ];

  @property({ attribute: false }) mole!: Mole;
  @state() private rhythm: Rhythm = 'quarterly';

  override render() {
    const text = messages.diary.reminder;
    return html`
      <div class="row">
        <label class="field">
          <span>${text.label}</span>
          <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
            ${RHYTHMS.map((rhythm) => html`<option value=${rhythm} ?selected=${rhythm === this.rhythm}>${text.rhythms[rhythm]}</option>`)}
          </select>
        </label>
        <button @click=${() => this.#save()}>${text.save}</button>
      </div>
      <p class="soft small">${text.more(date(this.#first().getTime()))}</p>
    `;
  }

  #choose(value: string): void {
    this.rhythm = RHYTHMS.find((rhythm) => rhythm === value) ?? this.rhythm;
  }

  #first(): Date {
    return firstAfter(new Date(), this.rhythm);
  }

  #save(): void {
    const text = messages.diary.reminder;
    // Calendars are often synchronised: the mole's name is not for them.
    const file = calendarFile([{ id: this.mole.id, title: text.title, text: text.text, first: this.#first(), rhythm: this.rhythm }], new Date());
    saveFile(new Blob([file], { type: 'text/calendar' }), 'spotcheck-reminder.ics');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-reminder': SpotReminder;
  }
}
