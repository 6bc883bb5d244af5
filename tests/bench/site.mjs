import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSafetensors } from './model/safetensors.mjs';
import { networkOf } from './model/network.mjs';
import { onnxModel } from './model/onnx.mjs';
import { tfjsModel } from './model/tfjs.mjs';

const here = import.meta.dirname;

/**
 * Lays out the page of every contender but the app, which is served as it was built.
 * @param {{ folder: string, dist: string, model: Model, weights: string, contenders: readonly import('./contenders.mjs').Contender[] }} options
 *   `weights` is the exported safetensors file.
 */
export async function buildSite({ folder, dist, model, weights, contenders }) {
  rmSync(folder, { recursive: true, force: true });
  const { tensors, graph } = readSafetensors(weights);
  const network = networkOf(tensors, graph);
  const { modelJson, weights: tfjsWeights } = await tfjsModel(network, tensors);
  /** @type {Record<string, Record<string, string | Uint8Array>>} */
  const models = {
    ort: { 'model.onnx': onnxModel(network, tensors) },
    tfjs: { 'model.json': modelJson, 'weights.bin': tfjsWeights },
  };
  for (const contender of contenders) {
    if (contender.entry === undefined) continue;
    const own = join(folder, contender.id);
    mkdirSync(own, { recursive: true });
    copyFileSync(join(here, 'pages/index.html'), join(own, 'index.html'));
    for (const [name, content] of Object.entries(models[contender.side] ?? {})) writeFileSync(join(own, name), content);
    for (const [name, from] of Object.entries(contender.files ?? {})) {
      copyFileSync(join(here, 'node_modules', from), join(own, name));
    }
    if (contender.side === 'engine') copyEngine(dist, model.folder, contender.device, own);
    await bundle(contender.entry, own, model.input);
  }
}

/** @typedef {{ id: string, folder: string, input: { size: number, mean: number[], std: number[], views?: string } }} Model */

/**
 * A model of a folder of models; without a wish the one that the page opens with.
 * @param {string} folder
 * @param {string} [wish] its id
 * @returns {Model}
 */
export function publishedModel(folder, wish) {
  const { default: first, models } = JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8'));
  const ids = models.map((/** @type {{ id: string }} */ { id }) => id);
  const id = wish ?? first;
  if (!ids.includes(id)) throw new Error(`${folder} has no model "${id}", but ${ids.join(', ')}`);
  const own = join(folder, id);
  const { input } = JSON.parse(readFileSync(join(own, 'card.json'), 'utf8'));
  return { id, folder: own, input };
}

/**
 * Takes one engine out of the built site, optimised as it is there.
 * @param {string} dist
 * @param {string} model
 * @param {import('./contenders.mjs').Device} device
 * @param {string} to
 */
function copyEngine(dist, model, device, to) {
  const assets = join(dist, 'assets');
  for (const ending of ['js', 'wasm']) {
    const name = readdirSync(assets).find((file) => file.startsWith(`${device}-`) && file.endsWith(`.${ending}`));
    if (name === undefined) throw new Error(`there is no ${device} engine in ${assets}`);
    copyFileSync(join(assets, name), join(to, `engine.${ending}`));
  }
  for (const name of ['card.json', 'weights.bpk']) copyFileSync(join(model, name), join(to, name));
}

/**
 * The page's script and the worker's, bundled and minified as an app's would be.
 * @param {string} entry
 * @param {string} to
 * @param {{ size: number, mean: number[], std: number[], views?: string }} input
 */
async function bundle(entry, to, { size, mean, std, views }) {
  const pages = join(here, 'pages');
  const entryPoints = { page: join(pages, 'page.js'), worker: join(pages, entry) };
  if (!existsSync(entryPoints.worker)) throw new Error(`there is no ${entryPoints.worker}`);
  await build({
    entryPoints,
    outdir: to,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['./engine.js'],
    define: { INPUT: JSON.stringify({ size, mean, std, views }) },
    logLevel: 'warning',
    legalComments: 'none',
  });
}
