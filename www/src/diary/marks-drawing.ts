import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { RULER } from './coins';
import type { Marks } from './marks';
import { diameter, type Line } from './size';
import { toStage, type Viewport } from './viewport';

/** The lines and the circle over a photo, each with a dark one beneath it that shows on light skin. */
export function marksDrawing(view: Viewport, { circle, ruler, mole }: Marks, against: string): TemplateResult {
  const line = ({ from, to }: Line, name: string): SVGTemplateResult => {
    const [a, b] = [toStage(view, from), toStage(view, to)];
    return svg`<line class="under" x1=${a.x} y1=${a.y} x2=${b.x} y2=${b.y} /><line class=${name} x1=${a.x} y1=${a.y} x2=${b.x} y2=${b.y} />`;
  };
  const { x, y } = toStage(view, circle.centre);
  const radius = (diameter(circle) / 2) * view.scale;
  return html`<svg class="marks" aria-hidden="true">
    ${against === RULER
      ? line(ruler, 'known')
      : svg`<circle class="under" cx=${x} cy=${y} r=${radius} /><circle class="known" cx=${x} cy=${y} r=${radius} />`}
    ${line(mole, 'mole')}
  </svg>`;
}
