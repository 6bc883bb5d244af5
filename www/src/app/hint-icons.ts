import { svg, type TemplateResult } from 'lit';
import type { Hint } from '../capture/coach';
import { icon } from './icons';

/** One shape for each hint, so that none is told by its colour. */
export const hintIcons: Readonly<Record<Hint, TemplateResult>> = {
  none: icon(svg`<rect x="4" y="4" width="16" height="16" rx="3" stroke-dasharray="3 4" /><circle cx="12" cy="12" r="2.5" />`, 24),
  dark: icon(svg`<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z" />`, 24),
  bright: icon(
    svg`<circle cx="12" cy="12" r="4" /><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />`,
    24,
  ),
  still: icon(svg`<rect x="7.5" y="4" width="9" height="16" rx="2" /><path d="M3.5 8c-1 2.5-1 5.5 0 8M20.5 8c1 2.5 1 5.5 0 8" />`, 24),
  closer: icon(svg`<circle cx="12" cy="12" r="2.5" /><path d="M15 9l5-5M20 8V4h-4M9 15l-5 5M4 16v4h4" />`, 24),
  farther: icon(svg`<circle cx="12" cy="12" r="9" stroke-dasharray="3 4" /><path d="M20 4l-5 5M15 5v4h4M4 20l5-5M9 19v-4H5" />`, 24),
  blurred: icon(
    svg`<circle cx="12" cy="12" r="3" /><circle cx="12" cy="12" r="6.5" stroke-dasharray="1.5 3.5" /><circle cx="12" cy="12" r="10" stroke-dasharray="1 5" />`,
    24,
  ),
  glare: icon(svg`<path d="M12 3l1.8 7.2L21 12l-7.2 1.8L12 21l-1.8-7.2L3 12l7.2-1.8z" />`, 24),
  good: icon(svg`<path d="M4.5 12.5l5 5 10-11" stroke-width="3" />`, 24),
};

export const torchIcon = icon(svg`<path d="M8 3h8v3.5l-2 3V20a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V9.5l-2-3z" /><path d="M12 12.5v2" />`);
