import { css } from 'lit';

/** A photo with marks on it; light on dark lines show on every skin. */
export const measureStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
    min-width: 0;
  }

  .steps {
    display: grid;
    gap: 0.125rem;
    padding-inline-start: 1.25rem;
  }

  .choice-row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }

  .choice-row .field {
    flex: 1 1 12rem;
  }

  .stage {
    position: relative;
    aspect-ratio: var(--ratio, 1);
    max-height: max(14rem, 52dvh);
    width: 100%;
    overflow: hidden;
    border-radius: var(--radius-small);
    background: #101413;
    cursor: grab;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    direction: ltr;
  }

  canvas,
  .marks {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }

  .marks {
    pointer-events: none;
  }

  .marks * {
    fill: none;
    stroke-width: 2;
  }

  .marks .under {
    stroke: rgb(0 0 0 / 75%);
    stroke-width: 5;
  }

  .known {
    stroke: #7fe0ff;
    stroke-dasharray: 7 4;
  }

  .marks .mole {
    stroke: #fff;
  }

  .handle {
    position: absolute;
    width: var(--target);
    height: var(--target);
    margin: calc(var(--target) / -2) 0 0 calc(var(--target) / -2);
    padding: 0;
    border: 0;
    background: none;
    cursor: move;
    touch-action: none;
  }

  /* Hollow, so that the end it marks can be seen through it. */
  .handle::before {
    content: '';
    position: absolute;
    inset: 0.75rem;
    border: 2px solid #fff;
    border-radius: 50%;
    box-shadow: 0 0 0 2px rgb(0 0 0 / 75%), inset 0 0 0 1px rgb(0 0 0 / 75%);
  }

  .handle.centre::before,
  .handle.rim::before,
  .handle.start::before,
  .handle.end::before {
    border-color: #7fe0ff;
    border-radius: 0.2rem;
  }

  .handle:focus-visible {
    outline: 3px solid #fff;
    outline-offset: -2px;
    border-radius: 50%;
    box-shadow: 0 0 0 3px #000;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
  }

  .tools button {
    padding-inline: 0.875rem;
  }

  .tools .icon {
    padding: 0.25rem;
  }

  .result {
    font-size: var(--step-1);
    font-weight: 650;
  }

  .row.end {
    justify-content: flex-end;
  }

  @media (forced-colors: active) {
    .marks {
      forced-color-adjust: none;
    }

    .handle::before {
      forced-color-adjust: none;
    }

    .handle:focus-visible {
      outline-color: Highlight;
    }
  }
`;
