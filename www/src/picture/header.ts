import { Bytes } from './bytes';
import { readGif } from './header-gif';
import { readJpeg } from './header-jpeg';
import { readPng } from './header-png';
import { readWebp } from './header-webp';

export type Format = 'jpeg' | 'png' | 'gif' | 'webp' | 'heic' | 'avif' | 'bmp';

/** What a picture file says of itself, read without decoding it. */
export interface Header {
  readonly format: Format;
  /** As stored: before EXIF turns it. Undefined where the header does not tell. */
  readonly size: Size | undefined;
  readonly animated: boolean;
  /** False when the file plainly ends too early. Browsers would fill the rest with grey and say nothing. */
  readonly whole: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Recognises a picture by its content, whatever its name or type claim; undefined if it is none we know.
 * Sizes are read here, since a decoder would take the memory first and complain afterwards.
 */
export function readHeader(file: Uint8Array): Header | undefined {
  const bytes = new Bytes(file);
  if (bytes.u8(0) === 0xff && bytes.u8(1) === 0xd8) return { format: 'jpeg', animated: false, ...readJpeg(bytes) };
  if (bytes.u32(0) === 0x89504e47 && bytes.u32(4) === 0x0d0a1a0a) return { format: 'png', ...readPng(bytes) };
  if (/^GIF8[79]a$/.test(bytes.tag(0, 6))) return { format: 'gif', ...readGif(bytes) };
  if (bytes.tag(0) === 'RIFF' && bytes.tag(8) === 'WEBP') return { format: 'webp', ...readWebp(bytes) };
  if (bytes.tag(4) === 'ftyp') return readHeif(bytes);
  if (bytes.tag(0, 2) === 'BM' && bytes.length >= 26) return readBmp(bytes);
  return undefined;
}

const HEIC_BRANDS: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
const AVIF_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis']);

/** HEIC and AVIF share a container; its brands say which, `ispe` boxes how large the pictures in it are. */
function readHeif(bytes: Bytes): Header | undefined {
  const end = Math.min(bytes.u32(0) ?? 0, bytes.length);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) brands.push(bytes.tag(at));
  const avif = brands.some((brand) => AVIF_BRANDS.has(brand));
  if (!avif && !brands.some((brand) => HEIC_BRANDS.has(brand))) return undefined;
  return {
    format: avif ? 'avif' : 'heic',
    size: largestIspe(bytes),
    animated: brands.includes('avis') || brands.includes('msf1') || brands.includes('hevc'),
    whole: true,
  };
}

/** Tiles and thumbnails have boxes of their own: the largest is the picture. */
function largestIspe(bytes: Bytes): Size | undefined {
  // Not in the pixels, where noise would be found; a large preview or profile may lie before what is looked for.
  const meta = metaBox(bytes);
  if (meta === undefined) return undefined;
  let largest: Size | undefined;
  for (let at = meta.start; at < meta.end; at += 1) {
    if (bytes.u8(at) !== 0x69 || bytes.tag(at) !== 'ispe') continue;
    const width = bytes.u32(at + 8);
    const height = bytes.u32(at + 12);
    if (width === undefined || height === undefined) continue;
    if (largest === undefined || width * height > largest.width * largest.height) largest = { width, height };
  }
  return largest;
}

/** Where the first `meta` box lies among the file's outermost boxes (ISO/IEC 14496-12, 4.2): some writers put the pixels first. */
function metaBox(bytes: Bytes): { start: number; end: number } | undefined {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const short = bytes.u32(at) ?? 0;
    // 1: the length follows in 64 bits; 0: up to the file's end.
    const long = (bytes.u32(at + 8) ?? 0) * 2 ** 32 + (bytes.u32(at + 12) ?? 0);
    const length = short === 1 ? long : short === 0 ? bytes.length - at : short;
    if (length < 8) return undefined;
    const end = Math.min(at + length, bytes.length);
    if (bytes.tag(at + 4) === 'meta') return { start: at + 8, end };
    at = end;
  }
  return undefined;
}

function readBmp(bytes: Bytes): Header {
  const width = bytes.i32le(18);
  const height = bytes.i32le(22);
  const size = width === undefined || height === undefined ? undefined : { width, height: Math.abs(height) };
  return { format: 'bmp', size, animated: false, whole: (bytes.u32(2, true) ?? 0) <= bytes.length };
}
