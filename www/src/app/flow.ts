import { asFailure, isAbort, Failure } from '../failure';
import type { Crop } from '../engine/protocol';
import { centreSquare, rounded } from '../picture/crop';
import type { Photo, PhotoNote } from '../picture/intake';
import { browserPictures, type Pictures } from '../picture/pictures';
import type { Session } from '../session';
import { MOST, Queue, isStale, type Item, type Result, type Source } from './queue';
import type { Kept } from './rescue';
import type { Frame } from './spot-camera';
import { Thumbnails } from './thumbnails';

export type View = 'start' | 'camera' | 'photo';

/** Of these pictures a better square can be suggested. */
const SPOTS = 'skin-lesion';
/** What is known of a picture beside its pixels. */
interface Given {
  readonly crop?: Crop | undefined;
  readonly decodeMs?: number | undefined;
}

/** Up to here a new picture takes the place of the one before; a queue is added to. */
const REPLACED = 1;

/**
 * The person's way through the page: which photo, which square, which result. Whatever fails on the way
 * becomes a `problem` beside what is there already; no failure takes a photo, a square or a queue away. It outlives
 * the check's screen, so that a visit to another one costs nothing. Dispatches `change`.
 */
export class Flow extends EventTarget {
  view: View = 'start';
  /** The current picture, decoded: the only one of the queue that is. */
  photo: Photo | undefined;
  problem: Failure | undefined;
  /** A file is being decoded. */
  opening = false;
  /** A verdict is on its way, or waits for the model. */
  checking = false;

  readonly queue = new Queue();
  readonly #session: Session;
  readonly #pictures: Pictures;
  readonly #onChange = (): void => void this.dispatchEvent(new Event('change'));
  #abort = new AbortController();
  /** Counts the pictures asked for: of two in quick succession the later one stays, whichever is decoded first. */
  #turn = 0;
  /** The picture of the queue that is being opened. */
  #wanted: number | undefined;
  readonly #thumbnails: Thumbnails;

