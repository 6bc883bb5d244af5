import { css } from 'lit';

export const privateStyles = css`
  section {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    min-width: 0;
  }

  .scroll {
    width: 100%;
  }

  caption {
    padding-block: 0.25rem;
    font-weight: 600;
    text-align: start;
    overflow-wrap: anywhere;
  }

  tbody th {
    font-weight: 400;
  }

  dl {
    display: grid;
    gap: 0.25rem 1.5rem;
    width: 100%;
  }

  dt {
    font-weight: 600;
  }

  dd + dt {
    margin-block-start: 0.5rem;
  }

  .sums {
    grid-template-columns: minmax(0, 1fr) minmax(0, auto);
    max-width: 40rem;
    padding: 1rem 1.25rem;
    border-radius: var(--radius);
    background: var(--sunken);
  }

  .sums dt,
  .sums dd {
    margin: 0;
  }

  .sums dt {
    font-weight: 400;
  }

  .sums dd {
    font-weight: 650;
    text-align: end;
  }

  code {
    overflow-wrap: anywhere;
  }

  ol {
    display: grid;
    gap: 0.5rem;
    padding-inline-start: 1.5rem;
  }

  @media (max-width: 24rem) {
    .sums {
      grid-template-columns: minmax(0, 1fr);
    }

    .sums dd {
      text-align: start;
    }
  }
`;
