import type { Spot } from './body-outline';

/** Whether a point lies inside a polygon (even-odd). */
export function inside([x, y]: Spot, polygon: readonly Spot[]): boolean {
  let odd = false;
  let before = polygon.at(-1);
  // Asked at every move of a finger, and of many points at once: so no pairs are made here.
  for (const after of polygon) {
    if (before !== undefined && before[1] > y !== after[1] > y) {
      if (x < ((after[0] - before[0]) * (y - before[1])) / (after[1] - before[1]) + before[0]) odd = !odd;
    }
    before = after;
  }
  return odd;
}

/** The point of a polygon's border that is nearest to another, and how far away it is. */
export function nearestOn(point: Spot, polygon: readonly Spot[]): { readonly point: Spot; readonly distance: number } {
  let best: { point: Spot; distance: number } = { point, distance: Infinity };
  for (const [a, b] of sides(polygon)) {
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length;
    const t = Math.min(1, Math.max(0, along));
    const near: Spot = [a[0] + t * dx, a[1] + t * dy];
    const distance = Math.hypot(near[0] - point[0], near[1] - point[1]);
    if (distance < best.distance) best = { point: near, distance };
  }
  return best;
}

function sides(polygon: readonly Spot[]): (readonly [Spot, Spot])[] {
  return polygon.map((point, index) => [point, polygon[(index + 1) % polygon.length] ?? point] as const);
}