  constructor(session: Session, pictures: Pictures = browserPictures) {
    super();
    this.#session = session;
    this.#pictures = pictures;
    this.#thumbnails = new Thumbnails(this.queue, pictures, () => this.#smallest, this.#onChange);
    // What the model before said, or was about to say, is not the new one's word.
    session.addEventListener('model', () => this.#forgetResults());
  }

  get photoNotes(): readonly PhotoNote[] {
    return this.photo?.notes ?? [];
  }

  get crop(): Crop | undefined {
    return this.queue.current?.crop;
  }

  get suggestion(): Crop | undefined {
    return this.queue.current?.suggestion;
  }

  get result(): Result | undefined {
    return this.queue.current?.result;
  }

  /** True when the square has been moved since the verdict. */
  get stale(): boolean {
    const { current } = this.queue;
    return current !== undefined && isStale(current);
  }

  /** Takes files that were chosen, dropped, pasted or shared: one is looked at, several become a queue. */
  async takeFiles(files: readonly Blob[]): Promise<void> {
    await this.#take(files);
  }

  /** Takes a frame from the camera, and the square that its guide showed. */
  async takeFrame(frame: Frame): Promise<void> {
    await this.#take([frame.bitmap], frame);
  }

  /** Takes a photo that was put aside, with its square. */
  async takeKept({ file, crop }: Kept): Promise<void> {
    await this.#take([file], { crop });
  }

  moveCrop(crop: Crop): void {
    const { current } = this.queue;
    if (this.photo === undefined || current === undefined) return;
    this.queue.update(current.id, { crop: rounded(crop, this.photo) });
    this.#onChange();
  }

  /** Asks for a verdict on the square; waits for the model if it is not there yet. */
  async check(): Promise<void> {
    const { photo, crop } = this;
    const id = this.queue.current?.id;
    if (photo === undefined || crop === undefined || id === undefined || this.checking) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.checking = true;
    this.problem = undefined;
    this.#onChange();
    try {
      await this.#session.start();
      abort.signal.throwIfAborted();
      const answer = await this.#session.classify(photo, crop, { signal: abort.signal });
      abort.signal.throwIfAborted();
      this.queue.update(id, { result: { answer, crop } });
    } catch (thrown) {
      // A session that cannot start says so itself, and nobody waits for what was cancelled.
      if (!isAbort(thrown) && !abort.signal.aborted && thrown !== this.#session.failure) this.problem = asFailure(thrown);
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

  /** Opens another picture of the queue. One that cannot be opened is gone to all the same, and says why. */
  async go(id: number): Promise<void> {
    const item = this.queue.find(id);
    // What was just given comes first; it is about to be shown.
    if (this.opening && this.#wanted === undefined) return;
    if (item === undefined || (this.photo !== undefined && id === this.queue.current?.id)) return;
    const turn = this.#begin(id);
    try {
      const photo = await this.#pictures.open(item.source, this.#smallest);
      if (turn === this.#turn && this.queue.find(id) !== undefined) this.#show(id, photo);
      else this.#pictures.close(photo);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#leave();
      this.queue.update(id, { failure: asFailure(thrown) });
      this.queue.select(id);
    } finally {
      this.#end(turn);
    }
  }

  /** The picture before or after the one that is looked at, or on its way. */
  neighbour(step: 1 | -1): Item | undefined {
    const from = this.#wanted ?? this.queue.current?.id;
    return from === undefined ? undefined : this.queue.neighbour(from, step);
  }

  async step(step: 1 | -1): Promise<void> {
    const to = this.neighbour(step);
    if (to !== undefined) await this.go(to.id);
  }

  /** Takes a picture out of the queue, and goes to the one beside it. */
  async remove(id: number): Promise<void> {
    const wasCurrent = id === this.queue.current?.id;
    const gone = this.queue.remove(id);
    if (gone === undefined) return;
    this.#drop([gone.removed]);
    if (wasCurrent) this.#leave();
    if (gone.next === undefined) this.startOver();
    else if (wasCurrent || this.#wanted === id) await this.go(gone.next.id);
    this.#onChange();
  }

  show(view: View): void {
    this.view = view;
    this.problem = undefined;
    this.#onChange();
  }

  /** Back to the doors; the memory of all photos is given back. */
  startOver(): void {
    this.#end((this.#turn += 1));
    this.#leave();
    this.#drop(this.queue.clear());
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

  #forgetResults(): void {
    this.queue.forgetResults();
    this.cancel();
  }

  get #smallest(): number {
    return this.#session.card?.smallest ?? 1;
  }

  /** Looks for the first that opens; until there is one, nothing that is there already goes. */
  async #take(sources: readonly Source[], given: Given = {}): Promise<void> {
    const turn = this.#begin(undefined);
    const failures = new Map<Source, Failure>();
    let opened: Photo | undefined;
    let adopted = false;
    try {
      for (const source of sources.slice(0, this.#room)) {
        opened = await this.#open(source, failures);
        if (turn !== this.#turn) return;
        if (opened === undefined) continue;
        const photo = { ...opened, decodeMs: given.decodeMs ?? opened.decodeMs };
        adopted = true;
        this.#adopt(sources, source, photo, failures);
        if (given.crop !== undefined) this.moveCrop(given.crop);
        return;
      }
      const [failure] = failures.values();
      this.problem = failure ?? this.#full(sources.length);
    } finally {
      if (!adopted) {
        if (opened !== undefined) this.#pictures.close(opened);
        closeAll(sources);
      }
      this.#end(turn);
    }
  }

  async #open(source: Source, failures: Map<Source, Failure>): Promise<Photo | undefined> {
    try {
      return await this.#pictures.open(source, this.#smallest);
    } catch (thrown) {
      failures.set(source, asFailure(thrown));
      return undefined;
    }
  }

  /** Puts what was given into the queue, or in the place of the one picture before. */
  #adopt(sources: readonly Source[], opened: Source, photo: Photo, failures: ReadonlyMap<Source, Failure>): void {
    if (this.queue.size <= REPLACED) this.#drop(this.queue.clear());
    const items = this.queue.add(sources);
    for (const { id, source } of items) this.queue.update(id, { failure: failures.get(source) });
    const first = items.find(({ source }) => source === opened);
    if (first !== undefined) this.#show(first.id, photo);
    if (items.length < sources.length) this.problem = this.#full(sources.length - items.length);
    closeAll(sources.slice(items.length));
    this.view = 'photo';
    if (this.queue.size > 1) void this.#thumbnails.draw();
  }

  /** Makes a picture the current one, in place of what was shown. */
  #show(id: number, photo: Photo): void {
    this.#leave();
    const item = this.queue.find(id);
    this.queue.update(id, {
      failure: undefined,
      crop: item?.crop ?? centreSquare(photo),
      suggestion: this.#session.kind === SPOTS ? this.#pictures.suggest(photo) : undefined,
    });
    this.queue.select(id);
    this.photo = photo;
  }

  /** Gives back the memory of what is shown; a verdict that was on its way to it is not waited for. */
  #leave(): void {
    this.cancel();
    if (this.photo !== undefined) this.#pictures.close(this.photo);
    this.photo = undefined;
  }

  #drop(items: readonly Item[]): void {
    closeAll(items.map(({ source }) => source));
    for (const { thumbnail } of items) thumbnail?.close();
  }

  get #room(): number {
    return this.queue.size <= REPLACED ? MOST : this.queue.room;
  }

  #full(left: number): Failure {
    return new Failure('queue-full', { most: MOST, left });
  }

  #begin(wanted: number | undefined): number {
    this.#turn += 1;
    this.#wanted = wanted;
    this.problem = undefined;
    this.opening = true;
    this.#onChange();
    return this.#turn;
  }

  #end(turn: number): void {
    if (turn !== this.#turn) return;
    this.#wanted = undefined;
    this.opening = false;
    this.#onChange();
  }
}

/** Frames hold their pixels; files need no closing. */
function closeAll(sources: readonly Source[]): void {
  for (const source of sources) if (!(source instanceof Blob)) source.close();
}
