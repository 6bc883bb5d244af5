import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icons } from '../app/icons';
import { messages } from '../messages';
import { shared } from '../styles/shared';

/**
 * A task of its own above the page, with a title and a way out. What is put inside it is the task. Fires
 * `spot-close` when it is closed, however that comes about.
 */
@customElement('spot-sheet')
export class SpotSheet extends LitElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(100% - 1rem, 44rem);
        max-width: none;
        max-height: calc(100dvh - 1rem);
        margin: auto;
        padding: 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        color: var(--ink);
        overscroll-behavior: contain;
      }

      dialog::backdrop {
        background: rgb(12 15 14 / 55%);
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        margin-block-end: 0.75rem;
      }

      h2 {
        font-size: var(--step-1);
      }

      h2:focus {
        outline: none;
      }

      .close {
        flex: none;
        padding: 0.25rem;
        border-color: transparent;
        background: none;
      }
    `,
  ];

  @property() heading = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  override render() {
    return html`
      <dialog aria-labelledby="sheet" @close=${() => this.dispatchEvent(new CustomEvent('spot-close'))}>
        <div class="head">
          <h2 id="sheet" tabindex="-1" autofocus>${this.heading}</h2>
          <button class="close" aria-label=${messages.diary.close} title=${messages.diary.close} @click=${() => this.close()}>
            ${icons.close}
          </button>
        </div>
        <slot></slot>
      </dialog>
    `;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-sheet': SpotSheet;
  }
}
