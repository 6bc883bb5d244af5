import { css } from 'lit';

export const rowStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 0.25rem;
    min-width: 0;
  }

  h4 {
    margin: 0;
    font-size: var(--step-1);
    font-weight: 650;
    line-height: var(--leading);
    overflow-wrap: anywhere;
  }

  h4:focus {
    outline: none;
  }

  .state {
    display: grid;
    gap: 0.25rem;
    font-variant-numeric: tabular-nums;
  }

  .badge {
    justify-self: start;
    padding: 0 0.625rem;
    border: 1px solid var(--accent);
    border-radius: 999px;
    color: var(--accent);
    font-weight: 600;
  }

  .newer {
    font-weight: 600;
  }

  progress {
    width: 100%;
    height: 0.5rem;
    accent-color: var(--accent);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-block-start: 0.5rem;
  }

  .sure {
    flex-basis: 100%;
    font-weight: 600;
  }

  spot-problem {
    margin-block-start: 0.5rem;
  }
`;
