import { css } from 'lit';

/** The camera fills a phone, its controls at the bottom or, held sideways, at the side: within a thumb's reach. */
export const cameraStyles = css`
  dialog {
    box-sizing: border-box;
    inline-size: 100%;
    block-size: min(100dvh, 52rem);
    max-inline-size: 34rem;
    max-block-size: none;
    margin: auto;
    padding: 1rem;
    /* A modal one is above everything anyway; tools that look for covered targets go by this. */
    z-index: 3;
    overflow: auto;
    border: 0;
    border-radius: var(--radius);
    background: var(--paper);
    color: inherit;
  }

  dialog[open] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: minmax(9rem, 1fr) auto;
    gap: 0.75rem;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 72%);
  }

  dialog:focus {
    outline: none;
  }

  /* What the controls leave over: the stage is the largest square in it. */
  .view {
    display: grid;
    place-items: center;
    container-type: size;
  }

  .stage {
    position: relative;
    inline-size: min(100cqi, 100cqb);
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: var(--radius);
    background: #0c0f0e;
  }

  .stage.aim {
    cursor: crosshair;
  }

  video {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  spot-guide {
    position: absolute;
    inset: 10%;
  }

  .starting {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: #fff;
  }

  .controls {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    align-content: end;
  }

  .hint {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.625rem;
    /* As high as the button that comes while it counts: nothing moves beneath a thumb. */
    min-height: var(--target);
    font-weight: 650;
    line-height: 1.3;
  }

  .hint button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  .hint span {
    overflow-wrap: anywhere;
  }

  .hint.none span {
    color: var(--soft);
    font-weight: 400;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
  }

  /* As wide as each other, so that the shutter is in the middle; with large letters they go below it. */
  .side {
    display: flex;
    flex: 1 1 0;
    min-width: min-content;
  }

  .side:last-child {
    justify-content: end;
  }

  .shutter {
    position: relative;
    flex: none;
    width: 76px;
    height: 76px;
    padding: 0;
    border: 3px solid var(--accent);
    border-radius: 50%;
    background: none;
  }

  .shutter::before {
    content: '';
    width: 56px;
    height: 56px;
    border-radius: 50%;
    background: var(--accent);
  }

  .ring {
    position: absolute;
    inset: -9px;
    transform: rotate(-90deg);
    pointer-events: none;
  }

  .ring circle {
    fill: none;
    stroke: var(--ink);
    stroke-width: 6;
    stroke-dasharray: 100;
    transition: stroke-dashoffset 200ms linear;
  }

  .cancel {
    padding-inline: 0.25rem 0.75rem;
  }

  .automatic {
    gap: 0.25rem;
    padding: 0.25rem 0.5rem;
    font-size: var(--step--1);
    line-height: 1.2;
  }

  .automatic[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }

  .automatic svg {
    width: 1rem;
    height: 1rem;
  }

  @media (forced-colors: active) {
    .shutter::before,
    .automatic[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }

  @media (max-width: 40rem), (max-height: 40rem) {
    dialog {
      block-size: 100dvh;
      max-inline-size: none;
      padding: max(0.5rem, env(safe-area-inset-top)) max(0.75rem, env(safe-area-inset-right))
        max(0.75rem, env(safe-area-inset-bottom)) max(0.75rem, env(safe-area-inset-left));
      border-radius: 0;
    }

  }

  @media (orientation: landscape) and (max-height: 40rem) {
    dialog[open] {
      grid-template-rows: minmax(9rem, 1fr);
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
`;
