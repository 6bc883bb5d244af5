import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { EPSILON, INPUT_SIZE, LAYERS } from './network.mjs';
import { tensorOf } from './safetensors.mjs';

/**
 * The network as TensorFlow.js keeps a layers model: `model.json` beside one file of weights, 32-bit floats, NHWC.
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @returns {Promise<{ modelJson: string, weights: Uint8Array }>}
 */
export async function tfjsModel(tensors) {
  // Without this it advises, at length, to install another backend.
  tf.enableProdMode();
  const model = layers.sequential({ name: 'skin28' });
  for (const [index, layer] of LAYERS.entries()) {
    model.add(index === 0 ? layerOf(layer, tensors, [INPUT_SIZE, INPUT_SIZE, 3]) : layerOf(layer, tensors));
  }
  for (const layer of LAYERS) {
    if ('name' in layer) model.getLayer(layer.name).setWeights(weightsOf(layer, tensors));
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

/**
 * @param {import('./network.mjs').Layer} layer
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @param {number[]} [inputShape] of the first layer
 */
function layerOf(layer, tensors, inputShape) {
  switch (layer.kind) {
    case 'conv': {
      const [filters] = tensorOf(tensors, `${layer.name}.weight`).shape;
      const { name, padding } = layer;
      return layers.layers.conv2d({ name, padding, filters, kernelSize: 3, activation: 'relu', inputShape });
    }
    case 'pool':
      return layers.layers.maxPooling2d({ poolSize: 2 });
    case 'norm':
      return layers.layers.batchNormalization({ name: layer.name, epsilon: EPSILON });
    case 'flatten':
      return layers.layers.flatten();
    case 'dense': {
      const [, units] = tensorOf(tensors, `${layer.name}.weight`).shape;
      return layers.layers.dense({ name: layer.name, units, activation: layer.relu ? 'relu' : 'linear' });
    }
  }
}

/**
 * In the order in which TensorFlow.js wants a layer's weights.
 * @param {{ kind: string, name: string }} layer
 * @param {import('./safetensors.mjs').Tensors} tensors
 */
function weightsOf(layer, tensors) {
  const read = (/** @type {string} */ part) => {
    const { shape, values } = tensorOf(tensors, `${layer.name}.${part}`);
    return tf.tensor(values, shape);
  };
  if (layer.kind === 'norm') return ['gamma', 'beta', 'running_mean', 'running_var'].map(read);
  const weight = read('weight');
  // Convolutions come as [out, in, height, width] and are wanted as [height, width, in, out].
  return [layer.kind === 'conv' ? tf.transpose(weight, [2, 3, 1, 0]) : weight, read('bias')];
}
