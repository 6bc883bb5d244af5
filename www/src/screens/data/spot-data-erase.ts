import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { date } from '../../app/format';
import type { Contents, Diary } from '../../diary/store';
import { messages } from '../../messages';
import { shared } from '../../styles/shared';
import { parts, problemOf } from './parts';
import { Task } from './task';

/** Deletes the diary, after saying in numbers what will be gone. */
@customElement('spot-data-erase')
export class SpotDataErase extends LitElement {
  static override styles = [
    shared,
    parts,
    css`
      dialog {
        width: min(100% - 2rem, 28rem);
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }

      dialog::backdrop {
        background: rgb(12 15 14 / 55%);
      }

      .ask {
        display: grid;
        gap: 0.75rem;
      }

      #text {
        display: grid;
        gap: 0.5rem;
      }

      .ask .row {
        justify-content: end;
      }

      .yes {
        border-color: var(--heed);
        color: var(--heed);
      }
    `,
  ];

  @property({ attribute: false }) diary!: Diary;
  @property({ attribute: false }) contents!: Contents;
  @property({ attribute: false }) lastCopy: number | undefined;
  @state() private done = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('h3') private heading!: HTMLElement;

  readonly #task = new Task(this);

  override render() {
    const text = messages.data.erase;
    return html`<section class="card" aria-labelledby="heading">
      <h3 id="heading" tabindex="-1">${text.heading}</h3>
      <p class="soft small">${text.help}</p>
      ${this.#nothing ? nothing : html`<button class="yes" @click=${this.#ask}>${text.ask}</button>`}
      <p role="status" data-testid="erased">${this.done ? text.done : nothing}</p>
      ${problemOf(this.#task)}
      <dialog aria-labelledby="title" aria-describedby="text">
        <div class="ask">
          <h3 id="title">${text.title}</h3>
          <div id="text">${this.#gone()}</div>
          <div class="row">
            <button autofocus @click=${() => this.dialog.close()}>${text.keep}</button>
            <button class="yes" @click=${this.#erase}>${text.erase}</button>
          </div>
        </div>
      </dialog>
    </section>`;
  }

  get #nothing(): boolean {
    const { moles, entries, damaged } = this.contents;
    return moles.length + entries.length + damaged.length === 0;
  }

  #gone() {
    const text = messages.data.erase;
    const { moles, entries, damaged } = this.contents;
    return html`
      <p>${text.gone(messages.data.contents(moles.length, entries.length))}</p>
      ${damaged.length === 0 ? nothing : html`<p>${text.broken(damaged.length)}</p>`}
      <p class="soft">${this.lastCopy === undefined ? text.noCopy : messages.data.save.last(date(this.lastCopy))}</p>
    `;
  }

  #ask(): void {
    this.done = false;
    this.dialog.showModal();
  }

  async #erase(): Promise<void> {
    this.dialog.close();
    await this.#task.run(async () => {
      await this.diary.clear();
      this.done = true;
    });
    await this.updateComplete;
    this.heading.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-data-erase': SpotDataErase;
  }
}
