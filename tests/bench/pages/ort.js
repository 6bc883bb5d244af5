import { fetchBeside, normalise, overViews, serve, size } from './worker-common.js';

/**
 * @param {typeof import('onnxruntime-web')} ort the build for one kind of device
 * @param {'wasm' | 'webgpu'} provider
 */
export function serveOrt(ort, provider) {
  void serve(async () => {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = { wasm: new URL('ort.wasm', self.location.href) };
    // Fetched while the engine's own file is on its way, too.
    const model = fetchBeside('model.onnx').then((response) => response.arrayBuffer());
    const session = await ort.InferenceSession.create(await model, { executionProviders: [provider] });
    return overViews(async (rgba) => {
      const input = new ort.Tensor('float32', normalise(rgba, 'nchw'), [1, 3, size, size]);
      const { logits } = await session.run({ input });
      // Copied: the tensor's memory goes with it.
      const values = Float32Array.from(/** @type {Float32Array} */ (await logits.getData()));
      logits.dispose();
      return values;
    });
  });
}
