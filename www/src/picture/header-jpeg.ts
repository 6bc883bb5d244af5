import type { Bytes } from './bytes';
import type { Header } from './header';

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/** One piece of a JPEG: a marker and all up to the next one, compressed pixels included. */
export interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

/** Size and completeness. Phones append videos and previews after the end, so a file's last bytes tell nothing. */
export function readJpeg(bytes: Bytes): Pick<Header, 'size' | 'whole'> {
  let size: Header['size'];
  for (const { marker, start } of segments(bytes)) {
    if (marker === END_OF_IMAGE) return { size, whole: true };
    if (!isFrame(marker)) continue;
    const height = bytes.u16(start + 5);
    const width = bytes.u16(start + 7);
    if (width !== undefined && height !== undefined) size ??= { width, height };
  }
  return { size, whole: false };
}

/** Walks a JPEG's segments up to and with the end of the image; stops earlier where the file is none. */
export function* segments(bytes: Bytes): Generator<Segment> {
  let start = 2;
  for (;;) {
    const marker = bytes.u8(start + 1);
    if (bytes.u8(start) !== 0xff || marker === undefined) return;
    if (marker === 0xff) {
      // A fill byte.
      start += 1;
      continue;
    }
    if (isAlone(marker)) {
      yield { marker, start, end: start + 2 };
      if (marker === END_OF_IMAGE) return;
      start += 2;
      continue;
    }
    const length = bytes.u16(start + 2);
    if (length === undefined || length < 2) return;
    const after = start + 2 + length;
    const end = marker === START_OF_SCAN ? endOfScan(bytes, after) : after;
    yield { marker, start, end };
    start = end;
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
  return marker === 0x01 || marker === 0xd8 || marker === END_OF_IMAGE || isRestart(marker);
}
