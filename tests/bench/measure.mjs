import { visit } from './browser.mjs';
import { drawSpot } from './pictures.mjs';

/**
 * @typedef {import('./contenders.mjs').Contender} Contender
 * @typedef {{ files: readonly import('./server.mjs').Fetched[], network: number, weights: number }} Bytes
 *   `network` and `weights` are brotli bytes: all but the weights, and the weights.
 * @typedef {object} Result
 * @property {string} id
 * @property {string} label
 * @property {import('./contenders.mjs').Side} side
 * @property {import('./contenders.mjs').Device} device
 * @property {string} [error] why it did not run
 * @property {Bytes} [bytes]
 * @property {number[]} cold milliseconds from opening the page to the first prediction
 * @property {number[]} revisit milliseconds from opening the page a second time, in the same profile
 * @property {number[]} warm milliseconds of a prediction as the page sees it
 * @property {number[]} inner the same as the worker sees it
 * @property {number} [peak] the most bytes of memory that its processes held
 * @property {number} [submits] commands handed to the GPU in one prediction
 * @property {number[][]} logits of the compared pictures
 */

/** The weights' own files; an ONNX file also holds the graph, which is small. */
const WEIGHTS = /\/(?:weights\.bpk|model\.onnx|weights\.bin)$/;

/** Pictures whose logits are compared; the first is also the one that is timed. @param {number} size */
export function drawPictures(size) {
  return [1, 2, 3, 4].map((seed) => drawSpot(seed, size));
}

/** Predictions timed in a row at each turn, after one that is not. */
const BURST = 5;

/** @param {Contender} contender @returns {Result} */
export function emptyResult({ id, label, side, device }) {
  return { id, label, side, device, cold: [], revisit: [], warm: [], inner: [], logits: [] };
}

/**
 * Page open → first prediction, in turns, and the same once more in the profile that has been there. The round before the first is not timed: the browser's own start falls into
 * it. It tells what each page fetches.
 * @param {Bench} bench
 * @param {number} rounds
 */
export async function measureCold(bench, rounds) {
  for (let round = 0; round <= rounds; round += 1) {
    console.error(round === 0 ? 'First visits, not timed' : `Cold round ${round} of ${rounds}`);
    for (const entry of turned(bench.entries, round)) {
      await attempt(entry, async ({ contender, result }) => {
        bench.server.forget();
        const { first: answer, again, close } = await visit(bench.browser, bench.origin, contender, bench.model, first(bench));
        const { fetched } = bench.server;
        try {
          if (round === 0) {
            result.bytes = bytesOf(fetched);
          } else {
            const second = await again();
            result.cold.push(answer.ms);
            result.revisit.push(second.ms);
          }
        } finally {
          await close();
        }
      });
    }
  }
}

/**
 * Predictions of engines that have already made some, in turns.
 * @param {Bench} bench
 * @param {number} count how many of each are timed
 */
export async function measureWarm(bench, count) {
  /** @type {Map<Entry, import('./browser.mjs').Visit>} */
  const visits = new Map();
  for (const entry of bench.entries) {
    await attempt(entry, async ({ contender, result }) => {
      const opened = await visit(bench.browser, bench.origin, contender, bench.model, first(bench));
      visits.set(entry, opened);
      for (const picture of bench.pictures) result.logits.push(ofTwoClasses((await opened.run(picture)).logits));
    });
  }
  const rounds = Math.ceil(count / BURST);
  for (let round = 0; round < rounds; round += 1) {
    console.error(`Warm round ${round + 1} of ${rounds}`);
    for (const entry of turned(bench.entries, round)) {
      await attempt(entry, async ({ result }) => {
        const opened = visits.get(entry);
        if (opened === undefined) return;
        await opened.run(first(bench));
        for (let turn = 0; turn < BURST && result.warm.length < count; turn += 1) {
          const { ms, innerMs, submits } = await opened.run(first(bench));
          result.warm.push(ms);
          if (innerMs !== undefined) result.inner.push(innerMs);
          if (submits !== undefined) result.submits = submits;
        }
        if (result.device === 'gpu' && result.submits === 0) throw new Error('it did not use the GPU');
      });
    }
  }
  for (const opened of visits.values()) await opened.close();
}

/**
 * @typedef {{ contender: Contender, result: Result }} Entry
 * @typedef {object} Bench
 * @property {import('playwright-core').Browser} browser
 * @property {import('./server.mjs').BenchServer} server
 * @property {string} origin
 * @property {string} model its id
 * @property {number[][]} pictures
 * @property {Entry[]} entries
 */

/** @param {Bench} bench */
function first({ pictures }) {
  return pictures[0] ?? [];
}

/**
 * An engine that fails once is out, and the table says why; the others go on.
 * @param {Entry} entry
 * @param {(entry: Entry) => Promise<void>} job
 */
async function attempt(entry, job) {
  if (entry.result.error !== undefined) return;
  try {
    await job(entry);
  } catch (thrown) {
    const [line = ''] = String(thrown instanceof Error ? thrown.message : thrown).split('\n');
    // Playwright says where the error came out; the table wants to know which it was.
    entry.result.error = line.replace(/^page\.evaluate: (?:Error: )?/, '');
    console.error(`${entry.result.id}: ${entry.result.error}`);
  }
}

/**
 * The same order, begun at another place each round: whoever follows a slow one must not always be the same.
 * @template T
 * @param {T[]} list
 * @param {number} by
 */
function turned(list, by) {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** @param {readonly import('./server.mjs').Fetched[]} fetched @returns {Bytes} */
function bytesOf(fetched) {
  const files = fetched.filter((file) => !file.offlineCopy);
  const sum = (/** @type {boolean} */ weights) =>
    files.filter(({ path }) => WEIGHTS.test(path) === weights).reduce((total, { brotli }) => total + brotli, 0);
  return { files, network: sum(false), weights: sum(true) };
}

/**
 * One output through a sigmoid is the two logits 0 and itself at Spotcheck.
 * @param {number[]} logits
 */
function ofTwoClasses(logits) {
  return logits.length === 1 ? [0, ...logits] : logits;
}

/**
 * The largest absolute difference between two engines' logits; infinite when one of them is no number.
 * @param {number[][]} ours
 * @param {number[][]} theirs
 */
export function largestDifference(ours, theirs) {
  const [a, b] = [ours.flat(), theirs.flat()];
  if (a.length !== b.length || a.length === 0) return Infinity;
  const differences = a.map((value, index) => Math.abs(value - b[index]));
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}
