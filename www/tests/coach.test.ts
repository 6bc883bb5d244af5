import { describe, expect, it } from 'vitest';
import { AutoShutter } from '../src/capture/auto-shutter';
import { Coach, type Advice, type Hint } from '../src/capture/coach';
import type { Measures } from '../src/capture/measure';
import { Speaker } from '../src/capture/speaker';
import { LIMITS, PACE } from '../src/capture/thresholds';

const middle = { x: 0.5, y: 0.5 };
const GOOD: Measures = {
  luma: 140,
  dark: 0,
  clipped: 0,
  glare: 0,
  contrast: 30,
  sharpness: 0.05,
  motion: 0.01,
  spot: { ...middle, width: 0.5, height: 0.45 },
};
const spot = (size: number): Partial<Measures> => ({ spot: { ...middle, width: size, height: size * 0.8 } });

/** Shows a coach frames, one at each look of the camera, and keeps what it advises. */
class Film {
  readonly coach = new Coach();
  now = 1000;

  show(frames: number, ...turns: Partial<Measures>[]): Advice[] {
    return Array.from({ length: frames }, (_, n) => {
      this.now += PACE.look;
      return this.coach.advise({ ...GOOD, ...turns[n % Math.max(1, turns.length)] }, this.now);
    });
  }

  /** What is shown after three seconds of the same. */
  hint(turn: Partial<Measures> = {}): Hint | undefined {
    return this.show(15, turn).at(-1)?.hint;
  }
}

describe('of a photo', () => {
  it.each<[Hint, Partial<Measures>]>([
    ['good', {}],
    ['dark', { luma: 30 }],
    ['bright', { clipped: 0.3 }],
    ['closer', spot(0.15)],
    ['farther', spot(0.9)],
    ['blurred', { sharpness: 0.001 }],
    ['glare', { glare: 0.02 }],
    ['none', { spot: undefined }],
    ['blurred', { spot: undefined, sharpness: 0.001 }],
  ])('it is said at once: %s', (hint, turn) => {
    expect(new Coach().judgeStill({ ...GOOD, motion: undefined, ...turn })).toBe(hint);
  });
});

describe('the hint', () => {
  it.each<[Hint, Partial<Measures>]>([
    ['good', {}],
    ['dark', { luma: 30 }],
    ['dark', { dark: 0.7 }],
    ['bright', { luma: 240 }],
    ['bright', { clipped: 0.3 }],
    ['still', { motion: 0.3 }],
    ['closer', spot(0.15)],
    ['farther', spot(0.9)],
    ['blurred', { sharpness: 0.001 }],
    ['glare', { glare: 0.02 }],
    ['none', { spot: undefined }],
  ])('is %s', (hint, turn) => {
    expect(new Film().hint(turn)).toBe(hint);
  });

  it('is about one thing at a time: light, then the hand, then size, focus and glare', () => {
    const film = new Film();
    const all = { luma: 30, motion: 0.3, ...spot(0.1), sharpness: 0.001, glare: 0.02 };
    expect(film.hint(all)).toBe('dark');
    expect(film.hint({ ...all, luma: 140 })).toBe('still');
    expect(film.hint({ ...all, luma: 140, motion: 0 })).toBe('closer');
    expect(film.hint({ ...all, luma: 140, motion: 0, ...spot(0.5) })).toBe('blurred');
    expect(film.hint({ glare: 0.02 })).toBe('glare');
    expect(film.hint()).toBe('good');
  });

  it('says nothing of the size of what is not seen, and of pictures that are no spots', () => {
    expect(new Film().hint({ spot: undefined, sharpness: 0.001 })).toBe('blurred');
    const film = new Film();
    film.coach.spots = false;
    expect(film.hint(spot(0.1))).toBe('good');
    expect(film.hint({ spot: undefined })).toBe('good');
    expect(film.hint({ luma: 20 })).toBe('dark');
  });

  it('is none in the very first frame, which nothing can be compared with', () => {
    expect(new Film().show(1, { motion: undefined })).toEqual([{ hint: 'none', steady: 0 }]);
  });
});

