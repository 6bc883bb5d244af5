import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { currencyName } from '../app/format';
import { icons } from '../app/icons';
import '../app/spot-problem';
import { Failure } from '../failure';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { COINS, RULER, coinBy, likelyCoin } from './coins';
import { form } from './form';
import { frameOf, handlesFor, marksFor, pointOf, sizeOf, withHandle, type Handle, type Marks } from './marks';
import { marksDrawing } from './marks-drawing';
import type { Point, Sized } from './size';
import { coinName, sizeLine } from './size-words';
import { measureStyles } from './spot-measure.styles';
import { fitted, panned, showing, toPicture, toStage, zoomedAt, type Viewport } from './viewport';
import type { Entry, Measure } from './types';

const ZOOM_STEP = 1.5;
/** One press of an arrow key moves a mark by so many CSS pixels; with Shift by one. */
const STEP = 6;
/** Whoever measures with a ruler marks this stretch of it, unless they say otherwise. */
const STRETCH = 10;

/**
 * The size of a mole on its photo: a circle over a coin, or a line along a ruler, and a line over the mole.
 * Fires `spot-measured` when the person takes the result.
 */
@customElement('spot-measure')
export class SpotMeasure extends LitElement {
  static override styles = [shared, form, measureStyles];

  @property({ attribute: false }) entry!: Entry;
  /** What was measured against the last time. */
  @property({ attribute: false }) last: string | undefined;
  @state() private problem: Failure | undefined;
  @state() private against = '';
  @state() private stretch = STRETCH;
  @state() private view: Viewport | undefined;
  @state() private marks: Marks | undefined;
  @query('.stage') private stage!: HTMLElement;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @queryAll('.handle') private handles!: NodeListOf<HTMLElement>;

