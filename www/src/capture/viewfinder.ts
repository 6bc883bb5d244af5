import { Analyser, SIDE, type Measures } from './measure';

/** Reads the square that the guide shows from a playing video. One canvas for as long as the camera is open. */
export class Viewfinder {
  readonly #analyser = new Analyser();
  readonly #context: CanvasRenderingContext2D | null;

  constructor() {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIDE;
    this.#context = canvas.getContext('2d', { willReadFrequently: true });
    // Nearer to what the engine's own resize leaves than the browser's quickest way.
    if (this.#context !== null) this.#context.imageSmoothingQuality = 'medium';
  }

  /** Measures what the video shows now, in the middle `share` of its largest square; nothing while it shows nothing. */
  look(video: HTMLVideoElement, share: number): Measures | undefined {
    const { videoWidth, videoHeight } = video;
    const side = Math.floor(Math.min(videoWidth, videoHeight) * share);
    if (this.#context === null || side === 0 || video.readyState < video.HAVE_CURRENT_DATA) return undefined;
    this.#context.drawImage(video, (videoWidth - side) / 2, (videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
    return this.#analyser.measure(this.#context.getImageData(0, 0, SIDE, SIDE).data);
  }

  /** For when another camera plays. */
  forget(): void {
    this.#analyser.forget();
  }
}
