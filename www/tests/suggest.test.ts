import { describe, expect, it } from 'vitest';
import { alike, squareAbout } from '../src/capture/suggest';

const photo = { width: 4000, height: 3000 };

describe('the suggested square', () => {
  it('has the spot in its middle, and the spot fills half of it', () => {
    expect(squareAbout({ x: 0.25, y: 0.6, width: 0.1, height: 0.1 }, photo)).toEqual({ x: 600, y: 1400, side: 800 });
  });

  it('goes by the longer side of the spot', () => {
    expect(squareAbout({ x: 0.5, y: 0.5, width: 0.02, height: 0.2 }, photo).side).toBe(1200);
  });

  it('stays in the photo, in whole pixels', () => {
    for (const x of [0.01, 0.5, 0.99]) {
      for (const size of [0.001, 0.333, 0.9]) {
        const { x: left, y: top, side } = squareAbout({ x, y: 1 - x, width: size, height: size }, photo);
        expect([left, top, side].every(Number.isInteger)).toBe(true);
        expect(left >= 0 && top >= 0 && left + side <= 4000 && top + side <= 3000 && side >= 1).toBe(true);
      }
    }
  });
});

describe('squares that are alike', () => {
  const square = { x: 100, y: 100, side: 200 };

  it('are the same one, and one a little beside it', () => {
    expect(alike(square, square)).toBe(true);
    expect(alike(square, { x: 108, y: 96, side: 204 })).toBe(true);
  });

  it.each([
    ['far from it', { x: 500, y: 100, side: 200 }],
    ['touching', { x: 300, y: 100, side: 200 }],
    ['half of it', { x: 150, y: 150, side: 100 }],
    ['moved by a quarter', { x: 150, y: 100, side: 200 }],
  ])('are not: %s', (_, other) => {
    expect(alike(square, other)).toBe(false);
    expect(alike(other, square)).toBe(false);
  });
});
