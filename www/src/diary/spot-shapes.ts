import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { date, number, percent } from '../app/format';
import '../app/spot-original';
import { Watch } from '../app/watch';
import { Failure } from '../failure';
import { english, messages } from '../messages';
import { compared, type Measured } from '../outline/apart';
import { numbersStyles } from '../outline/numbers.styles';
import type { Outline } from '../outline/outline';
import { tracerOf, type OnProgress, type Traced } from '../outline/tracer';
import { Tracing } from '../outline/tracing';
import type { Session } from '../session';
import { shared } from '../styles/shared';
import type { Entry } from './types';

/** How each measure is written, as under a verdict. */
const written: Readonly<Record<Measured, (value: number) => string>> = {
  asymmetry: percent,
  border: (value) => number(value, 2),
  colours: (value) => number(value, 1),
};

/** Both photos traced by one network, and which two they were. */
interface Found {
  readonly of: string;
  readonly earlier: Outline | undefined;
  readonly later: Outline | undefined;
  readonly card: Traced['card'];
}

/** Traces the mole on two photos of the diary when it is asked to, and tells what of both can be compared. */
@customElement('spot-shapes')
export class SpotShapes extends LitElement {
  static override styles = [shared, numbersStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) earlier!: Entry;
  @property({ attribute: false }) later!: Entry;
  @state() private found: Found | undefined;
  @query('h3') private heading!: HTMLElement | null;

  readonly #tracing = new Tracing(
    this,
    () => this.#pair(),
    (tell) => this.#trace(tell),
  );

  constructor() {
    super();
    new Watch(this, () => [this.session]);
  }

  override render() {
    const offered = this.session.offer?.outline;
    if (offered === undefined) return nothing;
    const { both, running } = messages.outline;
    return html`<section data-testid="shapes" aria-label=${both.heading}>
      ${this.found === undefined
        ? html`<button aria-disabled=${this.#tracing.running} @click=${this.#tracing.press}>${this.#tracing.label(offered, both)}</button>`
        : this.#shown(this.found)}
      <p class="visually-hidden" role="status">${this.#tracing.running ? running : ''}</p>
      ${this.#tracing.problem()}
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('earlier') && !changed.has('later')) return;
    // A diary that is read anew has other objects for the same photos.
    if (this.found?.of === this.#pair()) return;
    this.found = undefined;
    this.#tracing.forget();
  }

  #shown({ earlier, later, card }: Found) {
    const { both, numbers, measured, learned } = messages.outline;
    const missing = [earlier === undefined ? this.earlier : undefined, later === undefined ? this.later : undefined];
    const cut = [earlier?.touchesEdge === true ? this.earlier : undefined, later?.touchesEdge === true ? this.later : undefined];
    const rows = earlier === undefined || later === undefined ? [] : compared(earlier, later, card.figures);
    const original = english.outline;
    return html`
      <h3 tabindex="-1">${both.heading}</h3>
      ${missing.map((entry) => (entry === undefined ? nothing : html`<p>${both.none(date(entry.taken))}</p>`))}
      ${cut.map((entry) => (entry === undefined ? nothing : html`<p class="heed">${both.edge(date(entry.taken))}</p>`))}
      <dl class="numbers">
        ${rows.map(({ of, earlier: before, later: after, usual }) => {
          const write = written[of];
          return html`<div data-testid=${of}>
            <dt>${numbers[of].name} <b>${both.then(write(before), write(after))}</b></dt>
            ${usual === undefined
              ? nothing
              : html`<dd class=${usual.beyond ? 'heed small' : 'soft small'}>${(usual.beyond ? both.beyond : both.within)(write(usual.most))}</dd>`}
          </div>`;
        })}
      </dl>
      ${rows.some(({ usual }) => usual !== undefined) ? html`<p class="small">${both.repeated}</p>` : nothing}
      <p class="small">${measured}</p>
      <p class="small soft">${learned}</p>
      <spot-original of="outline">
        ${rows.map(({ of, usual }) => {
          const most = usual === undefined ? '' : (usual.beyond ? original.both.beyond : original.both.within)(written[of](usual.most));
          return html`<p><b>${original.numbers[of].name}.</b> ${most}</p>`;
        })}
        <p>${original.both.repeated} ${original.measured} ${original.learned}</p>
      </spot-original>
    `;
  }

  async #trace(tell: OnProgress): Promise<void> {
    const { earlier, later } = this;
    const of = this.#pair();
    // One after the other: each takes its whole picture in memory.
    const first = await this.#outlineOf(earlier, tell);
    const second = await this.#outlineOf(later, tell);
    if (of !== this.#pair()) return;
    this.found = { of, earlier: first.outline, later: second.outline, card: second.card };
    await this.updateComplete;
    // The button that was pressed has gone.
    this.heading?.focus();
  }

  async #outlineOf({ picture, crop }: Entry, onProgress: OnProgress): Promise<Traced> {
    const bitmap = await createImageBitmap(picture).catch((thrown: unknown) => {
      throw new Failure('file-broken', {}, String(thrown));
    });
    try {
      return await tracerOf(this.session).trace({ bitmap }, crop, onProgress);
    } finally {
      bitmap.close();
    }
  }

  #pair(): string {
    return `${this.earlier.id} ${this.later.id}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-shapes': SpotShapes;
  }
}
