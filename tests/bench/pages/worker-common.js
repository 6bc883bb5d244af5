// What the workers share: messages, the picture's normalisation and the proof that a GPU was at work.

/** Size, mean and standard deviation of the network's input; built in from the model's card. */
export const { size, mean, std } = INPUT;

/** Mirrored left to right, top to bottom: which images of a picture the answer is averaged over. @type {boolean[][]} */
const VIEWS = INPUT.views === 'mirrored' ? [[false, false], [true, false], [false, true], [true, true]] : [[false, false]];

let submits = 0;
if (typeof GPUQueue !== 'undefined') {
  // An engine that quietly falls back to the CPU must not pass for one on the GPU.
  const submit = GPUQueue.prototype.submit;
  GPUQueue.prototype.submit = function (commands) {
    submits += 1;
    return submit.call(this, commands);
  };
}

/**
 * Loads an engine and answers the page's calls, one after the other.
 * @param {() => Promise<(rgba: Uint8Array) => Promise<Float32Array>>} load
 */
export async function serve(load) {
  try {
    const infer = await load();
    self.addEventListener('message', async ({ data }) => {
      try {
        submits = 0;
        const start = performance.now();
        const logits = await infer(data);
        self.postMessage({ logits, innerMs: performance.now() - start, submits });
      } catch (error) {
        self.postMessage({ error: textOf(error) });
      }
    });
    self.postMessage({ ready: true });
  } catch (error) {
    self.postMessage({ error: textOf(error) });
  }
}

/** TensorFlow.js throws objects that are no errors. @param {any} error */
function textOf(error) {
  return String(error?.message ?? error);
}

/**
 * One pass of a network → the answer that the model's card asks for: the mean over the picture's views. Spotcheck's engine
 * does that itself; the others are to do the same work.
 * @param {(rgba: Uint8Array) => Promise<Float32Array>} infer
 * @returns {(rgba: Uint8Array) => Promise<Float32Array>}
 */
export function overViews(infer) {
  return async (rgba) => {
    /** @type {Float32Array | undefined} */
    let mean;
    for (const [across = false, down = false] of VIEWS) {
      const logits = await infer(across || down ? mirrored(rgba, across, down) : rgba);
      mean ??= new Float32Array(logits.length);
      for (const [place, logit] of logits.entries()) mean[place] = (mean[place] ?? 0) + logit / VIEWS.length;
    }
    if (mean === undefined) throw new Error('there is no view');
    return mean;
  };
}

/** @param {Uint8Array} rgba @param {boolean} across @param {boolean} down */
function mirrored(rgba, across, down) {
  const from = new Uint32Array(rgba.buffer, rgba.byteOffset, size * size);
  const to = new Uint32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const line = from.slice((down ? size - 1 - row : row) * size, (down ? size - row : row + 1) * size);
    to.set(across ? line.reverse() : line, row * size);
  }
  return new Uint8Array(to.buffer);
}

/**
 * RGBA bytes of the network's own size → what the network takes.
 * @param {Uint8Array} rgba
 * @param {'nchw' | 'nhwc'} layout
 */
export function normalise(rgba, layout) {
  const area = size * size;
  const values = new Float32Array(area * 3);
  for (let pixel = 0; pixel < area; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const at = layout === 'nchw' ? channel * area + pixel : pixel * 3 + channel;
      values[at] = (rgba[pixel * 4 + channel] / 255 - mean[channel]) / std[channel];
    }
  }
  return values;
}

/**
 * @param {string} name of a file beside the worker
 * @returns {Promise<Response>}
 */
export async function fetchBeside(name) {
  const response = await fetch(new URL(name, self.location.href));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
}
