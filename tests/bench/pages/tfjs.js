import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { normalise, overViews, serve, size } from './worker-common.js';

/**
 * @param {'wasm' | 'webgpu'} backend already registered
 */
export function serveTfjs(backend) {
  void serve(async () => {
    tf.enableProdMode();
    const source = /** @type {Required<tf.io.IOHandler>} */ (tf.io.http(new URL('model.json', self.location.href).href));
    // Fetched while the backend is being made, too.
    const artifacts = source.load();
    if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} could not be started`);
    const model = await loadLayersModel({ load: () => artifacts });
    return overViews(async (rgba) => {
      const output = tf.tidy(() => model.predict(tf.tensor4d(normalise(rgba, 'nhwc'), [1, size, size, 3])));
      const logits = /** @type {tf.Tensor} */ (output);
      const values = /** @type {Float32Array} */ (await logits.data());
      logits.dispose();
      return values;
    });
  });
}
