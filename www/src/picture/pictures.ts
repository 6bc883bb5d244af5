import { suggestSquare } from '../capture/suggest';
import type { Crop } from '../engine/protocol';
import { centreSquare } from './crop';
import { closePhoto, openPhoto, toPhoto, type Photo } from './intake';

const THUMBNAIL_SIDE = 144;

/** What the page does with pictures that only a browser can do. */
export interface Pictures {
  /** Decodes a file, or copies a frame; what comes back is the caller's to close. */
  open(source: Blob | ImageBitmap, smallestSide: number): Promise<Photo>;
  close(photo: Photo): void;
  /** A square about the one clear spot, if there is one. */
  suggest(photo: Photo): Crop | undefined;
  thumbnail(photo: Photo): Promise<ImageBitmap>;
}

export const browserPictures: Pictures = {
  async open(source, smallestSide) {
    if (source instanceof Blob) return openPhoto(source, smallestSide);
    return toPhoto(await createImageBitmap(source), [], 0);
  },
  close: closePhoto,
  suggest: suggestSquare,
  thumbnail({ preview }) {
    const { x, y, side } = centreSquare(preview);
    const size = { resizeWidth: THUMBNAIL_SIDE, resizeHeight: THUMBNAIL_SIDE, resizeQuality: 'medium' } as const;
    return createImageBitmap(preview, x, y, side, side, size);
  },
};
