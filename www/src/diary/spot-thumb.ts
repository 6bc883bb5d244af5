import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Crop } from '../engine/protocol';
import { shared } from '../styles/shared';
import { Turns } from './turns';

/** Pictures that are decoded at one time: each takes its whole size in memory, if only for a moment. */
const turns = new Turns(2);

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

  /** Whose picture it is: a diary that is read anew has other objects for the same one. */
  @property() of = '';
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
    const before = changed.get('crop');
    const moved = changed.has('crop') && JSON.stringify(before) !== JSON.stringify(this.crop);
    if (!moved && !changed.has('of') && !changed.has('side')) return;
    this.#watch?.disconnect();
    if (this.eager) {
      this.drawn = turns.take(() => this.#draw());
      return;
    }
    this.#watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true) return;
        this.#watch?.disconnect();
        this.drawn = turns.take(() => this.#draw());
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
