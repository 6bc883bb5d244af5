import { describe, expect, it } from 'vitest';
import type { Verdict } from '../src/engine/protocol';
import type { Card, ReliabilityBin } from '../src/model/card';
import { reliabilityOf } from '../src/model/reliability';

const BINS: readonly ReliabilityBin[] = [
  { group: 'heed', from: 0, to: 0.8, n: 50, right: 30, clusters: 50 },
  { group: 'heed', from: 0.8, to: 1, n: 200, right: 166, clusters: 200 },
  { group: 'calm', from: 0.9, to: 1, n: 40, right: 40, clusters: 40 },
];

function reliability(groups: Readonly<Record<string, number>>, state: Verdict['state'] = 'answer', bins = BINS) {
  const group = (code: string) => ({ code, title: '', description: '' });
  const card = { groups: [group('heed'), group('calm')], reliability: bins, prevalence: { heed: 0.204 } } as unknown as Card;
  return reliabilityOf(card, { state, groups } as unknown as Verdict);
}

describe('how often such answers were right', () => {
  it('is what was counted of the leading group at that probability, with its interval', () => {
    // Wilson's interval of 166 in 200, computed apart: 0.7719 to 0.8756.
    expect(reliability({ heed: 0.85, calm: 0.15 })).toEqual({ group: 'heed', right: 83, low: 77, high: 88, n: 200, common: 20 });
    expect(reliability({ heed: 0.8, calm: 0.2 })?.n).toBe(200);
    expect(reliability({ heed: 0.7999, calm: 0.2001 })?.n).toBe(50);
    expect(reliability({ heed: 1, calm: 0 })?.n).toBe(200);
  });

  it('is less sure where several pictures show one lesion', () => {
    const bin = { group: 'heed', from: 0, to: 1, n: 200, right: 166, clusters: 100 };
    // Wilson's interval of 83 in 100, computed apart: 0.7445 to 0.8911.
    expect(reliability({ heed: 0.85, calm: 0.15 }, 'answer', [bin])).toMatchObject({ right: 83, low: 74, high: 90, n: 200 });
  });

  it('never promises more than a hundred of a hundred', () => {
    // 40 in 40: 0.9124 to 1.
    expect(reliability({ heed: 0.05, calm: 0.95 })).toEqual({ group: 'calm', right: 100, low: 91, high: 100, n: 40 });
  });

  it('gives the first group the lead where two are level, as they were counted', () => {
    expect(reliability({ heed: 0.5, calm: 0.5 })?.group).toBe('heed');
  });

  it('is silent about what was not measured and of what is no plain answer', () => {
    expect(reliability({ heed: 0.3, calm: 0.7 })).toBeUndefined();
    expect(reliability({ heed: 0.85, calm: 0.15 }, 'unsure')).toBeUndefined();
    expect(reliability({ heed: 0.85, calm: 0.15 }, 'unsuitable')).toBeUndefined();
    expect(reliability({ heed: 0.85, calm: 0.15 }, 'answer', [])).toBeUndefined();
    const impossible = [{ group: 'heed', from: 0, to: 1, n: 3, right: 4, clusters: 3 }];
    expect(reliability({ heed: 0.85, calm: 0.15 }, 'answer', impossible)).toBeUndefined();
  });
});
