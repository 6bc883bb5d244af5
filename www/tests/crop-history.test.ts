import { describe, expect, it } from 'vitest';
import { CropHistory, type Change } from '../src/app/crop-history';
import type { Crop } from '../src/engine/protocol';

const at = (x: number): Crop => ({ x, y: 0, side: 100 });

/** A square that is changed step by step, as an element does it. */
class Square {
  readonly history = new CropHistory();
  crop = at(0);
  now = 0;

  change(x: number, change: Change, later = 0): void {
    this.now += later;
    this.history.note(this.crop, change, this.now);
    this.crop = at(x);
  }

  undo(): number | undefined {
    const crop = this.history.undo(this.crop);
    if (crop !== undefined) this.crop = crop;
    return crop?.x;
  }

  redo(): number | undefined {
    const crop = this.history.redo(this.crop);
    if (crop !== undefined) this.crop = crop;
    return crop?.x;
  }
}

describe('taking back', () => {
  it('goes back step by step, and forth again', () => {
    const square = new Square();
    for (const x of [1, 2, 3]) square.change(x, 'press');
    expect([square.undo(), square.undo(), square.undo(), square.undo()]).toEqual([2, 1, 0, undefined]);
    expect([square.redo(), square.redo(), square.redo(), square.redo()]).toEqual([1, 2, 3, undefined]);
    expect([square.history.canUndo, square.history.canRedo]).toEqual([true, false]);
  });

  it('knows at each moment which of the two can be done', () => {
    const square = new Square();
    expect([square.history.canUndo, square.history.canRedo]).toEqual([false, false]);
    square.change(1, 'press');
    square.undo();
    expect([square.history.canUndo, square.history.canRedo]).toEqual([false, true]);
  });

  it('forgets what was taken back once something else is done', () => {
    const square = new Square();
    square.change(1, 'press');
    square.undo();
    square.change(5, 'press');
    expect(square.redo()).toBeUndefined();
    expect(square.undo()).toBe(0);
  });

  it('keeps a hundred squares and no more', () => {
    const square = new Square();
    for (let x = 1; x <= 150; x += 1) square.change(x, 'press');
    let steps = 0;
    while (square.undo() !== undefined) steps += 1;
    expect(steps).toBe(100);
    expect(square.crop.x).toBe(50);
  });

  it('begins anew with another picture', () => {
    const square = new Square();
    square.change(1, 'press');
    square.change(2, 'press');
    square.undo();
    square.history.clear();
    expect([square.history.canUndo, square.history.canRedo]).toEqual([false, false]);
  });
});

describe('one movement of the hand is one step', () => {
  it('a drag, however long it takes, until the hand is lifted', () => {
    const square = new Square();
    for (const x of [1, 2, 3]) square.change(x, 'drag', 5000);
    square.history.end();
    for (const x of [4, 5]) square.change(x, 'drag');
    expect([square.undo(), square.undo(), square.undo()]).toEqual([3, 0, undefined]);
  });

  it.each(['wheel', 'slide'] as const)('turns of a %s that follow each other quickly', (change) => {
    const square = new Square();
    for (const x of [1, 2, 3]) square.change(x, change, 300);
    square.change(4, change, 2000);
    expect([square.undo(), square.undo(), square.undo()]).toEqual([3, 0, undefined]);
  });

  it('a key that is held down', () => {
    const square = new Square();
    square.change(1, 'press');
    for (const x of [2, 3, 4]) square.change(x, 'hold', 30);
    square.change(5, 'press');
    expect([square.undo(), square.undo(), square.undo()]).toEqual([4, 0, undefined]);
  });

  it('but not two presses, and not two kinds of movement', () => {
    const square = new Square();
    square.change(1, 'press');
    square.change(2, 'press');
    square.change(3, 'wheel');
    square.change(4, 'slide');
    expect([square.undo(), square.undo(), square.undo(), square.undo()]).toEqual([3, 2, 1, 0]);
  });

  it('and what follows a step back is a step of its own', () => {
    const square = new Square();
    square.change(1, 'wheel', 100);
    square.undo();
    square.change(2, 'wheel', 100);
    expect(square.undo()).toBe(0);
  });
});
