import { css } from 'lit';

/** The page's frame: one column on a phone, photo and verdict side by side where there is room. */
export const appStyles = css`
  :host {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    min-height: 100dvh;
    max-width: 68rem;
    margin: 0 auto;
    padding: max(0.75rem, env(safe-area-inset-top)) max(1rem, env(safe-area-inset-right))
      max(1rem, env(safe-area-inset-bottom)) max(1rem, env(safe-area-inset-left));
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding-bottom: 1.25rem;
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
    color: var(--accent);
    font-size: var(--step--1);
    font-weight: 600;
  }

  .update {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    margin-bottom: 1rem;
    padding-block: 0.5rem;
    padding-inline: 1.25rem 0.5rem;
    border-radius: var(--radius);
    background: var(--sunken);
  }

  main:focus {
    outline: none;
  }

  main {
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
    margin-top: 1rem;
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }

  .frame h2 {
    margin-bottom: 0.75rem;
    font-size: var(--step-1);
  }

  .frame h2:focus {
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

  footer {
    display: grid;
    gap: 0.5rem;
    margin-top: 2.5rem;
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }

  .drop {
    position: fixed;
    inset: 0.5rem;
    z-index: 1;
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
      padding-inline: 2rem;
    }

    header {
      padding-block: 0.75rem 2rem;
    }

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
