import { LitElement, css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly yes: string;
}

/** Asks before something is removed. Escape, and whatever else closes it, means no. */
@customElement('spot-confirm')
export class SpotConfirm extends LitElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(100% - 2rem, 26rem);
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }

      dialog::backdrop {
        background: rgb(12 15 14 / 55%);
      }

      h2 {
        margin-block-end: 0.5rem;
        font-size: var(--step-1);
        overflow-wrap: anywhere;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.5rem;
        margin-block-start: 1.25rem;
      }

      .yes {
        border-color: var(--heed);
        color: var(--heed);
      }
    `,
  ];

  @state() private question: Question = { title: '', text: '', yes: '' };
  @query('dialog') private dialog!: HTMLDialogElement;
  #answer: (yes: boolean) => void = () => undefined;

  /** Resolves to what was answered. */
  async ask(question: Question): Promise<boolean> {
    this.question = question;
    await this.updateComplete;
    this.dialog.returnValue = '';
    this.dialog.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  override render() {
    const { title, text, yes } = this.question;
    return html`
      <dialog aria-labelledby="title" aria-describedby="text" data-testid="confirm" @close=${this.#close}>
        <h2 id="title">${title}</h2>
        <p id="text" class="soft">${text}</p>
        <div class="row">
          <button autofocus @click=${() => this.dialog.close('')}>${messages.diary.cancel}</button>
          <button class="yes" @click=${() => this.dialog.close('yes')}>${yes}</button>
        </div>
      </dialog>
    `;
  }

  #close(): void {
    this.#answer(this.dialog.returnValue === 'yes');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-confirm': SpotConfirm;
  }
}
