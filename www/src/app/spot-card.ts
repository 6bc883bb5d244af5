import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { asFailure, Failure } from '../failure';
import { messages } from '../messages';
import type { Card, CardFigure, NetworkCard } from '../model/card';
import { readDetails, type Details } from '../model/details';
import { shared } from '../styles/shared';
import { cardText, cardWord } from './card-text';
import { figure } from './format';
import './spot-card-details';
import './spot-problem';
import { tableStyles, wideTable } from './table';

/** A network's card: what it is, how it was measured, under which licences. */
@customElement('spot-card')
export class SpotCard extends LitElement {
  static override styles = [
    shared,
    tableStyles,
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

      .basis {
        display: block;
        font-weight: 400;
      }

      p.basis {
        margin-bottom: 0.5rem;
      }

      td:last-child {
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

  @property({ attribute: false }) card!: NetworkCard & Partial<Pick<Card, 'task' | 'details'>>;
  /** Of its headings, among those of the page around it. */
  @property({ type: Number }) level = 3;

  /** What the card tells beyond its figures, or what is wrong with that: the rest of the card is shown all the same. */
  #details: Details | Failure | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('card')) this.#details = detailsOf(this.card.details);
  }

  override render() {
    const text = messages.model;
    const { card } = this;
    const details = this.#details instanceof Failure ? undefined : this.#details;
    return html`
      <p>${card.task === undefined ? nothing : html`${cardText(card.task.title)}<br />`}${text.version} <bdi><b>${card.id}</b> ${card.version}</bdi></p>
      ${details?.intendedUse === undefined ? nothing : html`<p>${cardText(details.intendedUse)}</p>`}
      <section>
        <p class="heading" role="heading" aria-level=${this.level}>${text.figures}</p>
        ${card.figures.length === 0 ? html`<p class="soft">${text.unmeasured}</p>` : this.#figures()}
      </section>
      ${details === undefined ? nothing : html`<spot-card-details .details=${details} level=${this.level}></spot-card-details>`}
      ${this.#details instanceof Failure ? html`<spot-problem .failure=${this.#details}></spot-problem>` : nothing}
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
      ${wideTable(
        text.figures,
        [text.table.figure, text.table.value, text.table.interval],
        figures.map((entry) => [
          html`${cardText(entry.name)}${common === undefined ? html` <span class="soft basis">${basis(entry)}</span>` : nothing}`,
          figure(entry.value),
          text.interval(figure(entry.low), figure(entry.high)),
        ]),
      )}
    `;
  }
}

function detailsOf(value: unknown): Details | Failure | undefined {
  try {
    return value === undefined ? undefined : readDetails(value);
  } catch (thrown) {
    return asFailure(thrown);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-card': SpotCard;
  }
}
