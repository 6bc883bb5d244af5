import { describe, expect, it, vi } from 'vitest';
import { Analyser, SIDE, type Measures } from '../src/capture/measure';
import { SpotFinder } from '../src/capture/spot-finder';
import { LIMITS } from '../src/capture/thresholds';
import { DARK, ON_DARK, draw, type Scene } from './drawn';

// Frames are drawn pixel by pixel, which takes a busy machine a while.
vi.setConfig({ testTimeout: 60_000 });

function measure(scene: Scene = {}): Measures {
  return { ...new Analyser().measure(draw(scene)) };
}

const size = ({ spot }: Measures): number | undefined => (spot === undefined ? undefined : Math.max(spot.width, spot.height));

describe('sharpness', () => {
  it.each([
    ['a brown spot on fair skin', {}],
    ['a small one', { size: 0.2 }],
    ['a large one', { size: 0.75 }],
    ['a black one on very dark skin', ON_DARK],
    ['one in dim light', { light: 0.5 }],
  ])('%s: sharp is good, a Gaussian of two pixels bad, noise or not, and more blur is never sharper', (_, scene) => {
    for (const noise of [0, 1.2]) {
      const series = [0.4, 0.8, 1.2, 2].map((blur) => measure({ ...scene, blur, noise }).sharpness);
      expect(series[0]).toBeGreaterThan(LIMITS.sharpness.good);
      expect(series[3]).toBeLessThan(LIMITS.sharpness.bad);
      expect([...series].sort((a, b) => b - a)).toEqual(series);
    }
  });

  it('does not take contrast for sharpness', () => {
    const strong = measure({ blur: 3, spot: [20, 10, 10] });
    const weak = measure({ blur: 0.4, spot: [180, 140, 120] });
    expect(strong.contrast).toBeGreaterThan(2 * weak.contrast);
    expect(strong.sharpness).toBeLessThan(LIMITS.sharpness.bad);
    expect(weak.sharpness).toBeGreaterThan(LIMITS.sharpness.good);
  });
});

describe('light', () => {
  it.each([
    ['fair skin', {}],
    ['very dark skin', ON_DARK],
    ['skin in half the light', { light: 0.5 }],
    ['light from one side', { falloff: 0.5 }],
  ])('%s is neither too dark nor too bright', (_, scene) => {
    const { luma, dark, clipped } = measure(scene);
    expect(luma).toBeGreaterThan(LIMITS.dim.good);
    expect(luma).toBeLessThan(LIMITS.pale.good);
    expect(dark).toBeLessThan(LIMITS.dark.good);
    expect(clipped).toBeLessThan(LIMITS.clipped.good);
  });

  it('finds the dark', () => {
    expect(measure({ light: 0.15 }).luma).toBeLessThan(LIMITS.dim.bad);
    expect(measure({ light: 0.05 }).dark).toBeGreaterThan(LIMITS.dark.bad);
    expect(measure({ skin: DARK, spot: undefined, light: 0.4 }).luma).toBeLessThan(LIMITS.dim.bad);
  });

  it('finds what is washed out', () => {
    expect(measure({ light: 1.5 }).clipped).toBeGreaterThan(LIMITS.clipped.bad);
    expect(measure({ light: 2.5 }).luma).toBeGreaterThan(LIMITS.pale.bad);
  });
});

describe('glare', () => {
  it('is none on plain skin, and none in noise', () => {
    expect(measure().glare).toBe(0);
    expect(measure({ skin: [236, 214, 204], noise: 4 }).glare).toBe(0);
  });

  it('is a few shining blobs', () => {
    const one = measure({ shine: [[0.45, 0.4, 0.06]] }).glare;
    const two = measure({ shine: [[0.45, 0.4, 0.06], [0.6, 0.6, 0.06]] }).glare;
    expect(one).toBeCloseTo(Math.PI * 0.06 ** 2, 2);
    expect(one).toBeGreaterThan(LIMITS.glare.bad);
    expect(two).toBeCloseTo(2 * one, 3);
  });

  it('is neither single pixels nor a sheet of paper', () => {
    const specks = Array.from({ length: 30 }, (_, n) => [0.05 + 0.03 * n, 0.5, 0.006] as const);
    expect(measure({ shine: specks }).glare).toBe(0);
    expect(measure({ shine: [[0.9, 0.9, 0.4]] }).glare).toBe(0);
  });

  it('is white: a coloured light is none', () => {
    expect(measure({ skin: [255, 214, 170] }).glare).toBe(0);
  });
});

