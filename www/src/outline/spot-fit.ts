import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { alike } from '../capture/suggest';
import type { Crop } from '../engine/protocol';
import { messages } from '../messages';
import { zoomed } from '../picture/crop';
import type { Photo } from '../picture/intake';
import type { Session } from '../session';
import { shared } from '../styles/shared';
import { inPhoto } from './outline';
import { tracerOf } from './tracer';
import { Tracing } from './tracing';

/** A button that traces the spot in the present square. Fires `spot-fit` with a square that fits it better. */
@customElement('spot-fit')
export class SpotFit extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        margin-top: 0.5rem;
      }

      button {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) photo!: Photo;
  @property({ attribute: false }) crop!: Crop;
  @property({ type: Number }) smallest = 1;
  /** What came of it, for the square that it came of. */
  @state() private came: { readonly of: Crop; readonly said: () => string } | undefined;

  readonly #tracing = new Tracing(
    this,
    () => this.crop,
    () => this.#fit(),
  );

  override render() {
    const text = messages.outline;
    const { running, press } = this.#tracing;
    const said = running ? text.running : this.came?.of === this.crop ? this.came.said() : '';
    return html`
      <button aria-disabled=${running} @click=${press}>${text.fit}</button>
      <p class="small soft" role="status" data-testid="fit-said">${said}</p>
      ${this.#tracing.problem()}
    `;
  }

  async #fit(): Promise<void> {
    const { photo, crop } = this;
    const { outline } = await tracerOf(this.session).trace(photo, crop);
    // Another photo or another square since: what was found is not about that one.
    if (this.photo !== photo || this.crop !== crop) return;
    const square = outline === undefined ? crop : zoomed(inPhoto(outline.frame, crop), 1, photo, this.smallest);
    if (alike(square, crop)) this.came = { of: crop, said: () => (outline === undefined ? messages.outline.none : messages.outline.fits) };
    else this.dispatchEvent(new CustomEvent<Crop>('spot-fit', { detail: square, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-fit': SpotFit;
  }
}
