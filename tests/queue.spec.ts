import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { draw, type Scene } from '../www/tests/drawn';
import { faults, still } from './support/axe';
import { bytesOf, fileOf, golden } from './support/golden';
import { RESULTS } from './support/paths';
import { fromRgba, plain, png } from './support/pictures';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

const SCREENS = join(RESULTS, 'screens');
const SIZES = [
  { name: 'phone', width: 360, height: 800 },
  { name: 'narrow', width: 320, height: 640 },
  { name: 'desktop', width: 1280, height: 900 },
] as const;

type File = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

function picture(name: string, scene: Scene = {}): File {
  const rgba = draw({ width: 240, height: 180, ...scene });
  return { name, mimeType: 'image/png', buffer: png(fromRgba(new Uint8Array(rgba.buffer), 240, 180)) };
}

const spotted = { name: 'spot.png', mimeType: 'image/png', buffer: bytesOf(fileOf(golden('png-601x451'))) };
const blank = { name: 'blank.png', mimeType: 'image/png', buffer: png(plain(200, 150)) };
const broken = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };

const items = (page: Page): Locator => page.getByTestId('queue-item');
const states = (page: Page): Promise<(string | null)[]> => items(page).evaluateAll((all) => all.map((item) => item.getAttribute('data-state')));

test('several photos are looked at one after the other; each keeps its square and its verdict', async ({ page, spot }) => {
  await spot.open();
  await spot.choose([spotted, broken, blank]);
  await expect(items(page)).toHaveCount(3);
  await expect.poll(() => states(page)).toEqual(['waiting', 'failed', 'waiting']);
  await expect(page.getByTestId('queue-said')).toHaveText('Photo 1 of 3: No result yet');
  await expect(items(page).nth(1)).toHaveAccessibleName('Photo 2 of 3: Can’t be opened');
  await expect(spot.problem).toHaveCount(0);

  await spot.stage.focus();
  await page.keyboard.press('+');
  await spot.check();
  const first = await spot.shown('class');
  expect((await states(page))[0]).toBe(await spot.verdict.getAttribute('data-state'));

  // The one that cannot be opened says why in its place, and one goes on from it.
  await page.getByRole('button', { name: 'Go on to the next photo' }).click();
  await expect(spot.problem).toHaveAttribute('data-code', 'file-not-picture');
  await page.getByRole('button', { name: 'Go on to the next photo' }).click();
  await expect(page.getByTestId('crop-size')).toHaveText(/^150\s/);
  await expect(spot.verdict).toHaveCount(0);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'unsuitable');

  await items(page).first().click();
  await expect(page.getByTestId('crop-size')).toHaveText(/^376\s/);
  await expect.poll(() => spot.shown('class')).toEqual(first);
  await spot.stage.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => states(page)).toEqual(['stale', 'failed', 'unsuitable']);
});

