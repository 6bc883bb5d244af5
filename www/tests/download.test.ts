import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../src/model/digest';
import { download } from '../src/model/download';
import { Partials, type Whole } from '../src/model/partial';
import { FakeCaches } from './fake-cache';

const BASE = 'https://example.test/weights/';
const TOTAL = 10_000;
const file = Uint8Array.from({ length: TOTAL }, (_, index) => (index * 7) % 251);
const other = Uint8Array.from({ length: TOTAL }, (_, index) => (index * 3) % 241);

/** A host of one file, with whatever it makes of a request for a part of it. */
class Host {
  bytes = file;
  etag: string | undefined = '"one"';
  ranges = true;
  /** Breaks the connection off once it has sent this many bytes. */
  breakAfter = Infinity;
  /** What it says of a part, when that is not the truth. */
  contentRange: string | undefined;
  status: number | undefined;
  /** Bytes that come at once. */
  step = 1000;
  /** Called after each step. */
  onSent = (_sent: number): void => undefined;
  readonly asked: Readonly<Record<string, string>>[] = [];
  sent = 0;

  readonly fetch: typeof fetch = (_, init) => {
    const headers = new Headers(init?.headers);
    this.asked.push(Object.fromEntries(headers));
    if (init?.signal?.aborted === true) return Promise.reject(init.signal.reason as Error);
    if (this.status !== undefined) return Promise.resolve(new Response('no', { status: this.status }));
    const answered = new Headers(this.etag === undefined ? {} : { etag: this.etag });
    const range = /^bytes=(\d+)-$/.exec(headers.get('range') ?? '');
    const condition = headers.get('if-range');
    const start = range !== null && this.ranges && (condition === null || condition === this.etag) ? Number(range[1]) : undefined;
    if (start !== undefined && start >= this.bytes.length) return Promise.resolve(new Response(null, { status: 416 }));
    if (start !== undefined) answered.set('content-range', this.contentRange ?? `bytes ${start}-${this.bytes.length - 1}/${this.bytes.length}`);
    const body = this.#body(this.bytes.subarray(start ?? 0), init?.signal ?? undefined);
    return Promise.resolve(new Response(body, { status: start === undefined ? 200 : 206, headers: answered }));
  };

  #body(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal | undefined): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = 0;
    return new ReadableStream({
      pull: (stream) => {
        if (signal?.aborted === true) stream.error(signal.reason);
        else if (at >= this.breakAfter) stream.error(new TypeError('network error'));
        else if (at >= bytes.length) stream.close();
        else {
          stream.enqueue(bytes.slice(at, (at += this.step)));
          this.sent += this.step;
          this.onSent(at);
        }
      },
    });
  }
}

let host: Host;
let cache: FakeCaches;
let partials: Partials;
let whole: Whole;
let progress: number[];

beforeEach(async () => {
  host = new Host();
  cache = new FakeCaches();
  partials = new Partials(() => cache.storage, BASE);
  whole = { id: 'skin28', sha256: (await sha256(file)) ?? '', total: TOTAL };
  progress = [];
});

function get(signal?: AbortSignal): Promise<Uint8Array> {
  host.asked.length = 0;
  host.sent = 0;
  progress.length = 0;
  return download({
    whole,
    url: `${BASE}skin28/weights.bpk`,
    name: 'skin28/weights.bpk',
    fetch: host.fetch,
    partials,
    onProgress: (received) => progress.push(received),
    signal,
  });
}

const failure = (code: string) => expect.objectContaining({ code }) as unknown;

/** A download that broke off in the middle; the host is whole again afterwards. */
async function broken(after = 4000): Promise<void> {
  host.breakAfter = after;
  await expect(get()).rejects.toEqual(failure('model-offline'));
  host.breakAfter = Infinity;
}

describe('a download', () => {
  it('asks for everything, counts, and leaves nothing behind', async () => {
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([{}]);
    expect(progress).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000]);
    expect(cache.entries.size).toBe(0);
  });

  it('that broke off is gone on with: the rest alone is asked for, and only of the same version', async () => {
    await broken();
    expect(await partials.list()).toEqual([{ id: 'skin28', received: 4000, total: TOTAL }]);
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([{ range: 'bytes=4000-', 'if-range': '"one"' }]);
    expect(host.sent).toBe(6000);
    expect(progress[0]).toBe(4000);
    expect(cache.entries.size).toBe(0);
  });

  it('breaks as often as it likes', async () => {
    await broken(3000);
    await broken(2000);
    await broken(1000);
    expect(host.asked).toEqual([{ range: 'bytes=5000-', 'if-range': '"one"' }]);
    expect(await get()).toEqual(file);
    expect(host.asked[0]).toMatchObject({ range: 'bytes=6000-' });
  });

  it('is paused by the person, which is no failure, and gone on with', async () => {
    const pause = new AbortController();
    host.onSent = (at) => at >= 5000 && pause.abort();
    await expect(get(pause.signal)).rejects.toMatchObject({ name: 'AbortError' });
    host.onSent = () => undefined;
    const [paused] = await partials.list();
    expect(paused?.received).toBeGreaterThanOrEqual(4000);
    expect(await get()).toEqual(file);
    expect(host.sent).toBe(TOTAL - (paused?.received ?? 0));
  });

  it('that is paused before it begins asks for nothing', async () => {
    await expect(get(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(host.sent).toBe(0);
  });

  it('of a large file keeps what has come while it goes on', async () => {
    const large = new Uint8Array(9_000_000).map((_, index) => index % 253);
    host.bytes = large;
    host.step = 100_000;
    whole = { id: 'large', sha256: (await sha256(large)) ?? '', total: large.length };
    let kept: readonly { received: number }[] = [];
    let looked: Promise<void> = Promise.resolve();
    host.onSent = (at) => {
      if (at === 8_900_000) looked = partials.list().then((found) => void (kept = found));
    };
    expect((await get()).length).toBe(large.length);
    await looked;
    expect(kept[0]?.received).toBeGreaterThan(4_000_000);
    // Of what is nearly there no further piece is kept.
    expect(kept[0]?.received).toBeLessThan(8_000_000);
    expect(cache.entries.size).toBe(0);
  });
});

