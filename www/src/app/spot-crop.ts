import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { alike } from '../capture/suggest';
import type { Crop } from '../engine/protocol';
import { messages } from '../messages';
import { centreSquare, moved, zoomLevel, zoomed } from '../picture/crop';
import type { Photo } from '../picture/intake';
import { shared } from '../styles/shared';
import { CropHistory, type Change } from './crop-history';
import { MARGIN, paintCrop } from './crop-painter';
import { number } from './format';
import { icons } from './icons';
import { cropStyles } from './spot-crop.styles';

/** One press of a button or key moves the square by this part of its side, or zooms by this factor. */
const STEP = 0.05;
const ZOOM_STEP = 1.2;
/** A screen reader hears where the square is once it has come to rest. */
const SAY_AFTER_MS = 500;

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A fixed square, and the photo that is moved and zoomed beneath it: by drag, pinch, wheel, arrow keys
 * or buttons; each change can be taken back. Fires `spot-crop` with the new square, in photo pixels and not rounded.
 * What is put inside it may find a square of its own: its `spot-fit` is a change like any other.
 */
@customElement('spot-crop')
export class SpotCrop extends LitElement {
  static override styles = [shared, cropStyles];

  @property({ attribute: false }) photo!: Photo;
  @property({ attribute: false }) crop!: Crop;
  /** The side below which there is nothing left for the network to see. */
  @property({ type: Number }) smallest = 1;
  /** A square that may be better, to be taken over by a button. */
  @property({ attribute: false }) suggestion: Crop | undefined;
  /** Where the square is, in the language in use when it is read. */
  @state() private said = (): string => '';
  @state() private held = false;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.stage') private stage!: HTMLElement;

  readonly #history = new CropHistory();
  readonly #pointers = new Map<number, Point>();
  readonly #resize = new ResizeObserver(() => this.#paint());
  #sayTimer: ReturnType<typeof setTimeout> | undefined;
  /** Kept between events without rounding: a slow drag would otherwise lose its fractions. */
  #exact: Crop = { x: 0, y: 0, side: 1 };

