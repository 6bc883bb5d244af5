import { Failure } from '../failure';
import type { EngineModel } from '../engine/engines';
import { readCard, readNetworkCard, type Card, type NetworkCard } from './card';
import { sha256 } from './digest';
import { download } from './download';
import { entryOf, readModelList, type ModelEntry, type ModelList, type OutlineEntry } from './list';
import type { Partials, Paused } from './partial';
import { NOTHING, type Held, type Pair, type Recalled, type Shelf } from './shelf';

/** Something the person should know about the model, though nothing is asked of them. */
export type ModelNote = 'model-mended' | 'model-not-stored' | 'model-older' | 'model-newer' | 'model-offline-copy';

/** A model that has been fetched or found, and whose hashes are right. */
export interface OpenedModel extends EngineModel {
  readonly card: Card;
  /** `device` is the copy that the page keeps, `file` one that the person gave. */
  readonly from: 'network' | 'device' | 'file';
}

/** The models a person can choose among now; without a network those that lie on the device. */
export interface Offer {
  readonly default: string;
  readonly models: readonly ModelEntry[];
  /** The network that traces outlines; `here`: nothing has to be fetched for it. */
  readonly outline: (OutlineEntry & { readonly here: boolean }) | undefined;
}

/** How a model is fetched for the list of models, which shows it coming and can pause it. */
export interface Fetching {
  readonly onProgress: (received: number, total: number) => void;
  readonly signal: AbortSignal;
}

export interface StoreOptions {
  readonly shelf: Shelf;
  readonly partials: Partials;
  /** Where `models.json` lies, with a slash at the end. */
  readonly base: string;
  /** The default when the page was built: what is asked of it on a first visit need not wait for the list. */
  readonly likely: string;
  readonly fetch: typeof fetch;
  readonly onProgress: (received: number, total: number) => void;
  readonly onNote: (note: ModelNote) => void;
  /** Told before the model itself is fetched. */
  readonly onOffer: (offer: Offer) => void;
}

/** With a copy at hand nobody should wait long for a slow network to say that it is current. */
const PATIENCE_WITH_COPY_MS = 4_000;
const PATIENCE_MS = 30_000;

/** A text that is on its way. */
interface Asked {
  readonly text: Promise<string>;
  readonly abort: AbortController;
}

