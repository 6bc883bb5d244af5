import type { Crop } from '../engine/protocol';

/** How a square was changed; what is one movement to the hand is one step back. `hold`: a key that repeats its press. */
export type Change = 'drag' | 'wheel' | 'slide' | 'press' | 'hold';

/** Turns of a wheel or a slider that follow each other so quickly, in milliseconds, are one movement. */
const TOGETHER_MS = 700;
/** Squares kept. */
const MOST = 100;

/** The squares there were before, and those that were taken back. */
export class CropHistory {
  #before: Crop[] = [];
  #after: Crop[] = [];
  #last: { readonly change: Change; readonly at: number } | undefined;

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  get canRedo(): boolean {
    return this.#after.length > 0;
  }

  /** Notes that `crop` is about to be changed at `now`. */
  note(crop: Crop, change: Change, now: number): void {
    const last = this.#last;
    this.#last = { change, at: now };
    if (last !== undefined && goesOn(last, change, now)) return;
    this.#before = [...this.#before, crop].slice(-MOST);
    this.#after = [];
  }

  /** The hand has been lifted: the next drag is another one. */
  end(): void {
    this.#last = undefined;
  }

  /** The square before `now` was made of it, or nothing. */
  undo(now: Crop): Crop | undefined {
    this.end();
    const crop = this.#before.pop();
    if (crop !== undefined) this.#after.push(now);
    return crop;
  }

  /** The square that was taken back last. */
  redo(now: Crop): Crop | undefined {
    this.end();
    const crop = this.#after.pop();
    if (crop !== undefined) this.#before.push(now);
    return crop;
  }

  clear(): void {
    this.#before = [];
    this.#after = [];
    this.end();
  }
}

/** A drag goes on until the hand is lifted, and a key until it comes up. */
function goesOn(last: { readonly change: Change; readonly at: number }, change: Change, now: number): boolean {
  if (change === 'hold') return last.change === 'press' || last.change === 'hold';
  if (change === 'drag') return last.change === 'drag';
  return change !== 'press' && last.change === change && now - last.at < TOGETHER_MS;
}
