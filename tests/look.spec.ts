import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { faults, overflow, still, wholePicture } from './support/axe';
import { drawFilm, withCamera } from './support/camera';
import { fileOf, golden } from './support/golden';
import { CARD, UNSURE, cardWith } from './support/model';
import { RESULTS } from './support/paths';
import { plain, png } from './support/pictures';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

const SCREENS = join(RESULTS, 'screens');
const blank = { name: 'blank.png', mimeType: 'image/png', buffer: png(plain(200, 150)) };
const picture = fileOf(golden('png-601x451'));

test.use(withCamera);
test.beforeAll(() => {
  mkdirSync(SCREENS, { recursive: true });
  drawFilm();
});

const VIEWPORTS = [
  { name: 'phone', width: 360, height: 800 },
  { name: 'desktop', width: 1280, height: 900 },
] as const;

for (const { name, width, height } of VIEWPORTS) {
  for (const scheme of ['light', 'dark'] as const) {
    test.describe(`${name}, ${scheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme: scheme, hasTouch: name === 'phone', deviceScaleFactor: name === 'phone' ? 2 : 1 });

      test('each state is accessible and fits; its picture is taken', async ({ page, context, spot }) => {
        await context.grantPermissions(['camera']);
        const found: string[] = [];
        for await (const state of walk(page, spot)) {
          found.push(...(await faults(page, state)));
          await page.screenshot({ path: join(SCREENS, `${name}-${scheme}-${state}.png`) });
          await wholePicture(page, join(SCREENS, `${name}-${scheme}-${state}-whole.png`));
          if (name === 'phone' && scheme === 'light' && state === 'verdict') {
            await takeReadmePicture(page, spot);
          }
        }
        expect(found).toEqual([]);
      });
    });
  }
}

test.describe('on the narrowest phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test('nothing is wider than the screen, in any state', async ({ page, context, spot }) => {
    await context.grantPermissions(['camera']);
    const found: string[] = [];
    for await (const state of walk(page, spot)) found.push(...(await overflow(page, state)));
    expect(found).toEqual([]);
  });
});

test('an unsure verdict is accessible as well', async ({ page, front, spot }) => {
  front.replace(CARD, await cardWith(UNSURE));
  await spot.open();
  await spot.choose(picture);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'unsure');
  await still(page);
  expect(await faults(page, 'unsure')).toEqual([]);
});

/** Leads the page through its states, and stops at each. */
async function* walk(page: Page, spot: Spot): AsyncGenerator<string> {
  await spot.open();
  await spot.settled();
  yield await at(page, 'first');
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByRole('button', { name: 'Take the photo' })).toBeEnabled();
  yield await at(page, 'camera');
  await page.getByRole('button', { name: 'Back' }).click();
  await spot.upload.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await expect(spot.problem).toBeVisible();
  yield await at(page, 'error');
  await spot.choose(picture);
  yield await at(page, 'crop');
  await spot.check();
  yield await at(page, 'verdict');
  await page.getByText('About the model').click();
  await expect(page.getByTestId('model-card').getByRole('group', { name: 'Measured figures' })).toBeVisible();
  await page.getByText('About the model').scrollIntoViewIfNeeded();
  yield await at(page, 'model');
  await page.getByRole('button', { name: 'Another photo' }).click();
  await spot.choose(blank);
  await spot.check();
  yield await at(page, 'unsuitable');
}

async function at(page: Page, state: string): Promise<string> {
  await still(page);
  return state;
}

/** The README's picture: a phone's page from its top to the end of the verdict. */
async function takeReadmePicture(page: Page, spot: Spot): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  const box = await spot.verdict.getByRole('region', { name: 'Result' }).boundingBox();
  if (box === null) throw new Error('the verdict is not on the page');
  const height = Math.round(box.y + box.height + 16);
  await wholePicture(page, join(RESULTS, 'readme.png'), { x: 0, y: 0, width: 360, height });
}
