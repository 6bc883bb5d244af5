import { describe, expect, it, vi } from 'vitest';
import { Bridge, type WorkerHandle } from '../src/engine/bridge';
import type { Outcome } from '../src/engine/protocol';
import { Failure } from '../src/failure';

interface Api {
  echo(value: string): Promise<Outcome<string>>;
}

/** A worker whose every call waits until the test lets it go. */
class FakeWorker implements WorkerHandle<Api> {
  terminated = false;
  readonly calls: { value: string; settle: (outcome: Outcome<string>) => void }[] = [];
  crash: (message: string) => void = () => undefined;
  readonly api: Api = {
    echo: (value) => new Promise((settle) => this.calls.push({ value, settle })),
  };

  onCrash(report: (failure: Failure) => void): void {
    this.crash = (message) => report(new Failure('engine-trap', {}, message));
  }

  terminate(): void {
    this.terminated = true;
  }

  answer(index: number): void {
    const call = this.calls[index];
    call?.settle({ ok: true, value: call.value });
  }
}

function setUp(prepare: () => Promise<void> = () => Promise.resolve()) {
  const workers: FakeWorker[] = [];
  const bridge = new Bridge<Api>({
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    prepare,
    callLimitMs: 1000,
  });
  const call = (value: string, signal?: AbortSignal) => bridge.call((api) => api.echo(value), signal);
  return { bridge, workers, call };
}

/** Lets everything that waits on nothing but promises happen. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

const failure = (code: string) => expect.objectContaining({ code }) as unknown;

describe('the queue', () => {
  it('runs one call at a time, in order, on one worker', async () => {
    const { workers, call } = setUp();
    const first = call('a');
    const second = call('b');
    await breathe();
    expect(workers).toHaveLength(1);
    expect(workers[0]?.calls.map(({ value }) => value)).toEqual(['a']);
    workers[0]?.answer(0);
    expect(await first).toBe('a');
    await breathe();
    workers[0]?.answer(1);
    expect(await second).toBe('b');
  });

  it('goes on after a harmless failure, with the same worker', async () => {
    const { workers, call } = setUp();
    const first = call('a');
    const second = call('b');
    await breathe();
    workers[0]?.calls[0]?.settle({ ok: false, code: 'crop', message: 'outside', fatal: false });
    await expect(first).rejects.toEqual(failure('crop'));
    await breathe();
    workers[0]?.answer(1);
    expect(await second).toBe('b');
    expect(workers).toHaveLength(1);
  });
});

describe('aborting', () => {
  it('takes a waiting call out of the queue', async () => {
    const { workers, call } = setUp();
    const abort = new AbortController();
    const first = call('a');
    const second = call('b', abort.signal);
    const third = call('c');
    abort.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await breathe();
    workers[0]?.answer(0);
    await first;
    await breathe();
    workers[0]?.answer(1);
    expect(await third).toBe('c');
    expect(workers[0]?.calls.map(({ value }) => value)).toEqual(['a', 'c']);
  });

  it('drops the answer of a call that runs, and keeps the worker', async () => {
    const { workers, call } = setUp();
    const abort = new AbortController();
    const first = call('a', abort.signal);
    await breathe();
    abort.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    const second = call('b');
    workers[0]?.answer(0);
    await breathe();
    workers[0]?.answer(1);
    expect(await second).toBe('b');
    expect(workers[0]?.terminated).toBe(false);
  });

  it('does not even start what was aborted before', async () => {
    const { workers, call } = setUp();
    await expect(call('a', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers).toHaveLength(0);
  });
});

describe('replacing the worker', () => {
  it('after a trap', async () => {
    const { workers, call } = setUp();
    const first = call('a');
    const second = call('b');
    await breathe();
    workers[0]?.calls[0]?.settle({ ok: false, code: 'engine-trap', message: 'unreachable', fatal: true });
    await expect(first).rejects.toEqual(failure('engine-trap'));
    await breathe();
    expect(workers[0]?.terminated).toBe(true);
    expect(workers).toHaveLength(2);
    workers[1]?.answer(0);
    expect(await second).toBe('b');
  });

  it('after a crash, in mid-call or idle', async () => {
    const { workers, call } = setUp();
    const first = call('a');
    await breathe();
    workers[0]?.crash('panicked');
    await expect(first).rejects.toEqual(failure('engine-trap'));
    expect(workers[0]?.terminated).toBe(true);
    const second = call('b');
    await breathe();
    workers[1]?.answer(0);
    await second;
    workers[1]?.crash('panicked later');
    expect(workers[1]?.terminated).toBe(true);
    // News of a worker long gone must not touch its successor.
    const third = call('c');
    await breathe();
    workers[0]?.crash('an echo');
    workers[2]?.answer(0);
    expect(await third).toBe('c');
  });

  it('after a time-out', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { workers, call } = setUp();
      const first = call('a');
      const outcome = expect(first).rejects.toEqual(failure('engine-timeout'));
      await vi.advanceTimersByTimeAsync(1001);
      await outcome;
      expect(workers[0]?.terminated).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('when it cannot be made ready, and tries afresh the next time', async () => {
    let broken = true;
    const { workers, call } = setUp(() => (broken ? Promise.reject(new Failure('weights-hash')) : Promise.resolve()));
    await expect(call('a')).rejects.toEqual(failure('weights-hash'));
    expect(workers[0]?.terminated).toBe(true);
    broken = false;
    const second = call('b');
    await breathe();
    workers[1]?.answer(0);
    expect(await second).toBe('b');
  });
});

describe('sleep and stop', () => {
  it('lets an idle worker go, and starts another on demand', async () => {
    const { workers, call, bridge } = setUp();
    await bridge.start();
    await breathe();
    bridge.sleep();
    expect(workers[0]?.terminated).toBe(true);
    const next = call('a');
    await breathe();
    workers[1]?.answer(0);
    expect(await next).toBe('a');
  });

  it('does not sleep while something runs', async () => {
    const { workers, call, bridge } = setUp();
    const running = call('a');
    await breathe();
    bridge.sleep();
    expect(workers[0]?.terminated).toBe(false);
    workers[0]?.answer(0);
    await running;
  });

  it('rejects what runs and what waits when it is stopped', async () => {
    const { call, bridge } = setUp();
    const first = call('a');
    const second = call('b');
    await breathe();
    bridge.stop(new Failure('gpu-lost'));
    await expect(first).rejects.toEqual(failure('gpu-lost'));
    await expect(second).rejects.toEqual(failure('gpu-lost'));
  });
});