test('one is taken out, the others stay; with one alone there is no strip, and starting over puts all away', async ({ page, spot }) => {
  await spot.open();
  await spot.choose([spotted, blank, picture('third.png')]);
  await expect(items(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Next photo' }).click();
  await expect(page.getByTestId('crop-size')).toHaveText(/^150\s/);
  await page.getByRole('button', { name: 'Take this photo out' }).click();
  await expect(items(page)).toHaveCount(2);
  await expect(page.getByTestId('crop-size')).toHaveText(/^180\s/);
  await page.getByRole('button', { name: 'Take this photo out' }).click();
  await expect(page.getByTestId('queue')).toHaveCount(0);
  await expect(page.getByTestId('crop-size')).toHaveText(/^451\s/);
  await expect(page.getByRole('heading', { name: 'Frame the spot' })).toBeFocused();

  await give(page, [blank, spotted]);
  await expect(items(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Put all away and start over' }).click();
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
});

test('what is given while a queue is there is added to it', async ({ page, spot }) => {
  await spot.open();
  await spot.choose([spotted, blank]);
  await spot.check();
  await give(page, [picture('later.png')]);
  await expect(items(page)).toHaveCount(3);
  await expect(page.getByTestId('queue-said')).toHaveText('Photo 3 of 3: No result yet');
  expect((await states(page))[0]).toBe(golden('png-601x451').verdict.state);
  await give(page, [broken]);
  await expect(spot.problem).toHaveAttribute('data-code', 'file-not-picture');
  await expect(items(page)).toHaveCount(3);
});

test('only what is looked at stays decoded, and what has gone gives its memory back', async ({ page, spot }) => {
  await page.addInitScript(() => {
    const open = new Map<ImageBitmap, number>();
    Object.assign(window, { openPixels: () => [...open.values()].reduce((sum, pixels) => sum + pixels, 0) });
    const make = window.createImageBitmap.bind(window) as (...input: unknown[]) => Promise<ImageBitmap>;
    const spy = async (...input: unknown[]): Promise<ImageBitmap> => {
      const bitmap = await make(...input);
      open.set(bitmap, bitmap.width * bitmap.height);
      return bitmap;
    };
    window.createImageBitmap = spy as typeof window.createImageBitmap;
    const { close } = ImageBitmap.prototype;
    ImageBitmap.prototype.close = function () {
      open.delete(this);
      close.call(this);
    };
  });
  const pixels = (): Promise<number> => page.evaluate(() => (window as unknown as { openPixels: () => number }).openPixels());
  await spot.open();
  const six = Array.from({ length: 6 }, (_, n) => picture(`${n}.png`, { seed: n }));
  await spot.choose(six);
  // One photo and its preview, and six thumbnails.
  const most = 2 * 240 * 180 + 6 * 144 * 144;
  await expect.poll(pixels).toBe(most);
  for (let steps = 0; steps < 5; steps += 1) await page.getByRole('button', { name: 'Next photo' }).click();
  await expect(page.getByTestId('queue-said')).toHaveText(/^Photo 6 of 6/);
  await expect.poll(pixels).toBe(most);
  await page.getByRole('button', { name: 'Put all away and start over' }).click();
  await expect.poll(pixels).toBe(0);
});

test('the keyboard alone goes through a queue, and does not lose its place', async ({ page, spot }) => {
  await spot.open();
  await spot.choose([spotted, blank]);
  const next = page.getByRole('button', { name: 'Next photo' });
  await next.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('queue-said')).toHaveText(/^Photo 2 of 2/);
  await expect(next).toBeFocused();
  // At the end it stays in reach, and does nothing.
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('queue-said')).toHaveText(/^Photo 2 of 2/);
  await items(page).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('queue-said')).toHaveText(/^Photo 1 of 2/);
  await expect(items(page).first()).toBeFocused();
  await expect(items(page).first()).toHaveAttribute('aria-current', 'true');
});

for (const { name, width, height } of SIZES) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`on a ${name}, ${scheme}: accessible, and nothing wider than the screen`, async ({ page, spot }) => {
      mkdirSync(SCREENS, { recursive: true });
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      await spot.open();
      await fill(page, spot);
      await still(page);
      await page.screenshot({ path: join(SCREENS, `${name}-${scheme}-queue.png`) });
      expect(await faults(page, 'queue')).toEqual([]);
      await items(page).nth(1).click();
      await expect(spot.problem).toBeVisible();
      await still(page);
      await page.screenshot({ path: join(SCREENS, `${name}-${scheme}-queue-failed.png`) });
      expect(await faults(page, 'queue with one that failed')).toEqual([]);
    });
  }
}

/** A queue with a picture of every state that is soon had. */
async function fill(page: Page, spot: Spot): Promise<void> {
  await spot.choose([spotted, broken, blank, picture('a.png'), picture('b.png', { size: 0.2, x: 0.3 }), picture('c.png')]);
  await expect.poll(() => states(page)).toContain('failed');
  await spot.check();
}

/** Drops files onto the page. */
async function give(page: Page, files: readonly File[]): Promise<void> {
  await page.evaluate(
    (given) => {
      const dataTransfer = new DataTransfer();
      for (const { base64, name } of given) {
        const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        dataTransfer.items.add(new File([content], name));
      }
      dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    files.map(({ buffer, name }) => ({ base64: buffer.toString('base64'), name })),
  );
}