  readonly #resize = new ResizeObserver(() => this.#fit());
  readonly #pointers = new Map<number, Point>();
  #bitmap: ImageBitmap | undefined;
  #held: Handle | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const { last = '', entry } = this;
    this.against = last === RULER || coinBy(last) !== undefined ? last : likelyCoin(navigator.languages).code;
    this.marks = marksFor(entry);
    void this.#decode();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#bitmap?.close();
  }

  async #decode(): Promise<void> {
    try {
      const bitmap = await createImageBitmap(this.entry.picture);
      // Nobody looks any more.
      if (!this.isConnected) bitmap.close();
      else this.#bitmap = bitmap;
      this.requestUpdate();
    } catch (thrown) {
      this.problem = new Failure('file-broken', {}, String(thrown));
    }
  }

  protected override firstUpdated(): void {
    // By CSSOM: the page's CSP forbids style attributes.
    this.stage.style.setProperty('--ratio', String(this.entry.width / this.entry.height));
    this.#resize.observe(this.stage);
  }

  override render() {
    const text = messages.diary.size;
    const result = this.#result();
    return html`
      <ol class="steps soft small">
        ${(this.against === RULER ? text.rulerSteps : text.steps).map((step) => html`<li>${step}</li>`)}
      </ol>
      ${this.problem === undefined ? nothing : html`<spot-problem .failure=${this.problem}></spot-problem>`} ${this.#choice()}
      <div
        class="stage"
        data-testid="measure-stage"
        @pointerdown=${this.#down}
        @pointermove=${this.#drag}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @wheel=${this.#wheel}
      >
        <canvas aria-hidden="true"></canvas>
        ${this.view === undefined || this.marks === undefined ? nothing : marksDrawing(this.view, this.marks, this.against)}
        ${handlesFor(this.against).map((handle) => this.#handle(handle))}
      </div>
      <div class="tools">
        ${this.#tool(text.zoomOut, icons.minus, () => this.#zoom(1 / ZOOM_STEP))} ${this.#tool(text.zoomIn, icons.plus, () => this.#zoom(ZOOM_STEP))}
        <button @click=${() => this.#fit()}>${text.all}</button>
        <button @click=${() => this.#show('known')}>${this.against === RULER ? text.showRuler : text.showCoin}</button>
        <button @click=${() => this.#show('mole')}>${text.showMole}</button>
      </div>
      <p class="result" role="status" data-testid="measure-result">${result === undefined ? text.unclear : sizeLine(result)}</p>
      <p class="soft small">${text.error}</p>
      <div class="row end"><button class="primary" ?disabled=${result === undefined} @click=${this.#take}>${text.take}</button></div>
    `;
  }

  protected override updated(): void {
    this.#paint();
    this.#place();
  }

  #choice() {
    const text = messages.diary.size;
    const currencies = [...new Set(COINS.map(({ currency }) => currency))];
    return html`<div class="choice-row">
      <label class="field">
        <span>${text.against}</span>
        <select data-testid="against" @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
          <option value=${RULER} ?selected=${this.against === RULER}>${text.ruler}</option>
          ${currencies.map(
            (currency) => html`<optgroup label=${currencyName(currency)}>
              ${COINS.filter((coin) => coin.currency === currency).map(
                (coin) => html`<option value=${coin.code} ?selected=${coin.code === this.against}>${coinName(coin)}</option>`,
              )}
            </optgroup>`,
          )}
        </select>
      </label>
      ${this.against === RULER
        ? html`<label class="field">
            <span>${text.stretch}</span>
            <input
              type="number"
              inputmode="decimal"
              min="1"
              max="300"
              step="any"
              .value=${String(this.stretch)}
              @input=${(event: Event) => (this.stretch = (event.target as HTMLInputElement).valueAsNumber)}
            />
          </label>`
        : nothing}
    </div>`;
  }

  #handle(handle: Handle) {
    const label = messages.diary.size.handles[handle];
    return html`<button
      class="handle ${handle}"
      data-handle=${handle}
      aria-label=${label}
      aria-roledescription=${messages.diary.size.handle}
      title=${label}
      @keydown=${(event: KeyboardEvent) => this.#key(event, handle)}
    ></button>`;
  }

  #tool(label: string, picture: unknown, action: () => void) {
    return html`<button class="icon" aria-label=${label} title=${label} @click=${action}>${picture}</button>`;
  }

  /** A ruler's line says nothing of a coin's circle: the other one has to be set first. */
  #choose(against: string): void {
    const other = (against === RULER) !== (this.against === RULER);
    if (other && this.marks !== undefined) this.marks = { ...this.marks, knownAt: undefined };
    this.against = against;
  }

  #set(handle: Handle, to: Point): void {
    const { view, marks, entry } = this;
    if (view !== undefined && marks !== undefined) this.marks = withHandle(marks, handle, to, entry, 1 / view.scale);
  }

  #result(): Sized | undefined {
    return this.marks === undefined ? undefined : sizeOf(this.marks, this.against, this.stretch);
  }

  #take(): void {
    const result = this.#result();
    if (result === undefined) return;
    const detail = { ...result, against: this.against };
    this.dispatchEvent(new CustomEvent<Measure>('spot-measured', { detail }));
  }

  #size(): { width: number; height: number } {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  #fit(): void {
    this.view = fitted(this.entry, this.#size());
  }

  /** Brings a mark close. */
  #show(which: 'known' | 'mole'): void {
    if (this.marks === undefined) return;
    const { from, to } = frameOf(this.marks, which, this.against);
    this.view = showing(from, to, this.entry, this.#size());
  }

  #zoom(factor: number, at?: Point): void {
    const { view } = this;
    const size = this.#size();
    if (view !== undefined) this.view = zoomedAt(view, factor, at ?? { x: size.width / 2, y: size.height / 2 }, this.entry, size);
  }

  #at({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const { left, top } = this.stage.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #down(event: PointerEvent): void {
    const target = event.target as HTMLElement;
    this.#held = handlesFor(this.against).find((handle) => handle === target.dataset['handle']);
    this.stage.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#at(event));
  }

  #up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.#held = undefined;
  }

  #drag(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    const { view, marks } = this;
    if (before === undefined || view === undefined || marks === undefined) return;
    const now = this.#at(event);
    const [still] = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.#pointers.set(event.pointerId, now);
    if (still !== undefined) {
      const factor = Math.hypot(now.x - still.x, now.y - still.y) / Math.max(1, Math.hypot(before.x - still.x, before.y - still.y));
      this.#zoom(factor, still);
    } else if (this.#held === undefined) {
      this.view = panned(view, now.x - before.x, now.y - before.y, this.entry, this.#size());
    } else {
      const point = toStage(view, pointOf(marks, this.#held));
      this.#set(this.#held, toPicture(view, { x: point.x + now.x - before.x, y: point.y + now.y - before.y }));
    }
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.0015 : 0.04)), this.#at(event));
  }

  #key(event: KeyboardEvent, handle: Handle): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.view === undefined || this.marks === undefined) return;
    const step = (event.shiftKey ? 1 : STEP) / this.view.scale;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const { x, y } = pointOf(this.marks, handle);
    this.#set(handle, { x: x + move[0], y: y + move[1] });
  }

  #paint(): void {
    const { view } = this;
    const { width, height } = this.#size();
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    if (this.canvas.width !== wide || this.canvas.height !== high) [this.canvas.width, this.canvas.height] = [wide, high];
    const context = this.canvas.getContext('2d');
    if (context === null || view === undefined || this.#bitmap === undefined) return;
    context.clearRect(0, 0, wide, high);
    context.imageSmoothingQuality = 'high';
    const scale = view.scale * ratio;
    context.drawImage(this.#bitmap, -view.x * scale, -view.y * scale, this.entry.width * scale, this.entry.height * scale);
  }

  /** Puts the handles where their marks are. By CSSOM: the page's CSP forbids style attributes. */
  #place(): void {
    const { view, marks } = this;
    if (view === undefined || marks === undefined) return;
    for (const element of this.handles) {
      const handle = handlesFor(this.against).find((name) => name === element.dataset['handle']);
      if (handle === undefined) continue;
      const { x, y } = toStage(view, pointOf(marks, handle));
      element.style.setProperty('left', `${x}px`);
      element.style.setProperty('top', `${y}px`);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-measure': SpotMeasure;
  }
}
