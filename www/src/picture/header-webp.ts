import type { Bytes } from './bytes';
import type { Header, Size } from './header';

const ANIMATION_FLAG = 0x02;

/** A WebP's first chunk has the size, in one of three ways; RIFF's own length says if all is there. */
export function readWebp(bytes: Bytes): Pick<Header, 'size' | 'animated' | 'whole'> {
  const whole = 8 + (bytes.u32(4, true) ?? Infinity) <= bytes.length;
  const animated = bytes.tag(12) === 'VP8X' && ((bytes.u8(20) ?? 0) & ANIMATION_FLAG) !== 0;
  return { size: readSize(bytes), animated, whole };
}

function readSize(bytes: Bytes): Size | undefined {
  switch (bytes.tag(12)) {
    case 'VP8 ': {
      // Fourteen bits each; the two above them only say how to scale for display.
      const width = bytes.u16(26, true);
      const height = bytes.u16(28, true);
      return width === undefined || height === undefined ? undefined : { width: width & 0x3fff, height: height & 0x3fff };
    }
    case 'VP8L': {
      const packed = bytes.u32(21, true);
      if (packed === undefined) return undefined;
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': {
      const width = bytes.u24le(24);
      const height = bytes.u24le(27);
      return width === undefined || height === undefined ? undefined : { width: width + 1, height: height + 1 };
    }
    default:
      return undefined;
  }
}
