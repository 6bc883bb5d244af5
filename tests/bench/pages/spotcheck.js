import { fetchBeside, serve, size } from './worker-common.js';

// Spotcheck's engine without its app, as bare as the peers are: no known answer, no second look at the GPU.
void serve(async () => {
  const card = fetchBeside('card.json').then((response) => response.text());
  const weights = fetchBeside('weights.bpk').then((response) => response.arrayBuffer());
  const wasm = fetchBeside('engine.wasm');
  const { default: init, Engine, warmUp } = await import('./engine.js');
  await init({ module_or_path: wasm });
  let waiting = true;
  void weights.then(() => (waiting = false), () => (waiting = false));
  for (let turn = 0; turn < 3 && waiting; turn += 1) {
    warmUp();
    await new Promise((resolve) => setTimeout(resolve));
  }
  const bytes = new Uint8Array(await weights);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const engine = await Engine.load(await card, bytes, hex);
  return (rgba) => engine.logits(rgba, size, size, 0, 0, size);
});
