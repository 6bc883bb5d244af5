import { PACE } from './thresholds';

/** Hands words to a screen reader no faster than it can say them. */
export class Speaker {
  #said = '';
  #saidAt = -Infinity;

  /** What the live region is to hold at `now` when `words` are the right ones. */
  say(words: string, now: number): string {
    if (words === this.#said || now - this.#saidAt < PACE.speak) return this.#said;
    this.#said = words;
    // Silence takes nobody's time.
    if (words !== '') this.#saidAt = now;
    return words;
  }
}
