// Spotcheck beside its peers: same network, same weights, same browser. `cargo xtask bench` builds the site and runs this.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { adapterOf, launch } from './browser.mjs';
import { CONTENDERS } from './contenders.mjs';
import { MEASURABLE, SETTLED, measureMemory, soak } from './memory.mjs';
import { drawPictures, emptyResult, largestDifference, measureCold, measureWarm } from './measure.mjs';
import { machineFacts, markdown, summaries } from './report.mjs';
import { BenchServer } from './server.mjs';
import { buildSite, publishedModel } from './site.mjs';

/** Further apart than this, two engines do not run the same network, and a comparison of their speed means nothing. */
const TOLERANCE = 1e-3;

const USAGE = `node tests/bench/run.mjs [options]
  --rounds N        timed visits of each page, each in a new profile (default 5)
  --predictions N   timed warm predictions of each engine (default 30)
  --device cpu|gpu  only these (default both)
  --model ID        one of the site's models (default: the one that it opens with)
  --models FOLDER   models as \`spotcheck publish\` writes them, in the place of the site's own
  --soak N          nothing but N predictions (more than ${SETTLED}) in a row of each of our engines, and the memory they hold
  --hardware        use the machine's own GPU instead of SwiftShader
  --weights FILE    weights as exported before, instead of exporting them now`;

const root = resolve(import.meta.dirname, '../..');
const scratch = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'bench');
const dist = join(root, 'www/dist');

/** @returns {{ rounds: number, predictions: number, soak: number, devices: string[], hardware: boolean, model: string | undefined, models: string, weights: string | undefined }} */
function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      predictions: { type: 'string', default: '30' },
      device: { type: 'string' },
      model: { type: 'string' },
      models: { type: 'string', default: join(dist, 'weights') },
      soak: { type: 'string', default: '0' },
      hardware: { type: 'boolean', default: false },
      weights: { type: 'string' },
    },
  });
  const [rounds, predictions] = [Number(values.rounds), Number(values.predictions)];
  const soaked = Number(values.soak);
  const whole = [rounds, predictions].every((number) => Number.isInteger(number) && number > 0);
  const long = soaked === 0 || (Number.isInteger(soaked) && soaked > SETTLED);
  const known = values.device === undefined || values.device === 'cpu' || values.device === 'gpu';
  if (!whole || !long || !known) throw new Error(USAGE);
  const devices = values.device === undefined ? ['cpu', 'gpu'] : [values.device];
  return { rounds, predictions, soak: soaked, devices, hardware: values.hardware, model: values.model, models: resolve(values.models), weights: values.weights };
}

/** A model's weights in the 32-bit floats that the peers take. @param {string} models their folder @param {string} id */
function exportWeights(models, id) {
  const out = join(scratch, `${id}.safetensors`);
  const cargo = process.env.CARGO ?? 'cargo';
  const verb = ['export', '--model', id, '--weights', models, '--out', out];
  execFileSync(cargo, ['run', '--release', '-p', 'spotcheck-lab', '--', ...verb], { cwd: root, stdio: 'inherit' });
  return out;
}

async function main() {
  const options = readOptions();
  if (!existsSync(join(dist, 'index.html'))) throw new Error('www/dist is missing: run `cargo xtask build --release`');
  mkdirSync(scratch, { recursive: true });
  const model = publishedModel(options.models, options.model);
  const { id } = model;
  const contenders = CONTENDERS.filter(({ device }) => options.devices.includes(device));
  const site = join(scratch, 'site');
  await buildSite({ folder: site, dist, model, weights: options.weights ?? exportWeights(options.models, id), contenders });

  console.error('Compressing what is not yet (the first time takes minutes)');
  const server = new BenchServer(join(scratch, 'brotli'));
  await server.add(dist, '/app');
  await server.add(options.models, '/app/weights');
  await server.add(site, '');
  const origin = await server.listen();
  const browser = await launch(options);
  try {
    const adapter = await adapterOf(browser, origin);
    const entries = contenders.map((contender) => ({ contender, result: emptyResult(contender) }));
    if (adapter === undefined) {
      for (const { result } of entries) if (result.device === 'gpu') result.error = 'this browser has no WebGPU adapter';
    }
    const bench = { browser, server, origin, model: id, pictures: drawPictures(model.input.size), entries };
    if (options.soak > 0) {
      if (!MEASURABLE) throw new Error('memory is only measured on Linux');
      console.log(`\n${await soak(bench, () => launch(options), options.soak)}`);
      return [];
    }
    await measureCold(bench, options.rounds);
    // One device after the other: so many engines at once would crowd a small machine's memory.
    for (const device of options.devices) {
      await measureWarm({ ...bench, entries: entries.filter(({ result }) => result.device === device) }, options.predictions);
    }
    if (MEASURABLE) await measureMemory(bench, () => launch(options), options.predictions);
    const results = compared(entries.map(({ result }) => result));
    const machine = machineFacts({ browser: browser.version(), adapter, model: id });
    const file = join(root, 'tests/results/bench.json');
    mkdirSync(join(root, 'tests/results'), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ machine, options, results: summaries(results) }, null, 1)}\n`);
    console.log(`\n${markdown(results, machine)}\n\nAll numbers: ${file}`);
    return complaints(results, adapter);
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * Holds every engine's outputs to the app's. Without an app there is nothing to hold them to, and the run fails anyway.
 * @param {import('./measure.mjs').Result[]} results
 */
function compared(results) {
  const app = results.find(({ side, error }) => side === 'app' && error === undefined);
  if (app === undefined) return results;
  return results.map((result) =>
    result.error === undefined ? { ...result, difference: largestDifference(app.logits, result.logits) } : result,
  );
}

/**
 * What makes the run fail. Speed and size never do; nor does a peer that can't run here: the table says so.
 * @param {import('./report.mjs').Compared[]} results
 * @param {string | undefined} adapter
 */
function complaints(results, adapter) {
  const wrong = results
    .filter(({ difference }) => difference !== undefined && !(difference < TOLERANCE))
    .map(({ id, difference }) => `${id} computes something else: a logit differs by ${difference}`);
  const broken = results
    .filter(({ side, device }) => (side === 'app' || side === 'engine') && (device === 'cpu' || adapter !== undefined))
    .filter(({ error }) => error !== undefined)
    .map(({ id, error }) => `${id} did not run: ${error}`);
  return [...wrong, ...broken];
}

try {
  for (const complaint of await main()) {
    console.error(complaint);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
