import { describe, expect, it } from 'vitest';
import { followLaunches } from '../src/doors/launched';
import { SharedPictures, addressWithoutShared, sharedBy } from '../src/doors/shared';
import type { Failure } from '../src/failure';

const BASE = 'https://example.org/spot/';

/** Cache Storage in memory; `room` is how many entries it takes. */
class Disk {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  room = Infinity;
  opened = false;

  readonly storage = {
    has: () => Promise.resolve(this.opened),
    open: () => {
      this.opened = true;
      return Promise.resolve({
        keys: () => Promise.resolve([...this.entries.keys()].map((url) => new Request(url))),
        match: (url: string) => {
          const bytes = this.entries.get(url);
          return Promise.resolve(bytes === undefined ? undefined : new Response(bytes));
        },
        put: async (url: string, response: Response) => {
          if (this.entries.size >= this.room) throw new DOMException('no room', 'QuotaExceededError');
          this.entries.set(url, new Uint8Array(await response.arrayBuffer()));
        },
        delete: (url: string) => Promise.resolve(this.entries.delete(url)),
      });
    },
  } as unknown as CacheStorage;
}

function form(...contents: (string | File)[]): () => Promise<FormData> {
  const data = new FormData();
  for (const content of contents) data.append('pictures', content);
  return () => Promise.resolve(data);
}

const file = (content: string): File => new File([content], 'mole.jpg', { type: 'image/jpeg' });
const texts = (blobs: readonly Blob[]): Promise<string[]> => Promise.all(blobs.map((blob) => blob.text()));

describe('shared pictures', () => {
  it('are put aside in their order, taken once, and gone then', async () => {
    const disk = new Disk();
    // A clock goes on while the pictures are looked through.
    let now = 1000;
    const shared = new SharedPictures(() => disk.storage, BASE, () => (now += 1));
    const twelve = Array.from({ length: 12 }, (_, n) => file(`picture ${n}`));
    expect(await shared.keep(form(...twelve))).toBe('./?shared=0');
    now += 500;
    await shared.keep(form(file('of another app')));
    expect(await texts(await shared.take())).toEqual([...twelve.map((_, n) => `picture ${n}`), 'of another app']);
    expect(disk.entries.size).toBe(0);
    expect(await shared.take()).toEqual([]);
  });

  it('are files: text beside them is none, and what another field brings is not taken', async () => {
    const disk = new Disk();
    const shared = new SharedPictures(() => disk.storage, BASE);
    const data = new FormData();
    data.append('title', 'My mole');
    data.append('pictures', 'text');
    data.append('other', file('other'));
    expect(await shared.keep(() => Promise.resolve(data))).toBe('./?shared=0');
    expect(disk.entries.size).toBe(0);
  });

  it('that the disk has no room for are counted, and the others kept', async () => {
    const disk = new Disk();
    disk.room = 2;
    const shared = new SharedPictures(() => disk.storage, BASE);
    expect(await shared.keep(form(file('a'), file('b'), file('c'), file('d')))).toBe('./?shared=2');
    expect(await texts(await shared.take())).toEqual(['a', 'b']);
  });

  it('are said to be lost where the form cannot be read, or nothing can be stored', async () => {
    const broken = (): Promise<FormData> => Promise.reject(new TypeError('not a form'));
    expect(await new SharedPictures(() => new Disk().storage, BASE).keep(broken)).toBe('./?shared=1');
    const blocked = new SharedPictures(() => {
      throw new DOMException('insecure', 'SecurityError');
    }, BASE);
    expect(await blocked.keep(form(file('a')))).toBe('./?shared=1');
  });

  it('that nobody came for are not kept, and not shown to who comes too late', async () => {
    const disk = new Disk();
    let now = 0;
    const shared = new SharedPictures(() => disk.storage, BASE, () => now);
    await shared.keep(form(file('old')));
    now = 9 * 60 * 1000;
    await shared.keep(form(file('new')));
    await shared.tidy();
    expect(disk.entries.size).toBe(2);
    now = 11 * 60 * 1000;
    await shared.tidy();
    expect([...disk.entries.values()].map((bytes) => new TextDecoder().decode(bytes))).toEqual(['new']);
    now = 60 * 60 * 1000;
    expect(await shared.take()).toEqual([]);
    expect(disk.entries.size).toBe(0);
  });

  it('of a clock that has been set back, and what was never shared, are no pictures', async () => {
    const disk = new Disk();
    disk.entries.set(`${BASE}shared/99999-0`, new Uint8Array(3));
    disk.entries.set(`${BASE}shared/nonsense`, new Uint8Array(3));
    disk.entries.set('https://elsewhere.org/shared/1000-0', new Uint8Array(3));
    expect(await new SharedPictures(() => disk.storage, BASE, () => 1000).take()).toEqual([]);
    expect(disk.entries.size).toBe(0);
  });

  it('leave nothing behind on a visit that nobody shared to', async () => {
    const disk = new Disk();
    await new SharedPictures(() => disk.storage, BASE).tidy();
    expect(disk.opened).toBe(false);
  });
});

describe('the address', () => {
  it.each([
    ['', undefined],
    ['?engine=cpu', undefined],
    ['?shared', 0],
    ['?shared=0', 0],
    ['?shared=2&engine=cpu', 2],
    ['?shared=-3', 0],
    ['?shared=many', 0],
  ])('%s tells that %s were lost', (search, lost) => {
    expect(sharedBy(search)).toBe(lost);
  });

  it('loses that and keeps the rest', () => {
    expect(addressWithoutShared(`${BASE}?engine=cpu&shared=0#/`)).toBe(`${BASE}?engine=cpu#/`);
  });
});

describe('files opened with the installed page', () => {
  /** The browser's queue, which is given its consumer and then launches. */
  async function launch(...files: { getFile?: () => Promise<File> }[]) {
    const taken: Blob[][] = [];
    const failures: string[] = [];
    let consume: ((parameters: object) => void) | undefined;
    const launchQueue = { setConsumer: (consumer: (parameters: object) => void) => (consume = consumer) };
    followLaunches({ launchQueue }, (blobs) => taken.push(blobs), ({ code }: Failure) => failures.push(code));
    consume?.({ files });
    await new Promise((resolve) => setTimeout(resolve));
    return { taken: await Promise.all(taken.map(texts)), failures };
  }

  const handle = (content: string): { getFile: () => Promise<File> } => ({ getFile: () => Promise.resolve(file(content)) });
  const gone = { getFile: (): Promise<File> => Promise.reject(new DOMException('gone', 'NotFoundError')) };

  it('are taken together, in their order', async () => {
    expect(await launch(handle('a'), handle('b'))).toEqual({ taken: [['a', 'b']], failures: [] });
  });

  it('cost each other nothing, and one that has gone is said', async () => {
    expect(await launch(gone, handle('b'), {})).toEqual({ taken: [['b']], failures: ['file-unreadable'] });
    expect(await launch(gone)).toEqual({ taken: [], failures: ['file-unreadable'] });
  });

  it('may be none: an ordinary start', async () => {
    expect(await launch()).toEqual({ taken: [], failures: [] });
    expect(() => followLaunches({}, () => undefined, () => undefined)).not.toThrow();
  });
});
