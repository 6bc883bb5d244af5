import type { Measures } from './measure';
import { LIMITS, PACE } from './thresholds';

/** What is most worth saying about the picture in the camera; `none` when nothing is, `good` when all is well. */
export type Hint = 'none' | 'dark' | 'bright' | 'still' | 'closer' | 'farther' | 'blurred' | 'glare' | 'good';

export interface Advice {
  readonly hint: Hint;
  /** How much of the time that all must be good for has passed, 0 to 1. */
  readonly steady: number;
}

type Measure = keyof typeof LIMITS;

/**
 * Turns measures into one hint at a time. What was bad must become clearly good before it is called so, a hint must be
 * right for a while before it is shown, and it stays for a while: none of it flickers.
 */
export class Coach {
  /** Whether the pictures are of one spot on skin: then the spot is looked for, and without one nothing is good. */
  spots = true;
  readonly #bad = new Set<Measure>();
  #shown: Hint = 'none';
  #shownAt = -Infinity;
  #wanted: Hint = 'none';
  #wantedSince = -Infinity;
  #goodSince: number | undefined;

  /** Takes the measures of a frame seen at `now`, in milliseconds. */
  advise(measures: Measures, now: number): Advice {
    const hint = this.#judge(measures);
    if (hint !== this.#wanted) {
      this.#wanted = hint;
      this.#wantedSince = now;
    }
    const settled = now - this.#wantedSince >= PACE.settle && now - this.#shownAt >= PACE.stay;
    if (this.#wanted !== this.#shown && settled) {
      this.#shown = this.#wanted;
      this.#shownAt = now;
    }
    // The countdown waits for nobody: one bad frame ends it, whatever is still shown.
    if (hint !== 'good') this.#goodSince = undefined;
    else if (this.#shown === 'good') this.#goodSince ??= now;
    const steady = this.#goodSince === undefined ? 0 : Math.min(1, (now - this.#goodSince) / PACE.steady);
    return { hint: this.#shown, steady };
  }

  /** Begins the time of being good anew. */
  restart(): void {
    this.#goodSince = undefined;
  }

  /** What is to be said of a photo, in which nothing moves and nothing has to settle. */
  judgeStill(measures: Measures): Hint {
    return this.#judge({ ...measures, motion: 0 });
  }

  /** Light first, without which nothing else can be told; blur only of what holds still. */
  #judge({ luma, dark, clipped, glare, motion, sharpness, spot }: Measures): Hint {
    const dim = this.#below('dim', luma);
    const black = this.#above('dark', dark);
    const pale = this.#above('pale', luma);
    const white = this.#above('clipped', clipped);
    const moving = this.#above('motion', motion ?? Infinity);
    const size = spot === undefined ? undefined : Math.max(spot.width, spot.height);
    const small = size !== undefined && this.#below('small', size);
    const large = size !== undefined && this.#above('large', size);
    const soft = this.#below('sharpness', sharpness);
    const shining = this.#above('glare', glare);
    if (dim || black) return 'dark';
    if (pale || white) return 'bright';
    if (moving) return motion === undefined ? 'none' : 'still';
    if (this.spots && small) return 'closer';
    if (this.spots && large) return 'farther';
    if (soft) return 'blurred';
    if (shining) return 'glare';
    return this.spots && spot === undefined ? 'none' : 'good';
  }

  #above(measure: Measure, value: number): boolean {
    return this.#note(measure, value >= LIMITS[measure].bad, value <= LIMITS[measure].good);
  }

  #below(measure: Measure, value: number): boolean {
    return this.#note(measure, value <= LIMITS[measure].bad, value >= LIMITS[measure].good);
  }

  #note(measure: Measure, bad: boolean, good: boolean): boolean {
    if (bad) this.#bad.add(measure);
    else if (good) this.#bad.delete(measure);
    return this.#bad.has(measure);
  }
}
