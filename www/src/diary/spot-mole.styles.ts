import { css } from 'lit';

/** A mole's page: photos first on a phone, what is known of it beside them on a desk. */
export const moleStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
    min-width: 0;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  .columns {
    display: grid;
    gap: 2rem;
    align-items: start;
  }

  .columns > *,
  .entries > * {
    min-width: 0;
  }

  .entries,
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }

  h3 {
    margin-block-end: 0.75rem;
  }

  .about h3 {
    margin-block-end: -0.5rem;
  }

  .place {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 1rem;
    padding: 1rem;
    border-radius: var(--radius);
    background: var(--surface);
    border: 1px solid var(--line);
  }

  .place > div {
    flex: 1 1 8rem;
    min-width: 0;
  }

  .place p {
    margin-block-end: 0.375rem;
  }

  .place svg {
    width: 4.75rem;
    height: auto;
  }

  .row.end {
    justify-content: flex-end;
    margin-block-start: 1rem;
  }

  @media (min-width: 52rem) {
    .columns {
      grid-template-columns: minmax(0, 5fr) minmax(0, 3fr);
      gap: 3rem;
    }
  }
`;
