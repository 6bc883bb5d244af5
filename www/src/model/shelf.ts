import { modelsThere, openModels } from './cache';
import { sha256 } from './digest';

/** A card and its weights: they are kept, found and replaced together. */
export interface Pair {
  readonly cardJson: string;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** What a look at the shelf found. */
export type Found =
  | { readonly state: 'whole'; readonly pair: Pair }
  /** Something was there and is not what was put there. */
  | { readonly state: 'damaged' }
  | { readonly state: 'empty' };

interface Label {
  readonly card: string;
  readonly weights: string;
}

/** What the shelf can say without reading any model. */
export interface Recalled {
  /** The model that the site offered first when it was last seen. */
  readonly default: string | undefined;
  /** `models.json` as it was then. */
  readonly list: string | undefined;
  readonly ids: readonly string[];
}

/** What is known on a first visit. */
export const NOTHING: Recalled = { default: undefined, list: undefined, ids: [] };

/** A model on the device, as far as its label and its card tell. */
export interface Held {
  readonly id: string;
  readonly cardJson: string;
  /** Card and weights together. */
  readonly bytes: number;
}

const LABEL = '/label.json';

/**
 * The device's own copy of a model, in Cache Storage. Card and weights lie under names that contain
 * their hashes; a label says which pair is valid and is written last, so that a half-written pair is
 * never taken for a whole one and the old pair stays valid until then.
 */
export class Shelf {
  readonly #caches: () => CacheStorage;
  readonly #base: string;

  /** `caches` is a function since touching it throws in some private modes. */
  constructor(caches: () => CacheStorage, base: string) {
    this.#caches = caches;
    this.#base = base;
  }

  /** Looks for a model and checks every byte of it. */
  async find(id: string): Promise<Found> {
    const cache = await modelsThere(this.#caches());
    if (cache === undefined) return { state: 'empty' };
    const label = await this.#label(cache, id);
    if (label === undefined) return { state: 'empty' };
    const card = await this.#read(cache, this.#cardUrl(id, label.card));
    const weights = await this.#read(cache, this.#weightsUrl(id, label.weights));
    const whole =
      card !== undefined &&
      weights !== undefined &&
      (await sha256(card)) === label.card &&
      (await sha256(weights)) === label.weights;
    if (!whole) {
      await this.#clear(cache, id, undefined);
      return { state: 'damaged' };
    }
    return { state: 'whole', pair: { cardJson: new TextDecoder().decode(card), weights } };
  }

  /** Puts a verified pair on the shelf and then removes what it replaces. */
  async put(id: string, { cardJson, weights }: Pair): Promise<void> {
    const card = new TextEncoder().encode(cardJson);
    const label = { card: await sha256(card), weights: await sha256(weights) };
    if (label.card === undefined || label.weights === undefined) throw new Error('no SHA-256 here');
    const cache = await openModels(this.#caches());
    const before = await this.#label(cache, id);
    try {
      await cache.put(this.#cardUrl(id, label.card), new Response(card));
      await cache.put(this.#weightsUrl(id, label.weights), new Response(weights));
      await cache.put(this.#labelUrl(id), Response.json(label));
    } catch (thrown) {
      // No room: what was put already would only take more of it away.
      await this.#clear(cache, id, before).catch(() => undefined);
      throw thrown;
    }
    await this.#clear(cache, id, { card: label.card, weights: label.weights });
  }

  async remove(id: string): Promise<void> {
    const cache = await modelsThere(this.#caches());
    if (cache !== undefined) await this.#clear(cache, id, undefined);
  }

  /** Every model that lies here, without its weights being read: whether they are whole, `find` says. */
  async held(): Promise<Held[]> {
    const cache = await modelsThere(this.#caches());
    if (cache === undefined) return [];
    const found: Held[] = [];
    for (const id of await this.#ids(cache)) {
      const label = await this.#label(cache, id);
      if (label === undefined) continue;
      const card = await cache.match(this.#cardUrl(id, label.card));
      const weights = await cache.match(this.#weightsUrl(id, label.weights));
      if (card === undefined || weights === undefined) continue;
      const cardJson = await card.text();
      found.push({ id, cardJson, bytes: new Blob([cardJson]).size + (await weights.blob()).size });
    }
    return found;
  }

  /** What is known without a network: the default and the list when last seen, and the models that lie here. */
  async recall(): Promise<Recalled> {
    const cache = await modelsThere(this.#caches());
    if (cache === undefined) return NOTHING;
    const text = async (url: string): Promise<string | undefined> => (await cache.match(url))?.text();
    // Together: each question goes to another process and back.
    const [first, list, ids] = await Promise.all([text(this.#defaultUrl()), text(this.#listUrl()), this.#ids(cache)]);
    return { default: first, list, ids };
  }

  async rememberDefault(id: string): Promise<void> {
    await (await openModels(this.#caches())).put(this.#defaultUrl(), new Response(id));
  }

  async rememberList(json: string): Promise<void> {
    await (await openModels(this.#caches())).put(this.#listUrl(), new Response(json));
  }

  async #ids(cache: Cache): Promise<string[]> {
    const labels = (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(this.#base) && url.endsWith(LABEL));
    return labels.map((url) => url.slice(this.#base.length, -LABEL.length));
  }

  #defaultUrl(): string {
    return `${this.#base}default`;
  }

  #listUrl(): string {
    return `${this.#base}models.json`;
  }

  #labelUrl(id: string): string {
    return `${this.#base}${id}${LABEL}`;
  }

  #cardUrl(id: string, hash: string): string {
    return `${this.#base}${id}/card.json?sha256=${hash}`;
  }

  #weightsUrl(id: string, hash: string): string {
    return `${this.#base}${id}/weights.bpk?sha256=${hash}`;
  }

  async #label(cache: Cache, id: string): Promise<Label | undefined> {
    const response = await cache.match(this.#labelUrl(id));
    if (response === undefined) return undefined;
    try {
      const { card, weights } = (await response.json()) as Partial<Label>;
      return { card: card ?? '', weights: weights ?? '' };
    } catch {
      // Unreadable: hashes that nothing has make `find` call the pair damaged.
      return { card: '', weights: '' };
    }
  }

  async #read(cache: Cache, url: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const response = await cache.match(url);
    return response === undefined ? undefined : new Uint8Array(await response.arrayBuffer());
  }

  /** Removes everything of this model except the pair that `keep` names. */
  async #clear(cache: Cache, id: string, keep: Label | undefined): Promise<void> {
    const kept =
      keep === undefined
        ? []
        : [this.#labelUrl(id), this.#cardUrl(id, keep.card), this.#weightsUrl(id, keep.weights)];
    for (const request of await cache.keys()) {
      if (request.url.startsWith(`${this.#base}${id}/`) && !kept.includes(request.url)) await cache.delete(request);
    }
  }
}
