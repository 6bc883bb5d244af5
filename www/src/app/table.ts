import { css, html } from 'lit';

/** A cell, a head or the name of a row. */
type Cell = unknown;

export const tableStyles = css`
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

  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
`;

/** A table whose first column names its rows. */
export function table(heads: readonly Cell[], rows: readonly (readonly Cell[])[]) {
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col"><span class="name">${head}</span></th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...cells]) => html`<tr>
          <th scope="row"><span class="name">${name}</span></th>
          ${cells.map((cell) => html`<td>${cell}</td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The same where it may be wider than a phone: reached by keyboard, it can be moved. */
export function wideTable(label: string, heads: readonly Cell[], rows: readonly (readonly Cell[])[]) {
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>${table(heads, rows)}</div>`;
}
