import { Failure, asFailure, isAbort } from '../failure';
import { readCard, type Card } from './card';
import type { ModelEntry } from './list';
import type { ModelStore, Offer, OpenedModel } from './store';

export interface Bytes {
  readonly received: number;
  readonly total: number;
}

/** One model of the list: what the site says of it, what the device has of it, and what is being done. */
export interface Row {
  readonly entry: ModelEntry;
  /** The site still has it. Without a network nothing else is known, and it counts as had. */
  readonly offered: boolean;
  /** The one that answers now. */
  readonly inUse: boolean;
  readonly held: { readonly version: string; readonly bytes: number } | undefined;
  /** The network's version, where it is known to be another one than the device's. */
  readonly newer: string | undefined;
  /** A download that is not going on. */
  readonly paused: Bytes | undefined;
  /** A download that is. */
  readonly coming: Bytes | undefined;
  readonly failure: Failure | undefined;
  readonly card: Card | undefined;
}

/** What the library needs of the session. */
export interface Shop {
  readonly store: Pick<ModelStore, 'held' | 'remove' | 'fetch' | 'card'>;
  readonly offer: Offer | undefined;
  /** The site's model that answers. */
  readonly modelId: string | undefined;
  readonly ownFiles: boolean;
  adopt(model: OpenedModel): Promise<void>;
}

/** What came of a download. */
export type Outcome = 'stored' | 'paused' | 'failed';

/** Other tabs of the page, as far as they are told. */
export type Others = Pick<BroadcastChannel, 'postMessage'> & EventTarget;

interface Holding {
  readonly version: string;
  readonly bytes: number;
  readonly cardJson: string;
  readonly card: Card | undefined;
}

/**
 * The models on the device and on the site, and what a person does with them: fetch, pause, go on, update,
 * remove. A download belongs to the library and not to a screen, so it goes on while the person is
 * elsewhere. Dispatches `change`.
 */
export class Library extends EventTarget {
  readonly #shop: Shop;
  readonly #others: Others | undefined;
  readonly #held = new Map<string, Holding>();
  readonly #paused = new Map<string, Bytes>();
  readonly #coming = new Map<string, Bytes & { readonly abort: AbortController }>();
  readonly #failures = new Map<string, Failure>();
  /** Cards that were fetched from the network in this visit. */
  readonly #cards = new Map<string, { readonly card: Card; readonly cardJson: string }>();

  constructor(shop: Shop, others: Others | undefined) {
    super();
    this.#shop = shop;
    this.#others = others;
    others?.addEventListener('message', () => void this.refresh());
  }

