import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Lens, LensControls } from '../capture/lens';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { number } from './format';
import { torchIcon } from './hint-icons';

/**
 * Light, zoom, focus and choice of the camera, each only where the camera offers it. Fires `spot-lens` with the id of
 * another camera.
 */
@customElement('spot-lens')
export class SpotLens extends LitElement {
  static override styles = [
    shared,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0.5rem;
      }

      button {
        padding: 0.25rem 0.875rem;
      }

      button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }

      .zoom {
        display: flex;
        flex: 1 1 8rem;
        align-items: center;
        gap: 0.5rem;
        max-width: 16rem;
      }

      input {
        flex: 1;
        min-width: 4rem;
        height: var(--target);
        margin: 0;
        accent-color: var(--accent);
      }

      .times {
        min-width: 3ch;
        font-variant-numeric: tabular-nums;
      }

      select {
        min-height: var(--target);
        flex: 0 1 12rem;
        min-width: 6rem;
        padding: 0.25rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ attribute: false }) controls: LensControls | undefined;
  @property({ attribute: false }) lenses: readonly Lens[] = [];
  /** The id of the camera in use. */
  @property() lens = '';

  override render() {
    const text = messages.capture;
    const { controls, lenses } = this;
    const offers = controls?.abilities;
    return html`
      <div class="tools">
        ${offers?.torch === true && controls !== undefined
          ? html`<button aria-pressed=${controls.torch} @click=${() => void this.#then(controls.setTorch(!controls.torch))}>
              ${torchIcon} ${text.torch}
            </button>`
          : nothing}
        ${offers?.focus === true && controls !== undefined
          ? html`<button title=${text.focusMore} @click=${() => void controls.focusAt({ x: 0.5, y: 0.5 })}>${text.focus}</button>`
          : nothing}
        ${offers?.zoom === undefined || controls === undefined ? nothing : this.#zoom(controls, offers.zoom)}
        ${lenses.length < 2
          ? nothing
          : html`<select aria-label=${text.lens} .value=${this.lens} @change=${this.#choose}>
              ${lenses.map(
                ({ id, label }, n) =>
                  html`<option value=${id} ?selected=${id === this.lens}>${label === '' ? text.lensNumber(n + 1) : label}</option>`,
              )}
            </select>`}
      </div>
    `;
  }

  #zoom(controls: LensControls, { min, max, step }: { min: number; max: number; step: number }) {
    const times = messages.capture.zoomed(number(controls.zoom, 1));
    return html`<span class="zoom">
      <input
        type="range"
        min=${min}
        max=${max}
        step=${step}
        aria-label=${messages.capture.zoom}
        aria-valuetext=${times}
        .value=${String(controls.zoom)}
        @input=${(event: Event) => void this.#then(controls.setZoom(Number((event.target as HTMLInputElement).value)))}
      />
      <span class="times small" aria-hidden="true">${times}</span>
    </span>`;
  }

  /** The controls know what the driver did; what is drawn follows them. */
  async #then(setting: Promise<boolean>): Promise<void> {
    await setting;
    this.requestUpdate();
  }

  #choose(event: Event): void {
    this.dispatchEvent(new CustomEvent<string>('spot-lens', { detail: (event.target as HTMLSelectElement).value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-lens': SpotLens;
  }
}
