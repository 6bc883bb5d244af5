import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Flow } from '../src/app/flow';
import { MOST, stateOf } from '../src/app/queue';
import { Failure } from '../src/failure';
import type { Photo } from '../src/picture/intake';
import type { Pictures } from '../src/picture/pictures';
import type { Answer, Session } from '../src/session';

/** A bitmap that notes when it is closed. */
class FakeBitmap {
  static open = 0;
  readonly width = 400;
  readonly height = 300;
  #closed = false;

  constructor(readonly of: string) {
    FakeBitmap.open += 1;
  }

  close(): void {
    if (!this.#closed) FakeBitmap.open -= 1;
    this.#closed = true;
  }
}

const bitmap = (of: string): ImageBitmap => new FakeBitmap(of) as unknown as ImageBitmap;

/** Pictures that need no decoder: a file's text is what it shows, and `bad` cannot be opened. */
class FakePictures implements Pictures {
  readonly opened: string[] = [];
  /** Files that are decoded only when they are let go. */
  readonly held = new Map<string, Promise<void>>();

  async open(source: Blob | ImageBitmap): Promise<Photo> {
    const of = source instanceof Blob ? await source.text() : (source as unknown as FakeBitmap).of;
    this.opened.push(of);
    await this.held.get(of);
    if (of.startsWith('bad')) throw new Failure('file-broken', {}, of);
    return { bitmap: bitmap(of), preview: bitmap(`preview of ${of}`), width: 400, height: 300, file: undefined, notes: [], decodeMs: 1 };
  }

  close(photo: Photo): void {
    photo.bitmap.close();
    photo.preview.close();
  }

  suggest(): { x: number; y: number; side: number } {
    return { x: 10, y: 10, side: 50 };
  }

  thumbnail(photo: Photo): Promise<ImageBitmap> {
    return Promise.resolve(bitmap(`thumbnail of ${shown(photo)}`));
  }

  hold(of: string): () => void {
    let release = (): void => undefined;
    this.held.set(of, new Promise((resolve) => (release = resolve)));
    return release;
  }
}

class FakeSession extends EventTarget {
  readonly card = { smallest: 28 };
  kind: string | undefined = 'skin-lesion';
  failure: Failure | undefined;
  asked = 0;
  classify = (): Promise<Answer> => {
    this.asked += 1;
    return Promise.resolve({ verdict: { state: 'answer' }, engine: 'cpu', decodeMs: 0 } as unknown as Answer);
  };

