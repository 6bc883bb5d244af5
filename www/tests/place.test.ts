import { describe, expect, it } from 'vitest';
import { BODY, HEIGHT, WIDTH, polygonOf, smoothPath } from '../src/diary/body-outline';
import { nudged, partOf, placeAt, placeIn } from '../src/diary/place';
import { onBody, regionAt, regionsOf } from '../src/diary/regions';
import type { View } from '../src/diary/types';

const views: readonly View[] = ['front', 'back'];

describe('the outline', () => {
  it('is the same on both sides', () => {
    for (const [x, y] of BODY) expect(BODY.some(([ox, oy]) => Math.abs(ox - (WIDTH - x)) < 1e-9 && oy === y)).toBe(true);
  });

  it('becomes one closed path, and a polygon through its points', () => {
    expect(smoothPath(BODY)).toMatch(/^M120\.0 12\.0C[\d. C]+Z$/);
    expect(smoothPath([])).toBe('');
    const polygon = polygonOf(BODY);
    for (const point of BODY) expect(polygon.some(([x, y]) => Math.hypot(x - point[0], y - point[1]) < 1e-9)).toBe(true);
  });
});

describe('the regions', () => {
  it.each(views)('%s: leave no point of the body without a name', (view) => {
    let named = 0;
    const wrong: string[] = [];
    for (let x = 0.5; x < WIDTH; x += 2) {
      for (let y = 0.5; y < HEIGHT; y += 2) {
        const on = onBody(view, [x, y]);
        if ((regionAt(view, [x, y]) !== undefined) !== on) wrong.push(`${x}, ${y}`);
        if (on) named += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(named).toBeGreaterThan(6_000);
  });

  it.each(views)('%s: each has its own middle in it, and a code of its own', (view) => {
    const regions = regionsOf(view);
    for (const region of regions) expect(regionAt(view, region.centre)?.code).toBe(region.code);
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
  });

  it("call left what is the person's own left", () => {
    // The drawing's right half.
    expect(regionAt('front', [183, 180])?.code).toBe('upper-arm-left');
    expect(regionAt('back', [183, 180])?.code).toBe('upper-arm-right');
    expect(placeIn('front', 'hand-left')?.x).toBeGreaterThan(0.5);
    expect(placeIn('back', 'hand-left')?.x).toBeLessThan(0.5);
    expect(placeIn('back', 'sole-left')?.x).toBeLessThan(0.5);
  });

  it('have the soles on the back alone', () => {
    expect(regionsOf('front').some(({ code }) => code.startsWith('sole'))).toBe(false);
    expect(regionsOf('back').filter(({ code }) => code.startsWith('sole'))).toHaveLength(2);
  });
});

describe('a point that is chosen', () => {
  it('keeps where it is, as shares of the drawing', () => {
    expect(placeAt('front', 0.5, 0.38)).toEqual({ view: 'front', x: 0.5, y: 0.38, region: 'abdomen' });
  });

  it('is moved onto the body when it just misses it, and refused when it does not', () => {
    // Between crown and upper edge.
    const crown = placeAt('front', 0.5, 6 / HEIGHT);
    expect(crown?.region).toBe('head');
    expect(onBody('front', [(crown?.x ?? 0) * WIDTH, (crown?.y ?? 0) * HEIGHT])).toBe(true);
    expect(placeAt('front', 0.02, 0.02)).toBeUndefined();
    expect(placeAt('front', -3, 7)).toBeUndefined();
    expect(placeAt('front', NaN, 0.5)).toBeUndefined();
  });

  it('lies on the body whatever near it was touched', () => {
    for (let step = 0; step < 3000; step += 1) {
      const place = placeAt('back', (step * 0.137) % 1, (step * 0.0717) % 1);
      if (place === undefined) continue;
      expect(regionAt('back', [place.x * WIDTH, place.y * HEIGHT])?.code).toBe(place.region);
    }
  });
});

describe('arrow keys', () => {
  const start = placeIn('front', 'chest');
  if (start === undefined) throw new Error('no chest');

  it('move by units of the drawing and name the region anew', () => {
    expect(nudged(start, 0, 0)).toBe(start);
    const lower = nudged(start, 0, 40);
    expect(lower.y).toBeCloseTo(start.y + 40 / HEIGHT);
    expect(lower.region).toBe('abdomen');
  });

  it('cross from the trunk to the arm and stop at the hand', () => {
    let place = placeIn('front', 'abdomen') ?? start;
    const met = new Set<string>();
    for (let step = 0; step < 60; step += 1) {
      place = nudged(place, 4, 0);
      met.add(place.region);
      expect(onBody('front', [place.x * WIDTH, place.y * HEIGHT])).toBe(true);
    }
    expect([...met]).toEqual(['abdomen', 'upper-arm-left']);
    expect(nudged(place, 4, 0)).toBe(place);
  });
});

describe('where in a region', () => {
  it('is told from the person’s own side', () => {
    expect(partOf({ view: 'front', x: 0.4, y: 0.22, region: 'chest' })).toEqual({ height: 'upper', side: 'right' });
    expect(partOf({ view: 'back', x: 0.4, y: 0.32, region: 'upper-back' })).toEqual({ height: 'lower', side: 'left' });
    expect(partOf({ view: 'front', x: 0.5, y: 0.26, region: 'chest' })).toEqual({ height: undefined, side: undefined });
  });

  it('is told from the middle of the body on arms and legs', () => {
    expect(partOf({ view: 'front', x: 0.66, y: 0.55, region: 'thigh-left' })).toEqual({ height: 'upper', side: 'outer' });
    expect(partOf({ view: 'front', x: 0.34, y: 0.55, region: 'thigh-right' })).toEqual({ height: 'upper', side: 'outer' });
    expect(partOf({ view: 'front', x: 0.55, y: 0.67, region: 'thigh-left' })).toEqual({ height: 'lower', side: 'inner' });
  });

  it('is not told of small or unknown regions, nor where the point is elsewhere', () => {
    const nothing = { height: undefined, side: undefined };
    expect(partOf({ view: 'back', x: 0.15, y: 0.9, region: 'sole-left' })).toEqual(nothing);
    expect(partOf({ view: 'back', x: 0.15, y: 0.9, region: 'tail' })).toEqual(nothing);
    expect(partOf({ view: 'front', x: 0.5, y: 0.9, region: 'chest' })).toEqual(nothing);
    expect(partOf({ view: 'front', x: NaN, y: 0.3, region: 'chest' })).toEqual(nothing);
  });
});
