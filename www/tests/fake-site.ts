import { sha256 } from '../src/model/digest';

export const BASE = 'https://example.test/weights/';

/** A site whose every file can be replaced, removed or cut off. */
export class Site {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly asked: string[] = [];
  /** Whose answers begin, and then break off or say nothing more. */
  readonly streams = new Map<string, UnderlyingDefaultSource<Uint8Array>>();
  online = true;

  /** Puts a version of a model on the site; the first one offered is its default. */
  async offer(version: string, weights: Uint8Array<ArrayBuffer>, id = 'skin28', kind = 'skin-lesion'): Promise<void> {
    const card = {
      format: 1,
      id,
      version,
      task: { title: 'Spots', shows: 'One spot.', kind },
      classes: [{ code: 'nv', name: 'Mole', description: 'A mole.', group: 'benign' }],
      groups: [{ code: 'benign', title: 'Not ruled out', description: '…' }],
      input: { size: 28 },
      weights: { file: 'weights.bpk', bytes: weights.length, sha256: await sha256(weights) },
      figures: [],
      limits: [],
      licences: { code: 'MIT', weights: 'CC', data: 'CC' },
    };
    this.#entries.set(id, { id, ...card.task, bytes: weights.length });
    this.list([...this.#entries.keys()]);
    this.put(`${id}/card.json`, JSON.stringify(card));
    this.files.set(`${id}/weights.bpk`, weights);
  }

  /** Puts the network for outlines beside the models. */
  async offerOutline(version: string, weights: Uint8Array<ArrayBuffer>): Promise<void> {
    const card = {
      format: 1,
      id: 'outline',
      version,
      weights: { file: 'weights.bpk', bytes: weights.length, sha256: await sha256(weights) },
      figures: [],
      limits: ['It is drawn.'],
      licences: { code: 'MIT', weights: 'CC', data: 'CC' },
    };
    this.#outline = { id: 'outline', bytes: weights.length };
    this.list([...this.#entries.keys()]);
    this.put('outline/card.json', JSON.stringify(card));
    this.files.set('outline/weights.bpk', weights);
  }

  /** Lists these models, the first as the default. */
  list(ids: readonly string[]): void {
    const models = ids.map((id) => this.#entries.get(id));
    this.put('models.json', JSON.stringify({ format: 2, default: ids[0], models, outline: this.#outline }));
  }

  readonly #entries = new Map<string, object>();
  #outline: object | undefined;

  put(path: string, text: string): void {
    this.files.set(path, new TextEncoder().encode(text));
  }

  readonly fetch: typeof fetch = (input, init) => {
    const path = String(input).slice(BASE.length);
    this.asked.push(path);
    if (!this.online) return Promise.reject(new TypeError('Failed to fetch'));
    const source = this.streams.get(path);
    if (source !== undefined) {
      const begun = new TransformStream<Uint8Array, Uint8Array>();
      const { signal } = init ?? {};
      // As fetch does: the signal breaks the body off, not only the request.
      new ReadableStream(source).pipeTo(begun.writable, signal ? { signal } : {}).catch(() => undefined);
      return Promise.resolve(new Response(begun.readable as ReadableStream<Uint8Array<ArrayBuffer>>));
    }
    const bytes = this.files.get(path);
    return Promise.resolve(bytes === undefined ? new Response(null, { status: 404 }) : new Response(bytes.slice()));
  };
}
