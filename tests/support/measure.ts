import type { Locator, Page } from '@playwright/test';
import { PHOTO } from './moles';
import { expect } from './test';

/** Drags a handle to a point of the picture, as far as the stage shows it whole. */
export async function dragHandle(page: Page, name: string, x: number, y: number): Promise<void> {
  const handle = await middleOf(page.getByRole('button', { name }));
  const to = await onStage(page, x, y);
  await page.mouse.move(handle.x, handle.y);
  await page.mouse.down();
  await page.mouse.move((handle.x + to.x) / 2, (handle.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

async function onStage(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId('measure-stage').boundingBox();
  if (box === null) throw new Error('nothing is measured');
  const scale = Math.min(box.width / PHOTO.width, box.height / PHOTO.height);
  return {
    x: box.x + (box.width - PHOTO.width * scale) / 2 + x * scale,
    y: box.y + (box.height - PHOTO.height * scale) / 2 + y * scale,
  };
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (box === null) throw new Error(`${target.toString()} is not there`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Sets all four marks with one finger, on the photo that is drawn with a mole of that size, and keeps the result. */
export async function measureByTouch(page: Page, size: number): Promise<void> {
  await page.getByRole('button', { name: /^Measure (again )?on the photo of/ }).first().tap();
  await page.getByTestId('against').selectOption('eur-0.01');
  const finger = await page.context().newCDPSession(page);
  const { coin, perPixel } = PHOTO;
  const radius = coin.millimetres / perPixel / 2;
  const half = size / perPixel / 2;
  const ways = [
    ['Middle of the coin', coin.x, coin.y],
    ['Rim of the coin', coin.x - radius, coin.y],
    ['Other end of the mole', 600 + half, 450],
    ['One end of the mole', 600 - half, 450],
  ] as const;
  for (const [name, x, y] of ways) {
    const from = await middleOf(page.getByRole('button', { name }));
    const to = await onStage(page, x, y);
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }] });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [to] });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  const [found = NaN] = ((await page.getByTestId('measure-result').textContent()) ?? '').match(/[\d.]+/g)?.map(Number) ?? [];
  // On a stage this small a finger's pixel is a fifth of a millimetre.
  expect(Math.abs(found - size)).toBeLessThan(0.9);
  await page.getByRole('button', { name: 'Keep this size' }).tap();
  await expect(page.getByTestId('size')).toHaveCount(1);
}
