import type { Verdict } from '../engine/protocol';
import type { Card } from './card';
import { likeliestFirst } from './groups';

/** How often answers like this one were right, of a hundred, and on how many pictures that was measured. */
export interface Reliability {
  readonly group: string;
  /** Of a hundred, each whole and between 0 and 100. */
  readonly right: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** How many of a hundred test pictures belong to the group; left out where that was not counted. */
  readonly common?: number;
}

/** The standard normal's 97.5th percentile. */
const Z = 1.959964;

/**
 * What was measured of plain answers that lean where this one leans and about as strongly. `undefined` for a verdict
 * that is no plain answer, and where the card has no such measurement.
 */
export function reliabilityOf(card: Card, verdict: Verdict): Reliability | undefined {
  if (verdict.state !== 'answer') return undefined;
  const [leading] = likeliestFirst(card.groups, verdict.groups);
  if (leading === undefined) return undefined;
  const { code } = leading;
  const probability = verdict.groups[code] ?? 0;
  const bin = card.reliability.find(
    ({ group, from, to }) => group === code && from <= probability && (probability < to || to >= 1),
  );
  if (bin === undefined || bin.n <= 0 || bin.right < 0 || bin.right > bin.n) return undefined;
  // Pictures of one lesion are mostly right or wrong together: so many independent ones there are at least.
  const { low, high } = wilson(bin.right / bin.n, Math.max(1, Math.min(bin.clusters, bin.n)));
  const share = card.prevalence[code];
  return {
    group: code,
    right: Math.round((100 * bin.right) / bin.n),
    low: Math.floor(100 * low),
    high: Math.ceil(100 * high),
    n: bin.n,
    ...(share !== undefined && share > 0 && share <= 1 && { common: Math.max(1, Math.round(100 * share)) }),
  };
}

/** The 95 % interval of a share of `n`: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927. */
function wilson(share: number, n: number): { readonly low: number; readonly high: number } {
  const square = Z * Z;
  const centre = share + square / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share) + square / (4 * n)) / n);
  const scale = 1 + square / n;
  return { low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) };
}
