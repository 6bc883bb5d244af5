import { CLASSES, EPSILON, INPUT_SIZE, LAYERS } from './network.mjs';
import { block, float32, integer, message } from './protobuf.mjs';
import { tensorOf } from './safetensors.mjs';

// Field numbers are those of onnx.proto.
const OPSET = 17;
const IR_VERSION = 8;
const FLOAT = 1;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** @typedef {{ op: string, inputs: string[], attributes?: Uint8Array[] }} Step */

/**
 * The network as an ONNX model: NCHW, weights in 32-bit floats.
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @returns {Uint8Array}
 */
export function onnxModel(tensors) {
  const steps = LAYERS.flatMap(stepsOf);
  const nodes = [];
  let value = 'input';
  for (const [index, { op, inputs, attributes = [] }] of steps.entries()) {
    const output = index === steps.length - 1 ? 'logits' : `value${index}`;
    const names = [value, ...inputs].map((name) => block(1, name));
    const rest = attributes.map((attribute) => block(5, attribute));
    nodes.push(block(1, message([...names, block(2, output), block(3, `${op}${index}`), block(4, op), ...rest])));
    value = output;
  }
  const weights = steps.flatMap(({ inputs }) => inputs.map((name) => block(5, initializer(name, tensors))));
  const graph = message([
    ...nodes,
    block(2, 'skin28'),
    ...weights,
    block(11, valueInfo('input', [1, 3, INPUT_SIZE, INPUT_SIZE])),
    block(12, valueInfo('logits', [1, CLASSES])),
  ]);
  const opset = message([block(1, ''), integer(2, OPSET)]);
  return message([integer(1, IR_VERSION), block(2, 'spotcheck-bench'), block(7, graph), block(8, opset)]);
}

/**
 * @param {import('./network.mjs').Layer} layer
 * @returns {Step[]}
 */
function stepsOf(layer) {
  switch (layer.kind) {
    case 'conv': {
      const edge = layer.padding === 'same' ? 1 : 0;
      const attributes = [ints('kernel_shape', [3, 3]), ints('pads', [edge, edge, edge, edge])];
      return [{ op: 'Conv', inputs: [`${layer.name}.weight`, `${layer.name}.bias`], attributes }, relu()];
    }
    case 'pool':
      return [{ op: 'MaxPool', inputs: [], attributes: [ints('kernel_shape', [2, 2]), ints('strides', [2, 2])] }];
    case 'norm': {
      const inputs = ['gamma', 'beta', 'running_mean', 'running_var'].map((part) => `${layer.name}.${part}`);
      return [{ op: 'BatchNormalization', inputs, attributes: [float('epsilon', EPSILON)] }];
    }
    case 'flatten':
      return [{ op: 'Flatten', inputs: [], attributes: [int('axis', 1)] }];
    case 'dense': {
      // Gemm multiplies by [in, out] unless told otherwise, as the weights are.
      const step = { op: 'Gemm', inputs: [`${layer.name}.weight`, `${layer.name}.bias`] };
      return layer.relu ? [step, relu()] : [step];
    }
  }
}

/** @returns {Step} */
function relu() {
  return { op: 'Relu', inputs: [] };
}

/**
 * @param {string} name
 * @param {import('./safetensors.mjs').Tensors} tensors
 */
function initializer(name, tensors) {
  const { shape, values } = tensorOf(tensors, name);
  const dimensions = shape.map((side) => integer(1, side));
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message([...dimensions, integer(2, FLOAT), block(8, name), block(9, bytes)]);
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
