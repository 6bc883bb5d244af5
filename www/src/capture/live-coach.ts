import { Coach, type Advice } from './coach';
import { PACE } from './thresholds';
import { Viewfinder } from './viewfinder';

/** Looks through a playing video a few times a second, and says what to do better. */
export class LiveCoach {
  readonly coach = new Coach();
  readonly #viewfinder = new Viewfinder();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Looks at the middle `share` of the video's largest square until it is stopped. */
  start(video: HTMLVideoElement, share: number, onAdvice: (advice: Advice) => void): void {
    this.stop();
    this.#forget();
    const look = (): void => {
      const begun = performance.now();
      if (document.hidden) this.#forget();
      else this.#look(video, share, begun, onAdvice);
      const spent = performance.now() - begun;
      // A slow phone has the picture to play as well.
      this.#timer = setTimeout(look, Math.max(PACE.look - spent, 2 * spent));
    };
    this.#timer = setTimeout(look, PACE.look);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #look(video: HTMLVideoElement, share: number, now: number, onAdvice: (advice: Advice) => void): void {
    const measures = this.#viewfinder.look(video, share);
    if (measures !== undefined) onAdvice(this.coach.advise(measures, now));
  }

  /** What was seen before tells nothing of what comes after a pause, or from another camera. */
  #forget(): void {
    this.#viewfinder.forget();
    this.coach.restart();
  }
}
