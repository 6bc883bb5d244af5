import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { bytesOf, golden } from './golden';
import { GOLDEN } from './paths';

type Point = readonly [number, number];

/** What an engine traced, as the page's element holds it. */
export interface Outline {
  readonly contour: readonly Point[];
  readonly touchesEdge: boolean;
  readonly area: number;
  readonly diameter: number;
  readonly asymmetry: number;
  readonly border: number;
  readonly colours: number;
}

/** The outline that stands on the page. */
export function outlineOf(page: Page): Promise<Outline> {
  return page.locator('spot-outline').evaluate((element) => {
    const { traced } = element as unknown as { traced?: { outline?: Outline } };
    if (traced?.outline === undefined) throw new Error('there is no outline');
    return traced.outline;
  });
}

/** A drawn lesion: which places of a square of its picture lie on it. */
export interface Lesion {
  readonly has: (x: number, y: number) => boolean;
  /** Its middle and its longer side, in pixels of the picture. */
  readonly x: number;
  readonly y: number;
  readonly extent: number;
}

/** The lesion of a golden picture: what is nearer to its darkest than to its skin. Drawn, it has one plain edge. */
export function drawnLesion(name: string): Lesion {
  const { width, height } = golden(name);
  const rgba = bytesOf(join(GOLDEN, `${name}.rgba`));
  const green = (x: number, y: number): number => rgba[(y * width + x) * 4 + 1] ?? 0;
  const levels: number[] = [];
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) levels.push(green(x, y));
  levels.sort((a, b) => a - b);
  const at = (share: number): number => levels[Math.floor(share * (levels.length - 1))] ?? 0;
  const split = (at(0.02) + at(0.9)) / 2;
  const has = (x: number, y: number): boolean => green(Math.floor(x), Math.floor(y)) < split;
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!has(x, y)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  return { has, x: (left + right + 1) / 2, y: (top + bottom + 1) / 2, extent: Math.max(right - left, bottom - top) + 1 };
}

/** What outline and lesion share, of what either covers, within the square that was traced. */
export function overlap(contour: readonly Point[], { has }: Lesion, square: { x: number; y: number; side: number }): number {
  const STEPS = 150;
  let [both, either] = [0, 0];
  for (let row = 0; row < STEPS; row += 1) {
    for (let column = 0; column < STEPS; column += 1) {
      const [x, y] = [(column + 0.5) / STEPS, (row + 0.5) / STEPS];
      const [inside, drawn] = [contains(contour, x, y), has(square.x + x * square.side, square.y + y * square.side)];
      if (inside && drawn) both += 1;
      if (inside || drawn) either += 1;
    }
  }
  return both / either;
}

/** Whether a point lies in a polygon: it does when a ray from it crosses the edge an odd number of times. */
function contains(polygon: readonly Point[], x: number, y: number): boolean {
  return polygon.reduce((inside, [x1, y1], at) => {
    const [x2, y2] = polygon.at(at - 1) ?? [x1, y1];
    return y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) ? !inside : inside;
  }, false);
}
