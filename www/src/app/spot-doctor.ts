import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inEnglish, messages, type Words } from '../messages';
import { shared } from '../styles/shared';
import { icons } from './icons';
import './spot-original';

/** When to see a doctor. Only the kind of picture chooses its words; on purpose no result can change them. */
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

      h2 + p {
        margin-top: 0.375rem;
      }

      .signs li {
        padding: 0.125rem 0.75rem;
        border: 1px solid color-mix(in srgb, var(--heed) 45%, transparent);
        border-radius: 999px;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) words: Words = messages.skin;

  override render() {
    const { doctor } = this.words;
    const original = inEnglish(this.words).doctor;
    return html`
      <section class="doctor" aria-labelledby="doctor" data-testid="doctor">
        <h2 id="doctor">${icons.stethoscope} ${doctor.heading}</h2>
        ${doctor.signs.length === 0 ? nothing : html`<ul class="signs">${doctor.signs.map((sign) => html`<li>${sign}</li>`)}</ul>`}
        <p class="small">${doctor.more}</p>
        <spot-original of="doctor">${[original.heading, ...original.signs, original.more].map((line) => html`<p>${line}</p>`)}</spot-original>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-doctor': SpotDoctor;
  }
}
