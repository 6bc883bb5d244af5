/**
 * Who takes part. Each is a page of its own; `app` is Spotcheck as people open it, the others are bare engines
 * in a worker, under one and the same page.
 *
 * @typedef {'cpu' | 'gpu'} Device
 * @typedef {'app' | 'engine' | 'ort' | 'tfjs'} Side
 * @typedef {{ id: string, side: Side, device: Device, label: string, entry?: string, files?: Record<string, string> }} Contender
 *   `entry` is the worker's script in pages/, `files` what lies beside it: name there → file in node_modules.
 */

export const PEER_VERSIONS = { ort: '1.30.0', tfjs: '4.22.0' };

const ORT = 'onnxruntime-web/dist/ort-wasm-simd-threaded';

/** @type {readonly Contender[]} */
export const CONTENDERS = [
  { id: 'app-cpu', side: 'app', device: 'cpu', label: 'Spotcheck, the app' },
  { id: 'engine-cpu', side: 'engine', device: 'cpu', label: 'Spotcheck, bare engine', entry: 'spotcheck.js' },
  {
    id: 'ort-cpu',
    side: 'ort',
    device: 'cpu',
    label: 'ONNX Runtime Web',
    entry: 'ort-cpu.js',
    files: { 'ort.wasm': `${ORT}.wasm` },
  },
  {
    id: 'tfjs-cpu',
    side: 'tfjs',
    device: 'cpu',
    label: 'TensorFlow.js',
    entry: 'tfjs-cpu.js',
    files: { 'tfjs-backend-wasm-simd.wasm': '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm' },
  },
  { id: 'app-gpu', side: 'app', device: 'gpu', label: 'Spotcheck, the app' },
  { id: 'engine-gpu', side: 'engine', device: 'gpu', label: 'Spotcheck, bare engine', entry: 'spotcheck.js' },
  {
    id: 'ort-gpu',
    side: 'ort',
    device: 'gpu',
    label: 'ONNX Runtime Web',
    entry: 'ort-gpu.js',
    // What the package gives every browser; its smaller JSPI build is the next one.
    files: { 'ort.wasm': `${ORT}.asyncify.wasm` },
  },
  {
    id: 'ort-gpu-jspi',
    side: 'ort',
    device: 'gpu',
    label: 'ONNX Runtime Web, JSPI',
    entry: 'ort-gpu-jspi.js',
    files: { 'ort.wasm': `${ORT}.jspi.wasm` },
  },
  { id: 'tfjs-gpu', side: 'tfjs', device: 'gpu', label: 'TensorFlow.js', entry: 'tfjs-gpu.js' },
];

/**
 * The path of a contender's page.
 * @param {Contender} contender
 * @param {string} model
 */
export function pathOf({ id, side, device }, model) {
  return side === 'app' ? `/app/?engine=${device}&model=${model}` : `/${id}/`;
}
