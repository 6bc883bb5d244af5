import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../app/spot-problem';
import { alike } from '../capture/suggest';
import type { Crop } from '../engine/protocol';
import { asFailure, type Failure } from '../failure';
import { messages } from '../messages';
import { zoomed } from '../picture/crop';
import type { Photo } from '../picture/intake';
import type { Session } from '../session';
import { shared } from '../styles/shared';
import { inPhoto } from './outline';
import { tracerOf } from './tracer';

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
  @state() private tracing = false;
  @state() private problem: Failure | undefined;
  /** What came of it, for the square that it came of. */
  @state() private came: { readonly of: Crop; readonly said: () => string } | undefined;

  override render() {
    const text = messages.outline;
    const said = this.tracing ? text.running : this.came?.of === this.crop ? this.came.said() : '';
    return html`
      <button aria-disabled=${this.tracing} @click=${this.#press}>${text.fit}</button>
      <p class="small soft" role="status" data-testid="fit-said">${said}</p>
      ${this.problem === undefined
        ? nothing
        : html`<spot-problem
            .failure=${this.problem}
            retry
            dismissible
            @spot-retry=${this.#press}
            @spot-dismiss=${() => (this.problem = undefined)}
          ></spot-problem>`}
    `;
  }

  #press(): void {
    if (!this.tracing) void this.#fit();
  }

  async #fit(): Promise<void> {
    const { photo, crop } = this;
    this.tracing = true;
    this.problem = undefined;
    try {
      const { outline } = await tracerOf(this.session).trace(photo, crop);
      // Another photo or another square since: what was found is not about that one.
      if (this.photo !== photo || this.crop !== crop) return;
      const square = outline === undefined ? crop : zoomed(inPhoto(outline.frame, crop), 1, photo, this.smallest);
      if (alike(square, crop)) this.came = { of: crop, said: () => (outline === undefined ? messages.outline.none : messages.outline.fits) };
      else this.dispatchEvent(new CustomEvent<Crop>('spot-fit', { detail: square, bubbles: true }));
    } catch (thrown) {
      this.problem = asFailure(thrown);
    } finally {
      this.tracing = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-fit': SpotFit;
  }
}
