import { expect, it } from 'vitest';
import { Turns } from '../src/diary/turns';

it('runs so many at once, in their order, and goes on after one that fails', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (n: number) => (): Promise<number> => {
    begun.push(n);
    return new Promise((resolve, reject) => (ends[n] = () => (n === 1 ? reject(new Error('broken')) : resolve(n))));
  };
  const results = [0, 1, 2, 3].map((n) => turns.take(work(n)).catch((thrown: unknown) => String(thrown)));
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  expect(await results[1]).toBe('Error: broken');
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await results[0];
  await results[2];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[3]?.();
  expect(await Promise.all(results)).toEqual([0, 'Error: broken', 2, 3]);
  expect(await turns.take(() => Promise.resolve(4))).toBe(4);
});
