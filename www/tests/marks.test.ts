import { describe, expect, it } from 'vitest';
import { RULER } from '../src/diary/coins';
import { frameOf, handlesFor, marksFor, pointOf, sizeOf, withHandle } from '../src/diary/marks';
import { barOf, beginning, pairOf } from '../src/diary/side-by-side';
import { nearest, spread } from '../src/diary/spread';
import { fitted, panned, showing, toPicture, toStage, zoomedAt } from '../src/diary/viewport';
import { entry } from './diary-fixtures';

const photo = { width: 1000, height: 800, crop: { x: 300, y: 200, side: 400 } };

describe('marks on a photo', () => {
  it('begin on the photo, and say nothing until both were set', () => {
    const marks = marksFor(photo);
    for (const handle of [...handlesFor(RULER), ...handlesFor('eur-1')]) {
      const { x, y } = pointOf(marks, handle);
      expect(x >= 0 && x <= 1000 && y >= 0 && y <= 800).toBe(true);
    }
    expect(sizeOf(marks, 'eur-1', 10)).toBeUndefined();
    const coin = withHandle(marks, 'rim', { x: 700, y: 400 }, photo, 1);
    expect(sizeOf(coin, 'eur-1', 10)).toBeUndefined();
    expect(sizeOf(withHandle(coin, 'to', { x: 560, y: 400 }, photo, 1), 'eur-1', 10)).toBeDefined();
  });

  it('give the size that was drawn', () => {
    let marks = marksFor(photo);
    marks = withHandle(marks, 'centre', { x: 200, y: 200 }, photo, 1);
    marks = withHandle(marks, 'rim', { x: 200, y: 316.25 }, photo, 1);
    marks = withHandle(marks, 'from', { x: 500, y: 500 }, photo, 1);
    marks = withHandle(marks, 'to', { x: 550, y: 500 }, photo, 1);
    // A euro of 23.25 mm over 232.5 pixels: a tenth of a millimetre to the pixel.
    const found = sizeOf(marks, 'eur-1', 10);
    expect(found?.millimetres).toBeCloseTo(5);
    expect(found?.perPixel).toBeCloseTo(0.1);
    expect(sizeOf(marks, 'no-such-coin', 10)).toBeUndefined();
  });

  it('give it against a ruler too, and no size for a stretch that is no number', () => {
    let marks = marksFor(photo);
    marks = withHandle(marks, 'start', { x: 100, y: 100 }, photo, 1);
    marks = withHandle(marks, 'end', { x: 300, y: 100 }, photo, 1);
    marks = withHandle(marks, 'from', { x: 500, y: 500 }, photo, 1);
    marks = withHandle(marks, 'to', { x: 500, y: 580 }, photo, 1);
    expect(sizeOf(marks, RULER, 10)?.millimetres).toBeCloseTo(4);
    expect(sizeOf(marks, RULER, NaN)).toBeUndefined();
    expect(sizeOf(marks, RULER, 0)).toBeUndefined();
  });

  it('are surer when they were set closer', () => {
    const drawn = (fineness: number): number => {
      let marks = marksFor(photo);
      marks = withHandle(marks, 'rim', { x: 500, y: 500 }, photo, fineness);
      marks = withHandle(marks, 'to', { x: 540, y: 400 }, photo, fineness);
      return sizeOf(marks, 'eur-1', 10)?.giveOrTake ?? NaN;
    };
    expect(drawn(0.2)).toBeLessThan(drawn(2));
  });

  it('are framed with room to spare', () => {
    const { from, to } = frameOf(marksFor(photo), 'mole', RULER);
    expect(from.x).toBeLessThan(450);
    expect(to.x).toBeGreaterThan(550);
    expect(to.y).toBeGreaterThan(from.y);
  });
});

