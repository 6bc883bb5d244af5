import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** Files decoded so far. */
    decodings: number;
    /** The last one's pixels. */
    decoded: ImageData | undefined;
  }
}

/** Keeps what the page's own decoding gave. Call it before the page is opened. */
export async function spyOnDecoding(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.decodings = 0;
    const original = window.createImageBitmap.bind(window) as (...input: unknown[]) => Promise<ImageBitmap>;
    const spy = async (...input: unknown[]): Promise<ImageBitmap> => {
      if (input[0] instanceof Blob) window.decodings += 1;
      const bitmap = await original(...input);
      if (input[0] instanceof Blob) {
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
        context?.drawImage(bitmap, 0, 0);
        window.decoded = context?.getImageData(0, 0, bitmap.width, bitmap.height);
      }
      return bitmap;
    };
    window.createImageBitmap = spy as typeof window.createImageBitmap;
  });
}

/** The last decoded file's pixels. */
export async function decodedPixels(page: Page): Promise<Uint8Array> {
  const base64 = await page.evaluate(() => {
    const bytes = window.decoded?.data ?? new Uint8ClampedArray();
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  });
  return Buffer.from(base64, 'base64');
}
