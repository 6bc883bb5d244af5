import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Crop, Heat } from '../engine/protocol';
import { messages } from '../messages';
import type { Photo } from '../picture/intake';
import { paintSquare } from '../picture/paint-square';
import { shared } from '../styles/shared';
import { regionOf, toPixels } from './heat';

/** Pixels of the drawing; a phone shows it at about half of that. */
const SIDE = 640;
/** Blue is no colour of skin. */
const COLOUR = [20, 70, 255] as const;

/** Where the model looked: its map over the square that it saw, as strong as the person likes. */
@customElement('spot-heat')
export class SpotHeat extends LitElement {
  static override styles = [
    shared,
    css`
      figure {
        display: grid;
        gap: 0.75rem;
      }

      .pictures {
        position: relative;
        overflow: hidden;
        max-width: 20rem;
        aspect-ratio: 1;
        border-radius: 0.5rem;
      }

      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        forced-color-adjust: none;
      }

      label {
        display: grid;
        gap: 0.25rem;
        max-width: 20rem;
      }

      input {
        width: 100%;
        min-height: 44px;
        accent-color: var(--calm);
      }

      figcaption {
        display: grid;
        gap: 0.375rem;
      }
    `,
  ];

  @property({ attribute: false }) photo!: Photo;
  @property({ attribute: false }) crop!: Crop;
  @property({ attribute: false }) heat!: Heat;
  /** What the likeliest class is called. */
  @property() name = '';
  @state() private strength = 60;
  @query('.photo') private picture!: HTMLCanvasElement | null;
  @query('.map') private map!: HTMLCanvasElement | null;

  override render() {
    const text = messages.heat;
    const { side } = this.heat;
    return html`
      <h3>${text.heading}</h3>
      <figure>
        <div class="pictures">
          <canvas class="photo" width=${SIDE} height=${SIDE} role="img" aria-label=${text.picture(text.regions[regionOf(this.heat)])}></canvas>
          <canvas class="map" width=${SIDE} height=${SIDE} aria-hidden="true"></canvas>
        </div>
        <label>
          ${text.strength}
          <input type="range" min="0" max="100" step="5" .value=${String(this.strength)} @input=${this.#slide} />
        </label>
        <figcaption class="small soft">
          <p>${text.shows(this.name, text.regions[regionOf(this.heat)])}</p>
          <p>${text.coarse(side)}</p>
        </figcaption>
      </figure>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('photo') || changed.has('crop')) paintSquare(this.picture, this.photo, this.crop);
    if (changed.has('heat')) this.#paintMap();
    this.map?.style.setProperty('opacity', String(this.strength / 100));
  }

  #slide(event: Event): void {
    this.strength = (event.target as HTMLInputElement).valueAsNumber;
  }

  #paintMap(): void {
    const context = this.map?.getContext('2d');
    if (context === null || context === undefined) return;
    const { side } = this.heat;
    const small = new OffscreenCanvas(side, side);
    small.getContext('2d')?.putImageData(new ImageData(toPixels(this.heat, COLOUR), side, side), 0, 0);
    context.clearRect(0, 0, SIDE, SIDE);
    context.imageSmoothingQuality = 'high';
    context.drawImage(small, 0, 0, SIDE, SIDE);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-heat': SpotHeat;
  }
}
