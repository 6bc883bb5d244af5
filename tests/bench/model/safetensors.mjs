import { readFileSync } from 'node:fs';

/**
 * @typedef {{ shape: number[], values: Float32Array }} Tensor
 * @typedef {Map<string, Tensor>} Tensors
 */

/**
 * Reads a safetensors file of 32-bit floats: the length of a JSON header, the header, the values. `graph` is what its
 * metadata have under that name.
 * @param {string} path
 * @returns {{ tensors: Tensors, graph: string | undefined }}
 */
export function readSafetensors(path) {
  const file = readFileSync(path);
  const start = 8 + Number(file.readBigUInt64LE(0));
  /** @type {{ __metadata__?: Record<string, string> }} */
  const { __metadata__: metadata, ...rest } = JSON.parse(file.toString('utf8', 8, start));
  const header = /** @type {Record<string, { dtype: string, shape: number[], data_offsets: [number, number] }>} */ (rest);
  const tensors = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (entry.dtype !== 'F32') throw new Error(`${path}: ${name} is ${entry.dtype}, and only F32 is read here`);
    const [from, to] = entry.data_offsets;
    // Copied, since a view of floats must begin at a multiple of four.
    const bytes = Uint8Array.from(file.subarray(start + from, start + to));
    tensors.set(name, { shape: entry.shape, values: new Float32Array(bytes.buffer) });
  }
  return { tensors, graph: metadata?.['graph'] };
}

/**
 * @param {Tensors} tensors
 * @param {string} name
 * @returns {Tensor}
 */
export function tensorOf(tensors, name) {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`the exported weights have no tensor ${name}`);
  return tensor;
}
