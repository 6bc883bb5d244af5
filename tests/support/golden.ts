import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDEN } from './paths';

/** A picture and what the native engine makes of it: one entry of `golden.json`. */
export interface Golden {
  readonly name: string;
  readonly file: string;
  /** Every decoder must give the same pixels. */
  readonly lossless: boolean;
  readonly width: number;
  readonly height: number;
  readonly logits: readonly number[];
  readonly verdict: Verdict;
}

export interface Verdict {
  readonly state: 'answer' | 'unsure' | 'unsuitable';
  readonly reasons: readonly string[];
  readonly probabilities: Readonly<Record<string, number>>;
  readonly groups: Readonly<Record<string, number>>;
  readonly engine: string;
}

/** Reads the pictures of a folder that `spotcheck golden` wrote. */
export function readGoldens(folder: string = GOLDEN): Golden[] {
  const path = join(folder, 'golden.json');
  if (!existsSync(path)) {
    throw new Error(`${path} is missing: run \`cargo run --bin spotcheck -- golden --out target/golden\` first`);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Golden[];
}

/** One golden picture by its name. */
export function golden(name: string): Golden {
  const found = readGoldens().find((picture) => picture.name === name);
  if (found === undefined) throw new Error(`there is no golden picture ${name}`);
  return found;
}

/** The encoded picture's path. */
export function fileOf({ file }: Golden, folder: string = GOLDEN): string {
  return join(folder, file);
}

export function bytesOf(path: string): Buffer {
  return readFileSync(path);
}

/** The likeliest class. */
export function topClass(probabilities: Readonly<Record<string, number>>): string | undefined {
  return Object.entries(probabilities).sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The largest absolute difference; infinite if one misses a key, or has no number there. */
export function furthest(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): number {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const differences = [...keys].map((key) => Math.abs((a[key] ?? NaN) - (b[key] ?? NaN)));
  return differences.length === 0 || differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}

/** The same for lists. */
export function furthestOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return furthest(Object.fromEntries(Object.entries(Array.from(a))), Object.fromEntries(Object.entries(Array.from(b))));
}
