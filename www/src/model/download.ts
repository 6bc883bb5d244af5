import { Failure, asFailure } from '../failure';
import { sha256 } from './digest';
import type { Beginning, Partials, Whole } from './partial';
import { Silence } from './silence';

export interface Download {
  readonly whole: Whole;
  readonly url: string;
  /** The file as messages name it. */
  readonly name: string;
  readonly fetch: typeof fetch;
  readonly partials: Partials;
  readonly onProgress: (received: number, total: number) => void;
  /** Pauses it: what has come is kept. */
  readonly signal?: AbortSignal | undefined;
}

/** A slow network may take its time, but not say nothing for so long. */
const SILENCE_MS = 60_000;
/** Kept while it goes on, since a phone may end the page at any moment; what is shorter waits for a break. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** With less than this left the rest is there sooner than a piece is kept, and the reading would wait for that. */
const NEARLY_BYTES = PIECE_BYTES / 4;

const NOTHING: Beginning = { bytes: [], received: 0, etag: undefined };

/**
 * Fetches a weight file and holds it to its hash. When it breaks off, what has come is kept, and the next
 * call asks the server for the rest alone; a server that cannot do that sends everything again.
 */
export async function download(wanted: Download): Promise<Uint8Array<ArrayBuffer>> {
  const { whole, partials } = wanted;
  const kept = await partials.read(whole).catch(() => NOTHING);
  try {
    return await attempt(wanted, kept);
  } catch (thrown) {
    const { code } = asFailure(thrown);
    if (code !== 'weights-hash' && code !== 'weights-size') throw thrown;
    await partials.clear(whole.id).catch(() => undefined);
    // The fault may lie in what was kept: then it is not the site's, and the file is asked for once more.
    if (kept.received === 0) throw thrown;
    return attempt(wanted, NOTHING);
  }
}

async function attempt(wanted: Download, kept: Beginning): Promise<Uint8Array<ArrayBuffer>> {
  const { whole, signal, onProgress, partials } = wanted;
  const silence = new Silence(SILENCE_MS, signal);
  const file = new Incoming(wanted, silence);
  try {
    onProgress(kept.received, whole.total);
    if (kept.received < whole.total) await file.receive(kept);
    else file.begin(kept);
  } finally {
    silence.end();
  }
  const { bytes } = file;
  const hash = await sha256(bytes);
  if (hash !== undefined && hash !== whole.sha256) {
    throw new Failure('weights-hash', {}, `expected ${whole.sha256}, got ${hash}`);
  }
  if (file.inPieces) await partials.clear(whole.id).catch(() => undefined);
  return bytes;
}

/** A file on its way. */
class Incoming {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #wanted: Download;
  readonly #silence: Silence;
  #received = 0;
  /** Up to where it is kept. */
  #kept = 0;
  #etag: string | undefined;

  constructor(wanted: Download, silence: Silence) {
    this.#wanted = wanted;
    this.#silence = silence;
    this.bytes = new Uint8Array(wanted.whole.total);
  }

  /** Whether some of it was kept on the way: what was stored for nothing costs time before the first answer. */
  get inPieces(): boolean {
    return this.#kept > 0;
  }

  /** Starts from what is there already. */
  begin({ bytes, received, etag }: Beginning): void {
    let at = 0;
    for (const piece of bytes) {
      this.bytes.set(piece, at);
      at += piece.length;
    }
    this.#received = this.#kept = received;
    this.#etag = etag;
  }

  async receive(kept: Beginning): Promise<void> {
    const { whole, name, partials } = this.#wanted;
    const { response, rest } = await this.#ask(kept);
    if (!response.ok || response.body === null) {
      throw new Failure('weights-missing', { file: name }, `${name}: HTTP ${response.status}`);
    }
    this.#etag = strongTag(response);
    if (rest) this.begin({ ...kept, etag: this.#etag ?? kept.etag });
    // It comes from its beginning on: the one that was kept is not to be mixed with it.
    else if (kept.received > 0) await partials.clear(whole.id).catch(() => undefined);
    await this.#read(response.body);
    if (this.#received !== whole.total) {
      throw new Failure('weights-size', {}, `${this.#received} of ${whole.total} bytes`);
    }
  }

  /** Asks for the rest; for everything when there is none, or when what the server has for it does not fit. */
  async #ask({ received, etag }: Beginning): Promise<{ response: Response; rest: boolean }> {
    if (received === 0) return { response: await this.#fetch(), rest: false };
    const response = await this.#fetch({ range: `bytes=${received}-`, ...(etag === undefined ? {} : { 'if-range': etag }) });
    const rest = response.status === 206 && startsAt(response, received, this.#wanted.whole.total);
    if (rest || (response.status !== 206 && response.status !== 416)) return { response, rest };
    await response.body?.cancel();
    return { response: await this.#fetch(), rest: false };
  }

  async #fetch(headers?: Readonly<Record<string, string>>): Promise<Response> {
    const { url, name } = this.#wanted;
    const { signal } = this.#silence;
    try {
      // The browser's own cache must not decide which version this is, nor put parts together by itself.
      return await this.#wanted.fetch(url, headers === undefined ? { cache: 'no-cache', signal } : { cache: 'no-store', headers, signal });
    } catch (thrown) {
      throw this.#broken(thrown, name);
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const { whole, onProgress } = this.#wanted;
    const reader = body.getReader();
    for (;;) {
      let step: ReadableStreamReadResult<Uint8Array>;
      try {
        step = await reader.read();
      } catch (thrown) {
        await this.#keep();
        throw this.#broken(thrown, '');
      }
      this.#silence.broken();
      if (step.done) return;
      if (this.#received + step.value.byteLength > whole.total) {
        await reader.cancel();
        throw new Failure('weights-size', {}, `more than the ${whole.total} bytes the card names`);
      }
      this.bytes.set(step.value, this.#received);
      this.#received += step.value.byteLength;
      onProgress(this.#received, whole.total);
      const due = this.#received - this.#kept >= PIECE_BYTES && whole.total - this.#received >= NEARLY_BYTES;
      if (due) await this.#keep();
    }
  }

  /** Without room for it the next call begins anew: nothing else is lost. */
  async #keep(): Promise<void> {
    if (this.#received === this.#kept) return;
    const piece = this.bytes.slice(this.#kept, this.#received);
    const from = this.#kept;
    this.#kept = this.#received;
    await this.#wanted.partials.add(this.#wanted.whole, this.#etag, from, piece).catch(() => undefined);
  }

  /** A pause is the person's own doing and no failure. */
  #broken(thrown: unknown, name: string): unknown {
    if (this.#wanted.signal?.aborted === true) return this.#wanted.signal.reason;
    return new Failure('model-offline', {}, name === '' ? String(thrown) : `${name}: ${String(thrown)}`);
  }
}

/** A weak tag promises the same meaning, not the same bytes. */
function strongTag(response: Response): string | undefined {
  const tag = response.headers.get('etag');
  return tag === null || tag.startsWith('W/') ? undefined : tag;
}

function startsAt(response: Response, from: number, total: number): boolean {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  return Number(start) === from && (size === '*' || Number(size) === total);
}
