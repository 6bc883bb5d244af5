import { css } from 'lit';

/** One column on a phone, photo and verdict side by side where there is room. */
export const checkStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
  }

  .body {
    flex: 1;
    display: grid;
    align-content: start;
    gap: 1rem;
  }

  .columns {
    display: grid;
    gap: 2rem;
    align-items: start;
  }

  .columns > * {
    min-width: 0;
  }

  .intro h2 {
    font-size: var(--step-3);
    letter-spacing: calc(var(--tracking) * 1.6);
  }

  .lead {
    margin: 0.75rem 0 1.5rem;
    color: var(--soft);
  }

  .shows {
    /* Its words come with the model: what lies below them is not to move then. */
    min-height: calc(1rem + 3lh);
    margin-top: 1rem;
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }

  .frame h2 {
    margin-bottom: 0.75rem;
    font-size: var(--step-1);
  }

  h2[tabindex='-1']:focus {
    outline: none;
  }

  .actions {
    display: grid;
    gap: 0.25rem;
    margin-top: 1rem;
  }

  .actions button {
    width: 100%;
    min-height: 3.25rem;
  }

  .actions .plain {
    min-height: var(--target);
  }

  button[aria-disabled='true'] {
    opacity: 0.75;
    cursor: progress;
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }

  .stale {
    color: var(--heed);
    font-weight: 600;
  }

  .narrow {
    width: 100%;
    max-width: 30rem;
    margin: 0 auto;
  }

  .foot {
    display: grid;
    gap: 0.5rem;
    margin-top: 2.5rem;
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }

  @media (min-width: 52rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 3.5rem;
    }

    .frame {
      position: sticky;
      top: 1.5rem;
      max-width: 30rem;
    }
  }
`;
