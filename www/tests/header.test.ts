import { describe, expect, it } from 'vitest';
import { readHeader } from '../src/picture/header';

const text = (value: string): number[] => [...value].map((letter) => letter.charCodeAt(0));
const be32 = (value: number): number[] => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const le32 = (value: number): number[] => be32(value).reverse();
const be16 = (value: number): number[] => [value >> 8, value & 255];
const le16 = (value: number): number[] => [value & 255, value >> 8];
const file = (...parts: number[][]): Uint8Array => Uint8Array.from(parts.flat());

const segment = (marker: number, body: number[]): number[] => [0xff, marker, ...be16(body.length + 2), ...body];
const frame = (marker: number, width: number, height: number): number[] =>
  segment(marker, [8, ...be16(height), ...be16(width), 1, 1, 0x11, 0]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];
const END = [0xff, 0xd9];
const START = [0xff, 0xd8];

const chunk = (type: string, body: number[]): number[] => [...be32(body.length), ...text(type), ...body, 0, 0, 0, 0];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const ihdr = (width: number, height: number): number[] => chunk('IHDR', [...be32(width), ...be32(height), 8, 2, 0, 0, 0]);

const gifHead = (width: number, height: number): number[] => [...text('GIF89a'), ...le16(width), ...le16(height), 0x80, 0, 0, 1, 2, 3, 4, 5, 6];
const gifImage = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 0x01, 0];

const riff = (body: number[]): number[] => [...text('RIFF'), ...le32(body.length + 4), ...text('WEBP'), ...body];

describe('JPEG', () => {
  it('finds the size behind other segments, and the end', () => {
    const exif = segment(0xe1, text('Exif with \xff\xc0 inside'));
    const header = readHeader(file(START, exif, frame(0xc0, 640, 480), scan, END));
    expect(header).toEqual({ format: 'jpeg', size: { width: 640, height: 480 }, animated: false, whole: true });
  });

  it('reads progressive files, with several scans and tables between them', () => {
    const tables = segment(0xc4, [0, 1, 2, 3]);
    const header = readHeader(file(START, frame(0xc2, 12000, 9000), tables, scan, tables, scan, END));
    expect(header?.size).toEqual({ width: 12000, height: 9000 });
    expect(header?.whole).toBe(true);
  });

  it('does not mistake a Huffman table for a frame', () => {
    expect(readHeader(file(START, segment(0xc4, [8, 1, 1, 1, 1, 1, 1]), scan, END))?.size).toBeUndefined();
  });

  it('sees that the data ends too early, at every cut', () => {
    const whole = file(START, frame(0xc0, 64, 64), scan, END);
    for (let length = 3; length < whole.length; length += 1) {
      expect(readHeader(whole.subarray(0, length))?.whole, `cut to ${length}`).toBe(false);
    }
  });

  it('is whole when a phone appended a video after the end', () => {
    expect(readHeader(file(START, frame(0xc0, 64, 64), scan, END, text('ftypmp42 and more')))?.whole).toBe(true);
  });

  it('does not hang on lengths that lead nowhere', () => {
    expect(readHeader(file(START, [0xff, 0xe1, 0, 0, 1, 2]))?.whole).toBe(false);
    expect(readHeader(file(START, [0xff, 0xff, 0xff, 0xff]))?.whole).toBe(false);
  });
});

describe('PNG', () => {
  it('reads size and end', () => {
    const header = readHeader(file(PNG, ihdr(300, 200), chunk('IDAT', [1, 2, 3]), chunk('IEND', [])));
    expect(header).toEqual({ format: 'png', size: { width: 300, height: 200 }, animated: false, whole: true });
  });

  it('knows one that moves', () => {
    const moving = file(PNG, ihdr(3, 2), chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]), chunk('IEND', []));
    expect(readHeader(moving)?.animated).toBe(true);
  });

  it('sees a missing end, and a chunk longer than the file', () => {
    expect(readHeader(file(PNG, ihdr(3, 2), chunk('IDAT', [1, 2, 3])))?.whole).toBe(false);
    expect(readHeader(file(PNG, ihdr(3, 2), be32(0xffffffff), text('IDAT'), [0, 0, 0, 0]))?.whole).toBe(false);
  });
});

