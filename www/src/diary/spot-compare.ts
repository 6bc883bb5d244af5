import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { date, dateTime, millimetres, shortDate } from '../app/format';
import { messages } from '../messages';
import type { Session } from '../session';
import { shared } from '../styles/shared';
import { form } from './form';
import { barOf, beginning, pairOf, type Pair } from './side-by-side';
import { changeLine, sizeLine } from './size-words';
import './spot-shapes';
import './spot-thumb';
import type { Entry } from './types';
import { verdictLine } from './verdict-words';

type Way = 'beside' | 'over';
const WAYS: readonly Way[] = ['beside', 'over'];
/** Pixels of each picture's side. */
const SIDE = 720;

/** Two photos of one mole: side by side, or one over the other with a slider between them. */
@customElement('spot-compare')
export class SpotCompare extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
        min-width: 0;
      }

      .choices {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.75rem;
      }

      /* A day and a time side by side would be cut off on a phone. */
      .choices.timed {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
      }

      .pictures,
      .dates {
        overflow-wrap: anywhere;
      }

      .pictures {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.5rem;
        max-width: 56rem;
      }

      .over {
        max-width: 32rem;
      }

      .stack {
        position: relative;
        overflow: hidden;
        border-radius: var(--radius-small);
        cursor: ew-resize;
        touch-action: pan-y;
        direction: ltr;
      }

      .stack spot-thumb {
        border-radius: 0;
      }

      .stack .top {
        position: absolute;
        inset: 0;
        clip-path: inset(0 0 0 var(--at, 50%));
      }

      .edge {
        position: absolute;
        inset-block: 0;
        left: var(--at, 50%);
        width: 0;
        border-left: 2px solid #fff;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
      }

      .over input {
        width: 100%;
        height: var(--target);
        margin: 0.25rem 0 0;
        accent-color: var(--accent);
        direction: ltr;
      }

      .dates {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
      }

      /* Under the slider above, which follows the photos. */
      .dates:dir(rtl) {
        flex-direction: row-reverse;
      }

      .scale {
        margin-block: 0.25rem 0.5rem;
      }

      .bar {
        display: block;
        width: var(--bar);
        height: 0.5rem;
        border: solid currentColor;
        border-width: 0 2px 2px;
      }

      .said {
        display: grid;
        gap: 0.25rem;
        padding: 1rem 1.25rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }

      .change {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** The newest first. */
  @property({ attribute: false }) entries: readonly Entry[] = [];
  @state() private way: Way = 'beside';
  @state() private at = 50;
  @state() private wanted: { readonly earlier: string | undefined; readonly later: string | undefined } = { earlier: undefined, later: undefined };
  @query('.stack') private stack!: HTMLElement | null;
  @queryAll('.bar') private bars!: NodeListOf<HTMLElement>;

  override render() {
    const text = messages.diary.compare;
    const chosen = this.#chosen();
    if (chosen === undefined) return html`<p class="soft">${text.tooFew}</p>`;
    const { earlier, later } = chosen;
    const pair = pairOf(earlier, later);
    const change = changeLine(earlier, later);
    // Two photos of one day are told apart by the time.
    const timed = new Set(this.entries.map(({ taken }) => shortDate(taken))).size < this.entries.length;
    const day = timed ? dateTime : shortDate;
    return html`
      <div class=${timed ? 'choices timed' : 'choices'}>
        ${this.#choice('earlier', text.first, earlier, day)} ${this.#choice('later', text.second, later, day)}
      </div>
      <fieldset class="segments">
        <legend class="visually-hidden">${text.way}</legend>
        ${WAYS.map(
          (way) => html`<label>
            <input type="radio" name="way" .checked=${way === this.way} @change=${() => (this.way = way)} /> ${text.ways[way]}
          </label>`,
        )}
      </fieldset>
      ${this.way === 'beside' ? this.#beside(earlier, later, pair) : this.#over(earlier, later, pair)}
      <p class="soft small" data-testid="scale">${pair.millimetres === undefined ? text.noScale : text.scale}</p>
      <div class="said" role="status" data-testid="difference">
        <p class="change">${change === '' ? text.unmeasured : change}</p>
        <p class="small">${text.caution}</p>
      </div>
      <spot-shapes .session=${this.session} .earlier=${earlier} .later=${later}></spot-shapes>
    `;
  }

  protected override updated(): void {
    // By CSSOM: the page's CSP forbids style attributes.
    this.stack?.style.setProperty('--at', `${this.at}%`);
    const chosen = this.#chosen();
    const side = chosen === undefined ? undefined : pairOf(chosen.earlier, chosen.later).millimetres;
    if (side !== undefined) for (const bar of this.bars) bar.style.setProperty('--bar', `${(100 * barOf(side)) / side}%`);
  }

  #choice(which: 'earlier' | 'later', label: string, chosen: Entry, day: (time: number) => string) {
    return html`<label class="field">
      <span>${label}</span>
      <select data-testid=${which} @change=${(event: Event) => (this.wanted = { ...this.wanted, [which]: (event.target as HTMLSelectElement).value })}>
        ${this.entries.map(({ id, taken }) => html`<option value=${id} ?selected=${id === chosen.id} .selected=${id === chosen.id}>${day(taken)}</option>`)}
      </select>
    </label>`;
  }

  #beside(earlier: Entry, later: Entry, { first, second, millimetres: side }: Pair) {
    return html`<div class="pictures">
      ${(
        [
          [earlier, first],
          [later, second],
        ] as const
      ).map(([entry, crop]) => html`<figure>${this.#thumb(entry, crop)}${this.#bar(side)}${this.#caption(entry)}</figure>`)}
    </div>`;
  }

  #over(earlier: Entry, later: Entry, { first, second, millimetres: side }: Pair) {
    const text = messages.diary.compare;
    return html`<div class="over">
      <div class="stack" @pointerdown=${this.#grab} @pointermove=${this.#swipe}>
        ${this.#thumb(earlier, first)}
        <div class="top">${this.#thumb(later, second)}</div>
        <div class="edge"></div>
      </div>
      ${this.#bar(side)}
      <input
        type="range"
        min="0"
        max="100"
        aria-label=${text.slider}
        aria-valuetext=${text.shown(date(earlier.taken), this.at)}
        .value=${String(this.at)}
        @input=${(event: Event) => (this.at = (event.target as HTMLInputElement).valueAsNumber)}
      />
      <div class="dates small"><div>${this.#caption(earlier)}</div><div>${this.#caption(later)}</div></div>
    </div>`;
  }

  #grab(event: PointerEvent): void {
    this.stack?.setPointerCapture(event.pointerId);
    this.#swipe(event);
  }

  /** The edge follows the finger, or the pressed mouse. */
  #swipe(event: PointerEvent): void {
    if (this.stack?.hasPointerCapture(event.pointerId) !== true) return;
    const { left, width } = this.stack.getBoundingClientRect();
    this.at = Math.round(Math.min(100, Math.max(0, (100 * (event.clientX - left)) / width)));
  }

  #thumb(entry: Entry, crop: Entry['crop']) {
    return html`<spot-thumb of=${entry.id} .picture=${entry.picture} .crop=${crop} .side=${SIDE} label=${messages.diary.photoOf(date(entry.taken))}></spot-thumb>`;
  }

  #bar(side: number | undefined) {
    return side === undefined ? nothing : html`<p class="scale small"><span class="bar" aria-hidden="true"></span>${millimetres(barOf(side), 0)}</p>`;
  }

  #caption({ taken, measure, kept }: Entry) {
    return html`<p><b>${date(taken)}</b></p>
      ${measure === undefined ? nothing : html`<p class="small">${sizeLine(measure)}</p>`}
      <p class="soft small">${verdictLine(kept)}</p>`;
  }

  /** The two that are shown; what was chosen may have been removed in another tab. */
  #chosen(): { readonly earlier: Entry; readonly later: Entry } | undefined {
    const start = beginning(this.entries);
    if (start === undefined) return undefined;
    const find = (id: string | undefined): Entry | undefined => this.entries.find((entry) => entry.id === id);
    return { earlier: find(this.wanted.earlier) ?? start.earlier, later: find(this.wanted.later) ?? start.later };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-compare': SpotCompare;
  }
}
