import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { follower, settings, shapesOf } from './network.mjs';
import { tensorOf } from './safetensors.mjs';

/**
 * The network as TensorFlow.js keeps a layers model: `model.json` beside one file of weights, 32-bit floats, NHWC.
 * @param {import('./network.mjs').Network} network
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @returns {Promise<{ modelJson: string, weights: Uint8Array }>}
 */
export async function tfjsModel(network, tensors) {
  // Without this it advises, at length, to install another backend.
  tf.enableProdMode();
  const [channels, height, width] = network.input;
  const values = [layers.input({ shape: [height, width, channels] })];
  // Activations that were given to the layer before them.
  const done = new Set();
  for (const [number, node] of network.nodes.entries()) {
    const inputs = node.inputs.map((place) => /** @type {layers.SymbolicTensor} */ (values[place]));
    const [input] = inputs;
    if (input === undefined) throw new Error(`${node.name} reads nothing`);
    if (done.has(number)) {
      values.push(input);
      continue;
    }
    const after = follower(network, number);
    if (after !== undefined && takesActivation(node)) done.add(after.reader);
    const layer = layerOf(node, tensors, takesActivation(node) ? after?.op : undefined);
    values.push(/** @type {layers.SymbolicTensor} */ (layer.apply(inputs.length > 1 ? inputs : input)));
  }
  const output = values.at(-1);
  const [first] = values;
  if (first === undefined || output === undefined) throw new Error('a network without layers');
  const model = layers.model({ inputs: first, outputs: output, name: 'bench' });
  for (const node of network.nodes) {
    const read = weightsOf(node, tensors, flattened(network, node));
    if (read.length > 0) model.getLayer(node.name).setWeights(read);
  }
  /** @type {tf.io.ModelArtifacts | undefined} */
  let saved;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  if (saved?.weightData === undefined || saved.weightSpecs === undefined) throw new Error('TensorFlow.js saved nothing');
  const { modelTopology, format, generatedBy } = saved;
  const weightsManifest = [{ paths: ['weights.bin'], weights: saved.weightSpecs }];
  return {
    modelJson: JSON.stringify({ format, generatedBy, modelTopology, weightsManifest }),
    weights: new Uint8Array(tf.io.CompositeArrayBuffer.join(saved.weightData)),
  };
}

/** @param {import('./network.mjs').Node} node */
function takesActivation({ op }) {
  return settings(op, 'conv') !== undefined || settings(op, 'dense') !== undefined;
}

/** @param {import('./network.mjs').Conv} conv */
function isDepthwise({ groups }) {
  return groups > 1;
}

/**
 * @param {import('./network.mjs').Node} node
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @param {'relu' | 'relu6' | undefined} activation
 */
function layerOf({ name, op, tensors: own }, tensors, activation = undefined) {
  const make = layers.layers;
  switch (op) {
    case 'relu':
      return make.reLU({ name });
    case 'relu6':
      return make.reLU({ name, maxValue: 6 });
    case 'add':
      return make.add({ name });
    case 'flatten':
      return make.flatten({ name });
    case 'global-avg-pool':
      return make.globalAveragePooling2d({ name });
  }
  const [conv, dense, pool, norm] = ['conv', 'dense', 'max-pool', 'batch-norm'].map((kind) => settings(op, kind));
  const common = { name, activation: activation ?? /** @type {const} */ ('linear') };
  if (conv !== undefined && conv.bias) {
    const { filters, kernel: kernelSize, stride: strides, padding } = conv;
    if (!isDepthwise(conv)) return make.conv2d({ ...common, filters, kernelSize, strides, padding });
    const [channels, each] = tensorOf(tensors, `${own}.weight`).shape;
    if (each === 1 && channels === conv.groups) return make.depthwiseConv2d({ ...common, kernelSize, strides, padding });
  }
  if (dense !== undefined && dense.bias) return make.dense({ ...common, units: dense.units });
  if (pool !== undefined) return make.maxPooling2d({ name, poolSize: pool.kernel, strides: pool.stride, padding: pool.padding });
  const pad = settings(op, 'zero-pad');
  if (pad !== undefined) return make.zeroPadding2d({ name, padding: [[pad.top, pad.bottom], [pad.left, pad.right]] });
  if (norm !== undefined) return make.batchNormalization({ name, epsilon: norm.epsilon });
  throw new Error(`the peers' models have no layer like ${name}: ${JSON.stringify(op)}`);
}

/**
 * The map that a node reads flattened: `[channels, height, width]`, if it does.
 * @param {import('./network.mjs').Network} network
 * @param {import('./network.mjs').Node} node
 */
function flattened(network, { inputs: [place = 0] }) {
  const flatten = network.nodes[place - 1];
  return flatten?.op === 'flatten' ? shapesOf(network)[flatten.inputs[0] ?? 0] : undefined;
}

/**
 * In the order in which TensorFlow.js wants a layer's weights.
 * @param {import('./network.mjs').Node} node
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @param {number[] | undefined} map that is read flattened
 * @returns {tf.Tensor[]}
 */
function weightsOf({ op, tensors: own }, tensors, map) {
  const read = (/** @type {string} */ part) => {
    const { shape, values } = tensorOf(tensors, `${own}.${part}`);
    return tf.tensor(values, shape);
  };
  const conv = settings(op, 'conv');
  if (settings(op, 'batch-norm') !== undefined) return ['gamma', 'beta', 'running_mean', 'running_var'].map(read);
  // Convolutions come as [out, in, height, width] and are wanted as [height, width, in, out], depthwise ones, whose `in` is
  // 1, as [height, width, channels, 1].
  if (conv !== undefined) return [tf.transpose(read('weight'), isDepthwise(conv) ? [2, 3, 0, 1] : [2, 3, 1, 0]), read('bias')];
  const dense = settings(op, 'dense');
  if (dense !== undefined && map?.length === 3) {
    // Flattened channels last, there.
    const inputs = tf.transpose(tf.reshape(read('weight'), [...map, dense.units]), [1, 2, 0, 3]);
    return [tf.reshape(inputs, [-1, dense.units]), read('bias')];
  }
  if (dense !== undefined) return [read('weight'), read('bias')];
  return [];
}
