import { faults, still } from './support/axe';
import { ofThePage } from './support/front';
import { OTHER, offerOther } from './support/model';
import { fromRgba, png } from './support/pictures';
import type { Upload } from './support/spot';
import { expect, test } from './support/test';
import { draw, type Scene } from '../www/tests/drawn';

const SIDE = 240;

/** A drawn spot as a photo that somebody chooses. */
function photoOf(scene: Scene): Upload {
  const rgba = draw({ ...scene, width: SIDE, height: SIDE });
  return { name: 'spot.png', mimeType: 'image/png', buffer: png(fromRgba(new Uint8Array(rgba.buffer), SIDE, SIDE)) };
}

/** A photo, and what the camera's coach would have said to it. */
const PHOTOS = [
  { name: 'a sharp spot', hint: 'good', says: '', scene: {} },
  { name: 'a heavy blur', hint: 'blurred', says: 'Blurred.', scene: { blur: 7 } },
  { name: 'hardly any light', hint: 'dark', says: 'Too dark.', scene: { light: 0.08 } },
  { name: 'far too much light', hint: 'bright', says: 'Too bright.', scene: { light: 2.6 } },
  { name: 'a spot far away', hint: 'closer', says: 'Closer.', scene: { size: 0.15 } },
  { name: 'skin without a spot', hint: 'none', says: '', scene: { spot: undefined } },
] as const;

test('a photo from elsewhere is measured as the camera measures, and nothing is fetched for it', async ({ page, front, spot }) => {
  await spot.open();
  await spot.settled();
  front.requests.length = 0;
  const hint = page.getByTestId('photo-hint');
  for (const { name, hint: wanted, says, scene } of PHOTOS) {
    await test.step(name, async () => {
      await spot.choose(photoOf(scene));
      await expect(hint).toHaveAttribute('data-hint', wanted);
      await (says === '' ? expect(hint).toHaveText('') : expect(hint).toContainText(`could be better: ${says}`));
      await page.getByRole('button', { name: 'Another photo' }).click();
    });
  }
  expect(ofThePage(front)).toEqual([]);
});

test('a hint follows the square, is accessible, and keeps nobody from an answer', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(photoOf({}));
  const hint = page.getByTestId('photo-hint');
  await expect(hint).toHaveAttribute('data-hint', 'good');
  for (let presses = 0; presses < 4; presses += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(hint).toHaveAttribute('data-hint', /^(farther|none)$/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(hint).toHaveAttribute('data-hint', 'good');
  await page.getByRole('button', { name: 'Another photo' }).click();
  await spot.choose(photoOf({ blur: 7 }));
  await expect(hint).toHaveAttribute('data-hint', 'blurred');
  await expect(hint).toHaveAttribute('role', 'status');
  await still(page);
  expect(await faults(page, 'photo hint')).toEqual([]);
  await spot.check();
  await expect(hint).toHaveAttribute('data-hint', 'blurred');
});

test('of other pictures than a spot nothing is said', async ({ page, front, spot }) => {
  await offerOther(front);
  await spot.open(`?engine=cpu&model=${OTHER.id}`);
  await spot.choose(photoOf({ light: 0.08 }));
  await spot.check();
  await expect(page.getByTestId('photo-hint')).toHaveCount(0);
});

test.describe('without the part that measures', () => {
  // The service worker's copy would stand in for what the network does not give.
  test.use({ serviceWorkers: 'block' });

  test('there are no hints, and the photo is looked at all the same', async ({ page, spot }) => {
    await page.route('**/spot-photo-hint-*.js', (route) => route.abort());
    await spot.open();
    await spot.choose(photoOf({ blur: 7 }));
    await spot.check();
    await expect(page.getByTestId('photo-hint')).toHaveCount(0);
    await expect(spot.problem).toHaveCount(0);
  });
});
