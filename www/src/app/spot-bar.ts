import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shared } from '../styles/shared';
import { percent } from './format';

/** One probability: a name, a number, and a bar that says the same to the eye. */
@customElement('spot-bar')
export class SpotBar extends LitElement {
  static override styles = [
    shared,
    css`
      .line {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 1rem;
      }

      /* German's and others' words are wider than half a small phone. */
      .name {
        min-width: 0;
        overflow-wrap: anywhere;
        hyphens: auto;
      }

      .value {
        flex: none;
        font-variant-numeric: tabular-nums;
        font-weight: 650;
      }

      .track {
        height: 0.5rem;
        margin-top: 0.375rem;
        overflow: hidden;
        border-radius: 999px;
        background: var(--sunken);
      }

      .fill {
        height: 100%;
        min-width: 3px;
        border-radius: inherit;
        background: var(--calm);
        transition: width 400ms cubic-bezier(0.2, 0.8, 0.2, 1);
      }

      :host([heed]) .fill {
        background: var(--heed);
      }

      :host([large]) .line {
        font-size: var(--step-1);
        line-height: 1.3;
        font-weight: 600;
      }

      :host([large]) .track {
        height: 0.75rem;
      }

      @media (forced-colors: active) {
        .track {
          border: 1px solid CanvasText;
        }

        .fill {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ type: Number }) value = 0;
  /** Belongs to what should be seen by a doctor. */
  @property({ type: Boolean, reflect: true }) heed = false;
  @property({ type: Boolean, reflect: true }) large = false;

  @query('.fill') private fill!: HTMLElement;

  override render() {
    return html`
      <div class="line"><span class="name"><slot></slot></span><span class="value">${percent(this.value)}</span></div>
      <div class="track" aria-hidden="true"><div class="fill"></div></div>
    `;
  }

  protected override updated(): void {
    // Not in the template: a style attribute is what the page's CSP forbids, and styleMap begins with one.
    this.fill.style.width = `${(Math.min(1, Math.max(0, this.value)) * 100).toFixed(1)}%`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-bar': SpotBar;
  }
}
