import { css, nothing, svg, type SVGTemplateResult } from 'lit';
import { BODY, HEIGHT, SOLES, TOES, WIDTH, smoothPath } from './body-outline';
import type { Region } from './regions';
import type { View } from './types';

const body = smoothPath(BODY);
const soles = [smoothPath(SOLES.left), smoothPath(SOLES.right)];

/** Fine lines of one half, which tell front from back; the other half mirrors them. */
const LINES: Readonly<Record<View, readonly string[]>> = {
  front: [
    'M126.5 45.5q3 -1.5 6 0',
    'M126 97.5q14 -2.5 29 3.5',
    'M135 139q11 4.5 21 -2',
    'M140 347q5 4 10 0',
    'M215 262q-5 6 -4 14',
  ],
  back: ['M134 114q9 10 8.5 25q-2.5 4.5 -9 4', 'M124.5 253q12 6 24 -5', 'M187 193q4 2.5 8.5 -1', 'M139 351q6 -4.5 12 0', 'M141 451q4 5 -0.5 12'],
};
const MIDDLE_LINES: Readonly<Record<View, string>> = { front: 'M114.5 58.5q5.5 3 11 0M120 196v4', back: 'M120 93v112M120 226v20' };

const mirrored = (drawing: SVGTemplateResult): SVGTemplateResult => svg`${drawing}<g transform="translate(${WIDTH} 0) scale(-1 1)">${drawing}</g>`;

/** Colours of the drawing, for whoever shows it. */
export const drawingStyles = css`
  .skin {
    fill: var(--sunken);
  }

  .outline {
    fill: none;
    stroke: var(--soft);
    stroke-width: 1.6;
    stroke-linejoin: round;
  }

  .fine {
    fill: none;
    stroke: color-mix(in srgb, var(--soft) 55%, var(--sunken));
    stroke-width: 1.3;
    stroke-linecap: round;
  }

  .region {
    fill: color-mix(in srgb, var(--accent) 26%, transparent);
  }

  .point {
    fill: var(--heed);
    stroke: var(--surface);
    stroke-width: 1.5;
  }

  @media (forced-colors: active) {
    .skin {
      fill: Canvas;
    }

    .outline,
    .fine {
      stroke: CanvasText;
    }

    .region {
      fill: Highlight;
      fill-opacity: 0.5;
    }

    .point {
      fill: Highlight;
      stroke: Canvas;
    }
  }

  @media print {
    .skin {
      fill: none;
    }

    .outline,
    .fine {
      stroke: #000;
    }

    .point {
      fill: #000;
      stroke: #fff;
    }
  }
`;

/** The inside of an `svg` with the view box of `VIEW_BOX`: a person from the front or the back, a region tinted. */
export function bodyDrawing(view: View, tinted?: Region): SVGTemplateResult {
  const feet =
    view === 'front'
      ? nothing
      : svg`${soles.map((d) => svg`<path class="skin" d=${d} /><path class="outline" d=${d} />`)}
          ${mirrored(svg`${TOES.map(([x, y, r]) => svg`<circle class="outline" cx=${WIDTH / 2 + x} cy=${y} r=${r} />`)}`)}`;
  return svg`
    <clipPath id="body-${view}"><path d=${body} />${soles.map((d) => (view === 'front' ? nothing : svg`<path d=${d} />`))}</clipPath>
    <path class="skin" d=${body} />
    ${feet}
    ${tinted === undefined
      ? nothing
      : svg`<g clip-path="url(#body-${view})">
          ${tinted.polygons.map((polygon) => svg`<polygon class="region" points=${polygon.map((point) => point.join(',')).join(' ')} />`)}
        </g>`}
    ${mirrored(svg`${LINES[view].map((d) => svg`<path class="fine" d=${d} />`)}`)}
    <path class="fine" d=${MIDDLE_LINES[view]} />
    <path class="outline" d=${body} />
  `;
}

export const VIEW_BOX = `0 0 ${WIDTH} ${HEIGHT}`;
