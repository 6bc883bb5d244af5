import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shared } from '../styles/shared';
import type { Crop } from '../engine/protocol';

/** A square of a stored picture, decoded when it comes near the screen. */
@customElement('spot-thumb')
export class SpotThumb extends LitElement {
  static override styles = [
    shared,
    css`
      canvas {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        border-radius: inherit;
        background: var(--sunken);
      }

      :host {
        border-radius: var(--radius-small);
        overflow: hidden;
      }
    `,
  ];

  @property({ attribute: false }) picture!: Blob;
  @property({ attribute: false }) crop!: Crop;
  /** What the picture is of, for whoever does not see it. */
  @property() label = '';
  /** Pixels of the square's side. */
  @property({ type: Number }) side = 320;
  /** At once, wherever it is on the page: for printing. */
  @property({ type: Boolean }) eager = false;
  @query('canvas') private canvas!: HTMLCanvasElement;

  /** Resolves when the picture is drawn, or found to be broken. */
  drawn: Promise<void> = Promise.resolve();
  #watch: IntersectionObserver | undefined;

  override render() {
    return html`<canvas role="img" aria-label=${this.label} width=${this.side} height=${this.side}></canvas>`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A diary that was read anew has other objects for the same picture; only another square is another one.
    const before = changed.get('crop');
    const same = before !== undefined && JSON.stringify(before) === JSON.stringify(this.crop);
    const other = changed.has('picture') && changed.get('picture')?.size !== this.picture.size;
    if (!other && (!changed.has('crop') || same) && !changed.has('side')) return;
    this.#watch?.disconnect();
    if (this.eager) {
      this.drawn = this.#draw();
      return;
    }
    this.#watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true) return;
        this.#watch?.disconnect();
        this.drawn = this.#draw();
      },
      { rootMargin: '400px' },
    );
    this.#watch.observe(this);
  }

  async #draw(): Promise<void> {
    const { picture, crop, side } = this;
    try {
      const size = { resizeWidth: side, resizeHeight: side, resizeQuality: 'high' } as const;
      const bitmap = await createImageBitmap(picture, crop.x, crop.y, crop.side, crop.side, size);
      this.canvas.getContext('2d')?.drawImage(bitmap, 0, 0, side, side);
      bitmap.close();
      this.dataset['state'] = 'drawn';
    } catch {
      // The label still says what there was; a broken picture takes nothing else with it.
      this.dataset['state'] = 'broken';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-thumb': SpotThumb;
  }
}
