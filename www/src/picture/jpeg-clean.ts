import { Bytes } from './bytes';
import { readJpeg, segments } from './header-jpeg';
import type { Size } from './header';

const START_OF_IMAGE = 0xffd8;
const JFIF = 0xe0;
/** A JFIF segment that is longer holds a preview, which may show more than the picture does. */
const JFIF_LENGTH = 16;
/** Application segments that the pixels' colours depend on: JFIF, ICC profile, Adobe. */
const NEEDED: ReadonlyMap<number, string> = new Map([
  [JFIF, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
]);

export interface CleanJpeg extends Size {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A JPEG without EXIF, place, comments, previews and whatever was appended to it: only what its pixels need,
 * which are left as they are, bit by bit. Undefined for what is no whole JPEG.
 */
export function cleanJpeg(file: Uint8Array): CleanJpeg | undefined {
  const bytes = new Bytes(file);
  if (bytes.u16(0) !== START_OF_IMAGE) return undefined;
  const { size, whole } = readJpeg(bytes);
  if (!whole || size === undefined || size.width === 0 || size.height === 0) return undefined;
  const parts = [file.subarray(0, 2)];
  for (const { marker, start, end } of segments(bytes)) {
    if (isNeeded(bytes, start, marker)) parts.push(file.subarray(start, end));
  }
  return { ...size, bytes: joined(parts) };
}

function isNeeded(bytes: Bytes, start: number, marker: number): boolean {
  // Frames, tables, scans, restarts and the end; what lies outside is a name, a comment, or nobody knows what.
  if (marker >= 0xc0 && marker <= 0xdf) return true;
  if (marker === JFIF && bytes.u16(start + 2) !== JFIF_LENGTH) return false;
  const signature = NEEDED.get(marker);
  return signature !== undefined && bytes.tag(start + 4, signature.length) === signature;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
