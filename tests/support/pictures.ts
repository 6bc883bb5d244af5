import { crc32, deflateSync } from 'node:zlib';

/** Files drawn or forged byte by byte, so that no picture of anybody is needed. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of a pixel. */
  readonly at: (x: number, y: number) => readonly [number, number, number];
}

/** One colour everywhere. */
export function plain(width: number, height: number): Drawing {
  return { width, height, at: () => [200, 170, 150] };
}

/** A picture's raw pixels, as `spotcheck golden` writes them. */
export function fromRgba(rgba: Uint8Array, width: number, height: number): Drawing {
  const level = (at: number): number => rgba[at] ?? 0;
  return {
    width,
    height,
    at: (x, y) => {
      const start = (y * width + x) * 4;
      return [level(start), level(start + 1), level(start + 2)];
    },
  };
}

export function png({ width, height, at }: Drawing): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    // Each row starts with its filter: none.
    Buffer.from([0, ...Array.from({ length: width }, (__, x) => at(x, y)).flat()]),
  );
  return pngOf(width, height, deflateSync(Buffer.concat(rows)));
}

/** A PNG's beginning that promises a size; its pixels are not worth mentioning. */
export function pngClaiming(width: number, height: number): Buffer {
  return pngOf(width, height, deflateSync(Buffer.alloc(64)));
}

function pngOf(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, RGB
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A JPEG whose frame header has been told another size. */
export function jpegClaiming(jpeg: Buffer, width: number, height: number): Buffer {
  const forged = Buffer.from(jpeg);
  const frame = forged.findIndex((byte, at) => byte === 0xff && forged[at + 1] === 0xc0);
  if (frame === -1) throw new Error('this JPEG is not of the baseline kind');
  forged.writeUInt16BE(height, frame + 5);
  forged.writeUInt16BE(width, frame + 7);
  return forged;
}

/** A GIF that shows one drawing after the other. At most 128 colours in all. */
export function gif(frames: readonly [Drawing, ...Drawing[]]): Buffer {
  const [{ width, height }] = frames;
  const palette: number[] = [];
  const index = new Map<number, number>();
  const indexed = frames.map((frame) =>
    pixels(frame).map(([red, green, blue]) => {
      const colour = (red << 16) | (green << 8) | blue;
      if (!index.has(colour)) {
        index.set(colour, index.size);
        palette.push(red, green, blue);
      }
      return index.get(colour) ?? 0;
    }),
  );
  if (index.size > 128) throw new Error(`${index.size} colours are too many`);
  const size = [width & 255, width >> 8, height & 255, height >> 8];
  const table = [...palette, ...Array.from({ length: 128 * 3 - palette.length }, () => 0)];
  // A table of 128 colours for all frames.
  const bytes = [...Buffer.from('GIF89a'), ...size, 0xf6, 0, 0, ...table];
  for (const frame of indexed) {
    bytes.push(0x21, 0xf9, 4, 4, 10, 0, 0, 0); // shown for a tenth of a second
    bytes.push(0x2c, 0, 0, 0, 0, ...size, 0, ...lzwOfBytes(frame));
  }
  return Buffer.from([...bytes, 0x3b]);
}

/**
 * LZW that never uses its dictionary: with 7-bit colours its codes have 8 bits, so each is a byte, as long as
 * the dictionary is cleared before it grows into the ninth.
 */
function lzwOfBytes(colours: readonly number[]): number[] {
  const [clear, end] = [0x80, 0x81];
  const codes: number[] = [];
  colours.forEach((colour, at) => {
    if (at % 100 === 0) codes.push(clear);
    codes.push(colour);
  });
  codes.push(end);
  const blocks: number[] = [7];
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.slice(at, at + 255);
    blocks.push(block.length, ...block);
  }
  return [...blocks, 0];
}

function pixels({ width, height, at }: Drawing): (readonly [number, number, number])[] {
  return Array.from({ length: width * height }, (_, n) => at(n % width, Math.floor(n / width)));
}

/** The same drawing with few colours. */
export function coarse(drawing: Drawing): Drawing {
  const level = (value: number): number => Math.round(value / 85) * 85;
  return {
    ...drawing,
    at: (x, y) => {
      const [red, green, blue] = drawing.at(x, y);
      return [level(red), level(green), level(blue)];
    },
  };
}

/** The beginning of an ISO media file: HEIC photos and MP4 films both are of that kind. */
export function isoMedia(brand: string): Buffer {
  const start = Buffer.alloc(24);
  start.writeUInt32BE(24, 0);
  start.write(`ftyp${brand}`, 4, 'latin1');
  start.write(brand, 16, 'latin1');
  start.write(brand, 20, 'latin1');
  return Buffer.concat([start, Buffer.alloc(4096, 7)]);
}

/** A film for Chromium's fake camera, ten drawings a second: stretched to its size, and of one drawing alone two frames. */
export function y4m(drawings: readonly [Drawing, ...Drawing[]], width: number, height: number): Buffer {
  const frames = drawings.map((drawing) => Buffer.concat([Buffer.from('FRAME\n'), ...planesOf(drawing, width, height)]));
  const again = frames.length === 1 ? frames : [];
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...frames, ...again]);
}

function planesOf(drawing: Drawing, width: number, height: number): readonly Buffer[] {
  const planes = [Buffer.alloc(width * height), Buffer.alloc((width * height) / 4), Buffer.alloc((width * height) / 4)] as const;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = stretched(drawing, x / width, y / height);
      // ITU-R BT.601, limited range.
      planes[0][y * width + x] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue;
      if (x % 2 === 0 && y % 2 === 0) {
        const at = (y / 2) * (width / 2) + x / 2;
        planes[1][at] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
        planes[2][at] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
      }
    }
  }
  return planes;
}

function stretched({ width, height, at }: Drawing, x: number, y: number): readonly [number, number, number] {
  return at(Math.floor(x * width), Math.floor(y * height));
}
