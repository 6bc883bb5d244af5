import { Failure } from '../failure';
import type { EngineModel } from '../engine/engines';
import { readCard, readModelList, type Card } from './card';
import { sha256 } from './digest';
import type { Found, Pair, Shelf } from './shelf';

/** Something the person should know about the model, though nothing is asked of them. */
export type ModelNote = 'model-mended' | 'model-not-stored' | 'model-older' | 'model-offline-copy';

/** A model that has been fetched or found, and whose hashes are right. */
export interface OpenedModel extends EngineModel {
  readonly card: Card;
  readonly from: 'network' | 'device';
}

export interface StoreOptions {
  readonly shelf: Shelf;
  /** Where `models.json` lies, with a slash at the end. */
  readonly base: string;
  readonly fetch: typeof fetch;
  readonly onProgress: (received: number, total: number) => void;
  readonly onNote: (note: ModelNote) => void;
}

/** With a copy at hand nobody should wait long for a slow network to say that it is current. */
const PATIENCE_WITH_COPY_MS = 4_000;
const PATIENCE_MS = 30_000;

/** Fetches models, verifies them, and keeps them for the next visit without a network. */
export class ModelStore {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** The site's default model: the network's if it can be had, else the device's own copy. */
  async open(): Promise<OpenedModel> {
    const name = await this.#defaultName();
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
      const weights = await this.#weights(name.id, readCard(cardJson), copy);
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
    if (model.from === 'device') return;
    try {
      await this.#options.shelf.put(model.id, { cardJson: model.cardJson, weights: new Uint8Array(model.weights) });
      await this.#options.shelf.rememberDefault(model.id);
    } catch {
      // Storage full, or none at all (private mode): this visit works all the same.
      this.#options.onNote('model-not-stored');
    }
  }

  async #find(id: string): Promise<Found> {
    try {
      return await this.#options.shelf.find(id);
    } catch {
      return { state: 'empty' };
    }
  }

  /** Without a network the list cannot be asked; the last known default is what the shelf holds. */
  async #defaultName(): Promise<{ id: string; offline: boolean }> {
    const remembered = await this.#options.shelf.recallDefault().catch(() => undefined);
    try {
      const list = readModelList(
        await this.#text('models.json', remembered === undefined ? PATIENCE_MS : PATIENCE_WITH_COPY_MS),
      );
      return { id: list.default, offline: false };
    } catch (thrown) {
      if (remembered === undefined) throw thrown;
      this.#options.onNote('model-offline-copy');
      return { id: remembered, offline: true };
    }
  }

  async #text(path: string, patienceMs: number): Promise<string> {
    const response = await this.#get(path, AbortSignal.timeout(patienceMs));
    if (!response.ok) {
      throw new Failure(path === 'models.json' ? 'models-missing' : 'card-format', {}, `${path}: HTTP ${response.status}`);
    }
    return response.text();
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
    const response = await this.#get(`${id}/${file}`);
    if (!response.ok || response.body === null) {
      throw new Failure('weights-missing', { file }, `${id}/${file}: HTTP ${response.status}`);
    }
    const weights = await this.#receive(response.body, bytes);
    const hash = await sha256(weights);
    if (hash !== undefined && hash !== wanted) {
      throw new Failure('weights-hash', {}, `expected ${wanted}, got ${hash}`);
    }
    return weights;
  }

  async #receive(body: ReadableStream<Uint8Array>, total: number): Promise<Uint8Array<ArrayBuffer>> {
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

function opened({ cardJson, weights }: Pair, from: OpenedModel['from']): OpenedModel {
  const card = readCard(cardJson);
  return { id: card.id, version: card.version, cardJson, weights, card, from };
}
