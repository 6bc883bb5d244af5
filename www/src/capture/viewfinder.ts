import type { Crop } from '../engine/protocol';
import { Analyser, SIDE, type Measures } from './measure';

/** Measures squares of what a browser can draw, such as a playing video. One canvas for all of them. */
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
    if (side === 0 || video.readyState < video.HAVE_CURRENT_DATA) return undefined;
    return this.lookAt(video, { x: (videoWidth - side) / 2, y: (videoHeight - side) / 2, side });
  }

  /** Measures a square of a picture, in the picture's own pixels. */
  lookAt(picture: CanvasImageSource, { x, y, side }: Crop): Measures | undefined {
    if (this.#context === null) return undefined;
    // As the engine has it: what is transparent is laid over white.
    this.#context.fillStyle = '#fff';
    this.#context.fillRect(0, 0, SIDE, SIDE);
    this.#context.drawImage(picture, x, y, side, side, 0, 0, SIDE, SIDE);
    return this.#analyser.measure(this.#context.getImageData(0, 0, SIDE, SIDE).data);
  }

  /** For when another camera plays. */
  forget(): void {
    this.#analyser.forget();
  }
}
