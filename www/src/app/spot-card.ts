import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { asFailure, Failure } from '../failure';
import { messages } from '../messages';
import type { Card, NetworkCard } from '../model/card';
import { readDetails, type Details } from '../model/details';
import { shared } from '../styles/shared';
import { cardText } from './card-text';
import { figuresStyles, figuresTable } from './figures-table';
import './spot-card-details';
import './spot-problem';
import { tableStyles } from './table';

/** A network's card: what it is, how it was measured, under which licences. */
@customElement('spot-card')
export class SpotCard extends LitElement {
  static override styles = [
    shared,
    tableStyles,
    figuresStyles,
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
        ${card.figures.length === 0 ? html`<p class="soft">${text.unmeasured}</p>` : figuresTable(text.figures, card.figures)}
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
