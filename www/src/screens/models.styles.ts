import { css } from 'lit';

export const modelsStyles = css`
  section {
    display: grid;
    gap: 0.75rem;
    min-width: 0;
  }

  ul {
    display: grid;
    gap: 0.75rem;
    align-items: start;
    list-style: none;
  }

  ul > * {
    min-width: 0;
  }

  .storage,
  .own {
    justify-items: start;
  }

  .storage {
    gap: 0.25rem;
    font-variant-numeric: tabular-nums;
  }

  .storage button {
    margin-block-start: 0.5rem;
  }

  /* Its room stays, so that nothing moves when it comes. */
  .absent {
    visibility: hidden;
  }

  .own spot-problem {
    justify-self: stretch;
  }

  @media (min-width: 52rem) {
    ul {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
