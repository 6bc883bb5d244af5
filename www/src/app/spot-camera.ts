import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Crop } from '../engine/protocol';
import { messages, type Words } from '../messages';
import { closeCamera, openCamera } from '../picture/camera';
import { centreSquare, zoomed } from '../picture/crop';
import { shared } from '../styles/shared';
import { icons } from './icons';

/** The guide's side as a part of the stage, and so of the frame's centre square. */
const GUIDE = 0.8;

export interface Frame {
  readonly bitmap: ImageBitmap;
  readonly crop: Crop;
  readonly decodeMs: number;
}

/**
 * The live camera behind a square guide; the crop starts from what the guide shows. Fires `spot-frame`,
 * `spot-cancel`, or `spot-failure` with what was thrown.
 */
@customElement('spot-camera')
export class SpotCamera extends LitElement {
  static override styles = [
    shared,
    css`
      .stage {
        position: relative;
        aspect-ratio: 1;
        overflow: hidden;
        border-radius: var(--radius);
        background: #0c0f0e;
      }

      video {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }

      .guide {
        position: absolute;
        inset: 10%;
        border: 2px solid rgb(255 255 255 / 90%);
        border-radius: 0.75rem;
        box-shadow: 0 0 0 100vmax rgb(0 0 0 / 38%);
        pointer-events: none;
      }

      .starting {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        color: #fff;
      }

      .row {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        margin-top: 1.25rem;
      }

      .shutter {
        width: 4.5rem;
        height: 4.5rem;
        padding: 0;
        border: 3px solid var(--accent);
        border-radius: 50%;
        background: none;
      }

      .shutter::before {
        content: '';
        width: 3.5rem;
        height: 3.5rem;
        border-radius: 50%;
        background: var(--accent);
      }

      .cancel {
        justify-self: start;
      }

      p {
        margin-top: 0.75rem;
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) words: Words = messages.skin;
  @state() private live = false;
  @query('video') private video!: HTMLVideoElement;
  #stream: MediaStream | undefined;

  override render() {
    const { camera } = messages;
    return html`
      <section aria-label=${camera.label}>
        <div class="stage">
          <video autoplay muted playsinline aria-hidden="true" @loadeddata=${() => (this.live = true)}></video>
          <div class="guide" ?hidden=${!this.live}></div>
          <p class="starting" ?hidden=${this.live} role="status">${camera.starting}</p>
        </div>
        <p class="soft small">${this.words.guide}</p>
        <div class="row">
          <button class="plain cancel" @click=${this.#cancel}>${icons.back} ${camera.cancel}</button>
          <button class="shutter" aria-label=${camera.shutter} ?disabled=${!this.live} @click=${this.#shoot}></button>
        </div>
      </section>
    `;
  }

  protected override async firstUpdated(): Promise<void> {
    try {
      const stream = await openCamera();
      // The person may have gone back while the browser was still asking for permission.
      if (!this.isConnected) {
        closeCamera(stream);
        return;
      }
      this.#stream = stream;
      this.video.srcObject = stream;
    } catch (thrown) {
      this.dispatchEvent(new CustomEvent<unknown>('spot-failure', { detail: thrown }));
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#stream !== undefined) closeCamera(this.#stream);
  }

  #cancel(): void {
    this.dispatchEvent(new CustomEvent('spot-cancel'));
  }

  async #shoot(): Promise<void> {
    const start = performance.now();
    try {
      const bitmap = await createImageBitmap(this.video);
      const crop = zoomed(centreSquare(bitmap), GUIDE, bitmap, 1);
      const detail = { bitmap, crop, decodeMs: performance.now() - start };
      this.dispatchEvent(new CustomEvent<Frame>('spot-frame', { detail }));
    } catch (thrown) {
      this.dispatchEvent(new CustomEvent<unknown>('spot-failure', { detail: thrown }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-camera': SpotCamera;
  }
}
