// The page around every engine that is measured without an app: one module worker, spoken to by messages.

/** @typedef {{ logits: Float32Array, innerMs: number, submits: number }} Answer */

const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });

/** Calls that wait, in order: the worker answers in order. @type {PromiseWithResolvers<any>[]} */
const waiting = [Promise.withResolvers()];
const ready = waiting[0].promise;

worker.addEventListener('message', ({ data }) => {
  const call = waiting.shift();
  if ('error' in data) call?.reject(new Error(data.error));
  else call?.resolve(data);
});
worker.addEventListener('error', (event) => {
  for (const call of waiting.splice(0)) call.reject(new Error(event.message || 'the worker could not be started'));
});

window.contender = {
  ready,
  /** @param {Uint8Array} rgba @returns {Promise<Answer>} */
  answer(rgba) {
    const call = Promise.withResolvers();
    waiting.push(call);
    worker.postMessage(rgba);
    return call.promise;
  },
};
