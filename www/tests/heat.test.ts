import { expect, test } from 'vitest';
import { isWhole, regionOf, toPixels, type Region } from '../src/heat/heat';

const map = (rows: readonly (readonly number[])[]) => ({ class: 'mel', side: rows.length, values: rows.flat() });

test.each<[Region, number[][]]>([
  ['all-over', [[1, 1, 1], [1, 1, 1], [1, 1, 1]]],
  ['middle', [[0, 0, 0], [0, 1, 0], [0, 0, 0]]],
  ['middle', [[1, 0, 0], [0, 0, 0], [0, 0, 1]]],
  ['top', [[0, 1, 0], [0, 0, 0], [0, 0, 0]]],
  ['bottom', [[0, 0, 0], [0, 0, 0], [1, 1, 1]]],
  ['left', [[0, 0, 0], [1, 0.2, 0], [0, 0, 0]]],
  ['right', [[0, 0, 1], [0, 0, 1], [0, 0, 1]]],
  ['top-left', [[1, 0, 0], [0, 0, 0], [0, 0, 0]]],
  ['bottom-right', [[0, 0, 0], [0, 0, 0], [0, 0, 1]]],
  ['all-over', [[0, 0], [0, 0]]],
])('most of a map lies %s', (region, rows) => {
  expect(regionOf(map(rows))).toBe(region);
});

test('a map that is no square of shares is none', () => {
  const whole = map([[0, 1], [0.5, 0]]);
  expect(isWhole(whole)).toBe(true);
  expect(isWhole({ ...whole, side: 3 })).toBe(false);
  expect(isWhole({ ...whole, values: [0, 1, 2, 0] })).toBe(false);
  expect(isWhole({ ...whole, values: [0, 1, NaN, 0] })).toBe(false);
  expect(isWhole({ class: 'mel', side: 1, values: [1] })).toBe(false);
});

test('a place is as opaque as it is strong', () => {
  const pixels = toPixels(map([[0, 1], [0.5, 0]]), [20, 70, 255]);
  expect([...pixels]).toEqual([20, 70, 255, 0, 20, 70, 255, 255, 20, 70, 255, 128, 20, 70, 255, 0]);
});