describe('GIF', () => {
  it('tells a still from an animation', () => {
    const still = readHeader(file(gifHead(10, 20), gifImage, [0x3b]));
    expect(still).toEqual({ format: 'gif', size: { width: 10, height: 20 }, animated: false, whole: true });
    const control = [0x21, 0xf9, 4, 0, 0, 0, 0, 0];
    expect(readHeader(file(gifHead(10, 20), control, gifImage, control, gifImage, [0x3b]))?.animated).toBe(true);
  });

  it('sees that it is cut off', () => {
    expect(readHeader(file(gifHead(10, 20), gifImage.slice(0, -2)))?.whole).toBe(false);
  });
});

describe('WebP', () => {
  const vp8 = [...text('VP8 '), ...le32(10), 0, 0, 0, 0x9d, 0x01, 0x2a, ...le16(400 | 0x4000), ...le16(300)];
  it('reads the lossy, the lossless and the extended kind', () => {
    expect(readHeader(file(riff(vp8)))?.size).toEqual({ width: 400, height: 300 });
    const packed = (400 - 1) | ((300 - 1) << 14);
    expect(readHeader(file(riff([...text('VP8L'), ...le32(5), 0x2f, ...le32(packed)])))?.size).toEqual({ width: 400, height: 300 });
    const extended = [...text('VP8X'), ...le32(10), 0x02, 0, 0, 0, 0x8f, 0x01, 0, 0x2b, 0x01, 0];
    expect(readHeader(file(riff(extended)))).toEqual({
      format: 'webp',
      size: { width: 400, height: 300 },
      animated: true,
      whole: true,
    });
  });

  it('sees that it is cut off', () => {
    expect(readHeader(file(riff(vp8)).subarray(0, 28))?.whole).toBe(false);
  });
});

describe('the rest', () => {
  const box = (brand: string, ...compatible: string[]): number[] => [
    ...be32(16 + 4 * compatible.length),
    ...text('ftyp'),
    ...text(brand),
    0,
    0,
    0,
    0,
    ...compatible.flatMap(text),
  ];
  const ispe = (width: number, height: number): number[] => [...be32(20), ...text('ispe'), 0, 0, 0, 0, ...be32(width), ...be32(height)];

  const meta = (...inside: number[][]): number[] => [...be32(12 + inside.flat().length), ...text('meta'), 0, 0, 0, 0, ...inside.flat()];

  it('tells HEIC from AVIF and takes the largest of the sizes', () => {
    const heic = readHeader(file(box('heic', 'mif1', 'heic'), meta(ispe(512, 512), ispe(4032, 3024))));
    expect(heic?.format).toBe('heic');
    expect(heic?.size).toEqual({ width: 4032, height: 3024 });
    expect(readHeader(file(box('avif', 'mif1'), meta(ispe(64, 48))))?.format).toBe('avif');
  });

  it('finds the size behind pixels, behind much else, and not among the pixels', () => {
    const pixels = [...ispe(9, 9), ...Array.from({ length: 70_000 }, () => 7)];
    const size = { width: 640, height: 480 };
    const behind = meta(Array.from({ length: 70_000 }, () => 7), ispe(640, 480));
    for (const length of [be32(8 + pixels.length), [...be32(1), ...text('mdat'), ...be32(0), ...be32(16 + pixels.length)]]) {
      const mdat = length.length === 4 ? [...length, ...text('mdat'), ...pixels] : [...length, ...pixels];
      expect(readHeader(file(box('avif'), mdat, behind))?.size).toEqual(size);
    }
    expect(readHeader(file(box('avif'), be32(0), text('mdat'), pixels, behind))?.size).toBeUndefined();
    expect(readHeader(file(box('avif'), be32(3), text('mdat'), behind))?.size).toBeUndefined();
  });

  it('does not take a video for a photo', () => {
    expect(readHeader(file(box('isom', 'mp42')))).toBeUndefined();
  });

  it('knows text under any name for what it is', () => {
    expect(readHeader(file(text('This is not a picture, whatever it is called.')))).toBeUndefined();
    expect(readHeader(file(text('<svg xmlns="http://www.w3.org/2000/svg"/>')))).toBeUndefined();
    expect(readHeader(new Uint8Array())).toBeUndefined();
    expect(readHeader(file([0xff]))).toBeUndefined();
  });

  it('never throws, whatever the bytes', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48271) % 2147483647) & 255;
    const starts = [START, PNG, text('GIF89a'), riff([]), box('heic'), text('BM')];
    for (let round = 0; round < 600; round += 1) {
      const start = starts[round % starts.length] ?? [];
      const noise = file(start, Array.from({ length: round }, random));
      expect(() => readHeader(noise)).not.toThrow();
    }
  });
});
