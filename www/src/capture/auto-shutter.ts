import type { Advice } from './coach';

/** The shutter that goes off by itself once all has been good for long enough; while it counts, it can be stopped. */
export class AutoShutter {
  on: boolean;
  /** The countdown that was running is not to go on. */
  stopped = false;
  #steady = 0;

  constructor(on: boolean) {
    this.on = on;
  }

  /** How far the countdown is, 0 to 1; 0 when there is none. */
  get progress(): number {
    return this.on && !this.stopped ? this.#steady : 0;
  }

  /** True when the photo is to be taken now. */
  follow({ steady }: Advice): boolean {
    this.#steady = steady;
    // A countdown that was stopped stays so; the next good moment begins another.
    if (steady === 0) this.stopped = false;
    return this.progress >= 1;
  }

  stop(): void {
    this.stopped = this.#steady > 0;
  }
}
