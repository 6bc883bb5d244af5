import type { Bytes } from './bytes';
import type { Header } from './header';

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/**
 * Walks a JPEG's segments: the frame header tells the size, and the end-of-image marker whether all of
 * it is there. Phones append videos and previews after that marker, so the file's last bytes tell nothing.
 */
export function readJpeg(bytes: Bytes): Pick<Header, 'size' | 'whole'> {
  let size: Header['size'];
  let at = 2;
  for (;;) {
    const marker = bytes.u8(at + 1);
    if (bytes.u8(at) !== 0xff || marker === undefined) return { size, whole: false };
    if (marker === END_OF_IMAGE) return { size, whole: true };
    if (marker === 0xff) {
      // A fill byte.
      at += 1;
      continue;
    }
    if (isAlone(marker)) {
      at += 2;
      continue;
    }
    const length = bytes.u16(at + 2);
    if (length === undefined || length < 2) return { size, whole: false };
    if (isFrame(marker)) {
      const height = bytes.u16(at + 5);
      const width = bytes.u16(at + 7);
      if (width !== undefined && height !== undefined) size ??= { width, height };
    }
    at += 2 + length;
    if (marker === START_OF_SCAN) at = endOfScan(bytes, at);
  }
}

/** Where the compressed data ends: at the first marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Bytes, from: number): number {
  for (let at = bytes.all.indexOf(0xff, from); at !== -1; at = bytes.all.indexOf(0xff, at + 1)) {
    const next = bytes.u8(at + 1);
    if (next !== undefined && next !== 0x00 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

/** SOF0 to SOF15, without the three of that range that are something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** Markers without a length. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || marker === 0xd8 || isRestart(marker);
}
