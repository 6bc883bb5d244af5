import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import type { Card, CardFigure, NetworkCard } from '../model/card';
import { shared } from '../styles/shared';
import { cardText, cardWord } from './card-text';
import { figure } from './format';

/** A network's card: what it is, how it was measured, under which licences. */
@customElement('spot-card')
export class SpotCard extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
      }

      :host > * {
        min-width: 0;
      }

      .heading {
        margin-block-end: 0.5rem;
        font-weight: 650;
        line-height: var(--leading);
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
        padding-block: 0.375rem;
        padding-inline-end: 0.75rem;
        border-bottom: 1px solid var(--line);
        text-align: start;
        vertical-align: top;
      }

      th {
        font-weight: 600;
      }

      th .name {
        display: block;
      }

      th .name::first-letter {
        text-transform: uppercase;
      }

      th .basis {
        display: block;
        font-weight: 400;
      }

      p.basis {
        margin-bottom: 0.5rem;
      }

      th:last-child,
      td:last-child {
        padding-inline-end: 0;
        white-space: nowrap;
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

  @property({ attribute: false }) card!: NetworkCard & Partial<Pick<Card, 'task'>>;
  /** Of its headings, among those of the page around it. */
  @property({ type: Number }) level = 3;

  override render() {
    const text = messages.model;
    const { card } = this;
    return html`
      <p>${card.task === undefined ? nothing : html`${cardText(card.task.title)}<br />`}${text.version} <bdi><b>${card.id}</b> ${card.version}</bdi></p>
      <section>
        <p class="heading" role="heading" aria-level=${this.level}>${text.figures}</p>
        ${card.figures.length === 0 ? html`<p class="soft">${text.unmeasured}</p>` : this.#figures()}
      </section>
      <section>
        <p class="heading" role="heading" aria-level=${this.level}>${text.licences}</p>
        <dl>
          <dt>${text.licence.code}</dt>
          <dd><bdi>${card.licences.code}</bdi></dd>
          <dt>${text.licence.weights}</dt>
          <dd><bdi>${card.licences.weights}</bdi></dd>
          <dt>${text.licence.data}</dt>
          <dd><bdi>${card.licences.data}</bdi></dd>
        </dl>
      </section>
    `;
  }

  #figures() {
    const text = messages.model;
    const basis = ({ data, split, n }: CardFigure): string => text.basis(data, cardWord(split), n);
    const { figures } = this.card;
    // Said once where it is the same for all, which leaves a phone room for the numbers.
    const common = new Set(figures.map(basis)).size === 1 ? figures[0] : undefined;
    return html`
      ${common === undefined ? nothing : html`<p class="soft small basis">${text.measuredOn(basis(common))}</p>`}
      <div class="scroll" tabindex="0" role="group" aria-label=${text.figures}>
        <table>
          <thead>
            <tr>
              <th scope="col">${text.table.figure}</th>
              <th scope="col">${text.table.value}</th>
              <th scope="col">${text.table.interval}</th>
            </tr>
          </thead>
          <tbody>
            ${figures.map(
              (entry) => html`<tr>
                <th scope="row">
                  <span class="name">${cardText(entry.name)}</span>
                  ${common === undefined ? html`<span class="soft basis">${basis(entry)}</span>` : nothing}
                </th>
                <td>${figure(entry.value)}</td>
                <td>${text.interval(figure(entry.low), figure(entry.high))}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-card': SpotCard;
  }
}
