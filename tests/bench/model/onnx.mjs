import { settings, shapesOf } from './network.mjs';
import { block, float32, integer, message } from './protobuf.mjs';

// Field numbers are those of onnx.proto.
const OPSET = 17;
const IR_VERSION = 8;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

/** @typedef {{ op: string, weights?: string[], attributes?: Uint8Array[] }} Step */

/** The bounds of `relu6`, as tensors of their own. */
const BOUNDS = new Map([
  ['zero', { shape: [], values: Float32Array.of(0) }],
  ['six', { shape: [], values: Float32Array.of(6) }],
]);

/**
 * The network as an ONNX model: NCHW, weights in 32-bit floats.
 * @param {import('./network.mjs').Network} network
 * @param {import('./safetensors.mjs').Tensors} weights
 * @returns {Uint8Array}
 */
export function onnxModel(network, weights) {
  const tensors = new Map([...weights, ...BOUNDS, ...network.nodes.flatMap(padsOf)]);
  const values = ['input'];
  const nodes = [];
  const needed = new Set();
  for (const [number, node] of network.nodes.entries()) {
    let inputs = node.inputs.map((place) => values[place] ?? '');
    const steps = stepsOf(node);
    for (const [index, { op, weights: own = [], attributes = [] }] of steps.entries()) {
      const last = index === steps.length - 1;
      const output = last && number === network.nodes.length - 1 ? 'logits' : `value${number}-${index}`;
      for (const name of own) needed.add(name);
      const names = [...inputs, ...own].map((name) => block(1, name));
      const rest = attributes.map((attribute) => block(5, attribute));
      nodes.push(block(1, message([...names, block(2, output), block(3, `${node.name}-${index}`), block(4, op), ...rest])));
      inputs = [output];
    }
    values.push(inputs[0] ?? '');
  }
  const graph = message([
    ...nodes,
    block(2, 'bench'),
    ...[...needed].map((name) => block(5, initializer(name, tensors))),
    block(11, valueInfo('input', [1, ...network.input])),
    block(12, valueInfo('logits', [1, ...(shapesOf(network).at(-1) ?? [])])),
  ]);
  const opset = message([block(1, ''), integer(2, OPSET)]);
  return message([integer(1, IR_VERSION), block(2, 'spotcheck-bench'), block(7, graph), block(8, opset)]);
}

/**
 * @param {import('./network.mjs').Node} node
 * @returns {Step[]}
 */
function stepsOf({ op, tensors, name }) {
  switch (op) {
    case 'relu':
      return [{ op: 'Relu' }];
    case 'relu6':
      return [{ op: 'Clip', weights: ['zero', 'six'] }];
    case 'add':
      return [{ op: 'Add' }];
    case 'flatten':
      return [FLATTEN];
    case 'global-avg-pool':
      return [{ op: 'GlobalAveragePool' }, FLATTEN];
  }
  if (settings(op, 'zero-pad') !== undefined) return [{ op: 'Pad', weights: [`${name}.pads`] }];
  const [conv, dense, pool, norm] = ['conv', 'dense', 'max-pool', 'batch-norm'].map((kind) => settings(op, kind));
  const weights = [`${tensors}.weight`, `${tensors}.bias`];
  if (conv !== undefined && conv.bias) {
    return [{ op: 'Conv', weights, attributes: [...windowOf(conv), int('group', conv.groups)] }];
  }
  // Gemm multiplies by [in, out] unless told otherwise, as the weights are.
  if (dense !== undefined && dense.bias) return [{ op: 'Gemm', weights }];
  if (pool !== undefined) return [{ op: 'MaxPool', attributes: windowOf(pool) }];
  if (norm !== undefined) {
    const weights = ['gamma', 'beta', 'running_mean', 'running_var'].map((part) => `${tensors}.${part}`);
    return [{ op: 'BatchNormalization', weights, attributes: [float('epsilon', norm.epsilon)] }];
  }
  throw new Error(`the peers' models have no layer like ${name}: ${JSON.stringify(op)}`);
}

/**
 * How many zeros a node puts before each axis, and then after each, as a tensor.
 * @param {import('./network.mjs').Node} node
 * @returns {[string, { shape: number[], values: BigInt64Array }][]}
 */
function padsOf({ op, name }) {
  const pad = settings(op, 'zero-pad');
  if (pad === undefined) return [];
  const counts = [0, 0, pad.top, pad.left, 0, 0, pad.bottom, pad.right];
  return [[`${name}.pads`, { shape: [counts.length], values: BigInt64Array.from(counts, BigInt) }]];
}

/** @type {Step} */
const FLATTEN = { op: 'Flatten', attributes: [int('axis', 1)] };

/** @param {import('./network.mjs').Window} window */
function windowOf({ kernel, stride, padding }) {
  const around = padding === 'same' ? 'SAME_UPPER' : 'VALID';
  return [ints('kernel_shape', kernel), ints('strides', stride), string('auto_pad', around)];
}

/**
 * @param {string} name
 * @param {ReadonlyMap<string, { shape: number[], values: Float32Array | BigInt64Array }>} tensors
 */
function initializer(name, tensors) {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`there is no tensor ${name}`);
  const { shape, values } = tensor;
  const dimensions = shape.map((side) => integer(1, side));
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message([...dimensions, integer(2, values instanceof BigInt64Array ? INT64 : FLOAT), block(8, name), block(9, bytes)]);
}

/**
 * @param {string} name
 * @param {number[]} shape
 */
function valueInfo(name, shape) {
  const dimensions = message(shape.map((side) => block(1, integer(1, side))));
  const type = block(1, message([integer(1, FLOAT), block(2, dimensions)]));
  return message([block(1, name), block(2, type)]);
}

/**
 * @param {string} name
 * @param {number} value
 */
function float(name, value) {
  return message([block(1, name), float32(2, value), integer(20, ATTRIBUTE_FLOAT)]);
}

/**
 * @param {string} name
 * @param {number} value
 */
function int(name, value) {
  return message([block(1, name), integer(3, value), integer(20, ATTRIBUTE_INT)]);
}

/**
 * @param {string} name
 * @param {number[]} values
 */
function ints(name, values) {
  return message([block(1, name), ...values.map((value) => integer(8, value)), integer(20, ATTRIBUTE_INTS)]);
}

/**
 * @param {string} name
 * @param {string} value
 */
function string(name, value) {
  return message([block(1, name), block(4, value), integer(20, ATTRIBUTE_STRING)]);
}
