import { HEIGHT, WIDTH, type Spot } from './body-outline';
import { nearestOn } from './polygon';
import { OUTLINES, halfOf, onBody, regionAt, regionBy, type Region } from './regions';
import type { Place, View } from './types';

/** Whoever misses the body by less, in units of the drawing, means its border. */
const REACH = 14;
/** A border point is moved in by this, so that it lies on the body for certain. */
const INWARD = 0.6;
/** An arrow key that leaves the body finds it again within this, as between arm and trunk. */
const LEAP = 60;
/** Where the body begins. */
const CROWN = 12;

/** Where in its region a point lies; `undefined` for what is about the middle. */
export interface Part {
  readonly height: 'upper' | 'lower' | undefined;
  readonly side: 'inner' | 'outer' | 'left' | 'right' | undefined;
}

/** The place for a point given as shares of the drawing; undefined when it is beside the body. */
export function placeAt(view: View, x: number, y: number): Place | undefined {
  const point = snapped(view, [x * WIDTH, y * HEIGHT]);
  const region = point === undefined ? undefined : regionAt(view, point);
  return point === undefined || region === undefined ? undefined : placed(view, point, region);
}

/** A place in a region that has been named. */
export function placeIn(view: View, code: string): Place | undefined {
  const region = regionBy(view, code);
  return region === undefined ? undefined : placed(view, region.centre, region);
}

/** Moves a place by units of the drawing: over a gap where there is one, and never off the body. */
export function nudged(place: Place, dx: number, dy: number): Place {
  const length = Math.hypot(dx, dy);
  if (length === 0) return place;
  const from: Spot = [place.x * WIDTH, place.y * HEIGHT];
  for (let gone = length; gone <= Math.max(length, LEAP); gone += length) {
    const to: Spot = [from[0] + (dx / length) * gone, from[1] + (dy / length) * gone];
    const region = regionAt(place.view, to);
    if (region !== undefined) return placed(place.view, to, region);
  }
  return place;
}

/** Says where in its region a place is; nothing for regions too small, or unknown. */
export function partOf({ view, x, y, region: code }: Place): Part {
  const region = regionBy(view, code);
  const point: Spot = [x * WIDTH, y * HEIGHT];
  // What another version of the drawing has called so may lie elsewhere on this one.
  if (region === undefined || !region.large || regionAt(view, point) !== region) return { height: undefined, side: undefined };
  const down = shareDown(region, point[1]);
  const along = shareAlong(view, region, point);
  const height = down < 1 / 3 ? 'upper' : down > 2 / 3 ? 'lower' : undefined;
  if (along >= 1 / 3 && along <= 2 / 3) return { height, side: undefined };
  const half = along < 1 / 3 ? 'left' : 'right';
  if (!region.paired) return { height, side: halfOf(view, half) };
  return { height, side: (point[0] < WIDTH / 2) === (half === 'left') ? 'outer' : 'inner' };
}

/** How far down in its region a point lies. */
function shareDown({ polygons }: Region, y: number): number {
  const heights = polygons.flatMap((polygon) => polygon.map((point) => point[1]));
  const top = Math.max(Math.min(...heights), CROWN);
  return (y - top) / (Math.max(...heights) - top);
}

/** How far from the drawing's left a point lies between the two ends of its region at that height. */
function shareAlong(view: View, region: Region, [x, y]: Spot): number {
  const reach = (step: number): number => {
    let steps = 0;
    while (regionAt(view, [x + (steps + 1) * step, y]) === region) steps += 1;
    return steps;
  };
  const before = reach(-1);
  const after = reach(1);
  return before + after === 0 ? 0.5 : before / (before + after);
}

function placed(view: View, [x, y]: Spot, { code }: Region): Place {
  return { view, x: x / WIDTH, y: y / HEIGHT, region: code };
}

/** The point itself where it is on the body, else the nearest that is, if that is near. */
function snapped(view: View, point: Spot): Spot | undefined {
  if (onBody(view, point)) return point;
  if (!point.every(Number.isFinite)) return undefined;
  const [nearest] = OUTLINES[view].map((outline) => nearestOn(point, outline)).sort((a, b) => a.distance - b.distance);
  if (nearest === undefined || nearest.distance > REACH) return undefined;
  const [x, y] = nearest.point;
  const length = nearest.distance || 1;
  const inward: Spot = [x + ((x - point[0]) / length) * INWARD, y + ((y - point[1]) / length) * INWARD];
  return onBody(view, inward) ? inward : undefined;
}