/** Fetches models, verifies them, and keeps them for the next visit without a network. */
export class ModelStore {
  readonly #options: StoreOptions;
  /** The site's list as it came in this visit. */
  #listed: { readonly json: string; readonly default: string } | undefined;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /**
   * The model of that id, or the site's default: the device's own copy, else the network's. That the network
   * has a newer one is said and no more: it comes when the person wants it. Of any other model nothing is asked.
   */
  async open(wanted?: string): Promise<OpenedModel> {
    const list = this.#ask('models.json');
    const { shelf, likely } = this.#options;
    const recalled = await shelf.recall().catch(() => NOTHING);
    // The card is asked for before the list is there: a question that waits for another's answer is one more way there and
    // back. An id that only the address names may be no model's, and is not asked for so.
    const guess = wanted === undefined ? (recalled.default ?? likely) : [likely, ...recalled.ids].find((id) => id === wanted);
    const guessed = guess === undefined ? undefined : { card: this.#ask(cardOf(guess)), finding: this.#find(guess) };
    const name = await this.#name(wanted, list, recalled).catch((thrown: unknown) => {
      guessed?.card.abort.abort();
      throw thrown;
    });
    const right = name.id === guess ? guessed : undefined;
    if (right === undefined || name.offline) guessed?.card.abort.abort();
    // Before anything is looked for on the device, unless that is all there is.
    const asked = name.offline ? undefined : (right?.card ?? this.#ask(cardOf(name.id)));
    const { copy, damaged } = await (right?.finding ?? this.#find(name.id));
    if (name.offline && copy !== undefined) return copy;

    let cardJson: string;
    try {
      const card = asked ?? this.#ask(cardOf(name.id));
      cardJson = await answered(card, copy === undefined ? PATIENCE_MS : PATIENCE_WITH_COPY_MS);
    } catch (thrown) {
      if (copy === undefined) throw thrown;
      this.#options.onNote('model-offline-copy');
      return copy;
    }
    if (copy !== undefined) {
      if (copy.cardJson !== cardJson) this.#options.onNote('model-newer');
      return copy;
    }
    const { onProgress } = this.#options;
    const model = await this.#complete(name.id, cardJson, undefined, { onProgress });
    if (damaged) this.#options.onNote('model-mended');
    return model;
  }

  /** The other one, for when the engine refuses a model: the device's for the network's, and the other way round. */
  async other(refused: OpenedModel): Promise<OpenedModel | undefined> {
    if (refused.from === 'network') {
      const { copy } = await this.#find(refused.id);
      if (copy === undefined || copy.cardJson === refused.cardJson) return undefined;
      this.#options.onNote('model-older');
      return copy;
    }
    const { onProgress } = this.#options;
    const cardJson = await this.#cardText(refused.id, PATIENCE_MS).catch(() => refused.cardJson);
    return cardJson === refused.cardJson ? undefined : this.#complete(refused.id, cardJson, refused, { onProgress });
  }

  /** The model as the network has it now, whatever lies here. It is not stored by that. */
  async fetch(id: string, fetching: Fetching): Promise<OpenedModel> {
    const { copy } = await this.#find(id);
    return this.#complete(id, await this.#cardText(id, PATIENCE_MS), copy, fetching);
  }

  /** A model's card as the network has it now. */
  async card(id: string): Promise<{ readonly card: Card; readonly cardJson: string }> {
    const cardJson = await this.#cardText(id, PATIENCE_MS);
    return { card: ofId(id, readCard(cardJson)), cardJson };
  }

  /** The device's copy of a network that is none of the models; undefined when there is none, or it is damaged. */
  async found(id: string): Promise<Pair | undefined> {
    const found = await this.#options.shelf.find(id).catch(() => undefined);
    return found?.state === 'whole' ? found.pair : undefined;
  }

  /** Such a network as the site has it now. It is not stored by that. */
  async fetchPair(id: string, onProgress: Fetching['onProgress']): Promise<Pair> {
    const cardJson = await this.#cardText(id, PATIENCE_MS);
    return { cardJson, weights: await this.#weights(ofId(id, readNetworkCard(cardJson)), undefined, { onProgress }) };
  }

  /** Stores a network whose hashes are right; only now does it replace the one before. */
  async put({ id, cardJson, weights }: Pick<OpenedModel, 'id' | 'cardJson' | 'weights'>): Promise<void> {
    try {
      await this.#options.shelf.put(id, { cardJson, weights: new Uint8Array(weights) });
    } catch (thrown) {
      throw new Failure('model-unstored', {}, String(thrown));
    }
  }

  /** What lies on the device: whole models, and beginnings of some. */
  async held(): Promise<{ readonly models: readonly Held[]; readonly paused: readonly Paused[] }> {
    const { shelf, partials } = this.#options;
    return { models: await shelf.held(), paused: await partials.list() };
  }

  /** Takes a model off the device, or only the beginning of one. */
  async remove(id: string, what: 'all' | 'beginning'): Promise<void> {
    const { shelf, partials } = this.#options;
    await (what === 'all' ? shelf.remove(id) : partials.clear(id));
  }

  /** Stores a model that the engine has accepted, if it is not the copy itself. */
  async keep(model: OpenedModel): Promise<void> {
    try {
      if (model.from === 'network') await this.put(model);
    } catch {
      // Storage full, or none at all (private mode): this visit works all the same.
      this.#options.onNote('model-not-stored');
      return;
    }
    // Without these a visit without a network knows less; nobody needs to be told of that.
    await this.#remember(model.id).catch(() => undefined);
  }

  /** What a visit without a network starts from. A model that was chosen does not become the default by that. */
  async #remember(id: string): Promise<void> {
    const { shelf } = this.#options;
    if (this.#listed === undefined) return;
    const recalled = await shelf.recall();
    if (recalled.list !== this.#listed.json) await shelf.rememberList(this.#listed.json);
    if (id === this.#listed.default && recalled.default !== id) await shelf.rememberDefault(id);
  }

  /** The device's copy, if it is whole and of a kind that this page can read. */
  async #find(id: string): Promise<{ readonly copy: OpenedModel | undefined; readonly damaged: boolean }> {
    try {
      const found = await this.#options.shelf.find(id);
      return { copy: found.state === 'whole' ? opened(found.pair, 'device') : undefined, damaged: found.state === 'damaged' };
    } catch {
      return { copy: undefined, damaged: false };
    }
  }

  /** Without a network the list cannot be asked; then it is what lies on the shelf that can be opened. */
  async #name(wanted: string | undefined, asked: Asked, recalled: Recalled): Promise<{ id: string; offline: boolean }> {
    const known = wanted === undefined ? recalled.default : recalled.ids.find((id) => id === wanted);
    let list: ModelList;
    try {
      const json = await answered(asked, known === undefined ? PATIENCE_MS : PATIENCE_WITH_COPY_MS);
      list = readModelList(json);
      this.#listed = { json, default: list.default };
    } catch (thrown) {
      this.#offerRecalled(recalled);
      if (known === undefined) throw thrown;
      this.#options.onNote('model-offline-copy');
      return { id: known, offline: true };
    }
    this.#options.onOffer(offerOf(list, recalled.ids));
    const id = wanted ?? list.default;
    if (entryOf(list, id) === undefined) throw new Failure('model-unknown', { id }, `models.json has no "${id}"`);
    return { id, offline: false };
  }

  #offerRecalled({ list, ids }: Recalled): void {
    if (list === undefined) return;
    try {
      const offer = offerOf(readModelList(list), ids);
      this.#options.onOffer({ ...offer, models: offer.models.filter(({ id }) => ids.includes(id)) });
    } catch {
      // Of another version, or damaged: then nothing is offered, and the model in use does not need it.
    }
  }

  #ask(path: string): Asked {
    const abort = new AbortController();
    const text = this.#text(path, abort.signal);
    // What was asked on a guess may fail unheard.
    text.catch(() => undefined);
    return { text, abort };
  }

