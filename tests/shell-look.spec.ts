import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { faults, overflow, still, wholePicture } from './support/axe';
import { fail, offerInstall, provoke } from './support/browser';
import { RESULTS } from './support/paths';
import { plain, png } from './support/pictures';
import { SCREENS_OF_FRAME } from './support/screens';
import { expect, test } from './support/test';

const SCREENS = join(RESULTS, 'screens');
const photo = { name: 'photo.png', mimeType: 'image/png', buffer: png(plain(300, 200)) };

for (const { name, width, height } of [
  { name: 'phone', width: 360, height: 800 },
  { name: 'desktop', width: 1280, height: 900 },
]) {
  for (const scheme of ['light', 'dark'] as const) {
    test.describe(`${name}, ${scheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme: scheme, hasTouch: name === 'phone' });

      test('every screen is accessible and fits; its picture is taken', async ({ page, spot }) => {
        provoke('the sky fell');
        mkdirSync(SCREENS, { recursive: true });
        const found: string[] = [];
        const look = async (state: string): Promise<void> => {
          await still(page);
          found.push(...(await faults(page, state)));
          await page.screenshot({ path: join(SCREENS, `${name}-${scheme}-${state}.png`) });
          await wholePicture(page, join(SCREENS, `${name}-${scheme}-${state}-whole.png`));
        };
        await spot.open();
        await spot.settled();
        for (const [hash, heading] of SCREENS_OF_FRAME) {
          await page.evaluate((to) => (location.hash = to), hash);
          await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
          await look(hash.slice(2));
        }
        await page.evaluate(() => (location.hash = '#/'));
        await spot.choose(photo);
        await offerInstall(page);
        await spot.check();
        await look('install');
        await fail(page, 'the sky fell');
        await expect(page.getByTestId('crash')).toContainText('put aside on this device');
        await look('crash');
        await page.getByTestId('crash').getByRole('button', { name: 'Start plainly' }).click();
        await expect(page.getByTestId('rescued')).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
        await look('plain');
        expect(found).toEqual([]);
      });
    });
  }
}

test.describe('on the narrowest phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test('nothing is wider than the screen, also with the largest text', async ({ page, spot }) => {
    await page.addInitScript(() => localStorage.setItem('spotcheck.settings', '{"text":"largest"}'));
    await spot.open();
    const found: string[] = [];
    for (const [hash, heading] of [['#/', 'A second look at a spot on your skin'], ...SCREENS_OF_FRAME] as const) {
      await page.evaluate((to) => (location.hash = to), hash);
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
      found.push(...(await overflow(page, hash)));
      for (const link of await page.getByRole('navigation').getByRole('link').all()) {
        const box = await link.boundingBox();
        if (box === null || box.height < 44 || box.width < 44 || box.x < 0 || box.x + box.width > 320) found.push(`${hash}: ${await link.innerText()}`);
      }
    }
    expect(found).toEqual([]);
  });
});
