import type { Locator, Page } from '@playwright/test';
import { expectSquare, square } from './support/crop';
import { fileOf, golden } from './support/golden';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

// 601×451: its centre square begins at (75, 0) and has a side of 451.
const picture = fileOf(golden('png-601x451'));
const WHOLE = { side: 451, left: 12, top: 0 };

test.beforeEach(async ({ spot }) => {
  await spot.open();
  await spot.choose(picture);
});

test('the keyboard moves, zooms and resets the square', async ({ page, spot }) => {
  await spot.stage.focus();
  await press(page, 'ArrowLeft');
  await expectSquare(page, { side: 451, left: 9, top: 0 });
  await press(page, 'ArrowRight', 'ArrowRight');
  await expectSquare(page, { side: 451, left: 16, top: 0 });
  await press(page, '+', '+');
  await expectSquare(page, { side: 313, left: 28, top: 15 });
  await press(page, 'ArrowUp');
  await expectSquare(page, { side: 313, left: 28, top: 12 });
  await press(page, '-');
  await expectSquare(page, { side: 376 });
  await press(page, '0');
  await expectSquare(page, WHOLE);
});

test('the buttons do what the keys do', async ({ page, spot }) => {
  await spot.page.getByRole('button', { name: 'Zoom in' }).click();
  await expectSquare(page, { side: 376 });
  const before = await square(page);
  await page.getByRole('button', { name: 'Move down' }).click();
  await expect.poll(async () => (await square(page)).top).toBeGreaterThan(before.top);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expectSquare(page, WHOLE);
  await page.getByRole('slider', { name: 'Zoom' }).fill('0.5');
  await expectSquare(page, { side: 240 });
});

test('the mouse drags the picture beneath the square, and the wheel zooms', async ({ page, spot }) => {
  const { x, y, width } = await boxOf(spot.stage);
  const [middleX, middleY] = [x + width / 2, y + width / 2];
  await page.mouse.move(middleX, middleY);
  await page.mouse.down();
  // The picture goes right, so the square goes left on it, and stops at its edge.
  await page.mouse.move(middleX + width * 0.05, middleY, { steps: 3 });
  const dragged = await expectSquare(page, { side: 451, top: 0 });
  expect(dragged.left).toBeLessThan(WHOLE.left);
  expect(dragged.left).toBeGreaterThan(0);
  await page.mouse.move(middleX + width, middleY, { steps: 3 });
  await page.mouse.up();
  await expectSquare(page, { side: 451, left: 0, top: 0 });
  await page.mouse.move(middleX, middleY);
  await page.mouse.wheel(0, -400);
  // exp(-400 · 0.0015) of it is left.
  await expectSquare(page, { side: 248 });
});

test.describe('with a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 800 } });

  test('one finger drags, two zoom', async ({ page, spot }) => {
    await spot.stage.scrollIntoViewIfNeeded();
    const { x, y, width } = await boxOf(spot.stage);
    const [middleX, middleY] = [x + width / 2, y + width / 2];
    await touch(page, [
      [[middleX, middleY]],
      [[middleX - width * 0.02, middleY]],
      [[middleX - width * 0.05, middleY]],
    ]);
    const dragged = await expectSquare(page, { side: 451, top: 0 });
    expect(dragged.left).toBeGreaterThan(WHOLE.left);
    await touch(page, [
      [[middleX - 30, middleY], [middleX + 30, middleY]],
      [[middleX - 45, middleY], [middleX + 45, middleY]],
      [[middleX - 60, middleY], [middleX + 60, middleY]],
    ]);
    // The fingers are twice as far apart, so the square is half as large.
    await expectSquare(page, { side: 226 });
  });
});

test('a verdict is marked as old when the square has moved since, and a new look renews it', async ({ page, spot }) => {
  await spot.check();
  await expect(page.getByText('You moved the square.')).toBeHidden();
  await spot.stage.focus();
  await press(page, '+', 'ArrowLeft');
  await expect(page.getByText('You moved the square.')).toBeVisible();
  await spot.look.click();
  await expect(page.getByText('You moved the square.')).toBeHidden();
  await expect(spot.verdict).toBeVisible();
});

test('what the person frames is what the engine sees', async ({ page, spot }) => {
  const whole = await numbers(spot);
  await spot.stage.focus();
  // Skin beside the spot: the same picture, another square, other numbers.
  await press(page, ...Array.from({ length: 12 }, () => '+'), ...Array.from({ length: 40 }, () => 'ArrowLeft'));
  await expect(page.getByText('You moved the square.')).toBeVisible();
  const corner = await numbers(spot);
  expect(corner).not.toEqual(whole);
});

async function numbers(spot: Spot): Promise<string> {
  await spot.check();
  await expect(spot.page.getByText('You moved the square.')).toBeHidden();
  return `${await spot.verdict.getAttribute('data-state')} ${JSON.stringify(await spot.shown('class'))}`;
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('the stage is not on the screen');
  return box;
}

type Fingers = readonly (readonly [number, number])[];

/** Puts fingers down, moves them and lifts them. */
async function touch(page: Page, moves: readonly [Fingers, ...Fingers[]]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const points = (fingers: Fingers): { x: number; y: number; id: number }[] => fingers.map(([x, y], id) => ({ x, y, id }));
  const [first, ...rest] = moves;
  await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(first) });
  for (const fingers of rest) await browser.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(fingers) });
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