describe('motion', () => {
  /** The second frame's motion. */
  function between(first: Scene, second: Scene): number {
    const analyser = new Analyser();
    expect(analyser.measure(draw(first)).motion).toBeUndefined();
    return analyser.measure(draw({ ...second, seed: 2 })).motion ?? NaN;
  }

  it('is small while the hand holds still, however noisy or dim the picture is', () => {
    for (const scene of [{}, { noise: 4 }, { light: 0.4 }, ON_DARK, { spot: undefined }]) {
      expect(between(scene, scene)).toBeLessThan(LIMITS.motion.good);
    }
  });

  it('is plain after a move of a twentieth of the frame, and grows with it', () => {
    const near = between({}, { x: 0.55 });
    const far = between({}, { x: 0.7 });
    expect(near).toBeGreaterThan(LIMITS.motion.bad);
    expect(far).toBeGreaterThan(near);
  });

  it('is not the light alone: cameras change it by themselves', () => {
    expect(between({ spot: undefined }, { spot: undefined, light: 0.8 })).toBeLessThan(LIMITS.motion.bad);
  });

  it('is unknown in the first frame of another camera', () => {
    const analyser = new Analyser();
    analyser.measure(draw());
    analyser.forget();
    expect(analyser.measure(draw({ x: 0.7 })).motion).toBeUndefined();
  });
});

describe('the spot', () => {
  it.each([0.15, 0.25, 0.4, 0.5, 0.6, 0.75])('of %f of the frame is found to be about that large', (wanted) => {
    for (const scene of [{}, ON_DARK, { blur: 3 }, { noise: 4 }, { light: 0.6, falloff: 0.3 }]) {
      expect(Math.abs((size(measure({ ...scene, size: wanted })) ?? NaN) - wanted)).toBeLessThan(0.07);
    }
  });

  it('is found where it is', () => {
    const { spot } = measure({ size: 0.3, x: 0.4, y: 0.62 });
    expect(spot?.x).toBeCloseTo(0.4, 1);
    expect(spot?.y).toBeCloseTo(0.62, 1);
  });

  it.each<[string, Scene]>([
    ['skin alone', { spot: undefined }],
    ['skin in light from one side', { spot: undefined, falloff: 0.6 }],
    ['a spot hardly darker than the skin', { spot: [214, 176, 157] }],
    ['noise', { spot: undefined, noise: 25 }],
    ['a spot that goes over the edge', { size: 0.5, x: 0 }],
    ['nothing but spot', { size: 3 }],
    ['one colour', { skin: [128, 128, 128], spot: undefined, noise: 0 }],
    ['black', { light: 0, noise: 0 }],
  ])('is not seen in %s', (_, scene) => {
    expect(measure(scene).spot).toBeUndefined();
  });

  it('is not chosen among several alike', () => {
    const frame = draw({ size: 0.2, x: 0.3 });
    const other = draw({ size: 0.2, x: 0.7 });
    const both = frame.map((level, at) => Math.min(level, other[at] ?? 255));
    expect(new Analyser().measure(both).spot).toBeUndefined();
  });

  it('is not a hair', () => {
    const frame = draw({ spot: undefined });
    for (let along = 0; along < SIDE; along += 1) {
      for (let across = 78; across < 82; across += 1) frame.set([30, 24, 20], (across * SIDE + along) * 4);
    }
    expect(new Analyser().measure(frame).spot).toBeUndefined();
  });

  it('is found in frames that are no squares, and of changing sides', () => {
    const finder = new SpotFinder(SIDE);
    for (const [width, height] of [[160, 90], [90, 160], [160, 160], [60, 40]] as const) {
      const found = finder.find(draw({ width, height, size: 0.4, x: 0.5, y: 0.5 }), width, height);
      expect(found?.x).toBeCloseTo(0.5, 1);
      expect(Math.abs((found?.width ?? NaN) * width - 0.4 * Math.min(width, height))).toBeLessThan(6);
    }
  });
});

it('takes no memory for a frame once it has seen one: all it gives is the same object', () => {
  const analyser = new Analyser();
  const first = analyser.measure(draw());
  expect(analyser.measure(draw({ size: 0.3 }))).toBe(first);
});
