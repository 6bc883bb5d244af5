import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { number, percent } from '../app/format';
import '../app/spot-card';
import '../app/spot-limits';
import '../app/spot-original';
import type { Crop } from '../engine/protocol';
import { english, messages } from '../messages';
import { paintSquare } from '../picture/paint-square';
import type { Photo } from '../picture/intake';
import type { Answer, Session } from '../session';
import { fold } from '../styles/fold';
import { shared } from '../styles/shared';
import { numbersStyles } from './numbers.styles';
import { placeOf, type Outline } from './outline';
import './spot-fit';
import { tracerOf, type OnProgress, type Traced } from './tracer';
import { Tracing } from './tracing';

/** Pixels of the drawing; a phone shows it at about half of that. */
const SIDE = 640;

/** Traces the spot of an answer when it is asked to, and shows the outline with what it measures. */
@customElement('spot-outline')
export class SpotOutline extends LitElement {
  static override styles = [
    shared,
    fold,
    numbersStyles,
    css`
      canvas {
        width: 20rem;
        max-width: 100%;
        border-radius: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) photo!: Photo;
  /** The square that the answer is about. */
  @property({ attribute: false }) crop!: Crop;
  @property({ attribute: false }) answer!: Answer;
  /** What was traced for this very answer. */
  @state() private traced: (Traced & { readonly answer: Answer }) | undefined;
  @query('canvas') private canvas!: HTMLCanvasElement | null;
  @query('h3') private heading!: HTMLElement | null;

  readonly #tracing = new Tracing(
    this,
    () => this.answer,
    (tell) => this.#trace(tell),
  );

  override render() {
    const text = messages.outline;
    return html`<section data-testid="outline" aria-label=${text.heading}>
      ${this.traced === undefined
        ? html`<button aria-disabled=${this.#tracing.running} @click=${this.#tracing.press}>${this.#tracing.label(this.session.offer?.outline, text)}</button>`
        : this.#found(this.traced)}
      <p class="visually-hidden" role="status">${this.#tracing.running ? text.running : ''}</p>
      ${this.#tracing.problem()}
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('answer')) return;
    this.#tracing.forget();
    this.traced = undefined;
  }

  protected override updated(): void {
    const outline = this.traced?.outline;
    if (outline !== undefined) this.#paint(outline);
  }

  #found({ outline, card }: Traced) {
    const text = messages.outline;
    return html`
      <h3 tabindex="-1">${text.heading}</h3>
      ${outline === undefined ? html`<p>${text.none} ${text.noneMore}</p>` : this.#shown(outline)}
      <details>
        <summary>${messages.models.card}</summary>
        <div class="body">
          <spot-card .card=${card} level="4"></spot-card>
          <spot-limits .limits=${card.limits} level="4"></spot-limits>
        </div>
      </details>
    `;
  }

  #shown(outline: Outline) {
    const text = messages.outline;
    const { asymmetry, border, colours, size } = text.numbers;
    const rows = [
      [asymmetry, percent(outline.asymmetry)],
      [border, number(outline.border, 2)],
      [colours, number(outline.colours, 1)],
      [size, percent(outline.diameter)],
    ] as const;
    return html`
      <canvas
        width=${SIDE}
        height=${SIDE}
        role="img"
        aria-label=${text.picture(percent(outline.area), messages.heat.regions[placeOf(outline)])}
      ></canvas>
      ${outline.touchesEdge ? html`<p class="heed">${text.edge}</p>` : nothing}
      <dl class="numbers">
        ${rows.map(
          ([{ name, means }, value]) => html`<div>
            <dt>${name} <b>${value}</b></dt>
            <dd class="soft small">${means}</dd>
          </div>`,
        )}
      </dl>
      <p class="small">${text.measured}</p>
      <p class="small soft">${text.learned}</p>
      <spot-original of="outline">
        ${Object.values(english.outline.numbers).map(({ name, means }) => html`<p><b>${name}.</b> ${means}</p>`)}
        <p>${english.outline.measured} ${english.outline.learned}</p>
      </spot-original>
    `;
  }

  /** White within dark: to be seen on any skin. */
  #paint({ contour }: Outline): void {
    const context = paintSquare(this.canvas, this.photo, this.crop);
    if (context === undefined) return;
    context.beginPath();
    for (const [x, y] of contour) context.lineTo(x * SIDE, y * SIDE);
    context.closePath();
    context.lineJoin = 'round';
    for (const [width, colour] of [
      [10, '#000c'],
      [4, '#fff'],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
  }

  async #trace(tell: OnProgress): Promise<void> {
    const { photo, crop, answer } = this;
    const traced = await tracerOf(this.session).trace(photo, crop, tell);
    if (this.answer !== answer) return;
    this.traced = { ...traced, answer };
    await this.updateComplete;
    // The button that was pressed has gone.
    this.heading?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-outline': SpotOutline;
  }
}
