import type { Page } from '@playwright/test';
import { draw } from '../www/tests/drawn';
import { expectSquare, square } from './support/crop';
import { fileOf, golden } from './support/golden';
import { fromRgba, png } from './support/pictures';
import { expect, test } from './support/test';

// 601×451: its centre square has a side of 451.
const picture = fileOf(golden('png-601x451'));
const WHOLE = { side: 451, left: 12, top: 0 };

/** A small spot in the left upper part of skin. */
function drawnSpot(): { name: string; mimeType: string; buffer: Buffer } {
  const rgba = draw({ width: 400, height: 300, size: 0.2, x: 0.3, y: 0.35 });
  return { name: 'spot.png', mimeType: 'image/png', buffer: png(fromRgba(new Uint8Array(rgba.buffer), 400, 300)) };
}

test('the keyboard takes back and does again, on the stage and on the buttons', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(picture);
  await spot.stage.focus();
  await page.keyboard.press('+');
  await expectSquare(page, { side: 376 });
  await page.keyboard.press('+');
  await expectSquare(page, { side: 313 });
  await page.keyboard.press('Control+z');
  await expectSquare(page, { side: 376 });
  await page.keyboard.press('Control+z');
  await expectSquare(page, WHOLE);
  // There is nothing before the first square.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+z');
  await expectSquare(page, { side: 376 });
  await page.keyboard.press('Control+y');
  await expectSquare(page, { side: 313 });
  await page.getByRole('button', { name: 'Zoom out' }).focus();
  await page.keyboard.press('Control+z');
  await expectSquare(page, { side: 376 });
});

test('the buttons take back and do again; they stay where they are when there is nothing to do', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(picture);
  const undo = page.getByRole('button', { name: 'Undo' });
  const redo = page.getByRole('button', { name: 'Redo' });
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await expect(redo).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(undo).toHaveAttribute('aria-disabled', 'false');
  await undo.focus();
  await page.keyboard.press('Enter');
  await expectSquare(page, WHOLE);
  await expect(undo).toBeFocused();
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await redo.click();
  await expectSquare(page, { side: 376 });
  await page.getByRole('button', { name: 'Reset' }).click();
  await expectSquare(page, WHOLE);
  await undo.click();
  await expectSquare(page, { side: 376 });
});

test('one drag, one turn of the wheel and one pull of the slider are one step each', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(picture);
  const box = await spot.stage.boundingBox();
  if (box === null) throw new Error('the stage is not on the screen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + box.width * 0.05, y, { steps: 6 });
  await page.mouse.up();
  const dragged = await expectSquare(page, { side: 451 });
  expect(dragged.left).toBeLessThan(WHOLE.left);
  for (let turns = 0; turns < 3; turns += 1) await page.mouse.wheel(0, -100);
  await expect(page.getByTestId('crop-size')).not.toHaveText(/^451\s/);
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expectSquare(page, dragged);
  await undo.click();
  await expectSquare(page, WHOLE);
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
});

test('a square about the spot is suggested, taken over by a button, and can be taken back', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(drawnSpot());
  const suggestion = page.getByRole('button', { name: 'Use the suggested square' });
  await suggestion.focus();
  await page.keyboard.press('Enter');
  // The spot is 60 pixels large and its middle at (120, 105); it fills half of the square.
  await expect(page.getByTestId('crop-said')).not.toHaveText('');
  const { side, left, top } = await square(page);
  expect(Math.abs(side - 120)).toBeLessThan(15);
  expect(Math.abs((left / 100) * 400 + side / 2 - 120)).toBeLessThan(8);
  expect(Math.abs((top / 100) * 300 + side / 2 - 105)).toBeLessThan(8);
  await expect(suggestion).toHaveCount(0);
  await expect(spot.stage).toBeFocused();
  await page.keyboard.press('Control+z');
  await expectSquare(page, { side: 300 });
  await expect(suggestion).toBeVisible();
});

test('nothing is suggested where no spot is clear, and nothing of it is left when another photo comes', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(drawnSpot());
  await expect(page.getByRole('button', { name: 'Use the suggested square' })).toBeVisible();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await startOver(page);
  const skin = draw({ width: 400, height: 300, spot: undefined });
  await spot.choose({ name: 'skin.png', mimeType: 'image/png', buffer: png(fromRgba(new Uint8Array(skin.buffer), 400, 300)) });
  await expect(page.getByRole('button', { name: 'Use the suggested square' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true');
});

async function startOver(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Another photo' }).click();
  await expect(page.getByRole('button', { name: 'Choose a photo' })).toBeVisible();
}
