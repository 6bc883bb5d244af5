import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, type Words } from '../messages';
import { shared } from '../styles/shared';
import { icons } from './icons';

/**
 * The ways in which a photo comes to the page. Fires `spot-camera` for the live camera and `spot-files`,
 * with the files as detail, for the rest.
 */
@customElement('spot-doors')
export class SpotDoors extends LitElement {
  static override styles = [
    shared,
    css`
      .doors {
        display: grid;
        gap: 0.75rem;
      }

      button {
        width: 100%;
        min-height: 3.25rem;
      }

      /* The camera app is a door on phones; a desk's file dialog would only say the same twice. */
      .native {
        display: none;
      }

      @media (pointer: coarse) {
        .native {
          display: inline-flex;
        }
      }

      p {
        margin-top: 0.75rem;
        text-align: center;
      }

      @media (pointer: coarse) and (max-width: 40rem) {
        p {
          display: none;
        }
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) words: Words = messages.skin;

  /** For those who come back from the camera. */
  focusCamera(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLButtonElement>('.primary')?.focus());
  }

  override render() {
    const { doors } = messages;
    return html`
      <div class="doors" role="group" aria-label=${this.words.choose}>
        <button class="primary" ?disabled=${this.busy} @click=${this.#openCamera}>${icons.camera} ${doors.camera}</button>
        <button ?disabled=${this.busy} @click=${() => this.#open('upload')}>
          ${icons.picture} ${this.busy ? doors.opening : this.words.choose}
        </button>
        <button class="native plain" ?disabled=${this.busy} @click=${() => this.#open('native')}>
          ${icons.phone} ${doors.nativeCamera}
        </button>
      </div>
      <input
        id="upload"
        data-testid="file-input"
        type="file"
        accept="image/*,.heic,.heif"
        multiple
        hidden
        tabindex="-1"
        aria-hidden="true"
        @change=${this.#chosen}
      />
      <input
        id="native"
        data-testid="capture-input"
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        tabindex="-1"
        aria-hidden="true"
        @change=${this.#chosen}
      />
      <p class="soft small">${doors.more}</p>
    `;
  }

  #openCamera(): void {
    this.dispatchEvent(new CustomEvent('spot-camera'));
  }

  #open(id: 'upload' | 'native'): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // Emptied, so that choosing the same file again is a change again.
    input.value = '';
    if (files.length > 0) this.dispatchEvent(new CustomEvent<Blob[]>('spot-files', { detail: files }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-doors': SpotDoors;
  }
}
