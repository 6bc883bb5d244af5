import type { Page } from '@playwright/test';
import { expect } from './test';

/** The square in words, as a screen reader gets it: side in pixels, left and top in percent of the picture. */
export interface Square {
  readonly side: number;
  readonly left: number;
  readonly top: number;
}

export async function square(page: Page): Promise<Square> {
  const text = (await page.getByTestId('crop-said').textContent()) ?? '';
  const [side, left, top] = (text.match(/\d+/g) ?? []).map(Number);
  return { side: side ?? NaN, left: left ?? NaN, top: top ?? NaN };
}

/** Waits until the square is said to be as wanted. */
export async function expectSquare(page: Page, wanted: Partial<Square>): Promise<Square> {
  await expect.poll(() => square(page)).toMatchObject(wanted);
  return square(page);
}
