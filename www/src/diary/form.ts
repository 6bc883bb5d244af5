import { css } from 'lit';

/** Fields of a form. */
export const form = css`
  .field {
    display: grid;
    gap: 0.25rem;
    min-width: 0;
  }

  .field > span:first-child,
  .legend {
    font-weight: 600;
  }

  input:not([type='radio'], [type='checkbox'], [type='range']),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: var(--target);
    margin: 0;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--soft);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: inherit;
    font: inherit;
  }

  textarea {
    min-height: 6rem;
    line-height: 1.5;
    resize: vertical;
  }

  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
  }

  .choice {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: var(--target);
    cursor: pointer;
  }

  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  button.danger {
    color: var(--heed);
  }

  /* Two or three ways, one of which is on. */
  .segments {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    max-width: 26rem;
    padding: 0.25rem;
    border: 1px solid var(--line);
    border-radius: 1.75rem;
    background: var(--sunken);
  }

  .segments label {
    position: relative;
    display: grid;
    place-items: center;
    min-height: var(--target);
    padding: 0.25rem 0.5rem;
    border: 1px solid transparent;
    border-radius: 1.5rem;
    font-weight: 600;
    line-height: 1.2;
    text-align: center;
    cursor: pointer;
  }

  .segments input[type='radio'] {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .segments label:has(:checked) {
    border-color: var(--accent);
    background: var(--surface);
    color: var(--accent);
  }

  .segments label:has(:focus-visible) {
    outline: 3px solid var(--ring);
    outline-offset: 2px;
  }

  @media (forced-colors: active) {
    .segments label:has(:checked) {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
  }
`;
