import { INPUT_SIZE } from './model/network.mjs';

/**
 * A dark spot on skin, drawn by code: RGBA of exactly the network's input size, so that nobody has to resize.
 * @param {number} seed
 * @returns {number[]}
 */
export function drawSpot(seed) {
  // A small linear congruential generator: the same picture on every machine.
  let state = seed * 2_654_435_761;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const [x0, y0] = [10 + 8 * random(), 10 + 8 * random()];
  const [wide, high] = [4 + 6 * random(), 4 + 6 * random()];
  const spot = [60 + 80 * random(), 40 + 40 * random(), 30 + 40 * random()];
  const skin = [205 + 30 * random(), 160 + 30 * random(), 140 + 30 * random()];
  const rgba = [];
  for (let y = 0; y < INPUT_SIZE; y += 1) {
    for (let x = 0; x < INPUT_SIZE; x += 1) {
      const distance = Math.hypot((x - x0) / wide, (y - y0) / high);
      const inside = 1 / (1 + Math.exp(6 * (distance - 1)));
      const grain = 16 * (random() - 0.5);
      for (const [channel, tone] of skin.entries()) {
        const value = tone + (spot[channel] - tone) * inside + grain;
        rgba.push(Math.round(Math.min(255, Math.max(0, value))));
      }
      rgba.push(255);
    }
  }
  return rgba;
}