  override render() {
    const text = messages.crop;
    const side = Math.round(this.crop.side);
    return html`
      <div
        class="stage ${this.held ? 'held' : ''}"
        data-testid="crop-stage"
        role="application"
        tabindex="0"
        aria-label=${text.stage}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @wheel=${this.#wheel}
        @keydown=${this.#key}
      >
        <canvas aria-hidden="true"></canvas>
        <div class="frame"></div>
        <span class="size small" data-testid="crop-size">${text.pixels(side)}</span>
      </div>
      <div class="tools">
        ${this.#button(text.zoomOut, icons.minus, () => this.#zoom(ZOOM_STEP, 'press'))}
        <input
          type="range"
          min="0"
          max="1"
          step="0.01"
          aria-label=${text.zoom}
          aria-valuetext=${`${number(zoomLevel(this.crop, this.photo), 1)} ×`}
          .value=${String(this.#sliderValue())}
          @input=${this.#slide}
        />
        ${this.#button(text.zoomIn, icons.plus, () => this.#zoom(1 / ZOOM_STEP, 'press'))}
      </div>
      <div class="tools">
        <span class="arrows" dir="ltr">
          ${this.#button(text.left, icons.left, () => this.#step(-STEP, 0))}
          ${this.#button(text.up, icons.up, () => this.#step(0, -STEP))}
          ${this.#button(text.down, icons.down, () => this.#step(0, STEP))}
          ${this.#button(text.right, icons.right, () => this.#step(STEP, 0))}
        </span>
        ${this.#button(text.undo, icons.undo, () => this.#undo(), this.#history.canUndo)}
        ${this.#button(text.redo, icons.redo, () => this.#redo(), this.#history.canRedo)}
        <button class="reset" @click=${() => this.#change(centreSquare(this.photo), 'press')}>${text.reset}</button>
      </div>
      ${this.suggestion === undefined || alike(this.suggestion, this.crop)
        ? nothing
        : html`<button class="suggestion" @click=${this.#useSuggestion}>${text.suggestion}</button>`}
      <slot @spot-fit=${(event: CustomEvent<Crop>) => this.#change(event.detail, 'press')}></slot>
      <p class="visually-hidden" role="status" data-testid="crop-said">${this.said()}</p>
    `;
  }

  constructor() {
    super();
    this.addEventListener('keydown', (event) => this.#historyKey(event));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What comes from outside is our own square, rounded, unless it is another one altogether.
    const { x, y, side } = this.#exact;
    const { crop } = this;
    const ours = Math.abs(x - crop.x) <= 1 && Math.abs(y - crop.y) <= 1 && Math.abs(side - crop.side) <= 1;
    if (changed.has('photo') || (changed.has('crop') && !ours)) {
      this.#exact = crop;
      this.#history.clear();
    }
  }

  protected override firstUpdated(): void {
    this.#resize.observe(this.stage);
  }

  protected override updated(): void {
    this.#paint();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    clearTimeout(this.#sayTimer);
  }

  /** One that can do nothing stays in reach, where a keyboard would otherwise lose its place. */
  #button(label: string, picture: unknown, action: () => void, possible = true) {
    return html`<button aria-label=${label} title=${label} aria-disabled=${!possible} @click=${action}>${picture}</button>`;
  }

  #paint(): void {
    const side = Math.max(1, Math.round(this.stage.clientWidth * devicePixelRatio));
    if (this.canvas.width !== side) this.canvas.width = this.canvas.height = side;
    paintCrop(this.canvas, this.photo, this.#exact);
  }

  #set(crop: Crop): void {
    this.#exact = crop;
    // Also where the rounded square stays the same: there is something to take back now.
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent<Crop>('spot-crop', { detail: crop }));
    clearTimeout(this.#sayTimer);
    this.#sayTimer = setTimeout(() => {
      const share = (part: number, whole: number): number => Math.round((100 * part) / whole);
      const { x, y, side } = this.#exact;
      const [left, top] = [share(x, this.photo.width), share(y, this.photo.height)];
      this.said = () => messages.crop.said(Math.round(side), left, top);
    }, SAY_AFTER_MS);
  }

  /** A change that can be taken back; one that changes nothing is none. */
  #change(crop: Crop, change: Change): void {
    const { x, y, side } = this.#exact;
    if (x === crop.x && y === crop.y && side === crop.side) return;
    this.#history.note(this.#exact, change, performance.now());
    this.#set(crop);
  }

  #undo(): void {
    const crop = this.#history.undo(this.#exact);
    if (crop !== undefined) this.#set(crop);
  }

  #redo(): void {
    const crop = this.#history.redo(this.#exact);
    if (crop !== undefined) this.#set(crop);
  }

  #historyKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) this.#redo();
    else this.#undo();
  }

  #useSuggestion(): void {
    if (this.suggestion !== undefined) this.#change(this.suggestion, 'press');
    // Its button goes: what it did is seen on the stage.
    this.stage.focus();
  }

  #step(right: number, down: number, change: Change = 'press'): void {
    const { side } = this.#exact;
    this.#change(moved(this.#exact, right * side, down * side, this.photo), change);
  }

  #zoom(factor: number, change: Change, anchorX = 0.5, anchorY = 0.5): void {
    this.#change(zoomed(this.#exact, factor, this.photo, this.smallest, anchorX, anchorY), change);
  }

  /** The slider is logarithmic: each step zooms alike. */
  #highestZoom(): number {
    return Math.min(this.photo.width, this.photo.height) / this.smallest;
  }

  #sliderValue(): number {
    const highest = this.#highestZoom();
    return highest <= 1 ? 0 : Math.log(zoomLevel(this.#exact, this.photo)) / Math.log(highest);
  }

  #slide(event: Event): void {
    const wanted = this.#highestZoom() ** Number((event.target as HTMLInputElement).value);
    this.#zoom(zoomLevel(this.#exact, this.photo) / wanted, 'slide');
  }

  /** Photo pixels to one CSS pixel of the stage. */
  #scale(): number {
    return this.#exact.side / (this.stage.clientWidth * (1 - 2 * MARGIN));
  }

  /** Where on the square, in fractions of it, a point of the window lies. */
  #anchor(point: Point): Point {
    const box = this.stage.getBoundingClientRect();
    const square = box.width * (1 - 2 * MARGIN);
    return {
      x: (point.x - box.left - box.width * MARGIN) / square,
      y: (point.y - box.top - box.width * MARGIN) / square,
    };
  }

  #down(event: PointerEvent): void {
    this.stage.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.held = true;
  }

  #up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.held = this.#pointers.size > 0;
    if (!this.held) this.#history.end();
  }

  #move(event: PointerEvent): void {
    if (!this.#pointers.has(event.pointerId)) return;
    const before = spread([...this.#pointers.values()]);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = spread([...this.#pointers.values()]);
    const scale = this.#scale();
    const dragged = moved(
      this.#exact,
      (before.middle.x - after.middle.x) * scale,
      (before.middle.y - after.middle.y) * scale,
      this.photo,
    );
    if (before.distance === 0 || after.distance === 0) {
      this.#change(dragged, 'drag');
      return;
    }
    const anchor = this.#anchor(after.middle);
    const factor = before.distance / after.distance;
    this.#change(zoomed(dragged, factor, this.photo, this.smallest, anchor.x, anchor.y), 'drag');
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const anchor = this.#anchor({ x: event.clientX, y: event.clientY });
    this.#zoom(Math.exp(event.deltaY * (event.deltaMode === 0 ? 0.0015 : 0.04)), 'wheel', anchor.x, anchor.y);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // With Shift the steps are fine.
    const step = event.shiftKey ? STEP / 10 : STEP;
    // A key that is held down is one movement.
    const change = event.repeat ? 'hold' : 'press';
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.#step(-step, 0, change),
      ArrowRight: () => this.#step(step, 0, change),
      ArrowUp: () => this.#step(0, -step, change),
      ArrowDown: () => this.#step(0, step, change),
      '+': () => this.#zoom(1 / ZOOM_STEP, change),
      '=': () => this.#zoom(1 / ZOOM_STEP, change),
      '-': () => this.#zoom(ZOOM_STEP, change),
      '0': () => this.#change(centreSquare(this.photo), change),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }
}

/** The middle of the fingers on the stage, and how far two of them are apart; 0 for one. */
function spread(points: readonly Point[]): { middle: Point; distance: number } {
  const [first, second] = points;
  if (first === undefined) return { middle: { x: 0, y: 0 }, distance: 0 };
  if (second === undefined) return { middle: first, distance: 0 };
  return {
    middle: { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 },
    distance: Math.hypot(first.x - second.x, first.y - second.y),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-crop': SpotCrop;
  }
}
