import { css } from 'lit';

/** The page's frame: its name and the way around on top, the screen below. */
export const shellStyles = css`
  :host {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    min-height: 100dvh;
    max-width: 68rem;
    margin: 0 auto;
    padding-block: max(0.75rem, env(safe-area-inset-top)) calc(5rem + env(safe-area-inset-bottom));
    padding-inline: max(1rem, env(safe-area-inset-left), env(safe-area-inset-right));
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding-block-end: 1.25rem;
  }

  h1 {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-size: var(--step-1);
  }

  h1 svg {
    color: var(--accent);
  }

  .privacy {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-height: var(--target);
    color: var(--accent);
    font-size: var(--step--1);
    font-weight: 600;
  }

  spot-nav {
    flex-basis: 100%;
  }

  .skip:not(:focus) {
    position: absolute;
    width: 1px;
    height: 1px;
    min-width: 0;
    min-height: 0;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .skip:focus {
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline-start: 0.5rem;
    z-index: 2;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin-block-end: 1rem;
    padding: 0.5rem 1.25rem;
    border-radius: var(--radius);
    background: var(--sunken);
  }

  .line p {
    flex: 1 1 14rem;
    min-width: 0;
  }

  main {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
  }

  .lost {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
  }

  main:focus,
  .lost h2:focus {
    outline: none;
  }

  .drop {
    position: fixed;
    inset: 0.5rem;
    z-index: 2;
    display: grid;
    place-items: center;
    border: 3px dashed var(--accent);
    border-radius: 1.5rem;
    background: color-mix(in srgb, var(--paper) 88%, transparent);
    font-size: var(--step-2);
    font-weight: 650;
    pointer-events: none;
  }

  @media (min-width: 52rem) {
    :host {
      padding-block-end: 1rem;
      padding-inline: 2rem;
    }

    header {
      gap: 0.5rem 1.5rem;
      padding-block: 0.75rem 2rem;
    }

    h1 {
      margin-inline-end: auto;
    }
  }

  @media print {
    :host {
      display: block;
      padding: 0;
    }

    header,
    .line,
    spot-update,
    .skip {
      display: none;
    }
  }
`;
