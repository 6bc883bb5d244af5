import { asFailure } from '../failure';
import type { Pictures } from '../picture/pictures';
import type { Item, Queue } from './queue';

/**
 * Draws small pictures of a queue's items, one after the other and none twice. What cannot be opened is found out by
 * that as well, before anybody comes to it.
 */
export class Thumbnails {
  readonly #queue: Queue;
  readonly #pictures: Pictures;
  readonly #smallest: () => number;
  readonly #onChange: () => void;
  #drawing = false;

  constructor(queue: Queue, pictures: Pictures, smallest: () => number, onChange: () => void) {
    this.#queue = queue;
    this.#pictures = pictures;
    this.#smallest = smallest;
    this.#onChange = onChange;
  }

  /** Draws what is missing; a second call while it draws is not needed. */
  async draw(): Promise<void> {
    if (this.#drawing) return;
    this.#drawing = true;
    for (let item = this.#next(); item !== undefined; item = this.#next()) {
      await this.#drawOne(item);
      this.#onChange();
    }
    this.#drawing = false;
  }

  #next(): Item | undefined {
    return this.#queue.items.find(({ thumbnail, failure }) => thumbnail === undefined && failure === undefined);
  }

  async #drawOne({ id, source }: Item): Promise<void> {
    try {
      const photo = await this.#pictures.open(source, this.#smallest());
      const thumbnail = await this.#pictures.thumbnail(photo).finally(() => this.#pictures.close(photo));
      // It may have been taken out meanwhile.
      if (this.#queue.find(id) === undefined) thumbnail.close();
      else this.#queue.update(id, { thumbnail });
    } catch (thrown) {
      this.#queue.update(id, { failure: asFailure(thrown) });
    }
  }
}
