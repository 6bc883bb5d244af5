import { Failure } from '../failure';
import type { EngineModel } from '../engine/engines';
import { readCard, type Card } from './card';
import { sha256 } from './digest';
import { entryOf, readModelList, type ModelEntry, type ModelList } from './list';
import type { Found, Pair, Recalled, Shelf } from './shelf';

/** Something the person should know about the model, though nothing is asked of them. */
export type ModelNote = 'model-mended' | 'model-not-stored' | 'model-older' | 'model-offline-copy';

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
}

export interface StoreOptions {
  readonly shelf: Shelf;
  /** Where `models.json` lies, with a slash at the end. */
  readonly base: string;
  readonly fetch: typeof fetch;
  readonly onProgress: (received: number, total: number) => void;
  readonly onNote: (note: ModelNote) => void;
  /** Told before the model itself is fetched. */
  readonly onOffer: (offer: Offer) => void;
}

/** With a copy at hand nobody should wait long for a slow network to say that it is current. */
const PATIENCE_WITH_COPY_MS = 4_000;
const PATIENCE_MS = 30_000;
/** A slow network may take its time for the weights, but not say nothing for so long. */
const SILENCE_MS = 60_000;

const NOTHING: Recalled = { default: undefined, list: undefined, ids: [] };

/** Fetches models, verifies them, and keeps them for the next visit without a network. */
export class ModelStore {
  readonly #options: StoreOptions;
  /** The site's list as it came in this visit. */
  #listed: { readonly json: string; readonly default: string } | undefined;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /**
   * The model of that id, or the site's default: the network's if it can be had, else the device's own
   * copy. Of any other model nothing is asked.
   */
  async open(wanted?: string): Promise<OpenedModel> {
    const name = await this.#name(wanted);
    const found = await this.#find(name.id);
    const copy = found.state === 'whole' ? found.pair : undefined;
    if (name.offline && copy !== undefined) return opened(copy, 'device');

    let cardJson: string;
    try {
      cardJson = await this.#text(`${name.id}/card.json`, copy === undefined ? PATIENCE_MS : PATIENCE_WITH_COPY_MS);
    } catch (thrown) {
      if (copy === undefined) throw thrown;
      this.#options.onNote('model-offline-copy');
      return opened(copy, 'device');
    }
    if (copy?.cardJson === cardJson) return opened(copy, 'device');
    try {
      const card = readCard(cardJson);
      // Else it would be kept in the place of another model.
      if (card.id !== name.id) throw new Failure('card-format', {}, `${name.id}/card.json is the card of "${card.id}"`);
      const weights = await this.#weights(name.id, card, copy);
      if (found.state === 'damaged') this.#options.onNote('model-mended');
      return opened({ cardJson, weights }, 'network');
    } catch (thrown) {
      if (copy === undefined) throw thrown;
      this.#options.onNote('model-older');
      return opened(copy, 'device');
    }
  }

  /** The device's own copy, for when the engine refuses what the network gave. */
  async older(refused: OpenedModel): Promise<OpenedModel | undefined> {
    const found = await this.#find(refused.id);
    if (found.state !== 'whole' || found.pair.cardJson === refused.cardJson) return undefined;
    this.#options.onNote('model-older');
    return opened(found.pair, 'device');
  }

  /** Stores a model that the engine has accepted; only now does it replace the one before. */
  async keep(model: OpenedModel): Promise<void> {
    try {
      if (model.from === 'network') {
        await this.#options.shelf.put(model.id, { cardJson: model.cardJson, weights: new Uint8Array(model.weights) });
      }
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

  async #find(id: string): Promise<Found> {
    try {
      return await this.#options.shelf.find(id);
    } catch {
      return { state: 'empty' };
    }
  }

  /** Without a network the list cannot be asked; then it is what lies on the shelf that can be opened. */
  async #name(wanted: string | undefined): Promise<{ id: string; offline: boolean }> {
    const recalled = await this.#options.shelf.recall().catch(() => NOTHING);
    const known = wanted === undefined ? recalled.default : recalled.ids.find((id) => id === wanted);
    let list: ModelList;
    try {
      const json = await this.#text('models.json', known === undefined ? PATIENCE_MS : PATIENCE_WITH_COPY_MS);
      list = readModelList(json);
      this.#listed = { json, default: list.default };
    } catch (thrown) {
      this.#offerRecalled(recalled);
      if (known === undefined) throw thrown;
      this.#options.onNote('model-offline-copy');
      return { id: known, offline: true };
    }
    this.#options.onOffer(list);
    const id = wanted ?? list.default;
    if (entryOf(list, id) === undefined) throw new Failure('model-unknown', { id }, `models.json has no "${id}"`);
    return { id, offline: false };
  }

