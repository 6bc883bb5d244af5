import { asFailure, isAbort, type Failure } from '../failure';
import type { Crop } from '../engine/protocol';
import { centreSquare, rounded } from '../picture/crop';
import { closePhoto, openPhoto, toPhoto, type Photo, type PhotoNote } from '../picture/intake';
import type { Answer, Session } from '../session';
import type { Kept } from './rescue';
import type { Frame } from './spot-camera';

export type View = 'start' | 'camera' | 'photo';

/** A verdict together with the square it is about. */
export interface Result {
  readonly answer: Answer;
  readonly crop: Crop;
}

/**
 * The person's way through the page: which photo, which square, which result. Whatever fails on the way
 * becomes a `problem` beside what is there already; no failure takes a photo or a square away. It outlives
 * the check's screen, so that a visit to another one costs nothing. Dispatches `change`.
 */
export class Flow extends EventTarget {
  view: View = 'start';
  photo: Photo | undefined;
  crop: Crop | undefined;
  result: Result | undefined;
  problem: Failure | undefined;
  /** A file is being decoded. */
  opening = false;
  /** A verdict is on its way, or waits for the model. */
  checking = false;

  readonly #session: Session;
  readonly #onChange = (): void => void this.dispatchEvent(new Event('change'));
  #abort = new AbortController();
  /** Counts the pictures given: of two in quick succession the later one stays, whichever is decoded first. */
  #turn = 0;

  constructor(session: Session) {
    super();
    this.#session = session;
    // What the model before said, or was about to say, is not the new one's word.
    session.addEventListener('model', () => this.#forgetResult());
  }

  get photoNotes(): readonly PhotoNote[] {
    return this.photo?.notes ?? [];
  }

  /** True when the square has been moved since the verdict. */
  get stale(): boolean {
    const { result, crop } = this;
    if (result === undefined || crop === undefined) return false;
    return result.crop.x !== crop.x || result.crop.y !== crop.y || result.crop.side !== crop.side;
  }

  /** Takes the first of some files that were chosen, dropped or pasted. */
  async takeFiles(files: readonly Blob[]): Promise<void> {
    await this.#take(() => openPhoto(files, this.#session.card?.input.size ?? 1));
  }

  /** Takes a frame from the camera, and the square that its guide showed. */
  async takeFrame({ bitmap, crop, decodeMs }: Frame): Promise<void> {
    await this.#take(() => toPhoto(bitmap, [], decodeMs), crop);
  }

  /** Takes a photo that was put aside, with its square. */
  async takeKept({ file, crop }: Kept): Promise<void> {
    await this.#take(() => openPhoto([file], this.#session.card?.input.size ?? 1), crop);
  }

  moveCrop(crop: Crop): void {
    if (this.photo === undefined) return;
    this.crop = rounded(crop, this.photo);
    this.#onChange();
  }

  /** Asks for a verdict on the square; waits for the model if it is not there yet. */
  async check(): Promise<void> {
    const { photo, crop } = this;
    if (photo === undefined || crop === undefined || this.checking) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.checking = true;
    this.problem = undefined;
    this.#onChange();
    try {
      await this.#session.start();
      abort.signal.throwIfAborted();
      const answer = await this.#session.classify(photo, crop, { signal: abort.signal });
      this.result = { answer, crop };
    } catch (thrown) {
      // A session that cannot start says so itself.
      if (!isAbort(thrown) && thrown !== this.#session.failure) this.problem = asFailure(thrown);
    } finally {
      if (this.#abort === abort) {
        this.checking = false;
        this.#onChange();
      }
    }
  }

  cancel(): void {
    this.#abort.abort();
    this.checking = false;
    this.#onChange();
  }

  show(view: View): void {
    this.view = view;
    this.problem = undefined;
    this.#onChange();
  }

  /** Back to the doors; the photo's memory is given back. */
  startOver(): void {
    this.#turn += 1;
    this.opening = false;
    this.cancel();
    this.#replacePhoto(undefined);
    this.show('start');
  }

  fail(thrown: unknown): void {
    this.problem = asFailure(thrown);
    this.#onChange();
  }

  dismiss(): void {
    this.problem = undefined;
    this.#onChange();
  }

  #forgetResult(): void {
    this.result = undefined;
    this.cancel();
  }

  async #take(open: () => Promise<Photo>, crop?: Crop): Promise<void> {
    const turn = (this.#turn += 1);
    this.problem = undefined;
    this.opening = true;
    this.#onChange();
    try {
      const photo = await open();
      if (turn !== this.#turn) {
        closePhoto(photo);
        return;
      }
      this.cancel();
      this.#replacePhoto(photo);
      if (crop !== undefined) this.crop = rounded(crop, photo);
      this.view = 'photo';
    } catch (thrown) {
      if (turn === this.#turn) this.problem = asFailure(thrown);
    } finally {
      if (turn === this.#turn) {
        this.opening = false;
        this.#onChange();
      }
    }
  }

  #replacePhoto(photo: Photo | undefined): void {
    if (this.photo !== undefined) closePhoto(this.photo);
    this.photo = photo;
    this.crop = photo === undefined ? undefined : centreSquare(photo);
    this.result = undefined;
  }
}
