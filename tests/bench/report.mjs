import { cpus, platform, release, totalmem } from 'node:os';
import { PEER_VERSIONS } from './contenders.mjs';

/**
 * @typedef {import('./measure.mjs').Result & { difference?: number }} Compared
 * @typedef {{ title: string, value: (result: Compared) => number | undefined, show: (value: number) => string }} Row
 */

const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const milliseconds = (/** @type {number} */ ms) => `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(1)} ms`;

/** @type {readonly Row[]} */
const ROWS = [
  { title: 'fetched before the first prediction, without weights', value: ({ bytes }) => bytes?.network, show: kilobytes },
  { title: 'fetched, weights too', value: ({ bytes }) => bytes && bytes.network + bytes.weights, show: kilobytes },
  { title: 'page open → first prediction, nothing cached', value: ({ cold }) => median(cold), show: milliseconds },
  { title: 'page open → first prediction, second visit', value: ({ revisit }) => median(revisit), show: milliseconds },
  { title: 'warm prediction, as the page sees it', value: ({ warm }) => median(warm), show: milliseconds },
  { title: 'warm prediction, inside the worker', value: ({ inner }) => median(inner), show: milliseconds },
  { title: 'peak memory', value: ({ peak }) => peak, show: (bytes) => `${(bytes / 1e6).toFixed(0)} MB` },
];

const scientific = (/** @type {number} */ value) => (value === 0 ? '0' : value.toExponential(1));

const TITLES = { cpu: 'CPU, one thread', gpu: 'WebGPU' };

/**
 * The middle value; undefined of nothing.
 * @param {readonly number[]} values
 * @returns {number | undefined}
 */
export function median(values) {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * What the numbers are numbers of.
 * @param {{ browser: string, adapter: string | undefined, model: string }} facts
 */
export function machineFacts({ browser, adapter, model }) {
  const cores = cpus();
  return {
    date: new Date().toISOString(),
    cores: cores.length,
    processor: cores[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    chromium: browser,
    adapter: adapter ?? null,
    model,
    peers: PEER_VERSIONS,
  };
}

/**
 * One table for each kind of device, in Markdown.
 * @param {readonly Compared[]} results
 * @param {ReturnType<typeof machineFacts>} machine
 */
export function markdown(results, machine) {
  const lines = [
    `Model ${machine.model}. Chromium ${machine.chromium}, ${machine.cores} cores (${machine.processor}), ${machine.date.slice(0, 10)};`,
    `WebGPU adapter: ${machine.adapter ?? 'none'}. ONNX Runtime Web ${PEER_VERSIONS.ort}, TensorFlow.js ${PEER_VERSIONS.tfjs}.`,
  ];
  for (const device of /** @type {const} */ (['cpu', 'gpu'])) {
    const group = results.filter((result) => result.device === device);
    if (group.length > 0) lines.push('', `### ${TITLES[device]}`, '', ...table(group));
  }
  return [...lines, '', ...NOTES].join('\n');
}

/** @param {readonly Compared[]} group */
function table(group) {
  const ours = group.filter(isOurs);
  const ratios = ours.map(({ side }) => `${side} ÷ better peer`);
  const lines = [row(['', ...group.map(({ label }) => label), ...ratios]), row(['---', ...[...group, ...ours].map(() => '--:')])];
  for (const { title, value, show } of ROWS) {
    const cells = group.map((result) => shown(result, value, show));
    lines.push(row([title, ...cells, ...ours.map((result) => ratioText(ratioOf(result, group, value)))]));
  }
  const differences = group.map((result) => shown(result, ({ difference }) => difference, scientific));
  lines.push(row(['largest difference of a logit from the app (1)', ...differences, ...ours.map(() => '')]));
  for (const { label, error } of group) if (error !== undefined) lines.push('', `${label} did not run: ${error}`);
  return lines;
}

/** @param {string[]} cells */
function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

/**
 * @param {Compared} result
 * @param {Row['value']} value
 * @param {Row['show']} show
 */
function shown(result, value, show) {
  if (result.error !== undefined) return 'did not run';
  const number = value(result);
  return number === undefined ? '–' : show(number);
}

/** @param {Compared} result */
function isOurs({ side }) {
  return side === 'app' || side === 'engine';
}

/**
 * Ours to the better of the peers: below 1 ours is smaller or faster. Nothing when one of the two did not run, since the
 * other alone might flatter us.
 * @param {Compared} result
 * @param {readonly Compared[]} group
 * @param {Row['value']} value
 */
function ratioOf(result, group, value) {
  const measured = (/** @type {Compared} */ { error }) => error === undefined;
  const bests = /** @type {const} */ (['ort', 'tfjs']).map((side) => {
    const builds = group.filter((peer) => peer.side === side && measured(peer));
    return Math.min(...builds.map((peer) => value(peer) ?? Infinity));
  });
  const own = measured(result) ? value(result) : undefined;
  return own !== undefined && bests.every(Number.isFinite) ? own / Math.min(...bests) : undefined;
}

/** @param {number | undefined} ratio */
function ratioText(ratio) {
  return ratio === undefined ? '–' : ratio.toFixed(2);
}

/**
 * The same, for programs: raw numbers, medians and ratios.
 * @param {readonly Compared[]} results
 */
export function summaries(results) {
  return results.map((result) => {
    const group = results.filter(({ device }) => device === result.device);
    const medians = Object.fromEntries(ROWS.map(({ title, value }) => [title, value(result) ?? null]));
    const ratios = ROWS.map(({ title, value }) => [title, ratioOf(result, group, value) ?? null]);
    return { ...result, medians, ...(isOurs(result) ? { ratioToBetterPeer: Object.fromEntries(ratios) } : {}) };
  });
}

const NOTES = [
  '(1) on its CPU engine, if that was measured too. Beyond 0.001 the run fails.',
  '',
  'Bytes are brotli, quality 11 (files above 16 MiB: 5), of all that the page and its workers asked for; what it fetches in the',
  'background for later visits without a network is not among them. Spotcheck ships its weights in 16-bit floats, the',
  'peers get the same values in 32-bit floats, whose lower bits are zeros and compress away; the ONNX file holds the',
  'graph too and counts as weights.',
  'The app is all of Spotcheck: interface, service worker, hashes, self-test. Asked for WebGPU, as here, it loads its CPU',
  'engine first all the same, and computes a known answer beside every prediction; left to itself it makes its first',
  'prediction on the CPU. The bare engine sits in the same small page and worker as the peers do. All get the same',
  'RGBA bytes of the network\'s size by message and normalise them themselves; Spotcheck resizes them too. Medians; the engines took',
  'turns in one browser, and every first prediction had a profile of its own; the second visit is of the same profile. The',
  'browser\'s clock steps by 0.1 ms. Peak memory is what the page\'s process held at most (resident, the browser\'s own code',
  'in it), on WebGPU with the process that computes it, after 20 predictions or as many as were timed, each contender alone in a browser.',
];
