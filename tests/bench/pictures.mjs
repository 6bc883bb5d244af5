/**
 * A dark spot on skin, drawn by code: RGBA of exactly the network's input size, so that nobody has to resize.
 * @param {number} seed
 * @param {number} size of the network's input
 * @returns {number[]}
 */
export function drawSpot(seed, size) {
  // A small linear congruential generator: the same picture on every machine.
  let state = seed * 2_654_435_761;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const part = (/** @type {number} */ from, /** @type {number} */ range) => size * (from + range * random());
  const [x0, y0] = [part(0.36, 0.28), part(0.36, 0.28)];
  const [wide, high] = [part(0.14, 0.22), part(0.14, 0.22)];
  const spot = [60 + 80 * random(), 40 + 40 * random(), 30 + 40 * random()];
  const skin = [205 + 30 * random(), 160 + 30 * random(), 140 + 30 * random()];
  const rgba = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
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
