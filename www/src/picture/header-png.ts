import type { Bytes } from './bytes';
import type { Header } from './header';

/** Walks a PNG's chunks: IHDR has the size, acTL says that it moves, IEND that it is all there. */
export function readPng(bytes: Bytes): Pick<Header, 'size' | 'animated' | 'whole'> {
  let size: Header['size'];
  let animated = false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = bytes.u32(at) ?? 0;
    const type = bytes.tag(at + 4);
    if (type === 'IHDR') {
      const width = bytes.u32(at + 8);
      const height = bytes.u32(at + 12);
      if (width !== undefined && height !== undefined) size = { width, height };
    }
    if (type === 'acTL') animated = true;
    if (type === 'IEND') return { size, animated, whole: true };
    at += 12 + length;
  }
  return { size, animated, whole: false };
}
