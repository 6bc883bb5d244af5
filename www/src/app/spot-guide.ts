import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Hint } from '../capture/coach';
import { shared } from '../styles/shared';

/** The square to bring the spot into. Its line says how it stands: dashed, thick dashes, or one thick line when all is good. */
@customElement('spot-guide')
export class SpotGuide extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        pointer-events: none;
        border-radius: 0.75rem;
        box-shadow: 0 0 0 100vmax rgb(0 0 0 / 38%);
      }

      svg {
        width: 100%;
        height: 100%;
        overflow: visible;
        forced-color-adjust: none;
      }

      rect {
        fill: none;
        vector-effect: non-scaling-stroke;
      }

      /* Seen on light skin and on dark. */
      .under {
        stroke: rgb(0 0 0 / 55%);
        stroke-width: 5px;
      }

      .line {
        stroke: #fff;
        stroke-width: 2px;
        stroke-dasharray: 6 8;
      }

      .heed .line {
        stroke-width: 4px;
        stroke-dasharray: 18 12;
      }

      .good .under {
        stroke-width: 9px;
      }

      .good .line {
        stroke-width: 6px;
        stroke-dasharray: none;
      }
    `,
  ];

  @property() hint: Hint = 'none';

  override render() {
    const kind = this.hint === 'none' ? 'quiet' : this.hint === 'good' ? 'good' : 'heed';
    const square = (name: string) => svg`<rect class=${name} x="0.5" y="0.5" width="99" height="99" rx="4" />`;
    return html`<svg class=${kind} viewBox="0 0 100 100" aria-hidden="true">${square('under')}${square('line')}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-guide': SpotGuide;
  }
}
