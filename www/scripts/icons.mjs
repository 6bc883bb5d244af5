// Draws the app's icons: `npm run icons`. Pixels by code and PNG by hand, so that nothing has to be
// installed and no drawing of somebody else's is used.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const OUT = join(import.meta.dirname, '../public/icons');
const PAPER = [12, 101, 87];
const MARK = [250, 248, 244];
const SPOT = [240, 176, 138];
/** Of a pixel, each way: those of a large icon are too small for many shades to be seen. */
const samplesOf = (size) => (size > 256 ? 2 : 4);

/** Distance from a point to a rounded square's edge; negative inside. */
function roundedSquare(x, y, half, radius) {
  const qx = Math.abs(x) - half + radius;
  const qy = Math.abs(y) - half + radius;
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - radius;
}

/** The colour at a point of the unit square about the middle, or undefined for nothing. */
function colourAt(x, y, { scale, corner }) {
  const u = x / scale;
  const v = y / scale;
  if (Math.hypot(u, v) < 0.125) return SPOT;
  // The viewfinder: a square's outline of which only the four corners are left.
  const onOutline = Math.abs(roundedSquare(u, v, 0.29, 0.09)) < 0.028;
  if (onOutline && Math.abs(u) > 0.13 && Math.abs(v) > 0.13) return MARK;
  return roundedSquare(x, y, 0.5, corner) < 0 ? PAPER : undefined;
}

function draw(size, shape) {
  const samples = samplesOf(size);
  const rgba = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0];
      let hits = 0;
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const x = (column + ((sample % samples) + 0.5) / samples) / size - 0.5;
        const y = (row + (Math.floor(sample / samples) + 0.5) / samples) / size - 0.5;
        const colour = colourAt(x, y, shape);
        if (colour === undefined) continue;
        hits += 1;
        for (let channel = 0; channel < 3; channel += 1) sum[channel] += colour[channel];
      }
      const at = (row * size + column) * 4;
      for (let channel = 0; channel < 3; channel += 1) rgba[at + channel] = hits && Math.round(sum[channel] / hits);
      rgba[at + 3] = Math.round((255 * hits) / (samples * samples));
    }
  }
  return rgba;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** PNG with a palette: few colours are drawn, and each pixel is then one byte or half of one instead of four. */
function png(size, rgba) {
  const places = new Map();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = rgba.readUInt32BE(at);
    if (!places.has(colour)) places.set(colour, places.size);
  }
  if (places.size > 256) throw new Error(`${places.size} colours do not fit into a palette`);
  const bits = places.size > 16 ? 8 : 4;
  // Each row is led by a byte that names its filter; 0 is none, since rows that are alike then lie there alike.
  const length = 1 + (size * bits) / 8;
  const rows = Buffer.alloc(size * length);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const place = places.get(rgba.readUInt32BE((row * size + column) * 4));
      // The pixel that comes first has the upper half of a byte.
      rows[row * length + 1 + Math.floor((column * bits) / 8)] |= bits === 4 && column % 2 === 0 ? place << 4 : place;
    }
  }
  const colours = [...places.keys()];
  const palette = Buffer.from(colours.flatMap((colour) => [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255]));
  const alpha = Buffer.from(colours.map((colour) => colour & 255));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([bits, 3, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(rows, { level: 9 }));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', palette), chunk('tRNS', alpha), data, chunk('IEND', Buffer.alloc(0))]);
}

const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect width="64" height="64" rx="14" fill="rgb(${PAPER})" />
  <path d="M13 24v-5a6 6 0 0 1 6-6h5M40 13h5a6 6 0 0 1 6 6v5M51 40v5a6 6 0 0 1-6 6h-5M24 51h-5a6 6 0 0 1-6-6v-5"
    fill="none" stroke="rgb(${MARK})" stroke-width="4" stroke-linecap="round" />
  <circle cx="32" cy="32" r="9" fill="rgb(${SPOT})" />
</svg>
`;

mkdirSync(OUT, { recursive: true });
const round = { scale: 1, corner: 0.22 };
// Maskable and Apple's icons are cut to a shape by the system: full to the edge, the mark well inside.
const full = { scale: 0.78, corner: 0 };
for (const [name, size, shape] of [
  ['icon-192', 192, round],
  ['icon-512', 512, round],
  ['maskable-512', 512, full],
  ['apple-touch-180', 180, { ...full, scale: 0.95 }],
]) {
  writeFileSync(join(OUT, `${name}.png`), png(size, draw(size, shape)));
}
writeFileSync(join(OUT, 'favicon.svg'), favicon);
