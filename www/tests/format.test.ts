import { expect, it } from 'vitest';
import { megabytes, milliseconds, percent, size } from '../src/app/format';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

it('claims neither certainty nor impossibility', () => {
  expect([0, 0.0099, 0.01, 0.5, 0.99, 0.9901, 1].map(percent).map(plain)).toEqual([
    '<1 %',
    '<1 %',
    '1 %',
    '50 %',
    '99 %',
    '>99 %',
    '>99 %',
  ]);
});

it('does not print a number that is none', () => {
  expect(percent(NaN)).toBe('–');
});

it('prints sizes and times', () => {
  expect(megabytes(1_010_000)).toBe('1.0');
  expect(plain(milliseconds(3.14))).toBe('3.1 ms');
  expect(plain(milliseconds(345.6))).toBe('346 ms');
  expect([0, 26_976, 962_564, 28_034_910, 5_368_700_000].map(size).map(plain)).toEqual(['0.0 kB', '27.0 kB', '1.0 MB', '28.0 MB', '5.4 GB']);
});
