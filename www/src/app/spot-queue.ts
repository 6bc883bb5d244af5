import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import type { Flow } from './flow';
import { icons } from './icons';
import { stateOf, type Item, type ItemState } from './queue';
import { Watch } from './watch';

/** One sign for each state, beside its words; none of them may look like an all-clear. */
const SIGNS: Readonly<Record<ItemState, string>> = { waiting: '', failed: '!', stale: '~', answer: '≡', unsure: '?', unsuitable: '–' };

/**
 * The pictures that were given together, each with what has become of it: to go to one, to step on, or to take one out.
 */
@customElement('spot-queue')
export class SpotQueue extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: grid;
        gap: 0.5rem;
        margin-bottom: 1rem;
      }

      ol {
        display: flex;
        gap: 0.5rem;
        margin: 0;
        padding: 0.25rem;
        overflow-x: auto;
        list-style: none;
        scrollbar-width: thin;
      }

      .item {
        display: grid;
        justify-items: center;
        align-content: start;
        gap: 0.25rem;
        width: 5.5rem;
        height: 100%;
        padding: 0.375rem;
        border-radius: var(--radius-small);
        font-size: var(--step--1);
        font-weight: 400;
        line-height: 1.2;
      }

      button.item[aria-current='true'] {
        border: 2px solid var(--accent);
        padding: calc(0.375rem - 1px);
        font-weight: 650;
      }

      .picture {
        position: relative;
        width: 4rem;
        height: 4rem;
        overflow: hidden;
        border-radius: 0.375rem;
        background: var(--sunken);
      }

      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }

      .sign {
        position: absolute;
        inset-block-end: 0.125rem;
        inset-inline-end: 0.125rem;
        display: grid;
        place-items: center;
        width: 1.375rem;
        height: 1.375rem;
        border-radius: 50%;
        background: rgb(0 0 0 / 72%);
        color: #fff;
        font-weight: 700;
      }

      .failed .sign {
        border-radius: 0.25rem;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem;
      }

      .where {
        min-inline-size: 8rem;
        max-inline-size: calc(100% - 10rem);
        padding-inline-start: 0.25rem;
        font-weight: 650;
        line-height: 1.3;
      }

      .steps {
        display: flex;
        gap: 0.25rem;
      }

      .row button {
        padding: 0.25rem;
        border-color: transparent;
        background: none;
      }

      .row button[aria-disabled='true'] {
        opacity: 0.4;
        cursor: default;
      }
    `,
  ];

  @property({ attribute: false }) flow!: Flow;
  #shown: number | undefined;

  readonly #drawn = new WeakMap<HTMLCanvasElement, ImageBitmap>();

  constructor() {
    super();
    new Watch(this, () => [this.flow]);
  }

  override render() {
    const text = messages.queue;
    const { queue, opening } = this.flow;
    const { items, current } = queue;
    const at = items.findIndex((item) => item === current);
    return html`
      <section aria-label=${text.label} aria-busy=${opening} data-testid="queue">
        <ol>
          ${items.map((item, n) => this.#item(item, n))}
        </ol>
        <div class="row">
          <span class="where" role="status" data-testid="queue-said">${at === -1 ? '' : this.#nameOf(at)}</span>
          <span class="steps">
            ${this.#step(text.previous, icons.back, -1)} ${this.#step(text.next, icons.forward, 1)}
            <button aria-label=${text.remove} title=${text.remove} @click=${this.#remove}>${icons.cross}</button>
          </span>
        </div>
      </section>
    `;
  }

  protected override updated(): void {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) this.#paint(canvas);
    const { current } = this.flow.queue;
    if (current?.id !== this.#shown) {
      this.#shown = current?.id;
      this.renderRoot.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  #nameOf(at: number): string {
    const text = messages.queue;
    const { items } = this.flow.queue;
    const item = items[at];
    const position = text.position(at + 1, items.length);
    return item === undefined ? position : text.item(position, text.states[stateOf(item)]);
  }

  #item(item: Item, at: number) {
    const state = stateOf(item);
    const sign = SIGNS[state];
    return html`<li>
      <button
        class="item ${state}"
        aria-label=${this.#nameOf(at)}
        aria-current=${item === this.flow.queue.current}
        data-testid="queue-item"
        data-state=${state}
        @click=${() => void this.flow.go(item.id)}
      >
        <span class="picture" aria-hidden="true">
          <canvas width="144" height="144" data-id=${item.id}></canvas>
          ${sign === '' ? nothing : html`<span class="sign">${sign}</span>`}
        </span>
        <span aria-hidden="true">${messages.queue.states[state]}</span>
      </button>
    </li>`;
  }

  /** Kept in reach at the ends, where a keyboard would otherwise lose its place. */
  #step(label: string, picture: unknown, step: 1 | -1) {
    const possible = this.flow.neighbour(step) !== undefined;
    return html`<button aria-label=${label} title=${label} aria-disabled=${!possible} @click=${() => void this.flow.step(step)}>
      ${picture}
    </button>`;
  }

  #remove(): void {
    const { current } = this.flow.queue;
    if (current !== undefined) void this.flow.remove(current.id);
  }

  #paint(canvas: HTMLCanvasElement): void {
    const { thumbnail } = this.flow.queue.items.find(({ id }) => String(id) === canvas.dataset['id']) ?? {};
    if (this.#drawn.get(canvas) === thumbnail) return;
    const context = canvas.getContext('2d');
    context?.clearRect(0, 0, canvas.width, canvas.height);
    if (thumbnail === undefined) {
      this.#drawn.delete(canvas);
      return;
    }
    context?.drawImage(thumbnail, 0, 0, canvas.width, canvas.height);
    this.#drawn.set(canvas, thumbnail);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-queue': SpotQueue;
  }
}
