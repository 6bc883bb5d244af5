import type { EngineKind } from './protocol';

/** What is known before the large engine is fetched. */
export interface Circumstances {
  /** `?engine=` in the address. */
  readonly forced: EngineKind | undefined;
  readonly adapter: string | undefined;
  readonly saveData: boolean;
  /** Which engine won on this device the last time, if the same two were compared. */
  readonly remembered: EngineKind | undefined;
}

/** `timed`: load the GPU engine and let the two race; `trusted`: load it, and use it if its answer is right. */
export type Plan = 'cpu-only' | 'gpu-timed' | 'gpu-trusted' | 'gpu-impossible';

/** Decides whether the GPU engine is worth its download. */
export function plan(known: Circumstances): Plan {
  if (known.forced === 'cpu') return 'cpu-only';
  if (known.forced === 'gpu') return known.adapter === undefined ? 'gpu-impossible' : 'gpu-trusted';
  if (known.adapter === undefined || known.remembered === 'cpu') return 'cpu-only';
  if (known.remembered === 'gpu') return 'gpu-trusted';
  return known.saveData ? 'cpu-only' : 'gpu-timed';
}

export interface Race {
  readonly winner: EngineKind;
  readonly cpuMs: number;
  readonly gpuMs: number;
}

/** Beyond this the GPU is plainly slower, and more rounds would only warm the phone. */
const HOPELESS = 4;
const ROUNDS = 5;

/**
 * Times both engines on the same picture, in turns, so that whatever else the device does meets both
 * alike. The first round only warms them up: shaders are compiled at first use.
 */
export async function race(cpu: () => Promise<number>, gpu: () => Promise<number>): Promise<Race> {
  const cpuTimes: number[] = [];
  const gpuTimes: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const cpuMs = await cpu();
    const gpuMs = await gpu();
    if (round === 0) continue;
    cpuTimes.push(cpuMs);
    gpuTimes.push(gpuMs);
    if (round === 1 && gpuMs > HOPELESS * cpuMs) break;
  }
  const result = { cpuMs: median(cpuTimes), gpuMs: median(gpuTimes) };
  return { winner: result.gpuMs < result.cpuMs ? 'gpu' : 'cpu', ...result };
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

const KEY = 'spotcheck.race';

/**
 * Remembers who won, so that a device on which the GPU lost does not fetch its two megabytes again.
 * Without storage (private mode, blocked) every visit simply decides anew.
 */
export class RaceMemory {
  readonly #storage: () => Storage;

  /** `storage` is a function since merely touching `localStorage` throws where it is blocked. */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  /** The winner, if it was found under the same `subject`: build, model and adapter. */
  recall(subject: string): EngineKind | undefined {
    try {
      const stored: unknown = JSON.parse(this.#storage().getItem(KEY) ?? 'null');
      if (typeof stored !== 'object' || stored === null) return undefined;
      const { subject: of, winner } = stored as { subject?: unknown; winner?: unknown };
      return of === subject && (winner === 'cpu' || winner === 'gpu') ? winner : undefined;
    } catch {
      return undefined;
    }
  }

  remember(subject: string, winner: EngineKind): void {
    try {
      this.#storage().setItem(KEY, JSON.stringify({ subject, winner }));
    } catch {
      // Nothing is lost but a download.
    }
  }
}
