import { describe, expect, it } from 'vitest';
import { scaledCrop, storedSize } from '../src/diary/encode';
import { cleanJpeg } from '../src/picture/jpeg-clean';
import { jpeg, segment } from './diary-fixtures';

const EXIF = segment(0xe1, 'Exif\0\0MM\0*GPS 47.3769 N');
const plain = jpeg(640, 480, 3);

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

describe('a cleaned JPEG', () => {
  it('that was clean is the same to the byte', () => {
    expect(cleanJpeg(plain)).toEqual({ width: 640, height: 480, bytes: plain });
  });

  it.each([
    ['EXIF with a place', EXIF],
    ['XMP', segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS</x:xmpmeta>')],
    ['IPTC', segment(0xed, 'Photoshop 3.0\0GPS')],
    ['a comment', segment(0xfe, 'taken at GPS')],
    ['an index of further pictures', segment(0xe2, 'MPF\0GPS')],
    ['a preview inside of JFIF', segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01GPS')],
    ['a segment that nobody knows', segment(0xf5, 'GPS')],
    ['several at once, with fill bytes', [0xff, 0xff, ...EXIF, ...EXIF, ...segment(0xfe, 'GPS')]],
  ])('has lost %s', (_what, before) => {
    const file = jpeg(640, 480, 3, before);
    expect(latin(file)).toContain('GPS');
    const clean = cleanJpeg(file);
    expect(clean?.bytes).toEqual(plain);
  });

  it('has lost what comes after the end, and what comes between scans', () => {
    const film = new TextEncoder().encode('ftypmp42 GPS');
    expect(cleanJpeg(Uint8Array.from([...plain, ...film]))?.bytes).toEqual(plain);
    const scans = plain.slice(0, -2);
    const second = segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0));
    const progressive = Uint8Array.from([...scans, ...EXIF, ...second, 9, 9, 0xff, 0xd9]);
    expect(cleanJpeg(progressive)?.bytes).toEqual(Uint8Array.from([...scans, ...second, 9, 9, 0xff, 0xd9]));
  });

  it('keeps what its colours depend on', () => {
    const colours = jpeg(640, 480, 3, [...segment(0xe2, 'ICC_PROFILE\0\x01\x01abc'), ...segment(0xee, 'Adobe\0d\0\0\0\0\x01')]);
    expect(cleanJpeg(colours)?.bytes).toEqual(colours);
  });

  it.each([
    ['nothing', Uint8Array.of()],
    ['another kind of file', new TextEncoder().encode('<svg onload="">')],
    ['one without a frame', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
    ['one of no size', jpeg(0, 480)],
    ['one whose segment claims to be longer than the file', plain.slice(0, 60)],
    ['one that ends in its pixels', plain.slice(0, -2)],
  ])('is refused when it is %s', (_what, bytes) => {
    expect(cleanJpeg(bytes)).toBeUndefined();
  });

  it('may be cut or spoilt anywhere without a throw', () => {
    const file = jpeg(64, 48, 5, EXIF);
    for (let at = 0; at < file.length; at += 1) {
      expect(cleanJpeg(file.slice(0, at))).toBeUndefined();
      const spoilt = file.slice();
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      expect(cleanJpeg(spoilt)?.bytes.length ?? 0).toBeLessThanOrEqual(file.length);
    }
  });
});

describe('the stored size', () => {
  it('is limited on the longer side and never enlarged', () => {
    expect(storedSize({ width: 4096, height: 3072 })).toEqual({ width: 2048, height: 1536 });
    expect(storedSize({ width: 3000, height: 6000 })).toEqual({ width: 1024, height: 2048 });
    expect(storedSize({ width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
    expect(storedSize({ width: 9000, height: 1 })).toEqual({ width: 2048, height: 1 });
  });

  it('takes the square along, inside the picture and on whole pixels', () => {
    const from = { width: 4032, height: 3024 };
    const to = storedSize(from);
    expect(scaledCrop({ x: 1000, y: 500, side: 1000 }, from, to)).toEqual({ x: 508, y: 254, side: 508 });
    expect(scaledCrop({ x: 1008, y: 0, side: 3024 }, from, to)).toEqual({ x: 512, y: 0, side: 1536 });
    const thin = { width: 9000, height: 3 };
    const { x, y, side } = scaledCrop({ x: 8997, y: 0, side: 3 }, thin, storedSize(thin));
    expect([x + side <= 2048, y + side <= 1, side]).toEqual([true, true, 1]);
  });
});