  start(): Promise<void> {
    return Promise.resolve();
  }
}

const shown = (photo: Photo | undefined): string | undefined => (photo?.bitmap as unknown as FakeBitmap | undefined)?.of;
const files = (...contents: string[]): Blob[] => contents.map((content) => new Blob([content]));
/** Until what is done in the background has been done. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

let pictures: FakePictures;
let session: FakeSession;
let flow: Flow;

beforeEach(() => {
  FakeBitmap.open = 0;
  pictures = new FakePictures();
  session = new FakeSession();
  flow = new Flow(session as unknown as Session, pictures);
});

// What one test left to be done in the background must not be counted in the next.
afterEach(settled);

const states = (): string[] => flow.queue.items.map(stateOf);
const ids = (): number[] => flow.queue.items.map(({ id }) => id);
const id = (place: number): number => ids()[place] ?? NaN;

describe('one picture', () => {
  it('is opened, with the middle square and a suggestion beside it', async () => {
    await flow.takeFiles(files('a'));
    expect([flow.view, shown(flow.photo), flow.crop]).toEqual(['photo', 'a', { x: 50, y: 0, side: 300 }]);
    expect(flow.suggestion).toEqual({ x: 10, y: 10, side: 50 });
    expect(pictures.opened).toEqual(['a']);
  });

  it('has no suggestion where the model looks at something else than spots', async () => {
    session.kind = 'chest-xray';
    await flow.takeFiles(files('a'));
    expect(flow.suggestion).toBeUndefined();
  });

  it('takes the place of the one before, whose memory is given back', async () => {
    await flow.takeFiles(files('a'));
    await flow.takeFiles(files('b'));
    expect([shown(flow.photo), flow.queue.size, FakeBitmap.open]).toEqual(['b', 1, 2]);
  });

  it('that cannot be opened takes nothing away', async () => {
    await flow.takeFiles(files('a'));
    flow.moveCrop({ x: 5, y: 5, side: 100 });
    await flow.check();
    await flow.takeFiles(files('bad'));
    expect([flow.problem?.code, shown(flow.photo), flow.crop, flow.result?.answer.verdict.state]).toEqual([
      'file-broken',
      'a',
      { x: 5, y: 5, side: 100 },
      'answer',
    ]);
  });

  it('given later stays, though the one before is decoded last', async () => {
    const release = pictures.hold('slow');
    const first = flow.takeFiles(files('slow'));
    await flow.takeFiles(files('quick'));
    release();
    await first;
    expect([shown(flow.photo), flow.opening, FakeBitmap.open]).toEqual(['quick', false, 2]);
  });

  it('from the camera has the guide’s square, and lets its frame go when it goes', async () => {
    await flow.takeFrame({ bitmap: bitmap('frame'), crop: { x: 20.4, y: 30, side: 200 }, decodeMs: 7 });
    expect([flow.crop, flow.photo?.decodeMs]).toEqual([{ x: 20, y: 30, side: 200 }, 7]);
    flow.startOver();
    expect([flow.view, FakeBitmap.open]).toEqual(['start', 0]);
  });
});

describe('several pictures', () => {
  it('become a queue: the first is shown, and it alone stays decoded', async () => {
    await flow.takeFiles(files('a', 'b', 'c'));
    await settled();
    expect([shown(flow.photo), states()]).toEqual(['a', ['waiting', 'waiting', 'waiting']]);
    expect(flow.queue.items.map(({ thumbnail }) => (thumbnail as unknown as FakeBitmap).of)).toEqual(['a', 'b', 'c'].map((of) => `thumbnail of ${of}`));
    // One photo, its preview, and three thumbnails.
    expect(FakeBitmap.open).toBe(5);
  });

  it('each keep their own square and verdict', async () => {
    await flow.takeFiles(files('a', 'b'));
    flow.moveCrop({ x: 1, y: 1, side: 100 });
    await flow.check();
    await flow.step(1);
    expect([shown(flow.photo), flow.crop?.side, flow.result]).toEqual(['b', 300, undefined]);
    await flow.step(-1);
    expect([shown(flow.photo), flow.crop, flow.result?.crop]).toEqual(['a', { x: 1, y: 1, side: 100 }, { x: 1, y: 1, side: 100 }]);
    expect(states()).toEqual(['answer', 'waiting']);
    expect(session.asked).toBe(1);
  });

  it('do not lose each other to one that cannot be opened, wherever it stands', async () => {
    await flow.takeFiles(files('bad', 'b', 'bad too', 'd'));
    await settled();
    expect([shown(flow.photo), flow.problem, states()]).toEqual(['b', undefined, ['failed', 'waiting', 'failed', 'waiting']]);
    await flow.step(1);
    expect([flow.photo, flow.queue.current?.failure?.detail]).toEqual([undefined, 'bad too']);
    await flow.step(1);
    expect(shown(flow.photo)).toBe('d');
  });

  it('none of which can be opened take nothing away, and the first says why', async () => {
    await flow.takeFiles(files('a'));
    await flow.takeFiles(files('bad', 'bad too'));
    expect([flow.problem?.detail, shown(flow.photo), flow.queue.size]).toEqual(['bad', 'a', 1]);
  });

  it('are added to by those given later, and the first of the new ones is shown', async () => {
    await flow.takeFiles(files('a', 'b'));
    await flow.check();
    await flow.takeFiles(files('c'));
    await flow.takeFrame({ bitmap: bitmap('frame'), crop: { x: 0, y: 0, side: 50 }, decodeMs: 1 });
    expect([shown(flow.photo), states()]).toEqual(['frame', ['answer', 'waiting', 'waiting', 'waiting']]);
    await flow.step(-1);
    await flow.step(1);
    // A frame has no file to be read again, and is there all the same.
    expect([shown(flow.photo), flow.crop?.side]).toEqual(['frame', 50]);
  });

  it('are no more than fit, and how many were left out is said', async () => {
    await flow.takeFiles(files(...Array.from({ length: MOST + 4 }, (_, n) => `${n}`)));
    expect([flow.queue.size, flow.problem?.code, flow.problem?.facts]).toEqual([MOST, 'queue-full', { most: MOST, left: 4 }]);
    await flow.takeFiles(files('more'));
    expect([flow.queue.size, shown(flow.photo), flow.problem?.facts]).toEqual([MOST, '0', { most: MOST, left: 1 }]);
  });

  it('can be stepped through quickly: the last one wished for is shown', async () => {
    await flow.takeFiles(files('a', 'b', 'c', 'd'));
    await settled();
    const release = pictures.hold('b');
    const steps = [flow.step(1), flow.step(1), flow.step(1)];
    release();
    await Promise.all(steps);
    expect([shown(flow.photo), flow.queue.current?.id, flow.opening]).toEqual(['d', id(3), false]);
    expect(FakeBitmap.open).toBe(2 + 4);
  });

  it('are taken out one by one: the next one is shown, and after the last the doors', async () => {
    await flow.takeFiles(files('a', 'b', 'c'));
    await settled();
    await flow.step(1);
    await flow.remove(id(1));
    expect(shown(flow.photo)).toBe('c');
    await flow.remove(id(0));
    expect([shown(flow.photo), flow.queue.size]).toEqual(['c', 1]);
    await flow.remove(id(0));
    expect([flow.view, flow.queue.size, FakeBitmap.open]).toEqual(['start', 0, 0]);
  });

  it('taken out while it is being drawn or opened comes back in no way', async () => {
    const release = pictures.hold('b');
    await flow.takeFiles(files('a', 'b', 'c'));
    const going = flow.go(id(1));
    await flow.remove(id(1));
    release();
    await going;
    await settled();
    expect(flow.queue.items).toHaveLength(2);
    expect(flow.opening).toBe(false);
    expect(FakeBitmap.open).toBe(2 + 2);
  });

  it('go all at once when one starts over, and nothing of them stays in memory', async () => {
    await flow.takeFiles(files('a', 'b', 'bad'));
    flow.startOver();
    await settled();
    expect([flow.queue.size, flow.photo, flow.view, FakeBitmap.open]).toEqual([0, undefined, 'start', 0]);
  });

  it('lose their verdicts, and nothing else, when another model answers', async () => {
    await flow.takeFiles(files('a', 'b'));
    await flow.check();
    session.dispatchEvent(new Event('model'));
    expect([states(), shown(flow.photo)]).toEqual([['waiting', 'waiting'], 'a']);
  });
});

describe('a verdict on its way', () => {
  it('is not waited for, nor said to have failed, when one goes to another picture', async () => {
    let refuse = (thrown: unknown): void => void thrown;
    await flow.takeFiles(files('a', 'b'));
    session.classify = () => new Promise((_, reject) => (refuse = reject));
    const checking = flow.check();
    await settled();
    expect(flow.checking).toBe(true);
    await flow.step(1);
    // The picture's pixels are gone, which the engine may complain of.
    refuse(new DOMException('the bitmap is closed', 'InvalidStateError'));
    await checking;
    expect([flow.checking, flow.problem, states()]).toEqual([false, undefined, ['waiting', 'waiting']]);
  });

  it('that comes too late is not the other picture’s', async () => {
    let give = (answer: Answer): void => void answer;
    await flow.takeFiles(files('a', 'b'));
    session.classify = () => new Promise((resolve) => (give = resolve));
    const checking = flow.check();
    await settled();
    await flow.step(1);
    give({ verdict: { state: 'answer' }, engine: 'cpu', decodeMs: 0 } as unknown as Answer);
    await checking;
    expect(states()).toEqual(['waiting', 'waiting']);
  });

  it('that fails is said, and takes nothing away', async () => {
    await flow.takeFiles(files('a', 'b'));
    session.classify = () => Promise.reject(new Failure('inference'));
    await flow.check();
    expect([flow.problem?.code, shown(flow.photo), flow.queue.size]).toEqual(['inference', 'a', 2]);
  });
});