describe('a host that cannot continue', () => {
  it('since it knows no parts, sends everything again', async () => {
    await broken();
    host.ranges = false;
    expect(await get()).toEqual(file);
    expect(host.asked).toHaveLength(1);
    expect(host.sent).toBe(TOTAL);
  });

  it('since the file is another one by now, sends that, and it is refused', async () => {
    await broken();
    host.bytes = other;
    host.etag = '"two"';
    await expect(get()).rejects.toEqual(failure('weights-hash'));
    expect(cache.entries.size).toBe(0);
  });

  it('since the file has another name for its version, sends everything, and it is whole', async () => {
    await broken();
    host.etag = '"two"';
    await broken(2000);
    // What had come of the old answer is not mixed with the new one's.
    expect(await partials.list()).toEqual([{ id: 'skin28', received: 2000, total: TOTAL }]);
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([{ range: 'bytes=2000-', 'if-range': '"two"' }]);
  });

  it('since the rest is refused, is asked for everything', async () => {
    await broken();
    host.bytes = file.slice(0, 3000);
    await expect(get()).rejects.toEqual(failure('weights-size'));
    host.bytes = file;
    expect(await get()).toEqual(file);
  });

  it.each(['bytes 0-9999/10000', 'bytes 4000-9999/20000', 'bytes 4001-9999/10000', 'nonsense', ''])(
    'though it says so (%j), is asked for everything',
    async (contentRange) => {
      await broken();
      host.contentRange = contentRange;
      expect(await get()).toEqual(file);
      expect(host.asked).toEqual([{ range: 'bytes=4000-', 'if-range': '"one"' }, {}]);
    },
  );

  it('with a weak name, or none, for its version is asked without one: the hash decides', async () => {
    for (const etag of ['W/"one"', undefined]) {
      host.etag = etag;
      await broken();
      expect(await get()).toEqual(file);
      expect(host.asked).toEqual([{ range: 'bytes=4000-' }]);
    }
  });

  it('and continues with another file is found out, and everything asked for once', async () => {
    host.etag = undefined;
    host.bytes = other;
    await broken();
    host.bytes = file;
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([{ range: 'bytes=4000-' }, {}]);
  });

  it('that is down leaves the beginning where it is', async () => {
    await broken();
    host.status = 503;
    await expect(get()).rejects.toEqual(failure('weights-missing'));
    expect(await partials.list()).toHaveLength(1);
  });
});

describe('a beginning that was kept', () => {
  it('is refused as a whole when a bit of it was turned', async () => {
    await broken();
    cache.flip('/partial/');
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([{ range: 'bytes=4000-', 'if-range': '"one"' }, {}]);
  });

  it.each([
    ['no JSON', '{"total"'],
    ['another length', '{"total": 7}'],
    ['nothing', 'null'],
  ])('of which the label is %s is none', async (_, text) => {
    await broken();
    const [url = ''] = cache.having('info.json');
    cache.entries.set(url, new TextEncoder().encode(text));
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([{}]);
  });

  it('with a hole in it counts up to there', async () => {
    await broken(2000);
    await broken(2000);
    const [, second = ''] = cache.having(`/partial/${whole.sha256}/`).filter((url) => /\/\d+$/.test(url));
    cache.entries.delete(second);
    expect(await get()).toEqual(file);
    expect(host.asked[0]).toMatchObject({ range: 'bytes=2000-' });
  });

  it('of another version is left alone, and cleared with the model', async () => {
    await broken();
    const newer = { ...whole, sha256: (await sha256(other)) ?? '' };
    expect(await partials.read(newer)).toMatchObject({ received: 0 });
    await partials.clear('skin28');
    expect(cache.entries.size).toBe(0);
  });

  it('that is complete is asked for no more, only hashed', async () => {
    await partials.add(whole, undefined, 0, file);
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([]);
  });

  it('has no room: then the next call begins anew', async () => {
    cache.room = 0;
    await broken();
    expect(await get()).toEqual(file);
    expect(host.asked).toEqual([{}]);
  });

  it('cannot be read where there is no storage at all', async () => {
    partials = new Partials(() => {
      throw new ReferenceError('caches is not defined');
    }, BASE);
    expect(await get()).toEqual(file);
  });
});
