import { describe, expect, it, vi } from 'vitest';
import { RaceMemory, median, plan, race, type Circumstances } from '../src/engine/choose';

const plainly: Circumstances = { forced: undefined, adapter: 'a gpu', saveData: false, remembered: undefined };

describe('the plan', () => {
  it.each([
    [{}, 'gpu-timed'],
    [{ adapter: undefined }, 'cpu-only'],
    [{ saveData: true }, 'cpu-only'],
    [{ remembered: 'cpu' }, 'cpu-only'],
    [{ remembered: 'gpu' }, 'gpu-trusted'],
    // It is here already, so it costs no data.
    [{ remembered: 'gpu', saveData: true }, 'gpu-trusted'],
    [{ forced: 'cpu', remembered: 'gpu' }, 'cpu-only'],
    [{ forced: 'gpu', remembered: 'cpu', saveData: true }, 'gpu-trusted'],
    [{ forced: 'gpu', adapter: undefined }, 'gpu-impossible'],
  ] as const)('%o → %s', (change, expected) => {
    expect(plan({ ...plainly, ...change })).toBe(expected);
  });
});

describe('the race', () => {
  const steady = (ms: number) => vi.fn(() => Promise.resolve(ms));

  it('goes to the faster, by the median', async () => {
    const noisy = [900, 2, 2, 80, 2, 2];
    const gpu = vi.fn(() => Promise.resolve(noisy.shift() ?? NaN));
    expect(await race(steady(3), gpu)).toEqual({ winner: 'gpu', cpuMs: 3, gpuMs: 2 });
  });

  it('does not count the warm-up', async () => {
    const gpu = vi.fn().mockResolvedValueOnce(5000).mockResolvedValue(1);
    expect((await race(steady(3), gpu)).winner).toBe('gpu');
  });

  it('runs in turns', async () => {
    const order: string[] = [];
    const note = (name: string) => () => Promise.resolve(order.push(name) && 1);
    await race(note('cpu'), note('gpu'));
    expect(order).toEqual(Array.from({ length: 6 }, () => ['cpu', 'gpu']).flat());
  });

  it('stops early when it is hopeless', async () => {
    const gpu = steady(500);
    expect((await race(steady(3), gpu)).winner).toBe('cpu');
    expect(gpu).toHaveBeenCalledTimes(2);
  });

  it('leaves a draw to the CPU', async () => {
    expect((await race(steady(3), steady(3))).winner).toBe('cpu');
  });
});

describe('the median', () => {
  it('is the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('the memory', () => {
  function storage(): Storage {
    const map = new Map<string, string>();
    return { getItem: (key: string) => map.get(key) ?? null, setItem: (key: string, value: string) => map.set(key, value) } as unknown as Storage;
  }

  it('recalls only what was found under the same subject', () => {
    const kept = storage();
    const memory = new RaceMemory(() => kept);
    memory.remember('build 1 | model 1 | adapter', 'cpu');
    expect(memory.recall('build 1 | model 1 | adapter')).toBe('cpu');
    expect(memory.recall('build 2 | model 1 | adapter')).toBeUndefined();
  });

  it('lives without storage, and with nonsense in it', () => {
    const blocked = new RaceMemory(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    expect(() => blocked.remember('a', 'gpu')).not.toThrow();
    expect(blocked.recall('a')).toBeUndefined();
    const odd = storage();
    odd.setItem('spotcheck.race', '{"subject":"a","winner":"tpu"}');
    expect(new RaceMemory(() => odd).recall('a')).toBeUndefined();
    odd.setItem('spotcheck.race', 'not json');
    expect(new RaceMemory(() => odd).recall('a')).toBeUndefined();
  });
});
