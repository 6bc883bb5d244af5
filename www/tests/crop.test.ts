import { describe, expect, it } from 'vitest';
import { centreSquare, moved, rounded, zoomLevel, zoomed } from '../src/picture/crop';

const picture = { width: 601, height: 450 };

describe('the centre square', () => {
  it('rounds down, as the command line does', () => {
    expect(centreSquare(picture)).toEqual({ x: 75, y: 0, side: 450 });
    expect(centreSquare({ width: 3, height: 8 })).toEqual({ x: 0, y: 2, side: 3 });
  });
});

describe('moving and zooming', () => {
  it('stops at the edges', () => {
    const crop = { x: 100, y: 100, side: 200 };
    expect(moved(crop, -500, 10, picture)).toEqual({ x: 0, y: 110, side: 200 });
    expect(moved(crop, 500, 500, picture)).toEqual({ x: 401, y: 250, side: 200 });
  });

  it('keeps the anchor where it is', () => {
    const crop = { x: 100, y: 100, side: 200 };
    const closer = zoomed(crop, 0.5, picture, 28, 0.25, 1);
    expect(closer).toEqual({ x: 125, y: 200, side: 100 });
    // The point at a quarter and at the foot: the same before and after.
    expect(closer.x + 0.25 * closer.side).toBe(crop.x + 0.25 * crop.side);
    expect(closer.y + closer.side).toBe(crop.y + crop.side);
  });

  it('goes neither below the smallest square nor beyond the picture', () => {
    expect(zoomed({ x: 0, y: 0, side: 100 }, 0.001, picture, 28).side).toBe(28);
    expect(zoomed({ x: 300, y: 200, side: 100 }, 1000, picture, 28)).toEqual({ x: 125, y: 0, side: 450 });
    expect(zoomed({ x: 0, y: 0, side: 20 }, 0.5, { width: 20, height: 20 }, 28).side).toBe(20);
  });

  it('measures how far one is in', () => {
    expect(zoomLevel({ x: 0, y: 0, side: 150 }, picture)).toBe(3);
  });
});

describe('rounding', () => {
  it('gives whole pixels inside the picture, always', () => {
    for (let step = 0; step < 2000; step += 1) {
      const side = 1 + ((step * 37.77) % 449);
      const crop = moved({ x: (step * 13.13) % 601, y: (step * 7.31) % 450, side }, 0, 0, picture);
      const { x, y, side: whole } = rounded(crop, picture);
      expect([x, y, whole].every(Number.isInteger)).toBe(true);
      expect(x >= 0 && y >= 0 && x + whole <= 601 && y + whole <= 450 && whole >= 1).toBe(true);
    }
  });
});
