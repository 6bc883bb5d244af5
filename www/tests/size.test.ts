import { describe, expect, it } from 'vitest';
import { COINS, coinBy, likelyCoin } from '../src/diary/coins';
import { circleTo, diameter, difference, length, sized, within } from '../src/diary/size';

describe('a size against something known', () => {
  it('is in proportion', () => {
    const coin = diameter({ centre: { x: 100, y: 100 }, rim: { x: 100, y: 150 } });
    const mole = length({ from: { x: 0, y: 0 }, to: { x: 15, y: 20 } });
    const found = sized(mole, { pixels: coin, millimetres: 20 }, { of: 0, known: 0 });
    expect(found?.millimetres).toBeCloseTo(5);
    expect(found?.perPixel).toBeCloseTo(0.2);
    // With sure hands the slant alone is left.
    expect(found?.giveOrTake).toBeCloseTo(0.25);
  });

  it('is the less certain the fewer pixels there are', () => {
    const error = (pixels: number, known: number): number =>
      sized(pixels, { pixels: known, millimetres: 20 }, { of: 2, known: 2 })?.giveOrTake ?? NaN;
    expect(error(25, 100) / 5).toBeGreaterThan(error(250, 1000) / 5);
    // Two pixels at each end of 25, two at each end of 100, and the slant.
    expect(error(25, 100)).toBeCloseTo(5 * Math.sqrt((2 * Math.SQRT2 / 25) ** 2 + (2 * Math.SQRT2 / 100) ** 2 + 0.05 ** 2));
  });

  it('covers what a trembling hand marks, nineteen times of twenty', () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    // Twelve uniform numbers are near enough to a bell; two deviations of it are the slip.
    const tremble = (): number => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
    let covered = 0;
    const rounds = 4000;
    for (let round = 0; round < rounds; round += 1) {
      const marked = (pixels: number): number => pixels + tremble() - tremble();
      const found = sized(marked(60), { pixels: marked(240), millimetres: 24 }, { of: 2, known: 2 });
      if (found !== undefined && Math.abs(found.millimetres - 6) <= found.giveOrTake) covered += 1;
    }
    expect(covered / rounds).toBeGreaterThan(0.95);
  });

  it('is none where a line has no length, or a number is none', () => {
    for (const pixels of [0, 1, NaN, Infinity]) {
      expect(sized(pixels, { pixels: 100, millimetres: 20 }, { of: 1, known: 1 })).toBeUndefined();
      expect(sized(20, { pixels, millimetres: 20 }, { of: 1, known: 1 })).toBeUndefined();
    }
    for (const millimetres of [0, -3, NaN]) expect(sized(20, { pixels: 100, millimetres }, { of: 1, known: 1 })).toBeUndefined();
  });
});

describe('marks on a picture', () => {
  const picture = { width: 400, height: 300 };

  it('stay on it', () => {
    expect(within({ x: -5, y: 999 }, picture)).toEqual({ x: 0, y: 300 });
  });

  it('a circle keeps its size when it is moved, at the edge too', () => {
    const circle = { centre: { x: 50, y: 50 }, rim: { x: 80, y: 50 } };
    const moved = circleTo(circle, { x: -40, y: 120 }, picture);
    expect(moved).toEqual({ centre: { x: 0, y: 120 }, rim: { x: 30, y: 120 } });
    expect(diameter(moved)).toBe(diameter(circle));
  });
});

describe('two sizes', () => {
  it('differ only beyond both errors together', () => {
    const before = { millimetres: 5, giveOrTake: 0.3 };
    expect(difference(before, { millimetres: 5.4, giveOrTake: 0.4 }).distinct).toBe(false);
    expect(difference(before, { millimetres: 5.6, giveOrTake: 0.4 }).distinct).toBe(true);
    expect(difference(before, { millimetres: 4.2, giveOrTake: 0.4 })).toEqual({ millimetres: expect.closeTo(-0.8), distinct: true });
  });

  it('without errors are taken as rough', () => {
    expect(difference({ millimetres: 5 }, { millimetres: 5.6 }).distinct).toBe(false);
    expect(difference({ millimetres: 5 }, { millimetres: 6 }).distinct).toBe(true);
  });
});

describe('the coins', () => {
  it('have codes of their own, and diameters of coins', () => {
    expect(new Set(COINS.map(({ code }) => code)).size).toBe(COINS.length);
    for (const { millimetres } of COINS) expect(millimetres > 15 && millimetres < 33).toBe(true);
    expect(coinBy('eur-0.01')?.millimetres).toBe(16.25);
    expect(coinBy('cny-1-2019')?.millimetres).toBe(22.25);
    expect(coinBy('cny-1-2018')?.millimetres).toBe(25);
    expect(coinBy('ruler')).toBeUndefined();
  });

  it('two of the same value say which years they bear', () => {
    for (const coin of COINS) {
      const twins = COINS.filter(({ currency, value }) => currency === coin.currency && value === coin.value);
      if (twins.length > 1) expect(coin.from ?? coin.until).toBeDefined();
    }
  });

  it('are guessed by where somebody is likely to live', () => {
    expect(likelyCoin(['de-CH', 'en']).currency).toBe('CHF');
    expect(likelyCoin(['en-IN']).currency).toBe('INR');
    expect(likelyCoin(['pt']).currency).toBe('BRL');
    expect(likelyCoin(['fr-BE']).currency).toBe('EUR');
    expect(likelyCoin(['tlh', 'es-MX']).currency).toBe('MXN');
    expect(likelyCoin(['not a language', '']).currency).toBe('EUR');
    expect(likelyCoin([]).currency).toBe('EUR');
  });
});
