import { css } from 'lit';

/** What every screen but the check starts from: one column, its name on top. */
export const screen = css`
  :host {
    display: grid;
    align-content: start;
    gap: 1.5rem;
    min-width: 0;
  }

  :host > * {
    min-width: 0;
  }

  h2.title {
    font-size: var(--step-3);
    letter-spacing: calc(var(--tracking) * 1.6);
  }

  /* The focus comes here by script, for a screen reader's sake; nothing can be done with it. */
  h2[tabindex='-1']:focus {
    outline: none;
  }

  .text {
    max-width: 40rem;
  }
`;
