import { css } from 'lit';

/** A sheet of paper on the screen, and the same on paper: black on white in every mode. */
export const reportStyles = css`
  :host {
    --paper: #fff;
    --surface: #fff;
    --sunken: #f3f0ea;
    --ink: #000;
    --soft: #404040;
    --line: #b5b5b5;
    --heed: #000;
    color-scheme: light;
  }

  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
    overflow-wrap: anywhere;
    padding: clamp(1rem, 4vw, 2.5rem);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: #fff;
    color: #000;
  }

  article > *,
  .photo > * {
    min-width: 0;
  }

  h3 {
    font-size: var(--step-2);
  }

  h4,
  h5 {
    margin: 0;
    line-height: 1.25;
  }

  h4 {
    font-size: var(--step-1);
    overflow-wrap: anywhere;
  }

  h5 {
    font-size: var(--step-0);
  }

  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  .opinion {
    padding: 0.625rem 0.875rem;
    border: 2px solid #000;
    font-weight: 600;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 1rem 2.5rem;
  }

  .figures svg {
    width: auto;
    height: 15rem;
  }

  .figures ul {
    flex: 1 1 14rem;
    display: grid;
    gap: 0.375rem;
    align-content: start;
    min-width: 0;
    padding: 0;
    overflow-wrap: anywhere;
    list-style: none;
  }

  figcaption {
    text-align: center;
  }

  .lead {
    stroke: #000;
    stroke-width: 1;
  }

  .pin {
    fill: #000;
  }

  .pin-number {
    fill: #fff;
    font: 700 13px system-ui, sans-serif;
    text-anchor: middle;
  }

  .mole,
  .limits,
  .end {
    display: grid;
    gap: 1rem;
    padding-block-start: 1.25rem;
    border-block-start: 1px solid var(--line);
  }

  .intro {
    display: grid;
    gap: 0.5rem;
  }

  .photo {
    display: grid;
    gap: 0.75rem 1.25rem;
    align-items: start;
  }

  .photo spot-thumb {
    width: min(100%, 14rem);
    border-radius: 0;
  }

  dl {
    display: grid;
    gap: 0.125rem 1rem;
    font-size: var(--step--1);
  }

  dt {
    color: var(--soft);
  }

  dd {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    margin-block-end: 0.375rem;
  }

  .limits {
    gap: 0.375rem;
    font-size: var(--step--1);
  }

  ul {
    padding-inline-start: 1.1rem;
  }

  .line {
    height: 2rem;
    border-block-end: 1px solid var(--line);
  }

  .sign {
    display: flex;
    flex-wrap: wrap;
    gap: 2rem;
    margin-block-start: 2.5rem;
    font-size: var(--step--1);
  }

  .sign span {
    flex: 1 1 8rem;
    padding-block-start: 0.25rem;
    border-block-start: 1px solid #000;
  }

  .sign span:first-child {
    flex: 0 0 8rem;
  }

  @media (min-width: 36rem) {
    .photo {
      grid-template-columns: 14rem minmax(0, 1fr);
    }

    dl {
      grid-template-columns: 8.5rem minmax(0, 1fr);
    }

    dd {
      margin-block-end: 0;
    }
  }

  @media print {
    :host {
      font-size: 10.5pt;
    }

    article {
      display: block;
      padding: 0;
      border: 0;
    }

    article > * {
      margin-block-end: 7mm;
    }

    .mole,
    .limits {
      display: block;
    }

    .mole > * + * {
      margin-block-start: 4mm;
    }

    .figures svg {
      height: 62mm;
    }

    .photo {
      grid-template-columns: 50mm minmax(0, 1fr);
      break-inside: avoid;
    }

    .photo spot-thumb {
      width: 50mm;
    }

    dl {
      grid-template-columns: 37mm minmax(0, 1fr);
    }

    /* A heading without what it heads, or a drawing cut in two, helps nobody. */
    header,
    .figures,
    .intro,
    .limits,
    .notes {
      break-inside: avoid;
    }

    h4,
    .intro {
      break-after: avoid;
    }

    .line {
      height: 8mm;
    }
  }
`;
