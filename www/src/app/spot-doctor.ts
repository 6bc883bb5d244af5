import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { icons } from './icons';

/** When to see a doctor, whatever the result. It has no property on purpose: nothing may change it. */
@customElement('spot-doctor')
export class SpotDoctor extends LitElement {
  static override styles = [
    shared,
    css`
      .doctor {
        padding: 1.25rem;
        border-radius: var(--radius);
        background: var(--heed-wash);
      }

      .doctor h2 {
        display: flex;
        gap: 0.625rem;
        font-size: var(--step-0);
        line-height: 1.4;
      }

      .doctor svg {
        margin-top: 0.05rem;
        color: var(--heed);
      }

      .signs {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        margin: 0.75rem 0;
        list-style: none;
      }

      .signs li {
        padding: 0.125rem 0.75rem;
        border: 1px solid color-mix(in srgb, var(--heed) 45%, transparent);
        border-radius: 999px;
        font-weight: 600;
      }
    `,
  ];

  override render() {
    const { doctor } = messages;
    return html`
      <section class="doctor" aria-labelledby="doctor" data-testid="doctor">
        <h2 id="doctor">${icons.stethoscope} ${doctor.heading}</h2>
        <ul class="signs">
          ${doctor.signs.map((sign) => html`<li>${sign}</li>`)}
        </ul>
        <p class="small">${doctor.more}</p>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-doctor': SpotDoctor;
  }
}
