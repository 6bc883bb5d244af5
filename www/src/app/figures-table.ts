import { css, html, nothing } from 'lit';
import { messages } from '../messages';
import type { CardFigure } from '../model/card';
import { cardText, cardWord } from './card-text';
import { figure } from './format';
import { wideTable } from './table';

export const figuresStyles = css`
  .basis {
    display: block;
    font-weight: 400;
  }

  p.basis {
    margin-bottom: 0.5rem;
  }

  .figures {
    min-width: 0;
  }

  .figures td:last-child {
    white-space: nowrap;
  }
`;

/** Figures with their intervals, and what they were measured on: said once where it is the same for all, which leaves a phone room for the numbers. */
export function figuresTable(label: string, figures: readonly CardFigure[]) {
  const text = messages.model;
  const basis = ({ data, split, n }: CardFigure): string => text.basis(data, cardWord(split), n);
  const common = new Set(figures.map(basis)).size === 1 ? figures[0] : undefined;
  return html`<div class="figures">
    ${common === undefined ? nothing : html`<p class="soft small basis">${text.measuredOn(basis(common))}</p>`}
    ${wideTable(
      label,
      [text.table.figure, text.table.value, text.table.interval],
      figures.map((entry) => [
        html`${cardText(entry.name)}${common === undefined ? html` <span class="soft basis">${basis(entry)}</span>` : nothing}`,
        figure(entry.value),
        text.interval(figure(entry.low), figure(entry.high)),
      ]),
    )}
  </div>`;
}
