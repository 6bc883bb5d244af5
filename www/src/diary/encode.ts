import type { Crop } from '../engine/protocol';
import { Failure, asFailure } from '../failure';
import { rounded } from '../picture/crop';
import type { Size } from '../picture/header';
import { cleanJpeg } from '../picture/jpeg-clean';
import type { Entry } from './types';

/** Pixels that are there already, such as a decoded photo. */
export type Pixels = ImageBitmap | HTMLCanvasElement | OffscreenCanvas;

/** What an entry keeps of a photo. */
export type StoredPicture = Pick<Entry, 'picture' | 'width' | 'height' | 'crop'>;

/** The longest side of a stored photo: a mole in it is as sharp as on a screen, and hundreds fit on a phone. */
export const LONGEST_SIDE = 2048;
const QUALITY = 0.92;

/** The size at which a picture is stored: never enlarged. */
export function storedSize({ width, height }: Size, longest: number = LONGEST_SIDE): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The same square on a picture that was made smaller. */
export function scaledCrop({ x, y, side }: Crop, from: Size, to: Size): Crop {
  const across = to.width / from.width;
  const down = to.height / from.height;
  return rounded({ x: x * across, y: y * down, side: side * Math.min(across, down) }, to);
}

/**
 * Makes a JPEG from pixels, so that nothing of the photo's file comes with it: no EXIF, no place. What is
 * transparent is laid over white, as the model sees it.
 */
export async function encodePicture(pixels: Pixels, crop: Crop, longest: number = LONGEST_SIDE): Promise<StoredPicture> {
  const from = { width: pixels.width, height: pixels.height };
  const to = storedSize(from, longest);
  try {
    const encoded = await draw(pixels, to);
    const clean = cleanJpeg(new Uint8Array(await encoded.arrayBuffer()));
    // A browser that cannot write JPEG gives a PNG and says nothing.
    if (clean === undefined) throw new Error(`the browser gave ${encoded.type}`);
    const picture = new Blob([clean.bytes], { type: 'image/jpeg' });
    return { picture, ...to, crop: scaledCrop(crop, from, to) };
  } catch (thrown) {
    throw new Failure('picture-encode', {}, asFailure(thrown).detail);
  }
}

async function draw(pixels: Pixels, { width, height }: Size): Promise<Blob> {
  const offscreen = typeof OffscreenCanvas !== 'undefined';
  const canvas = offscreen ? new OffscreenCanvas(width, height) : Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { alpha: false }) as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  if (context === null) throw new Error(`no canvas of ${width} by ${height}`);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(pixels, 0, 0, width, height);
  if (canvas instanceof HTMLCanvasElement) return toBlob(canvas);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no memory for the JPEG')) : resolve(blob)), 'image/jpeg', QUALITY);
  });
}
