/**
 * The network `skin28` as a list, from which both peers' models are built, so that they cannot differ from each
 * other. That they do not differ from Spotcheck's either is what the comparison of outputs is for.
 *
 * @typedef {{ kind: 'conv', name: string, padding: 'same' | 'valid' }
 *   | { kind: 'dense', name: string, relu: boolean }
 *   | { kind: 'norm', name: string }
 *   | { kind: 'pool' }
 *   | { kind: 'flatten' }} Layer
 */

export const INPUT_SIZE = 28;
export const CLASSES = 7;
export const EPSILON = 1e-3;
/** All weights, the running means and variances too. */
export const PARAMETERS = 504_103;

/** Every convolution is 3×3 with ReLU, every pool takes the largest of 2×2. @type {readonly Layer[]} */
export const LAYERS = [
  { kind: 'conv', name: 'conv1', padding: 'same' },
  { kind: 'pool' },
  { kind: 'norm', name: 'norm1' },
  { kind: 'conv', name: 'conv2', padding: 'valid' },
  { kind: 'conv', name: 'conv3', padding: 'valid' },
  { kind: 'pool' },
  { kind: 'norm', name: 'norm2' },
  { kind: 'conv', name: 'conv4', padding: 'valid' },
  { kind: 'conv', name: 'conv5', padding: 'valid' },
  // 1×1×256 by now, so the order of the axes does not matter here.
  { kind: 'flatten' },
  { kind: 'dense', name: 'dense1', relu: true },
  { kind: 'norm', name: 'norm3' },
  { kind: 'dense', name: 'dense2', relu: true },
  { kind: 'norm', name: 'norm4' },
  { kind: 'dense', name: 'dense3', relu: true },
  { kind: 'norm', name: 'norm5' },
  { kind: 'dense', name: 'dense4', relu: true },
  { kind: 'norm', name: 'norm6' },
  { kind: 'dense', name: 'dense5', relu: false },
];

/**
 * Refuses weights that are not this network's.
 * @param {import('./safetensors.mjs').Tensors} tensors
 */
export function checkParameters(tensors) {
  let count = 0;
  for (const { values } of tensors.values()) count += values.length;
  if (count !== PARAMETERS) {
    throw new Error(`the exported weights have ${count} parameters, and the network has ${PARAMETERS}`);
  }
}
