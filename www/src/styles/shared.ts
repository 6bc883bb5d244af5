import { css } from 'lit';

/** What every element of the page starts from. */
export const shared = css`
  :host {
    display: block;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  h1,
  h2,
  h3 {
    line-height: var(--leading);
    letter-spacing: var(--tracking);
    overflow-wrap: anywhere;
    font-weight: 650;
    text-wrap: balance;
  }

  p,
  li {
    text-wrap: pretty;
  }

  h2 {
    font-size: var(--step-2);
  }

  h3 {
    font-size: var(--step-1);
  }

  svg {
    display: block;
    flex: none;
  }

  /* Points the way that one reads, not to a side of a picture. */
  svg.way:dir(rtl) {
    transform: scaleX(-1);
  }

  button,
  .button,
  summary {
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.625rem;
    min-height: var(--target);
    min-width: var(--target);
    padding: 0.5rem 1.125rem;
    border: 1px solid var(--line);
    border-radius: 999px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
    transition: background-color 120ms, border-color 120ms;
  }

  button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  button.plain {
    border-color: transparent;
    background: none;
    color: var(--accent);
  }

  /* A finger leaves :hover behind where it last touched. */
  @media (hover: hover) {
    button:hover:not(:disabled),
    .button:hover {
      border-color: var(--soft);
    }

    button.primary:hover:not(:disabled) {
      border-color: transparent;
      background: var(--accent-strong);
    }

    button.plain:hover:not(:disabled) {
      border-color: transparent;
      text-decoration: underline;
      text-underline-offset: 0.2em;
    }
  }

  :focus-visible {
    outline: 3px solid var(--ring);
    outline-offset: 2px;
  }

  .card {
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .soft {
    color: var(--soft);
  }

  .small {
    font-size: var(--step--1);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
