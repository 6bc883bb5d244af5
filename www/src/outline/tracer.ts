import type { Crop, NetworkFiles } from '../engine/protocol';
import { Failure, asFailure } from '../failure';
import { readNetworkCard, type NetworkCard } from '../model/card';
import type { ModelStore, Offer } from '../model/store';
import type { Photo } from '../picture/intake';
import { concernsModel, squareOf, type Session } from '../session';
import { readOutline, type Outline } from './outline';

/** What the tracer needs of a session. */
export interface Shop {
  readonly offer: Offer | undefined;
  readonly store: Pick<ModelStore, 'found' | 'fetchPair' | 'put'>;
  readonly engines: Pick<Session['engines'], 'trace'>;
  start(): Promise<void>;
  noteOutline(here: boolean): void;
}

/** What came of tracing: the outline, if there is a clear one, and the card of the network that looked for it. */
export interface Traced {
  readonly outline: Outline | undefined;
  readonly card: NetworkCard;
}

interface Network extends NetworkFiles {
  readonly id: string;
  /** It came from the network and is not kept yet. */
  readonly fresh: boolean;
}

export type OnProgress = (received: number, total: number) => void;

/** Fetches the network for outlines when it is first wanted, keeps it for the next visit, and has it look at squares. */
export class Tracer {
  readonly #shop: Shop;
  /** Held here too: where nothing can be stored, it is fetched once a visit. */
  #network: Promise<Network> | undefined;
  /** Whether it was on the device when that was last known. */
  #here = false;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  async trace(photo: Pick<Photo, 'bitmap'>, crop: Crop, onProgress: OnProgress = () => undefined): Promise<Traced> {
    const entry = this.#shop.offer?.outline;
    if (entry === undefined) throw new Failure('weights-missing');
    // It was taken off the device meanwhile.
    if (this.#here && !entry.here) this.#network = undefined;
    this.#here = entry.here;
    let network = await this.#open(() => this.#find(entry.id, onProgress));
    let json: string;
    try {
      json = await this.#ask(photo, crop, network);
    } catch (thrown) {
      // A copy of long ago may be none that this engine takes: then the site's own may do.
      if (network.fresh || !concernsModel(thrown)) throw thrown;
      this.#network = undefined;
      network = await this.#open(() => this.#fetch(entry.id, onProgress));
      json = await this.#ask(photo, crop, network);
    }
    if (network.fresh) await this.#keep(network);
    return { outline: readOutline(json), card: readNetworkCard(network.cardJson) };
  }

  async #ask(photo: Pick<Photo, 'bitmap'>, crop: Crop, network: Network): Promise<string> {
    await this.#shop.start();
    return this.#shop.engines.trace(squareOf(photo, crop), network);
  }

  async #open(how: () => Promise<Network>): Promise<Network> {
    this.#network ??= how();
    try {
      return await this.#network;
    } catch (thrown) {
      this.#network = undefined;
      throw thrown;
    }
  }

  async #find(id: string, onProgress: OnProgress): Promise<Network> {
    const copy = await this.#shop.store.found(id);
    return copy === undefined ? this.#fetch(id, onProgress) : { id, ...copy, fresh: false };
  }

  async #fetch(id: string, onProgress: OnProgress): Promise<Network> {
    try {
      return { id, ...(await this.#shop.store.fetchPair(id, onProgress)), fresh: true };
    } catch (thrown) {
      const { code, detail } = asFailure(thrown);
      throw code === 'model-offline' ? new Failure('outline-offline', {}, detail) : thrown;
    }
  }

  /** Only what the engine has taken is kept. Without room for it this visit works all the same. */
  async #keep(network: Network): Promise<void> {
    this.#network = Promise.resolve({ ...network, fresh: false });
    await this.#shop.store.put(network).catch(() => undefined);
    this.#here = true;
    this.#shop.noteOutline(true);
  }
}

const tracers = new WeakMap<Session, Tracer>();

/** One a session. */
export function tracerOf(session: Session): Tracer {
  const tracer = tracers.get(session) ?? new Tracer(session);
  tracers.set(session, tracer);
  return tracer;
}
