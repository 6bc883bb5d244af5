import { afterEach, describe, expect, it } from 'vitest';
import {
  currencyName,
  date,
  dateTime,
  fact,
  figure,
  list,
  megabytes,
  millimetres,
  milliseconds,
  money,
  number,
  percent,
  shortDate,
  size,
} from '../src/app/format';
import { setLocale } from '../src/locale';
import { languages, type LanguageCode } from '../src/words/languages';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[\u200e\u200f\u061c]/g, '');
const inLanguage = (code: LanguageCode): void => setLocale(languages[code].locale);

afterEach(() => inLanguage('en'));

it('claims neither certainty nor impossibility', () => {
  expect([0, 0.0099, 0.01, 0.5, 0.99, 0.9901, 1].map(percent).map(plain)).toEqual(['<1%', '<1%', '1%', '50%', '99%', '>99%', '>99%']);
});

it('does not print a number that is none', () => {
  expect(percent(NaN)).toBe('–');
  expect(fact(undefined)).toBe('–');
});

it('prints sizes and times', () => {
  expect(megabytes(1_010_000)).toBe('1.0');
  expect(plain(milliseconds(3.14))).toBe('3.1 ms');
  expect(plain(milliseconds(345.6))).toBe('346 ms');
  expect(figure(0.8126)).toBe('0.813');
  expect([0, 26_976, 962_564, 28_034_910, 5_368_700_000].map(size).map(plain)).toEqual(['0.0 kB', '27.0 kB', '1.0 MB', '28.0 MB', '5.4 GB']);
});

describe('in another language', () => {
  it('numbers are written as its readers write them', () => {
    inLanguage('de');
    expect(number(12_345)).toBe('12.345');
    expect(figure(0.8126)).toBe('0,813');
    expect(megabytes(1_010_000)).toBe('1,0');
    expect(plain(percent(0.5))).toBe('50 %');
    expect(plain(percent(0.001))).toBe('<1 %');
    expect(fact(108.04)).toBe('108');
    expect(fact('weights.bpk')).toBe('weights.bpk');
    inLanguage('hi');
    expect(number(1_234_567)).toBe('12,34,567');
  });

  it('Arabic keeps a sign before its number, and has the digits of its texts', () => {
    inLanguage('ar');
    expect(plain(percent(0.001))).toBe('\u2066<1%\u2069');
    expect(plain(percent(0.42))).toBe('42%');
    expect(size(28_034_910)).toBe('28.0 ميغابايت');
    expect(plain(date(Date.UTC(2024, 4, 7, 12)))).toContain('2024');
  });

  it('lengths and coins are named as in it', () => {
    inLanguage('fr');
    expect(plain(millimetres(4.25))).toBe('4,3 mm');
    expect(plain(millimetres(12, 0))).toBe('12 mm');
    expect(millimetres(12, 0)).not.toContain(' ');
    expect(plain(money(0.5, 'EUR'))).toBe('0,50 €');
    expect(plain(money(2, 'EUR'))).toBe('2 €');
    expect(currencyName('EUR')).toBe('euro');
    inLanguage('zh');
    expect(millimetres(4.25)).toBe('4.3毫米');
  });

  it('days and lists speak it', () => {
    inLanguage('fr');
    expect(plain(date(Date.UTC(2024, 4, 7, 12)))).toBe('7 mai 2024');
    expect(shortDate(Date.UTC(2024, 4, 7, 12))).toBe('7 mai 2024');
    expect(plain(dateTime(Date.UTC(2024, 4, 7, 12)))).toContain('7 mai 2024');
    expect(list(['un', 'deux', 'trois'])).toBe('un, deux et trois');
  });
});
