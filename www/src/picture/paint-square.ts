import type { Crop } from '../engine/protocol';
import type { Photo } from './intake';

/** Draws a square of a photo over the whole of a canvas, and gives what to draw on it with. */
export function paintSquare(canvas: HTMLCanvasElement | null, { bitmap }: Photo, { x, y, side }: Crop): CanvasRenderingContext2D | undefined {
  const context = canvas?.getContext('2d') ?? undefined;
  if (canvas === null || context === undefined) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, x, y, side, side, 0, 0, canvas.width, canvas.height);
  return context;
}
