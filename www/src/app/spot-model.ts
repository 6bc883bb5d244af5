import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import type { Card } from '../model/card';
import { shared } from '../styles/shared';
import { figure } from './format';

/** The model's card, folded away: what it is, how it was measured, under which licences. */
@customElement('spot-model')
export class SpotModel extends LitElement {
  static override styles = [
    shared,
    css`
      summary {
        display: flex;
        align-items: center;
        min-height: var(--target);
        width: max-content;
        max-width: 100%;
        color: var(--accent);
        font-weight: 600;
        cursor: pointer;
      }

      summary::before {
        content: '';
        width: 0.5rem;
        height: 0.5rem;
        margin: 0 0.75rem 0 0.25rem;
        border: solid currentColor;
        border-width: 0 2px 2px 0;
        transform: rotate(-45deg);
        transition: transform 120ms;
      }

      details[open] summary::before {
        transform: rotate(45deg);
      }

      .body {
        display: grid;
        gap: 1.25rem;
        padding: 0.5rem 0 0.5rem;
      }

      h3 {
        font-size: var(--step-0);
        margin-bottom: 0.5rem;
      }

      .scroll {
        overflow-x: auto;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--step--1);
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 0.375rem 0.75rem 0.375rem 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
      }

      th {
        font-weight: 600;
      }

      th::first-letter {
        text-transform: uppercase;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.25rem 1rem;
        font-size: var(--step--1);
      }

      dt {
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) card!: Card;

  override render() {
    const text = messages.model;
    const { card } = this;
    return html`
      <details data-testid="model-card">
        <summary>${text.heading}</summary>
        <div class="body">
          <p>${card.task.title}. ${text.version} <b>${card.id}</b> ${card.version}.</p>
          <section>
            <h3>${text.figures}</h3>
            <div class="scroll" tabindex="0" role="group" aria-label=${text.figures}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${text.table.figure}</th>
                    <th scope="col">${text.table.value}</th>
                    <th scope="col">${text.table.interval}</th>
                    <th scope="col">${text.table.basis}</th>
                  </tr>
                </thead>
                <tbody>
                  ${card.figures.map(
                    ({ name, value, low, high, data, split, n }) => html`<tr>
                      <th scope="row">${name}</th>
                      <td>${figure(value)}</td>
                      <td>${text.interval(figure(low), figure(high))}</td>
                      <td>${text.basis(data, split, n)}</td>
                    </tr>`,
                  )}
                </tbody>
              </table>
            </div>
          </section>
          <section>
            <h3>${text.licences}</h3>
            <dl>
              <dt>${text.licence.code}</dt>
              <dd>${card.licences.code}</dd>
              <dt>${text.licence.weights}</dt>
              <dd>${card.licences.weights}</dd>
              <dt>${text.licence.data}</dt>
              <dd>${card.licences.data}</dd>
            </dl>
          </section>
        </div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-model': SpotModel;
  }
}