  async #text(path: string, signal: AbortSignal): Promise<string> {
    const response = await this.#get(path, signal);
    if (!response.ok) {
      throw new Failure(path === 'models.json' ? 'models-missing' : 'card-format', {}, `${path}: HTTP ${response.status}`);
    }
    try {
      return await response.text();
    } catch (thrown) {
      throw new Failure('model-offline', {}, `${path}: ${String(thrown)}`);
    }
  }

  async #get(path: string, signal: AbortSignal): Promise<Response> {
    try {
      // `no-cache` asks the server whether a copy is current: the browser's own cache must not decide.
      return await this.#options.fetch(this.#options.base + path, { cache: 'no-cache', signal });
    } catch (thrown) {
      throw new Failure('model-offline', {}, `${path}: ${String(thrown)}`);
    }
  }

  #cardText(id: string, patienceMs: number): Promise<string> {
    return answered(this.#ask(cardOf(id)), patienceMs);
  }

  /** A card with its weights: the copy's where they are the ones that it names, else the network's. */
  async #complete(
    id: string,
    cardJson: string,
    copy: Pick<OpenedModel, 'weights'> | undefined,
    fetching: Pick<Fetching, 'onProgress'> & Partial<Fetching>,
  ): Promise<OpenedModel> {
    const weights = await this.#weights(ofId(id, readCard(cardJson)), copy, fetching);
    return opened({ cardJson, weights }, 'network');
  }

  async #weights(
    { id, weights: { file, bytes, sha256: wanted } }: Pick<NetworkCard, 'id' | 'weights'>,
    copy: Pick<OpenedModel, 'weights'> | undefined,
    { onProgress, signal }: Pick<Fetching, 'onProgress'> & Partial<Fetching>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const own = copy === undefined ? undefined : new Uint8Array(copy.weights);
    if (own !== undefined && (await sha256(own)) === wanted) return own;
    const { base, fetch, partials } = this.#options;
    const name = `${id}/${file}`;
    const whole = { id, sha256: wanted, total: bytes };
    return download({ whole, name, url: base + name, fetch, partials, onProgress, signal });
  }
}

function cardOf(id: string): string {
  return `${id}/card.json`;
}

/** Waits for what was asked, and gives it up after this. */
async function answered({ text, abort }: Asked, patienceMs: number): Promise<string> {
  const timer = setTimeout(() => abort.abort(), patienceMs);
  try {
    return await text;
  } finally {
    clearTimeout(timer);
  }
}

function offerOf({ outline, ...list }: ModelList, ids: readonly string[]): Offer {
  return { ...list, outline: outline === undefined ? undefined : { ...outline, here: ids.includes(outline.id) } };
}

/** Holds a card to the id that it came under; else it would be kept in the place of another network. */
function ofId<T extends NetworkCard>(id: string, card: T): T {
  if (card.id !== id) throw new Failure('card-format', {}, `${id}/card.json is the card of "${card.id}"`);
  return card;
}

function opened({ cardJson, weights }: Pair, from: OpenedModel['from']): OpenedModel {
  const card = readCard(cardJson);
  return { id: card.id, version: card.version, cardJson, weights, card, from };
}
