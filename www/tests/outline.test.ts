import { describe, expect, it } from 'vitest';
import { inPhoto, placeOf, readOutline } from '../src/outline/outline';

const square = [[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]];
const good = {
  found: true,
  contour: square,
  touches_edge: false,
  area: 0.25,
  diameter: 0.707,
  asymmetry: 0,
  border: 1.27,
  colours: 8.1,
  frame: { x: -0.1, y: 0, side: 1.2 },
};
const read = (said: unknown) => () => readOutline(JSON.stringify(said));
const refused = expect.objectContaining({ code: 'inference' }) as Error;

describe('what an engine traced', () => {
  it('is read, whatever else a newer one says', () => {
    const { touches_edge: touchesEdge, found: _, ...rest } = good;
    expect(read({ ...good, hairs: 3 })()).toEqual({ ...rest, touchesEdge });
  });

  it('may be nothing', () => {
    expect(read({ found: false })()).toBeUndefined();
  });

  it.each([
    ['of nothing', {}],
    ['without a contour', { ...good, contour: undefined }],
    ['with a line for a contour', { ...good, contour: square.slice(2) }],
    ['with a corner outside of the square', { ...good, contour: [...square, [0.5, 1.01]] }],
    ['with a corner of three numbers', { ...good, contour: [...square, [0.5, 0.5, 0.5]] }],
    ['with a corner that is none', { ...good, contour: [...square, null] }],
    ['with a number in words', { ...good, contour: [...square, ['0.5', 0.5]] }],
    ['that does not say whether it is whole', { ...good, touches_edge: undefined }],
    ['larger than the square', { ...good, area: 1.2 }],
    ['longer than the diagonal', { ...good, diameter: 1.5 }],
    ['more uneven than can be', { ...good, asymmetry: 1.01 }],
    ['of a negative border', { ...good, border: -1 }],
    ['of no colours', { ...good, colours: null }],
    ['without a frame', { ...good, frame: undefined }],
    ['with a frame of no size', { ...good, frame: { x: 0, y: 0, side: 0 } }],
  ])('is refused %s', (_, said) => {
    expect(read(said)).toThrow(refused);
  });

  it('is refused when it is no JSON', () => {
    expect(() => readOutline('trapped')).toThrow(refused);
  });
});

it('a frame in shares of a square lies where it belongs in the photo', () => {
  expect(inPhoto({ x: -0.25, y: 0.5, side: 0.5 }, { x: 100, y: 40, side: 200 })).toEqual({ x: 50, y: 140, side: 100 });
});

it.each([
  ['middle', 0, 0],
  ['left', -0.25, 0],
  ['bottom-right', 0.25, 0.25],
  ['top', 0, -0.25],
] as const)('a spot is said to lie in the %s', (place, right, down) => {
  const contour = square.map(([x = 0, y = 0]) => [x + right, y + down]);
  const outline = readOutline(JSON.stringify({ ...good, contour }));
  expect(outline === undefined ? undefined : placeOf(outline)).toBe(place);
});
