import { describe, expect, it } from 'vitest';
import { MOST, Queue, isStale, stateOf, type Item } from '../src/app/queue';
import { Failure } from '../src/failure';
import type { Answer } from '../src/session';

const files = (count: number): Blob[] => Array.from({ length: count }, (_, n) => new Blob([`${n}`]));
const crop = { x: 1, y: 2, side: 30 };

function answer(state: 'answer' | 'unsure' | 'unsuitable'): Answer {
  return {
    verdict: { state, reasons: [], probabilities: {}, groups: {}, model: { id: 'm', version: '1' }, engine: 'flex', milliseconds: { prepare: 0, infer: 0, judge: 0 } },
    engine: 'cpu',
    decodeMs: 0,
  };
}

/** A queue of so many pictures, and their ids. */
function filled(count: number): { queue: Queue; ids: number[] } {
  const queue = new Queue();
  const ids = queue.add(files(count)).map(({ id }) => id);
  return { queue, ids };
}

/** The id at a place; the test fails where there is none. */
function at(ids: readonly number[], place: number): number {
  const id = ids[place];
  if (id === undefined) throw new Error(`there is no picture ${place}`);
  return id;
}

describe('a queue', () => {
  it('keeps pictures in the order given, and none of them is current by itself', () => {
    const { queue, ids } = filled(3);
    expect(queue.items.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    expect(queue.current).toBeUndefined();
  });

  it('takes no more than it has room for', () => {
    const { queue } = filled(MOST - 1);
    expect(queue.add(files(3))).toHaveLength(1);
    expect([queue.size, queue.room]).toEqual([MOST, 0]);
    expect(queue.add(files(1))).toEqual([]);
  });

  it('gives no id twice, though pictures have gone', () => {
    const { queue, ids } = filled(3);
    queue.clear();
    const later = queue.add(files(3)).map(({ id }) => id);
    expect(later.filter((id) => ids.includes(id))).toEqual([]);
  });

  it('notes for each picture what is its own', () => {
    const { queue, ids } = filled(3);
    queue.update(at(ids, 1), { crop });
    queue.update(at(ids, 2), { failure: new Failure('file-broken') });
    expect(queue.items.map((item) => [item.crop, item.failure?.code])).toEqual([
      [undefined, undefined],
      [crop, undefined],
      [undefined, 'file-broken'],
    ]);
    queue.update(999, { crop });
    queue.select(999);
    expect(queue.size).toBe(3);
    expect(queue.current).toBeUndefined();
  });

  it('goes from neighbour to neighbour, and ends at both ends', () => {
    const { queue, ids } = filled(3);
    expect(queue.neighbour(at(ids, 0), 1)?.id).toBe(ids[1]);
    expect(queue.neighbour(at(ids, 0), -1)).toBeUndefined();
    expect(queue.neighbour(at(ids, 2), 1)).toBeUndefined();
    expect(queue.neighbour(999, 1)).toBeUndefined();
  });

  it('names the one after a picture that is taken out, and the one before at the end', () => {
    const { queue, ids } = filled(3);
    queue.select(at(ids, 1));
    expect(queue.remove(at(ids, 1))?.next?.id).toBe(ids[2]);
    expect(queue.current).toBeUndefined();
    expect(queue.remove(at(ids, 2))?.next?.id).toBe(ids[0]);
    expect(queue.remove(at(ids, 0))?.next).toBeUndefined();
    expect(queue.remove(at(ids, 0))).toBeUndefined();
    expect(queue.size).toBe(0);
  });

  it('keeps its current picture when another one is taken out', () => {
    const { queue, ids } = filled(3);
    queue.select(at(ids, 2));
    queue.remove(at(ids, 0));
    expect(queue.current?.id).toBe(ids[2]);
  });

  it('gives back all that it let go, to be closed', () => {
    const { queue, ids } = filled(2);
    expect(queue.remove(at(ids, 0))?.removed.id).toBe(ids[0]);
    expect(queue.clear().map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('forgets every verdict, and nothing else, when another model has come', () => {
    const { queue, ids } = filled(2);
    for (const id of ids) queue.update(id, { crop, result: { answer: answer('answer'), crop } });
    queue.forgetResults();
    expect(queue.items.map((item) => [item.crop, item.result])).toEqual([[crop, undefined], [crop, undefined]]);
  });
});

describe('the state of a picture', () => {
  const base: Item = { id: 1, source: new Blob(), crop: undefined, suggestion: undefined, result: undefined, failure: undefined, thumbnail: undefined };

  it('is what its verdict says, as long as the square is where it was', () => {
    expect(stateOf(base)).toBe('waiting');
    for (const state of ['answer', 'unsure', 'unsuitable'] as const) {
      expect(stateOf({ ...base, crop, result: { answer: answer(state), crop } })).toBe(state);
    }
    const moved = { ...base, crop: { ...crop, x: 9 }, result: { answer: answer('answer'), crop } };
    expect([stateOf(moved), isStale(moved)]).toEqual(['stale', true]);
  });

  it('is failed above all else', () => {
    const failure = new Failure('file-unreadable');
    expect(stateOf({ ...base, crop, result: { answer: answer('answer'), crop }, failure })).toBe('failed');
  });
});
