import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icons } from '../app/icons';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { VIEW_BOX, bodyDrawing, drawingStyles } from './body-drawing';
import { HEIGHT, WIDTH } from './body-outline';
import { form } from './form';
import { nudged, placeAt, placeIn } from './place';
import { placeName, regionName } from './place-words';
import { regionBy, regionsOf } from './regions';
import type { Place, View } from './types';

/** One press of a key or a button moves the point by this, in units of the drawing; with Shift by a fifth. */
const STEP = 5;
const VIEWS: readonly View[] = ['front', 'back'];

/**
 * Chooses a point on the body: by touch or mouse on the drawing, by the list of its parts, by buttons, or by
 * keys on the drawing. Fires `spot-place` with the new place.
 */
@customElement('spot-place')
export class SpotPlace extends LitElement {
  static override styles = [
    shared,
    form,
    drawingStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .columns,
      .controls {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        align-content: start;
      }

      .drawing {
        /* All of it on one screen of a phone, with the words on what was chosen. */
        width: min(100%, 19rem, 29dvh);
        min-width: min(11rem, 100%);
        margin-inline: auto;
      }

      .segments {
        width: 100%;
        margin-inline: auto;
      }

      .stage {
        position: relative;
        border-radius: var(--radius);
        cursor: crosshair;
        touch-action: manipulation;
        user-select: none;
        -webkit-user-select: none;
      }

      .stage svg {
        width: 100%;
        height: auto;
      }

      .aim {
        fill: none;
        stroke: var(--heed);
        stroke-width: 1.6;
      }

      .sides {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
        direction: ltr;
      }

      .where {
        min-height: 3em;
      }

      .where b {
        font-weight: 650;
      }

      .moves {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0.25rem;
        direction: ltr;
      }

      .moves button {
        padding: 0.25rem;
      }

      @media (forced-colors: active) {
        .aim {
          stroke: Highlight;
        }
      }

      @container (min-width: 34rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
          grid-template-rows: auto 1fr;
          gap: 0.75rem 2rem;
        }

        .drawing {
          grid-row: 1 / span 2;
          grid-column: 1;
          width: min(100%, 19rem, 36dvh);
        }
      }
    `,
  ];

  @property({ attribute: false }) place: Place | undefined;
  @state() private view: View = 'front';
  @state() private beside = false;
  @query('.stage') private stage!: HTMLElement;

  protected override willUpdate(): void {
    if (this.place !== undefined && !this.hasUpdated) this.view = this.place.view;
  }

  override render() {
    const text = messages.body;
    const { choose } = text;
    const here = this.#here();
    const region = here === undefined ? undefined : regionBy(this.view, here.region);
    const [first, second] = this.view === 'front' ? [text.yourRight, text.yourLeft] : [text.yourLeft, text.yourRight];
    return html`<div class="columns">
      <div class="controls">
        <fieldset class="segments">
          <legend class="visually-hidden">${choose.view}</legend>
          ${VIEWS.map(
            (view) => html`<label>
              <input type="radio" name="view" .checked=${view === this.view} @change=${() => this.#turn(view)} />
              ${text.views[view]}
            </label>`,
          )}
        </fieldset>
        <p class="where" role="status" data-testid="place-said">
          ${this.beside ? choose.beside : here === undefined ? html`<span class="soft small">${choose.help}</span>` : html`<b>${placeName(here)}</b>`}
        </p>
      </div>
      <div class="drawing">
        <div
          class="stage"
          data-testid="body-stage"
          role="application"
          tabindex="0"
          aria-label=${choose.stage}
          @click=${this.#touch}
          @keydown=${this.#key}
        >
          <svg viewBox=${VIEW_BOX} aria-hidden="true">
            ${bodyDrawing(this.view, region)}
            ${here === undefined
              ? nothing
              : svg`<circle class="aim" cx=${here.x * WIDTH} cy=${here.y * HEIGHT} r="11" />
                  <circle class="point" cx=${here.x * WIDTH} cy=${here.y * HEIGHT} r="5" />`}
          </svg>
        </div>
        <p class="sides soft small" aria-hidden="true"><span>${first}</span><span>${second}</span></p>
      </div>
      <div class="controls">
        <label class="field">
          <span>${choose.region}</span>
          <select @change=${this.#list} data-testid="region">
            ${region === undefined ? html`<option value="" selected>${choose.none}</option>` : nothing}
            ${regionsOf(this.view).map(
              ({ code }) => html`<option value=${code} ?selected=${code === region?.code} .selected=${code === region?.code}>
                ${regionName(this.view, code)}
              </option>`,
            )}
          </select>
        </label>
        <div class="moves" role="group" aria-label=${choose.move}>
          ${this.#button(choose.left, icons.left, -STEP, 0)} ${this.#button(choose.up, icons.up, 0, -STEP)}
          ${this.#button(choose.down, icons.down, 0, STEP)} ${this.#button(choose.right, icons.right, STEP, 0)}
        </div>
      </div>
    </div>`;
  }

  /** The place, if it is on the drawing that is shown. */
  #here(): Place | undefined {
    return this.place?.view === this.view ? this.place : undefined;
  }

  #button(label: string, picture: unknown, dx: number, dy: number) {
    return html`<button type="button" aria-label=${label} title=${label} @click=${() => this.#move(dx, dy)}>${picture}</button>`;
  }

  /** The place itself stays where it is until another one is chosen. */
  #turn(view: View): void {
    this.view = view;
    this.beside = false;
  }

  #set(place: Place | undefined): void {
    this.beside = place === undefined;
    if (place === undefined) return;
    this.place = place;
    this.dispatchEvent(new CustomEvent<Place>('spot-place', { detail: place }));
  }

  #touch(event: MouseEvent): void {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    this.#set(placeAt(this.view, (event.clientX - left) / width, (event.clientY - top) / height));
  }

  #list(event: Event): void {
    this.#set(placeIn(this.view, (event.target as HTMLSelectElement).value));
  }

  /** Moves the point; the first press puts one there to move. */
  #move(dx: number, dy: number): void {
    const here = this.#here();
    this.#set(here === undefined ? this.#first() : nudged(here, dx, dy));
  }

  #first(): Place | undefined {
    return placeIn(this.view, this.view === 'front' ? 'chest' : 'upper-back');
  }

  /** Goes to the next part of the body, or the one before. */
  #leap(by: 1 | -1): void {
    const codes = regionsOf(this.view).map(({ code }) => code);
    const here = this.#here();
    const from = here === undefined ? (by === 1 ? -1 : 0) : codes.indexOf(here.region);
    const code = codes[(from + by + codes.length) % codes.length];
    if (code !== undefined) this.#set(placeIn(this.view, code));
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? STEP / 5 : STEP;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.#move(-step, 0),
      ArrowRight: () => this.#move(step, 0),
      ArrowUp: () => this.#move(0, -step),
      ArrowDown: () => this.#move(0, step),
      PageUp: () => this.#leap(-1),
      PageDown: () => this.#leap(1),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-place': SpotPlace;
  }
}
