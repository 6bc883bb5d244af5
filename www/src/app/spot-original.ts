import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { language, messages } from '../messages';
import { shared } from '../styles/shared';
import { reviews, type MedicalPart } from '../words/reviewed';

/**
 * Says of medical wording that nobody of the profession has checked its translation, and has the English original
 * behind one press. The original is what is put inside. Shows nothing where there is nothing to say.
 */
@customElement('spot-original')
export class SpotOriginal extends LitElement {
  static override styles = [
    shared,
    css`
      details {
        margin-top: 0.5rem;
        color: var(--soft);
        font-size: var(--step--1);
      }

      summary {
        min-height: var(--target);
        padding-block: 0.375rem;
        cursor: pointer;
      }

      .ask {
        color: var(--accent);
        font-weight: 600;
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }

      .original {
        padding-block: 0.25rem 0.5rem;
        padding-inline-start: 0.75rem;
        border-inline-start: 2px solid var(--line);
      }
    `,
  ];

  @property() of: MedicalPart = 'doctor';

  override render() {
    if (reviews[language][this.of] !== 'unreviewed') return nothing;
    const text = messages.translation;
    return html`
      <details data-testid="original" data-part=${this.of}>
        <summary>${text.unreviewed} <span class="ask">${text.original}</span></summary>
        <div class="original" lang="en" dir="ltr"><slot></slot></div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-original': SpotOriginal;
  }
}
