import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { FILM_SIZE, drawFilm, withCamera } from './support/camera';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from './support/chromium';
import { golden } from './support/golden';
import { LANGUAGES, SCREENS, at, speak } from './support/languages';
import { GOLDEN } from './support/paths';
import { Spot } from './support/spot';
import { expect, test } from './support/test';

test.use(withCamera);
test.beforeAll(drawFilm);

test('a photo taken with it gets a verdict on what the guide showed, and the camera goes off', async ({ page, context, spot }) => {
  await context.grantPermissions(['camera']);
  await keepStreams(page);
  await spot.open();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  const shutter = page.getByRole('button', { name: 'Take the photo' });
  await expect(shutter).toBeEnabled();
  expect(await live(page)).toEqual(['live']);
  await shutter.click();
  await expect(spot.stage).toBeVisible();
  await expect.poll(() => live(page)).toEqual(['ended']);
  // The guide takes four fifths of the frame's square.
  await expect(page.getByTestId('crop-size')).toHaveText(new RegExp(`^${FILM_SIZE[1] * 0.8}\\s`));
  await spot.check();
  // The film is the drawn spot, so it is no picture to be refused as blank.
  await expect(spot.verdict).not.toContainText('hardly anything to see');
  await expect(page.getByTestId('timing')).toBeVisible();
});

test('going back switches it off', async ({ page, context, spot }) => {
  await context.grantPermissions(['camera']);
  await keepStreams(page);
  await spot.open();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByRole('button', { name: 'Take the photo' })).toBeEnabled();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  expect(await live(page)).toEqual(['ended']);
});

test('in every language it is accessible, and fits', async ({ page, context, spot }) => {
  mkdirSync(SCREENS, { recursive: true });
  await page.setViewportSize({ width: 320, height: 640 });
  await context.grantPermissions(['camera']);
  await spot.open();
  const found: string[] = [];
  for (const { code, tag } of LANGUAGES) {
    await speak(page, code, tag);
    await page.locator('spot-doors button').first().click();
    await expect(page.locator('.shutter')).toBeEnabled();
    found.push(...(await at(page, code, 'camera', code === 'ar' || code === 'de')));
    await page.locator('spot-camera .cancel').click();
    await expect(page.locator('spot-camera')).toHaveCount(0);
  }
  expect(found).toEqual([]);
});

test('when it is denied, the page says so and the other doors stay open', async ({ page, context, spot }) => {
  await spot.open();
  const browser = await context.newCDPSession(page);
  await browser.send('Browser.setPermission', { permission: { name: 'camera' }, setting: 'denied', origin: new URL(page.url()).origin });
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(spot.problem).toHaveAttribute('data-code', 'camera-denied');
  await expect(spot.problem).toContainText('This page may not use the camera.');
  await spot.choose(join(GOLDEN, golden('jpeg').file));
  await spot.check();
  await expect(spot.problem).toHaveCount(0);
});

test('where there is none, the page says so', async ({ front }) => {
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0'],
  });
  try {
    const page = await browser.newPage({ baseURL: front.url });
    const spot = new Spot(page);
    await spot.open();
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await expect(spot.problem).toHaveAttribute('data-code', 'camera-absent');
    await expect(spot.problem).toContainText('No camera was found.');
  } finally {
    await browser.close();
  }
});

/** Remembers the camera's streams that the page gets. */
async function keepStreams(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const streams: MediaStream[] = [];
    Object.assign(window, { streams });
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await original(wanted);
      streams.push(stream);
      return stream;
    };
  });
}

/** The state of each camera track that the page has got. */
function live(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { streams } = window as unknown as { streams: MediaStream[] };
    return streams.flatMap((stream) => stream.getTracks()).map((track) => track.readyState);
  });
}
