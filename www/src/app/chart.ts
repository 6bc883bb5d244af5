import { css, nothing, svg } from 'lit';
import { number } from './format';

/** A point of a curve, in shares of both axes; `weight` from 0 to 1 makes its dot larger. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly weight?: number;
}

/** In units of the drawing: the numbers of the axes stand left of it and below. */
const LEFT = 34;
const TOP = 8;
const WIDTH = 236;
const HEIGHT = 180;

/** All in the colour of the text around it, so that forced colours reach it. */
export const chartStyles = css`
  .chart {
    width: 100%;
    max-width: 24rem;
    direction: ltr;
    color: var(--soft);
    fill: currentColor;
    stroke: currentColor;
  }

  .chart text {
    stroke: none;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .chart .grid {
    color: var(--line);
  }

  .chart .ideal {
    stroke-dasharray: 4 4;
  }

  .chart .curve {
    color: var(--accent);
  }

  .chart polyline {
    fill: none;
    stroke-width: 2;
  }
`;

/**
 * A curve through dots, from 0 to 1 across and from 0 to `top` up; or with `ideal` the dots alone beside the diagonal, since a line
 * would say as much of a dot that stands for one picture as of one for a thousand. Nothing of it is for a screen reader: the
 * numbers stand in a table beside it.
 */
export function chart(dots: readonly Dot[], top = 1, ideal = false) {
  const x = (share: number): number => LEFT + WIDTH * share;
  const y = (value: number): number => TOP + HEIGHT * (1 - value / top);
  const place = ({ x: across, y: up }: Dot): string => `${x(across).toFixed(1)},${y(up).toFixed(1)}`;
  return svg`<svg class="chart" viewBox="0 0 284 212" aria-hidden="true">
    ${[0, 0.5, 1].map(
      (share) => svg`
        <path class="grid" d="M${x(share)} ${y(0)}V${TOP}M${LEFT} ${y(share * top)}h${WIDTH}" />
        <text x=${x(share)} y=${TOP + HEIGHT + 17} text-anchor="middle">${number(share, 1)}</text>
        <text x=${LEFT - 7} y=${y(share * top) + 4} text-anchor="end">${number(share * top, 2)}</text>`,
    )}
    ${ideal ? svg`<path class="ideal" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" />` : nothing}
    <g class="curve">
      ${ideal ? nothing : svg`<polyline points=${dots.map(place).join(' ')} />`}
      ${dots.map((dot) => svg`<circle cx=${x(dot.x)} cy=${y(dot.y)} r=${2.5 + 4 * (dot.weight ?? 0)} />`)}
    </g>
  </svg>`;
}
