import type { Crop } from '../engine/protocol';
import type { Failure } from '../failure';
import type { Answer } from '../session';

/** A verdict together with the square it is about. */
export interface Result {
  readonly answer: Answer;
  readonly crop: Crop;
}

/** Where a picture can be had from, again and again: a file, or a frame of the camera. */
export type Source = Blob | ImageBitmap;

/** One picture of the queue, and what has become of it. */
export interface Item {
  /** Given once and never again, so that it still means this picture when others have gone. */
  readonly id: number;
  readonly source: Source;
  /** Undefined until the picture was opened for the first time. */
  readonly crop: Crop | undefined;
  /** A square that may be better than the first one. */
  readonly suggestion: Crop | undefined;
  readonly result: Result | undefined;
  /** Why it could not be opened when that was last tried. */
  readonly failure: Failure | undefined;
  /** A small square of it. */
  readonly thumbnail: ImageBitmap | undefined;
}

/** What a person is told of an item. */
export type ItemState = 'waiting' | 'failed' | 'stale' | 'answer' | 'unsure' | 'unsuitable';

/** More at once would be a collection, which is not looked at one by one. */
export const MOST = 30;

/**
 * The pictures given, one of which is looked at. Each keeps its own square and its own verdict, and fails for itself
 * alone. Nothing in here is decoded, opened or closed: what it gives back is for the caller to close.
 */
export class Queue {
  #items: readonly Item[] = [];
  #currentId: number | undefined;
  #given = 0;

  get items(): readonly Item[] {
    return this.#items;
  }

  get size(): number {
    return this.#items.length;
  }

  get current(): Item | undefined {
    return this.#items.find(({ id }) => id === this.#currentId);
  }

  /** How many more it takes. */
  get room(): number {
    return MOST - this.#items.length;
  }

  /** Puts pictures at the end, as many as there is room for. */
  add(sources: readonly Source[]): Item[] {
    const added = sources.slice(0, this.room).map((source): Item => {
      this.#given += 1;
      return { id: this.#given, source, crop: undefined, suggestion: undefined, result: undefined, failure: undefined, thumbnail: undefined };
    });
    this.#items = [...this.#items, ...added];
    return added;
  }

  find(wanted: number): Item | undefined {
    return this.#items.find(({ id }) => id === wanted);
  }

  /** Makes another picture the one that is looked at; one that has gone changes nothing. */
  select(id: number): void {
    if (this.find(id) !== undefined) this.#currentId = id;
  }

  /** Notes what has become of a picture; of one that has gone nothing is noted. */
  update(id: number, change: Partial<Omit<Item, 'id' | 'source'>>): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, ...change } : item));
  }

  /** The picture so many places on from another one, or nothing at the ends. */
  neighbour(id: number, step: number): Item | undefined {
    const at = this.#items.findIndex((item) => item.id === id);
    return at === -1 ? undefined : this.#items[at + step];
  }

  /** Takes one out. If it was the current one, none is current: the caller goes to the one that is named as next. */
  remove(id: number): { readonly removed: Item; readonly next: Item | undefined } | undefined {
    const removed = this.find(id);
    if (removed === undefined) return undefined;
    const next = this.neighbour(id, 1) ?? this.neighbour(id, -1);
    this.#items = this.#items.filter((item) => item !== removed);
    if (this.#currentId === id) this.#currentId = undefined;
    return { removed, next };
  }

  /** Takes all out. */
  clear(): readonly Item[] {
    const removed = this.#items;
    this.#items = [];
    this.#currentId = undefined;
    return removed;
  }

  /** For when another model has come: no verdict of the one before stays. */
  forgetResults(): void {
    this.#items = this.#items.map((item) => ({ ...item, result: undefined }));
  }
}

/** True when the square has been moved since the verdict. */
export function isStale({ result, crop }: Pick<Item, 'result' | 'crop'>): boolean {
  if (result === undefined || crop === undefined) return false;
  return result.crop.x !== crop.x || result.crop.y !== crop.y || result.crop.side !== crop.side;
}

export function stateOf(item: Item): ItemState {
  if (item.failure !== undefined) return 'failed';
  if (item.result === undefined) return 'waiting';
  return isStale(item) ? 'stale' : item.result.answer.verdict.state;
}
