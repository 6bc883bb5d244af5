import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { kindOf, takeIn, type Taken } from '../../diary/copies';
import type { Count } from '../../diary/merge';
import type { Diary } from '../../diary/store';
import { messages } from '../../messages';
import { shared } from '../../styles/shared';
import { namesOf, parts, passphraseField, problemOf, progressOf } from './parts';
import { Task } from './task';

const COUNTS = ['added', 'updated', 'unchanged', 'skipped'] as const satisfies readonly (keyof Count)[];

/** Restore and import: one door for both, since a file says itself what it is. */
@customElement('spot-data-open')
export class SpotDataOpen extends LitElement {
  static override styles = [
    shared,
    parts,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.25rem 1rem;
        font-variant-numeric: tabular-nums;
      }

      dt {
        font-weight: 600;
      }

      h4:focus {
        outline: none;
      }
    `,
  ];

  @property({ attribute: false }) diary!: Diary;
  /** An encrypted file that waits for its passphrase. */
  @state() private sealed: File | undefined;
  @state() private shown = false;
  @state() private taken: Taken | undefined;
  @query('#opening') private passphrase!: HTMLInputElement | null;
  @query('input[type="file"]') private input!: HTMLInputElement;
  @query('h4') private report!: HTMLElement | null;
  @query('#choose') private choose!: HTMLButtonElement;

  readonly #task = new Task(this);

  override render() {
    const text = messages.data.open;
    const { running } = this.#task;
    return html`<section class="card" aria-labelledby="heading">
      <h3 id="heading">${text.heading}</h3>
      <p class="soft small">${text.help}</p>
      <button id="choose" aria-disabled=${running} @click=${this.#ask}>${text.choose}</button>
      <input data-testid="copy-input" type="file" hidden tabindex="-1" aria-hidden="true" @change=${this.#chosen} />
      ${this.#form()} ${progressOf(this.#task)} ${problemOf(this.#task)} ${this.#report()}
    </section>`;
  }

  #form() {
    const { sealed, shown } = this;
    if (sealed === undefined) return nothing;
    const text = messages.data.open;
    return html`<form novalidate @submit=${this.#restore}>
      <p class="name">${text.chosen(sealed.name)}</p>
      ${passphraseField({ id: 'opening', label: text.passphrase, shown, fresh: false })}
      <label class="check">
        <input type="checkbox" .checked=${shown} @change=${this.#show} />${messages.data.save.show}
      </label>
      <div class="row">
        <button class="primary" aria-disabled=${this.#task.running}>${text.restore}</button>
        <button type="button" class="plain" @click=${this.#cancel}>${text.cancel}</button>
      </div>
    </form>`;
  }

  #report() {
    const { taken } = this;
    if (taken === undefined) return nothing;
    const text = messages.data.open;
    return html`
      <h4 tabindex="-1">${text.done}</h4>
      <dl data-testid="taken">
        <dt>${text.moles}</dt>
        <dd>${inWords(taken.counts.moles)}</dd>
        <dt>${text.photos}</dt>
        <dd>${inWords(taken.counts.entries)}</dd>
      </dl>
      ${namesOf(text.skipped(taken.damaged.length), taken.damaged)}
    `;
  }

  #ask(): void {
    if (!this.#task.running) this.input.click();
  }

  #show(event: Event): void {
    this.shown = (event.target as HTMLInputElement).checked;
  }

  async #chosen(): Promise<void> {
    const file = this.input.files?.[0];
    // Emptied, so that choosing the same file again is a change again.
    this.input.value = '';
    if (file === undefined) return;
    this.sealed = undefined;
    this.taken = undefined;
    const kind = await this.#task.run(() => kindOf(file));
    if (kind === 'export') await this.#take(file, '');
    if (kind !== 'backup') return;
    this.sealed = file;
    await this.updateComplete;
    this.passphrase?.focus();
  }

  async #restore(event: Event): Promise<void> {
    event.preventDefault();
    const { sealed, passphrase } = this;
    if (sealed !== undefined && passphrase !== null) await this.#take(sealed, passphrase.value);
  }

  async #cancel(): Promise<void> {
    this.sealed = undefined;
    this.#task.dismiss();
    await this.updateComplete;
    // Its own button has gone with the form.
    this.choose.focus();
  }

  async #take(file: File, passphrase: string): Promise<void> {
    const taken = await this.#task.run((onProgress) => takeIn(this.diary, file, passphrase, onProgress));
    if (taken === undefined) return;
    this.sealed = undefined;
    this.shown = false;
    this.taken = taken;
    await this.updateComplete;
    this.report?.focus();
  }
}

function inWords(count: Count): string {
  const words = messages.data.open.counts;
  return COUNTS.filter((kind) => kind === 'added' || count[kind] > 0)
    .map((kind) => words[kind](count[kind]))
    .join(' · ');
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-data-open': SpotDataOpen;
  }
}