  #offerRecalled({ list, ids }: Recalled): void {
    if (list === undefined) return;
    try {
      const { default: first, models } = readModelList(list);
      this.#options.onOffer({ default: first, models: models.filter(({ id }) => ids.includes(id)) });
    } catch {
      // Of another version, or damaged: then nothing is offered, and the model in use does not need it.
    }
  }

  async #text(path: string, patienceMs: number): Promise<string> {
    const response = await this.#get(path, AbortSignal.timeout(patienceMs));
    if (!response.ok) {
      throw new Failure(path === 'models.json' ? 'models-missing' : 'card-format', {}, `${path}: HTTP ${response.status}`);
    }
    try {
      return await response.text();
    } catch (thrown) {
      throw new Failure('model-offline', {}, `${path}: ${String(thrown)}`);
    }
  }

  async #get(path: string, signal?: AbortSignal): Promise<Response> {
    try {
      // `no-cache` asks the server whether a copy is current: the browser's own cache must not decide.
      return await this.#options.fetch(this.#options.base + path, { cache: 'no-cache', signal: signal ?? null });
    } catch (thrown) {
      throw new Failure('model-offline', {}, `${path}: ${String(thrown)}`);
    }
  }

  /** Fetches the weights, unless the copy's are the ones that the card names. */
  async #weights(id: string, card: Card, copy: Pair | undefined): Promise<Uint8Array<ArrayBuffer>> {
    const { file, bytes, sha256: wanted } = card.weights;
    if (copy !== undefined && (await sha256(copy.weights)) === wanted) return copy.weights;
    // Said before the first byte: the person sees at once how much is to come.
    this.#options.onProgress(0, bytes);
    const silence = new Silence(SILENCE_MS);
    let weights: Uint8Array<ArrayBuffer>;
    try {
      const response = await this.#get(`${id}/${file}`, silence.signal);
      if (!response.ok || response.body === null) {
        throw new Failure('weights-missing', { file }, `${id}/${file}: HTTP ${response.status}`);
      }
      weights = await this.#receive(response.body, bytes, silence);
    } finally {
      silence.end();
    }
    const hash = await sha256(weights);
    if (hash !== undefined && hash !== wanted) {
      throw new Failure('weights-hash', {}, `expected ${wanted}, got ${hash}`);
    }
    return weights;
  }

  async #receive(body: ReadableStream<Uint8Array>, total: number, silence: Silence): Promise<Uint8Array<ArrayBuffer>> {
    const weights = new Uint8Array(total);
    let received = 0;
    const reader = body.getReader();
    for (;;) {
      let step: ReadableStreamReadResult<Uint8Array>;
      try {
        step = await reader.read();
      } catch (thrown) {
        throw new Failure('model-offline', {}, String(thrown));
      }
      silence.broken();
      if (step.done) break;
      if (received + step.value.byteLength > total) {
        await reader.cancel();
        throw new Failure('weights-size', {}, `more than the ${total} bytes the card names`);
      }
      weights.set(step.value, received);
      received += step.value.byteLength;
      this.#options.onProgress(received, total);
    }
    if (received !== total) throw new Failure('weights-size', {}, `${received} of ${total} bytes`);
    return weights;
  }
}

/** A signal that aborts once nothing has been heard for a while. */
class Silence {
  readonly #abort = new AbortController();
  readonly #longest: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(longestMs: number) {
    this.#longest = longestMs;
    this.broken();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Something was heard: the clock starts anew. */
  broken(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort.abort(new DOMException('nothing was heard', 'TimeoutError')), this.#longest);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function opened({ cardJson, weights }: Pair, from: OpenedModel['from']): OpenedModel {
  const card = readCard(cardJson);
  return { id: card.id, version: card.version, cardJson, weights, card, from };
}
