import { fetchBeside, serve, size } from './worker-common.js';

// Spotcheck's engine without its app, as bare as the peers are: no known answer, no second look at the GPU.
void serve(async () => {
  const card = fetchBeside('card.json').then((response) => response.text());
  const weights = fetchBeside('weights.bpk').then((response) => response.arrayBuffer());
  const wasm = fetchBeside('engine.wasm');
  const { default: init, Engine } = await import('./engine.js');
  await init({ module_or_path: wasm });
  const engine = await Engine.load(await card, new Uint8Array(await weights));
  return (rgba) => engine.logits(rgba, size, size, 0, 0, size);
});