  /** All models of the site, and after them what lies on the device though the site has it no longer. */
  get rows(): readonly Row[] {
    const offered = this.#shop.offer?.models ?? [];
    const gone = this.#models.filter(([id]) => !offered.some((entry) => entry.id === id));
    return [
      ...offered.map((entry) => this.#row(entry, true)),
      ...gone.map(([id, holding]) => this.#row(entryOf(id, holding), false)),
    ];
  }

  /** Bytes of all models on the device. */
  get bytes(): number {
    return this.#models.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  }

  get count(): number {
    return this.#models.length;
  }

  /** The network for outlines, where it lies on the device: it is none of the models. */
  get outline(): { readonly id: string; readonly bytes: number } | undefined {
    const [id, held] = [...this.#held].find((entry) => entry[0] === this.#shop.offer?.outline?.id) ?? [];
    return id === undefined || held === undefined ? undefined : { id, bytes: held.bytes };
  }

  /** Looks at what lies on the device. Where nothing can be stored, nothing does. */
  async refresh(): Promise<void> {
    const found = await this.#shop.store.held().catch(() => ({ models: [], paused: [] }));
    this.#held.clear();
    for (const { id, cardJson, bytes } of found.models) {
      const card = readable(cardJson);
      this.#held.set(id, { version: card?.version ?? '?', bytes, cardJson, card });
    }
    this.#paused.clear();
    for (const { id, received, total } of found.paused) this.#paused.set(id, { received, total });
    this.#changed();
  }

  /** Fetches a model, or the rest of one, or its newer version, and stores it once it is verified. */
  async get(id: string): Promise<Outcome | undefined> {
    // A second wish for what is on its way changes nothing.
    if (this.#coming.has(id)) return undefined;
    const abort = new AbortController();
    const show = (received: number, total: number): void => {
      this.#coming.set(id, { received, total, abort });
      this.#changed();
    };
    this.#failures.delete(id);
    show(this.#paused.get(id)?.received ?? 0, this.#paused.get(id)?.total ?? 0);
    try {
      const model = await this.#shop.store.fetch(id, { onProgress: show, signal: abort.signal });
      // From here on it is all there: a pause would only throw it away.
      await this.#shop.adopt(model);
      this.#cards.delete(id);
      return 'stored';
    } catch (thrown) {
      if (isAbort(thrown)) return 'paused';
      this.#failures.set(id, asFailure(thrown));
      return 'failed';
    } finally {
      this.#coming.delete(id);
      await this.#settled();
    }
  }

  pause(id: string): void {
    this.#coming.get(id)?.abort.abort();
  }

  /** Throws the beginning of a download away. */
  async discard(id: string): Promise<void> {
    await this.#take(id, 'beginning');
  }

  /** Takes a model off the device. One that is in use answers until the page is left. */
  async remove(id: string): Promise<void> {
    await this.#take(id, 'all');
  }

  /** Asks the site which of the models on the device it has a newer version of. */
  async look(): Promise<void> {
    const offered = new Set(this.#shop.offer?.models.map(({ id }) => id));
    const asked = [...this.#held.keys()].filter((id) => offered.has(id));
    await Promise.all(asked.map((id) => this.show(id, true)));
  }

  /** Has the card of a model: the device's, else the network's. `anew` asks the network in any case. */
  async show(id: string, anew = false): Promise<void> {
    if (!anew && this.#cardOf(id) !== undefined) return;
    this.#failures.delete(id);
    try {
      this.#cards.set(id, await this.#shop.store.card(id));
    } catch (thrown) {
      this.#failures.set(id, asFailure(thrown));
    }
    this.#changed();
  }

  dismiss(id: string): void {
    this.#failures.delete(id);
    this.#changed();
  }

  get #models(): readonly [string, Holding][] {
    return [...this.#held].filter(([id]) => id !== this.#shop.offer?.outline?.id);
  }

  #row(entry: ModelEntry, offered: boolean): Row {
    const { id } = entry;
    const held = this.#held.get(id);
    const fetched = this.#cards.get(id);
    const coming = this.#coming.get(id);
    const differs = held !== undefined && fetched !== undefined && fetched.cardJson !== held.cardJson;
    return {
      entry,
      offered,
      inUse: !this.#shop.ownFiles && this.#shop.modelId === id,
      held: held === undefined ? undefined : { version: held.version, bytes: held.bytes },
      newer: differs ? fetched.card.version : undefined,
      paused: coming === undefined ? this.#paused.get(id) : undefined,
      coming: coming === undefined ? undefined : { received: coming.received, total: coming.total },
      failure: this.#failures.get(id),
      card: this.#cardOf(id),
    };
  }

  #cardOf(id: string): Card | undefined {
    return this.#held.get(id)?.card ?? this.#cards.get(id)?.card;
  }

  async #take(id: string, what: 'all' | 'beginning'): Promise<void> {
    this.#failures.delete(id);
    try {
      await this.#shop.store.remove(id, what);
    } catch (thrown) {
      this.#failures.set(id, asFailure(thrown));
    }
    await this.#settled();
  }

  /** Something on the device has changed: other tabs show it as well. */
  async #settled(): Promise<void> {
    await this.refresh();
    this.#others?.postMessage('changed');
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

function readable(cardJson: string): Card | undefined {
  try {
    return readCard(cardJson);
  } catch {
    return undefined;
  }
}

/** What is known of a model that the site no longer lists. A card of another version of the page tells nothing. */
function entryOf(id: string, { card, bytes }: Holding): ModelEntry {
  const { title = id, shows = '', kind = '' } = card?.task ?? {};
  return { id, title, shows, kind, bytes };
}
