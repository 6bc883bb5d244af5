import type { Bytes } from './bytes';
import type { Header } from './header';

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;

/** Walks a GIF's blocks: two images make it an animation, and the trailer says that it is all there. */
export function readGif(bytes: Bytes): Pick<Header, 'size' | 'animated' | 'whole'> {
  const width = bytes.u16(6, true);
  const height = bytes.u16(8, true);
  const size = width === undefined || height === undefined ? undefined : { width, height };
  let at = 13 + tableBytes(bytes.u8(10));
  let images = 0;
  for (;;) {
    const block = bytes.u8(at);
    if (block === IMAGE) {
      images += 1;
      at = skipData(bytes, at + 11 + tableBytes(bytes.u8(at + 9)));
    } else if (block === EXTENSION) {
      at = skipData(bytes, at + 2);
    } else {
      // One whole image is enough for us: a lost trailer alone does no harm.
      return { size, animated: images > 1, whole: block === TRAILER || images > 1 };
    }
  }
}

/** Bytes of the colour table that a flags byte announces. */
function tableBytes(flags: number | undefined): number {
  return flags !== undefined && (flags & 0x80) !== 0 ? 3 << ((flags & 0x07) + 1) : 0;
}

/** Skips data blocks, each led by its length; a length of zero ends them. */
function skipData(bytes: Bytes, from: number): number {
  let at = from;
  for (;;) {
    const length = bytes.u8(at);
    if (length === undefined) return bytes.length;
    at += 1 + length;
    if (length === 0) return at;
  }
}
