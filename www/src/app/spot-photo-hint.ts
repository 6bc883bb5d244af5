import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Coach, type Hint } from '../capture/coach';
import { SIDE } from '../capture/measure';
import { Viewfinder } from '../capture/viewfinder';
import type { Crop } from '../engine/protocol';
import { messages } from '../messages';
import type { Photo } from '../picture/intake';
import { shared } from '../styles/shared';
import { hintIcons } from './hint-icons';

/** The square is looked at once it has come to rest: a finger that moves it has the processor for itself. */
const LOOK_AFTER_MS = 400;

/** What the camera's coach would say of the square of a photo, wherever the photo came from. It only says so. */
@customElement('spot-photo-hint')
export class SpotPhotoHint extends LitElement {
  static override styles = [
    shared,
    css`
      .hint {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        margin-top: 0.5rem;
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) photo!: Photo;
  @property({ attribute: false }) crop!: Crop;
  @state() private hint: Hint = 'none';

  readonly #viewfinder = new Viewfinder();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render() {
    const { hint } = this;
    const { hints, still } = messages.capture;
    return html`<div role="status" data-testid="photo-hint" data-hint=${hint}>
      ${hint === 'none' || hint === 'good' ? nothing : html`<p class="hint small">${hintIcons[hint]}<span>${still(hints[hint])}</span></p>`}
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('photo') && !changed.has('crop')) return;
    if (changed.has('photo')) this.hint = 'none';
    this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.hint = this.#look();
    }, LOOK_AFTER_MS);
  }

  #look(): Hint {
    const { photo, crop } = this;
    const shrink = photo.preview.width / photo.width;
    // A small square of a large photo has too few pixels left in the preview, and would pass for blurred.
    const enough = crop.side * shrink >= SIDE;
    const scale = enough ? shrink : 1;
    const square = { x: crop.x * scale, y: crop.y * scale, side: crop.side * scale };
    const measures = this.#viewfinder.lookAt(enough ? photo.preview : photo.bitmap, square);
    return measures === undefined ? 'none' : new Coach().judgeStill(measures);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-photo-hint': SpotPhotoHint;
  }
}