describe('the stage of a photo', () => {
  const stage = { width: 300, height: 300 };

  it('shows all of it in the middle', () => {
    const view = fitted(photo, stage);
    expect(view.scale).toBeCloseTo(0.3);
    expect(toStage(view, { x: 500, y: 400 })).toEqual({ x: 150, y: 150 });
  });

  it('holds the point under the finger while it zooms', () => {
    const before = zoomedAt(fitted(photo, stage), 4, { x: 150, y: 150 }, photo, stage);
    const at = { x: 100, y: 200 };
    const after = zoomedAt(before, 1.5, at, photo, stage);
    expect(toPicture(after, at).x).toBeCloseTo(toPicture(before, at).x);
    expect(toPicture(after, at).y).toBeCloseTo(toPicture(before, at).y);
  });

  it('goes neither out of the photo nor closer than helps', () => {
    const view = zoomedAt(fitted(photo, stage), 1e6, { x: 0, y: 0 }, photo, stage);
    expect(view.scale).toBe(12);
    expect(zoomedAt(view, 1e-9, { x: 0, y: 0 }, photo, stage).scale).toBeCloseTo(0.3);
    const corner = panned(view, -1e6, -1e6, photo, stage);
    expect(corner.x + stage.width / corner.scale).toBeCloseTo(1000);
    expect(panned(view, 1e6, 1e6, photo, stage)).toMatchObject({ x: 0, y: 0 });
  });

  it('shows a part as large as it can', () => {
    const view = showing({ x: 400, y: 300 }, { x: 500, y: 350 }, photo, stage);
    expect(view.scale).toBeCloseTo(3);
    expect(toStage(view, { x: 450, y: 325 })).toEqual({ x: expect.closeTo(150), y: expect.closeTo(150) });
  });
});

describe('two photos', () => {
  const seen = (side: number, perPixel?: number) => ({
    crop: { x: 100, y: 100, side },
    measure: perPixel === undefined ? undefined : { millimetres: 5, against: 'eur-1', perPixel },
  });

  it('are shown to one scale when both were measured, about the same middles', () => {
    // 20 mm and 40 mm wide.
    const { first, second, millimetres } = pairOf(seen(200, 0.1), seen(400, 0.1));
    expect(millimetres).toBeCloseTo(40);
    expect(first).toEqual({ x: 0, y: 0, side: 400 });
    expect(second).toEqual({ x: 100, y: 100, side: 400 });
  });

  it('are shown as they were framed when one was not', () => {
    const pair = pairOf(seen(200), seen(400, 0.1));
    expect(pair).toMatchObject({ first: { side: 200 }, second: { side: 400 }, millimetres: undefined });
    expect(pairOf({ ...seen(200), measure: { millimetres: 5, against: 'eur-1' } }, seen(400, 0.1)).millimetres).toBeUndefined();
  });

  it('are the oldest and the newest to begin with', () => {
    const [a, b, c] = [entry(1, 1), entry(2, 1), entry(3, 1)];
    expect(beginning([c, b, a])).toEqual({ earlier: a, later: c });
    expect(beginning([a])).toBeUndefined();
    expect(beginning([])).toBeUndefined();
  });

  it('have a scale bar of a round length', () => {
    expect([3.5, 9, 14, 20, 45, 100].map(barOf)).toEqual([1, 2, 2, 5, 10, 20]);
  });
});

describe('pins on a map', () => {
  it('are moved apart, little and within the map', () => {
    const pins = [
      { x: 50, y: 50 },
      { x: 50, y: 50 },
      { x: 52, y: 50 },
      { x: 0, y: 0 },
      { x: 90, y: 150 },
    ];
    const moved = spread(pins, 24, 120, 200);
    for (const [index, a] of moved.entries()) {
      expect(a.x >= 12 && a.x <= 108 && a.y >= 12 && a.y <= 188).toBe(true);
      for (const b of moved.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(23.5);
    }
    expect(moved[4]).toEqual({ x: 90, y: 150 });
    expect(pins[0]).toEqual({ x: 50, y: 50 });
  });

  it('end somewhere even where there is no room for all', () => {
    const moved = spread(Array.from({ length: 60 }, () => ({ x: 5, y: 5 })), 24, 40, 80);
    expect(moved).toHaveLength(60);
    for (const { x, y } of moved) expect(x >= 12 && x <= 28 && y >= 12 && y <= 68).toBe(true);
    for (const { x, y } of spread([{ x: 0, y: 0 }], 24, 0, 0)) expect([x, y]).toEqual([0, 0]);
  });

  it('are found by a finger beside them', () => {
    const pins = [{ x: 10, y: 10 }, { x: 40, y: 10 }];
    expect(nearest(pins, 28, 12, 24)).toBe(1);
    expect(nearest(pins, 22, 12, 24)).toBe(0);
    expect(nearest(pins, 90, 90, 24)).toBeUndefined();
    expect(nearest([], 0, 0, 24)).toBeUndefined();
  });
});
