import { css } from 'lit';

/** The stage, and the tools beneath it for those who do not drag. */
export const cropStyles = css`
  .stage {
    position: relative;
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--sunken);
    cursor: grab;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }

  .stage.held {
    cursor: grabbing;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
  }

  .frame {
    position: absolute;
    inset: 6%;
    border: 2px solid rgb(255 255 255 / 92%);
    border-radius: 2px;
    pointer-events: none;
  }

  /* On the photo, left is left whichever way one reads. */
  .arrows,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
  }

  .tools {
    margin-top: 0.5rem;
  }

  .tools + .tools {
    margin-top: 0.25rem;
  }

  .tools button {
    padding: 0.25rem;
    border-color: transparent;
    background: none;
    color: var(--ink);
  }

  @media (hover: hover) {
    .tools button:hover:not(:disabled) {
      border-color: transparent;
      background: var(--sunken);
    }
  }

  .tools button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }

  .suggestion {
    width: 100%;
    margin-top: 0.5rem;
  }

  .tools .reset {
    margin-inline-start: auto;
    padding: 0.25rem 0.875rem;
    color: var(--accent);
  }

  .size {
    position: absolute;
    inset-inline-end: 8%;
    inset-block-end: 8%;
    padding: 0.125rem 0.5rem;
    border-radius: 999px;
    background: rgb(0 0 0 / 62%);
    color: #fff;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }

  input {
    flex: 1;
    min-width: 0;
    height: var(--target);
    margin: 0;
    accent-color: var(--accent);
  }
`;
