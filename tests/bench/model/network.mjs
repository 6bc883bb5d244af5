import { tensorOf } from './safetensors.mjs';

/**
 * A network as a graph, from which both peers' models are built, so that they cannot differ from each other. That they do
 * not differ from Spotcheck's either is what the comparison of outputs is for. `spotcheck export` writes it beside the
 * weights (`GraphSpec` in the library); that of `skin28`, which is no graph there, stands here.
 *
 * @typedef {'relu' | 'relu6' | 'flatten' | 'add' | 'global-avg-pool'} Plain operations without settings
 * @typedef {{ filters: number, kernel: [number, number], stride: [number, number], padding: 'valid' | 'same', groups: number, bias: boolean }} Conv
 * @typedef {{ units: number, bias: boolean }} Dense
 * @typedef {{ kernel: [number, number], stride: [number, number], padding: 'valid' | 'same' }} Window
 * @typedef {{ top: number, bottom: number, left: number, right: number }} Zeros
 * @typedef {Plain | { conv: Conv } | { dense: Dense } | { 'max-pool': Window } | { 'zero-pad': Zeros } | { 'batch-norm': { epsilon: number } }} Op
 *   what the peers' models are built of; of others a network is refused
 * @typedef {{ name: string, inputs: number[], op: Op, tensors: string }} Node
 *   `inputs`: 0 is the picture, k the output of node k - 1; `tensors` is how its weights' names begin.
 * @typedef {{ input: [number, number, number], nodes: Node[] }} Network channels, height, width of the picture
 */

/**
 * The network of an exported file.
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @param {string | undefined} graph as the file has it
 * @returns {Network}
 */
export function networkOf(tensors, graph) {
  if (graph === undefined) return skin28(tensors);
  const { input, nodes } = JSON.parse(graph);
  const parts = { conv: 'conv', dense: 'dense', 'batch-norm': 'norm' };
  return {
    input,
    nodes: nodes.map((/** @type {Omit<Node, 'tensors'>} */ node, /** @type {number} */ number) => {
      const part = Object.entries(parts).find(([kind]) => settings(node.op, kind) !== undefined)?.[1];
      return { ...node, tensors: `layers.${number}.${part}` };
    }),
  };
}

/**
 * What an operation is set to, if it is of that kind.
 * @param {Op} op
 * @param {string} kind
 * @returns {any}
 */
export function settings(op, kind) {
  return typeof op === 'object' ? /** @type {Record<string, unknown>} */ (op)[kind] : undefined;
}

/**
 * The shape of each node's output: `[channels, height, width]` or `[width]`; the picture's comes first.
 * @param {Network} network
 * @returns {number[][]}
 */
export function shapesOf({ input, nodes }) {
  /** @type {number[][]} */
  const shapes = [input];
  for (const { op, inputs } of nodes) {
    const [channels = 0, height = 0, width = 0] = shapes[inputs[0] ?? 0] ?? [];
    const window = settings(op, 'conv') ?? settings(op, 'max-pool');
    const dense = settings(op, 'dense');
    if (window !== undefined) {
      const side = (/** @type {number} */ length, /** @type {number} */ axis) => {
        const seen = window.padding === 'same' ? length : length - window.kernel[axis] + 1;
        return Math.ceil(seen / window.stride[axis]);
      };
      shapes.push([window.filters ?? channels, side(height, 0), side(width, 1)]);
    } else if (settings(op, 'zero-pad') !== undefined) {
      const { top, bottom, left, right } = settings(op, 'zero-pad');
      shapes.push([channels, height + top + bottom, width + left + right]);
    } else if (dense !== undefined) shapes.push([dense.units]);
    else if (op === 'global-avg-pool') shapes.push([channels]);
    else if (op === 'flatten') shapes.push([channels * height * width]);
    else shapes.push(shapes[inputs[0] ?? 0] ?? []);
  }
  return shapes;
}

/**
 * The activation that alone reads what a node gives, which a peer may then compute along with it; and where it stands.
 * @param {Network} network
 * @param {number} number of the node
 */
export function follower({ nodes }, number) {
  const readers = nodes.flatMap(({ inputs }, reader) => (inputs.includes(number + 1) ? [reader] : []));
  const [reader = -1] = readers;
  const op = nodes[reader]?.op;
  return readers.length === 1 && (op === 'relu' || op === 'relu6') ? { reader, op } : undefined;
}

/**
 * The student project's network: every convolution is 3×3, every pool takes the largest of 2×2.
 * @param {import('./safetensors.mjs').Tensors} tensors
 * @returns {Network}
 */
function skin28(tensors) {
  /** @type {Node[]} */
  const nodes = [];
  const push = (/** @type {string} */ name, /** @type {Op} */ op) => nodes.push({ name, inputs: [nodes.length], op, tensors: name });
  const conv = (/** @type {string} */ name, /** @type {'same' | 'valid'} */ padding) => {
    const [filters = 0] = tensorOf(tensors, `${name}.weight`).shape;
    push(name, { conv: { filters, kernel: [3, 3], stride: [1, 1], padding, groups: 1, bias: true } });
    push(`${name}-relu`, 'relu');
  };
  const norm = (/** @type {string} */ name) => push(name, { 'batch-norm': { epsilon: 1e-3 } });
  const pool = (/** @type {string} */ name) => push(name, { 'max-pool': { kernel: [2, 2], stride: [2, 2], padding: 'valid' } });
  const dense = (/** @type {string} */ name) => {
    const [, units = 0] = tensorOf(tensors, `${name}.weight`).shape;
    push(name, { dense: { units, bias: true } });
  };
  conv('conv1', 'same');
  pool('pool1');
  norm('norm1');
  conv('conv2', 'valid');
  conv('conv3', 'valid');
  pool('pool2');
  norm('norm2');
  conv('conv4', 'valid');
  conv('conv5', 'valid');
  push('flatten', 'flatten');
  for (const number of [1, 2, 3, 4]) {
    dense(`dense${number}`);
    push(`dense${number}-relu`, 'relu');
    norm(`norm${number + 2}`);
  }
  dense('dense5');
  return { input: [3, 28, 28], nodes };
}
