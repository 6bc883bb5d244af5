import { LitElement, css, html, svg } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { VIEW_BOX, bodyDrawing, drawingStyles } from './body-drawing';
import { HEIGHT, WIDTH } from './body-outline';
import { nearest, spread, type Pin } from './spread';
import type { Place, View } from './types';

/** A mole as the map shows it: by a number that a list beside it explains. */
export interface Mark {
  readonly number: number;
  readonly label: string;
  readonly href: string;
  readonly place: Place;
}

/** How far apart two pins are kept, and how far beside one a finger may touch, in CSS pixels. */
const APART = 30;
const REACH = 24;

/** One drawing of the body with moles on it, each a link. */
@customElement('spot-body-map')
export class SpotBodyMap extends LitElement {
  static override styles = [
    shared,
    drawingStyles,
    css`
      .map {
        position: relative;
      }

      svg {
        width: 100%;
        height: auto;
        overflow: visible;
      }

      .lead {
        stroke: var(--heed);
        stroke-width: 1.6;
      }

      .spot {
        fill: var(--heed);
      }

      /* Where a point lies on a drawing has nothing to do with the direction of reading. */
      a {
        position: absolute;
        display: grid;
        place-items: center;
        width: 1.75rem;
        height: 1.75rem;
        margin: -0.875rem 0 0 -0.875rem;
        border: 2px solid var(--surface);
        border-radius: 50%;
        background: var(--heed);
        color: var(--surface);
        font-size: 0.875rem;
        font-weight: 700;
        line-height: 1;
        text-decoration: none;
        font-variant-numeric: tabular-nums;
      }

      p {
        margin-block-end: 0.25rem;
        text-align: center;
      }

      .sides {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
        margin-block-start: 0.25rem;
        direction: ltr;
      }

      @media (forced-colors: active) {
        .lead {
          stroke: CanvasText;
        }

        .spot {
          fill: CanvasText;
        }

        a {
          border-color: LinkText;
          background: Canvas;
          color: LinkText;
        }
      }
    `,
  ];

  @property() view: View = 'front';
  @property({ attribute: false }) marks: readonly Mark[] = [];
  @state() private width = 0;
  @query('.map') private map!: HTMLElement;
  @queryAll('a') private links!: NodeListOf<HTMLAnchorElement>;

  readonly #resize = new ResizeObserver(() => (this.width = this.map.clientWidth));

  override render() {
    const text = messages.body;
    const marks = this.#here();
    const pins = this.#pins();
    const scale = this.width === 0 ? 1 : WIDTH / this.width;
    const [first, second] = this.view === 'front' ? [text.yourRight, text.yourLeft] : [text.yourLeft, text.yourRight];
    return html`
      <p class="soft small" aria-hidden="true">${text.views[this.view]}</p>
      <div class="map" role="group" aria-label=${text.map(text.views[this.view])} @click=${this.#touch}>
        <svg viewBox=${VIEW_BOX} aria-hidden="true">
          ${bodyDrawing(this.view)}
          ${marks.map(({ place }, index) => {
            const [x, y] = [place.x * WIDTH, place.y * HEIGHT];
            const pin = pins[index];
            return svg`<line class="lead" x1=${x} y1=${y} x2=${(pin?.x ?? 0) * scale || x} y2=${(pin?.y ?? 0) * scale || y} />
              <circle class="spot" cx=${x} cy=${y} r="3" />`;
          })}
        </svg>
        ${marks.map(({ number, label, href }) => html`<a href=${href} aria-label=${label} title=${label} data-testid="pin">${number}</a>`)}
      </div>
      <p class="sides soft small" aria-hidden="true"><span>${first}</span><span>${second}</span></p>
    `;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#resize.observe(this.map));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override updated(): void {
    // By CSSOM: the page's CSP forbids style attributes.
    for (const [index, pin] of this.#pins().entries()) {
      const link = this.links[index];
      link?.style.setProperty('left', `${pin.x}px`);
      link?.style.setProperty('top', `${pin.y}px`);
    }
  }

  #here(): readonly Mark[] {
    return this.marks.filter(({ place }) => place.view === this.view);
  }

  /** Where the pins are, in CSS pixels of the map. */
  #pins(): readonly Pin[] {
    const { width } = this;
    const height = (width * HEIGHT) / WIDTH;
    return spread(this.#here().map(({ place }) => ({ x: place.x * width, y: place.y * height })), APART, width, height);
  }

  /** Pins are smaller than a finger: what is touched just beside one is meant for the nearest. */
  #touch(event: MouseEvent): void {
    if (event.composedPath().some((target) => target instanceof HTMLAnchorElement)) return;
    const { left, top } = this.map.getBoundingClientRect();
    const index = nearest(this.#pins(), event.clientX - left, event.clientY - top, REACH);
    if (index !== undefined) this.links[index]?.click();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-body-map': SpotBodyMap;
  }
}
