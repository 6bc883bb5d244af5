import { Failure } from '../failure';
import { readHeader, type Header, type Size } from './header';

/** Something the person should know about the photo they chose. */
export type PhotoNote = 'first-frame';

/** A decoded photo, turned upright. */
export interface Photo extends Size {
  readonly bitmap: ImageBitmap;
  /** Small enough to be drawn at every finger's move. */
  readonly preview: ImageBitmap;
  /** What it was decoded from, where that was a file. */
  readonly file: Blob | undefined;
  readonly notes: readonly PhotoNote[];
  readonly decodeMs: number;
}

/** Decoded, a picture takes four bytes a pixel: beyond this a phone's browser is simply killed. */
const LARGEST_PIXELS = 64_000_000;
const LARGEST_FILE_BYTES = 128 * 1024 * 1024;
const PREVIEW_SIDE = 2048;

/** Decodes a file that a person gave, or says why that cannot be done. */
export async function openPhoto(file: Blob, smallestSide: number): Promise<Photo> {
  const header = await examine(file);
  if (header.size !== undefined) checkSize(header.size, smallestSide);
  if (!header.whole) throw new Failure('file-truncated');
  const start = performance.now();
  const bitmap = await decode(file, header);
  try {
    checkSize(bitmap, smallestSide);
    return await toPhoto(bitmap, header.animated ? ['first-frame'] : [], performance.now() - start, file);
  } catch (thrown) {
    bitmap.close();
    throw thrown;
  }
}

/** Wraps a bitmap that came from elsewhere, such as the camera. */
export async function toPhoto(bitmap: ImageBitmap, notes: readonly PhotoNote[], decodeMs: number, file?: Blob): Promise<Photo> {
  return { bitmap, preview: await toPreview(bitmap), width: bitmap.width, height: bitmap.height, file, notes, decodeMs };
}

/** Gives the photo's memory back at once instead of at the collector's leisure. */
export function closePhoto(photo: Photo): void {
  photo.bitmap.close();
  photo.preview.close();
}

async function examine(file: Blob): Promise<Header> {
  if (file.size === 0) throw new Failure('file-empty');
  if (file.size > LARGEST_FILE_BYTES) throw new Failure('picture-huge', { megabytes: Math.round(file.size / 1e6) });
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    // A cloud drive's placeholder, or a file that changed since it was chosen.
    throw new Failure('file-unreadable', {}, String(thrown));
  }
  const header = readHeader(bytes);
  if (header === undefined) throw new Failure('file-not-picture');
  return header;
}

async function decode(file: Blob, header: Header): Promise<ImageBitmap> {
  try {
    // The type is ours, read from the content: a wrong extension must not mislead the decoder.
    const typed = new Blob([file], { type: `image/${header.format}` });
    return await createImageBitmap(typed, { imageOrientation: 'from-image' });
  } catch (thrown) {
    throw new Failure(header.format === 'heic' ? 'file-heic' : 'file-broken', {}, String(thrown));
  }
}

function checkSize({ width, height }: Size, smallestSide: number): void {
  const facts = { width, height, megapixels: Math.round((width * height) / 1e6), smallest: smallestSide };
  if (width * height > LARGEST_PIXELS) throw new Failure('picture-huge', facts);
  if (Math.min(width, height) < smallestSide) throw new Failure('picture-tiny', facts);
}

async function toPreview(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(bitmap.width, bitmap.height));
  return createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(bitmap.width * scale)),
    resizeHeight: Math.max(1, Math.round(bitmap.height * scale)),
    resizeQuality: 'medium',
  });
}
