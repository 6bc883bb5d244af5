import { css } from 'lit';

/** A part of the footer that is folded away until somebody asks for it. */
export const fold = css`
  summary {
    display: flex;
    align-items: center;
    min-height: var(--target);
    width: max-content;
    max-width: 100%;
    color: var(--accent);
    font-weight: 600;
    cursor: pointer;
  }

  summary::before {
    content: '';
    width: 0.5rem;
    height: 0.5rem;
    margin-block: 0;
    margin-inline: 0.25rem 0.75rem;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
    transition: transform 120ms;
  }

  summary:dir(rtl)::before {
    transform: rotate(135deg);
  }

  details[open] > summary::before {
    transform: rotate(45deg);
  }

  .body {
    display: grid;
    gap: 1.25rem;
    padding: 0.5rem 0 0.5rem;
  }

  h3 {
    font-size: var(--step-0);
    margin-bottom: 0.5rem;
  }
`;