describe('hysteresis', () => {
  it.each(Object.entries(LIMITS))('of %s: between its two limits what was said stays', (name, { bad, good }) => {
    const measured: Readonly<Record<string, (value: number) => Partial<Measures>>> = {
      dim: (luma) => ({ luma }),
      pale: (luma) => ({ luma }),
      small: spot,
      large: spot,
    };
    const turn = measured[name] ?? ((value: number): Partial<Measures> => ({ [name]: value }));
    const between = turn((bad + good) / 2);
    const film = new Film();
    expect(film.hint(between)).toBe('good');
    const complaint = film.hint(turn(bad));
    expect(complaint).not.toBe('good');
    expect(film.hint(between)).toBe(complaint);
    expect(film.hint(turn(good))).toBe('good');
    expect(film.hint(between)).toBe('good');
  });

  it('keeps what flickers from frame to frame from flickering on the screen', () => {
    const film = new Film();
    film.hint();
    const shown = film.show(50, {}, { glare: 0.02 }).map(({ hint }) => hint);
    expect(new Set(shown)).toEqual(new Set(['good']));
  });

  it('shows each hint for a while, however quickly the reasons change', () => {
    const film = new Film();
    const reasons = [{ luma: 30 }, { luma: 30 }, { luma: 30 }, { motion: 0.5 }, { motion: 0.5 }, { motion: 0.5 }];
    const shown = film.show(120, ...reasons).map(({ hint }) => hint);
    const changes = shown.flatMap((hint, n) => (n > 0 && hint !== shown[n - 1] ? [n] : []));
    expect(changes.length).toBeGreaterThan(1);
    const gaps = changes.slice(1).map((at, n) => (at - (changes[n] ?? 0)) * PACE.look);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PACE.stay);
  });
});

describe('the countdown', () => {
  it('begins once good is shown, and is full after the time that all must be good for', () => {
    const film = new Film();
    const steady = film.show(20).map((advice) => advice.steady);
    const begun = steady.findIndex((part) => part > 0);
    const full = steady.indexOf(1);
    expect(begun).toBeGreaterThan(1);
    expect((full - begun + 1) * PACE.look).toBe(PACE.steady);
    expect([...steady].sort((a, b) => a - b)).toEqual(steady);
  });

  it('begins anew after one bad frame, though the hint does not change for it', () => {
    const film = new Film();
    expect(film.show(9).at(-1)?.steady).toBeGreaterThan(0.3);
    expect(film.show(1, { motion: 0.5 })).toEqual([{ hint: 'good', steady: 0 }]);
    expect(film.show(1)).toEqual([{ hint: 'good', steady: 0 }]);
    expect(film.show(5).at(-1)?.steady).toBe(1);
  });

  it('never begins without a spot, where a spot is looked for', () => {
    expect(new Film().show(50, { spot: undefined }).some(({ steady }) => steady > 0)).toBe(false);
  });

  it('can be begun anew', () => {
    const film = new Film();
    film.show(20);
    film.coach.restart();
    expect(film.show(1)[0]?.steady).toBe(0);
  });
});

describe('the automatic shutter', () => {
  const steadily = (steady: number): Advice => ({ hint: 'good', steady });

  it('goes off when the time is full, and only if it is on', () => {
    const off = new AutoShutter(false);
    expect([off.follow(steadily(1)), off.progress]).toEqual([false, 0]);
    const on = new AutoShutter(true);
    expect([on.follow(steadily(0.5)), on.progress]).toEqual([false, 0.5]);
    expect(on.follow(steadily(1))).toBe(true);
  });

  it('that was stopped stays so until the next countdown', () => {
    const shutter = new AutoShutter(true);
    shutter.follow(steadily(0.5));
    shutter.stop();
    expect([shutter.follow(steadily(1)), shutter.progress, shutter.stopped]).toEqual([false, 0, true]);
    expect(shutter.follow(steadily(0))).toBe(false);
    expect([shutter.follow(steadily(1)), shutter.stopped]).toEqual([true, false]);
  });

  it('is not stopped before it counts', () => {
    const shutter = new AutoShutter(true);
    shutter.stop();
    expect(shutter.follow(steadily(1))).toBe(true);
  });
});

describe('the speaker', () => {
  it('says nothing twice, and nothing sooner than two seconds after the last', () => {
    const speaker = new Speaker();
    const said = ['Closer', 'Closer', 'Hold still', 'Hold still', 'Good', 'Good'].map((words, n) => speaker.say(words, n * 600));
    expect(said).toEqual(['Closer', 'Closer', 'Closer', 'Closer', 'Good', 'Good']);
  });

  it('falls silent, and may then say the same again', () => {
    const speaker = new Speaker();
    expect(speaker.say('Closer', 0)).toBe('Closer');
    expect(speaker.say('', 1000)).toBe('Closer');
    expect(speaker.say('', 2000)).toBe('');
    expect(speaker.say('Closer', 2200)).toBe('Closer');
  });
});
