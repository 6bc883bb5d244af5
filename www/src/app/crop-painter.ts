import type { Crop } from '../engine/protocol';
import type { Photo } from '../picture/intake';

/** The square takes the stage's middle; around it the photo goes on, dimmed, so that one sees where one is. */
export const MARGIN = 0.06;

/** Draws the photo so that `crop` fills the square in the middle of the canvas. */
export function paintCrop(canvas: HTMLCanvasElement, photo: Photo, crop: Crop): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const stage = canvas.width;
  const square = stage * (1 - 2 * MARGIN);
  const scale = square / crop.side;
  const inset = stage * MARGIN;
  context.clearRect(0, 0, stage, stage);

  // Only what the stage shows is drawn: a photo of 60 megapixels moves as smoothly as a small one.
  const left = Math.max(0, crop.x - inset / scale);
  const top = Math.max(0, crop.y - inset / scale);
  const right = Math.min(photo.width, crop.x + crop.side + inset / scale);
  const bottom = Math.min(photo.height, crop.y + crop.side + inset / scale);
  const shrink = photo.preview.width / photo.width;
  // The preview serves until one has zoomed in beyond its pixels.
  const sharp = scale > shrink;
  const source = sharp ? photo.bitmap : photo.preview;
  const factor = sharp ? 1 : shrink;
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    source,
    left * factor,
    top * factor,
    (right - left) * factor,
    (bottom - top) * factor,
    inset + (left - crop.x) * scale,
    inset + (top - crop.y) * scale,
    (right - left) * scale,
    (bottom - top) * scale,
  );

  context.fillStyle = 'rgb(12 15 14 / 55%)';
  context.beginPath();
  context.rect(inset + (left - crop.x) * scale, inset + (top - crop.y) * scale, (right - left) * scale, (bottom - top) * scale);
  context.rect(inset, inset, square, square);
  context.fill('evenodd');
}
