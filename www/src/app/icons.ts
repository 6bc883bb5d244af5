import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Draws in the colour of the text; the words beside it say the same. */
export function icon(paths: SVGTemplateResult, size = 20, kind = ''): TemplateResult {
  return html`<svg
    class=${kind}
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`;
}

/** The mark: a spot in a viewfinder. `public/icons` is the same drawing. */
export const mark = icon(
  svg`<path d="M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3" />
    <circle cx="12" cy="12" r="4.4" fill="currentColor" stroke="none" />`,
  28,
);

export const icons = {
  camera: icon(
    svg`<path d="M4 8h3l1.6-2.4h6.8L17 8h3a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z" /><circle cx="12" cy="13.4" r="3.4" />`,
  ),
  phone: icon(svg`<rect x="7" y="2.5" width="10" height="19" rx="2.2" /><path d="M11 18.5h2" />`),
  picture: icon(
    svg`<rect x="3" y="4.5" width="18" height="15" rx="2" /><circle cx="8.6" cy="9.8" r="1.6" /><path d="M4 18l5.2-5 3.4 3.2L16 13l4.6 4.4" />`,
  ),
  lock: icon(svg`<rect x="5" y="10.5" width="14" height="10" rx="2.4" /><path d="M8.2 10.5V7.6a3.8 3.8 0 0 1 7.6 0v2.9" />`, 16),
  /** The way back, which lies where one began to read: to the right in Arabic. */
  back: icon(svg`<path d="M14.5 6l-6 6 6 6" />`, 20, 'way'),
  /** The way on. */
  forward: icon(svg`<path d="M9.5 6l6 6-6 6" />`, 20, 'way'),
  globe: icon(
    svg`<circle cx="12" cy="12" r="9" /><path d="M3 12h18M12 3c2.6 2.7 3.8 5.7 3.8 9s-1.2 6.3-3.8 9c-2.6-2.7-3.8-5.7-3.8-9S9.4 5.7 12 3z" />`,
    18,
  ),
  left: icon(svg`<path d="M14.5 6l-6 6 6 6" />`),
  right: icon(svg`<path d="M9.5 6l6 6-6 6" />`),
  up: icon(svg`<path d="M6 14.5l6-6 6 6" />`),
  down: icon(svg`<path d="M6 9.5l6 6 6-6" />`),
  plus: icon(svg`<path d="M12 5.5v13M5.5 12h13" />`),
  undo: icon(svg`<path d="M8.5 5L4 9.5 8.5 14" /><path d="M4 9.5h10a5.5 5.5 0 0 1 0 11h-4" />`, 20, 'way'),
  redo: icon(svg`<path d="M15.5 5L20 9.5 15.5 14" /><path d="M20 9.5H10a5.5 5.5 0 0 0 0 11h4" />`, 20, 'way'),
  cross: icon(svg`<path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />`),
  minus: icon(svg`<path d="M5.5 12h13" />`),
  close: icon(svg`<path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />`),
  stethoscope: icon(
    svg`<path d="M6 3.5H4.5v6a4.5 4.5 0 0 0 9 0v-6H12" /><path d="M9 14v1.8a4.7 4.7 0 0 0 9.4 0V13" /><circle cx="18.4" cy="11" r="2" />`,
    22,
  ),
  book: icon(svg`<path d="M5 4.5A1.5 1.5 0 0 1 6.5 3H19v18H6.5A1.5 1.5 0 0 1 5 19.5zM5 17.5h14M9 7.5h6" />`),
  drawer: icon(svg`<rect x="3.5" y="4" width="17" height="16" rx="2" /><path d="M3.5 12h17M10 8h4M10 16h4" />`),
  layers: icon(svg`<path d="M12 3.5l8.5 4.5-8.5 4.5L3.5 8zM3.5 12l8.5 4.5 8.5-4.5M3.5 16l8.5 4.5 8.5-4.5" />`),
  info: icon(svg`<circle cx="12" cy="12" r="8.8" /><path d="M12 11v5.4M12 7.6v.1" />`),
};
