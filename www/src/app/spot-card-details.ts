import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import type { CardFigure } from '../model/card';
import type { CoveragePoint, Details, DiagramBin, Measured, Strangers, Subgroups } from '../model/details';
import { shared } from '../styles/shared';
import { cardText, cardWord } from './card-text';
import { chart, chartStyles } from './chart';
import { figuresStyles, figuresTable } from './figures-table';
import { fact, figure, number } from './format';
import { table, tableStyles, wideTable } from './table';

/** How many pictures: as short as a phone's tables need it. */
const N = html`<i>n</i>`;

/** What was measured of a model beyond its figures: two curves, its test pictures in parts, and pictures of something else. */
@customElement('spot-card-details')
export class SpotCardDetails extends LitElement {
  static override styles = [
    shared,
    tableStyles,
    figuresStyles,
    chartStyles,
    css`
      :host,
      section,
      figure {
        display: grid;
        gap: 0.5rem;
        min-width: 0;
      }

      :host {
        gap: 1.25rem;
      }

      figure {
        position: relative;
      }

      .heading {
        font-weight: 650;
        line-height: var(--leading);
      }

      .interval {
        display: block;
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) details!: Details;
  /** Of its headings, among those of the page around it. */
  @property({ type: Number }) level = 3;

  override render() {
    const { diagram, coverage, subgroups, strangers, elsewhere } = this.details;
    const text = messages.details;
    return html`
      ${elsewhere.length === 0 ? nothing : this.#section(text.elsewhere.heading, elsewhereOf(elsewhere))}
      ${diagram.length === 0 ? nothing : this.#section(text.diagram.heading, diagramOf(diagram))}
      ${coverage.length === 0 ? nothing : this.#section(text.coverage.heading, coverageOf(coverage))}
      ${subgroups.length === 0 ? nothing : this.#section(text.subgroups.heading, subgroups.map(subgroupsOf))}
      ${strangers.length === 0 ? nothing : this.#section(text.strangers.heading, strangersOf(strangers))}
    `;
  }

  #section(heading: string, content: unknown) {
    return html`<section>
      <p class="heading" role="heading" aria-level=${this.level}>${heading}</p>
      ${content}
    </section>`;
  }
}

function elsewhereOf(figures: readonly CardFigure[]) {
  const { elsewhere } = messages.details;
  return html`<p class="small soft">${elsewhere.means}</p>
    ${figuresTable(elsewhere.heading, figures)}`;
}

function diagramOf(bins: readonly DiagramBin[]) {
  const { pictures, diagram } = messages.details;
  const most = Math.max(1, ...bins.map(({ n }) => n));
  // A dot's area goes by its pictures.
  const dots = bins.map(({ confidence, right, n }) => ({ x: confidence, y: right, weight: Math.sqrt(n / most) }));
  const rows = bins.map(({ confidence, right, n }) => [figure(confidence), figure(right), number(n)]);
  return curve(chart(dots, 1, true), diagram.shows, [diagram.sure, diagram.right, pictures], rows);
}

function coverageOf(points: readonly CoveragePoint[]) {
  const { coverage } = messages.details;
  const dots = points.map(({ coverage: answered, error }) => ({ x: answered, y: error }));
  // The next tenth above all of them.
  const top = Math.max(1, Math.ceil(10 * Math.max(...points.map(({ error }) => error)))) / 10;
  const rows = points.map(({ coverage: answered, error }) => [figure(answered), figure(error)]);
  return curve(chart(dots, top), coverage.shows, [coverage.answered, coverage.wrong], rows);
}

/** A drawing for the eye, what it shows in words, and its numbers for who does not see it. */
function curve(drawing: unknown, shows: string, heads: readonly string[], rows: readonly (readonly string[])[]) {
  return html`<figure>
    ${drawing}
    <figcaption class="small soft">${shows}</figcaption>
    <div class="visually-hidden">${table(heads, rows)}</div>
  </figure>`;
}

function subgroupsOf({ by, aucOf, rows }: Subgroups) {
  const { subgroups } = messages.details;
  const auc = aucOf === 'macro' ? 'macro AUC' : `AUC ${aucOf}`;
  return wideTable(
    cardWord(by),
    [cardText(by), N, cardText('accuracy'), cardText(auc)],
    rows.map(({ value, n, accuracy, auc: area }) => [
      value === undefined ? html`<span class="soft">${subgroups.unknown}</span>` : part(value),
      number(n),
      measured(accuracy),
      measured(area),
    ]),
  );
}

function measured(found: Measured | undefined) {
  if (found === undefined) return html`<span class="soft">${messages.details.subgroups.tooFew}</span>`;
  // To two decimals: of so few pictures a third would say nothing.
  const { value, low, high } = found;
  return html`${number(value, 2)} <span class="interval">${messages.model.interval(number(low, 2), number(high, 2))}</span>`;
}

/** What a part of the pictures is called: a band of numbers, ages in whole years among them, in the page's words, all else in the card's. */
function part(value: string) {
  const [, from, years, to] = /^(\d+(?:\.\d+)?)(?:(-)| to under )(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (from === undefined) return cardText(value);
  return messages.details.subgroups.band(fact(Number(from)), fact(Number(to) + (years === undefined ? 0 : 1)));
}

function strangersOf(kinds: readonly Strangers[]) {
  const { pictures, strangers } = messages.details;
  const ranked = kinds.some(({ auroc }) => auroc !== undefined);
  return wideTable(
    strangers.heading,
    [pictures, N, strangers.refused, ...(ranked ? ['AUROC'] : [])],
    kinds.map(({ pictures: shown, n, refused, auroc }) => [
      cardText(shown),
      number(n),
      figure(refused),
      ...(ranked ? [auroc === undefined ? '–' : figure(auroc)] : []),
    ]),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-card-details': SpotCardDetails;
  }
}
