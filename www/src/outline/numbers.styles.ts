import { css } from 'lit';

/** What was measured of outlines, under their heading. */
export const numbersStyles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0.75rem;
  }

  section > * {
    max-width: 100%;
  }

  h3:focus {
    outline: none;
  }

  .numbers {
    display: grid;
    gap: 0.75rem;
  }

  dt {
    font-weight: 600;
  }

  dt b {
    margin-inline-start: 0.5rem;
    font-variant-numeric: tabular-nums;
  }

  .heed {
    color: var(--heed);
    font-weight: 600;
  }
`;
