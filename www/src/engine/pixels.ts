import { Failure } from '../failure';
import type { Crop, Picture } from './protocol';

export interface Pixels {
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly crop: Crop;
}

/**
 * The picture's pixels. A bitmap comes cut to its square and is drawn one to one: browsers scale
 * differently, so the only resize is the engine's own.
 */
export function readPixels(picture: Picture): Pixels {
  if (picture.form === 'rgba') return picture;
  const side = picture.bitmap.width;
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (context === null) throw new Failure('inference', {}, 'this browser gives no 2D canvas to a worker');
  context.drawImage(picture.bitmap, 0, 0);
  picture.bitmap.close();
  const { data } = context.getImageData(0, 0, side, side, { colorSpace: 'srgb' });
  return { rgba: new Uint8Array(data.buffer), width: side, height: side, crop: { x: 0, y: 0, side } };
}
