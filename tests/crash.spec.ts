import type { Page } from '@playwright/test';
import { faults, still } from './support/axe';
import { fail, provoke } from './support/browser';
import { plain, png } from './support/pictures';
import { expect, test } from './support/test';

const photo = { name: 'photo.png', mimeType: 'image/png', buffer: png(plain(300, 200)) };

test.describe('an error that nobody caught', () => {
  test('is said in words, with details to copy; going on leaves everything where it is', async ({ page, context, spot }) => {
    provoke('the sky fell');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await spot.open();
    await spot.choose(photo);
    await fail(page, 'the sky fell');
    const crash = page.getByTestId('crash');
    await expect(crash.getByRole('heading')).toHaveText('A part of this page has failed.');
    await expect(crash).toContainText('Your photo and its square are put aside on this device.');
    await still(page);
    expect(await faults(page, 'crash')).toEqual([]);
    await crash.getByText('Details for a report').click();
    await crash.getByRole('button', { name: 'Copy the details' }).click();
    await expect(crash).toContainText('They contain nothing of your photo.');
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain('Error: the sky fell');
    expect(report).toMatch(/^Spotcheck \d+\.\d+\.\d+, /);
    expect(report).not.toContain('photo.png');

    await page.keyboard.press('Escape');
    await expect(crash).toHaveCount(0);
    await expect(spot.stage).toBeVisible();
    await expect.poll(() => rescuedFiles(page)).toBe(0);
    // What one has chosen to go on with does not come up again; anything else does.
    await fail(page, 'the sky fell');
    await expect(crash).toHaveCount(0);
    provoke('the sea rose');
    await fail(page, 'the sea rose', 'rejection');
    await expect(crash).toBeVisible();
  });

  test('keeps the photo and its square across the reload, until they are opened', async ({ page, spot }) => {
    provoke('the sky fell');
    await spot.open();
    await spot.choose(photo);
    await spot.stage.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    const square = await page.getByTestId('crop-size').textContent();
    await fail(page, 'the sky fell');
    const reload = page.getByTestId('crash').getByRole('button', { name: 'Reload the page' });
    await expect(reload).toBeFocused();
    await expect(page.getByTestId('crash')).toContainText('put aside on this device');
    await page.keyboard.press('Enter');
    const rescued = page.getByTestId('rescued');
    await expect(rescued).toContainText('Your photo from before is still here.');
    await expect(spot.stage).toHaveCount(0);
    await rescued.getByRole('button', { name: 'Open it' }).click();
    await expect(page.getByTestId('crop-size')).toHaveText(square ?? '');
    await expect(rescued).toHaveCount(0);
    await expect.poll(() => rescuedFiles(page)).toBe(0);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
    await expect(rescued).toHaveCount(0);
  });

  test('in the drawing itself leads to a plain start without the settings, and the photo is offered', async ({ page, spot }) => {
    provoke('drawn wrong');
    await spot.open();
    await page.evaluate(() => localStorage.setItem('spotcheck.settings', '{"text":"largest"}'));
    await spot.choose(photo);
    await page.evaluate(() => {
      const verdict = customElements.get('spot-verdict') as unknown as { prototype: { render: () => never } };
      verdict.prototype.render = () => {
        throw new Error('drawn wrong');
      };
    });
    await spot.look.click();
    await expect(page.getByTestId('crash')).toContainText('put aside on this device');
    await page.getByTestId('crash').getByRole('button', { name: 'Start plainly' }).click();
    await expect(page).toHaveURL(/[?&]safe=/);
    await expect(page.getByTestId('plain')).toContainText('the CPU alone answers');
    await expect(page.locator('html')).toHaveAttribute('data-text', 'usual');
    await still(page);
    expect(await faults(page, 'plain')).toEqual([]);
    await page.getByTestId('rescued').getByRole('button', { name: 'Delete it' }).click();
    await expect(page.getByTestId('rescued')).toHaveCount(0);
    await expect.poll(() => rescuedFiles(page)).toBe(0);

    await page.getByRole('link', { name: 'Start as usual' }).click();
    await expect(page.getByTestId('plain')).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('data-text', 'largest');
  });

  test('is no reason for a plain start to fetch the GPU engine, whatever the address says of it', async ({ page, front, spot }) => {
    await page.addInitScript(() => localStorage.setItem('spotcheck.settings', '{"text":"large"}'));
    for (const query of ['?safe', '?safe&engine=gpu']) {
      await spot.open(query);
      await spot.settled();
      expect((await spot.info()).engine).toBe('cpu');
      await expect(page.locator('html')).toHaveAttribute('data-text', 'usual');
    }
    expect(front.requests.filter((request) => /assets\/gpu/.test(request))).toEqual([]);
    await spot.choose(photo);
    await spot.check();
  });

  test('where nothing can be stored says that a reload loses the photo, and does not reload by itself', async ({ page, spot }) => {
    provoke('the sky fell');
    await page.addInitScript(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    });
    await spot.open();
    await spot.choose(photo);
    await fail(page, 'the sky fell');
    await expect(page.getByTestId('crash')).toContainText('a reload would lose it');
    await page.getByTestId('crash').getByRole('button', { name: 'Go on' }).click();
    await expect(spot.stage).toBeVisible();
  });
});

/** How many files of a photo that was put aside lie on the device. */
function rescuedFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    if (!(await caches.has('spotcheck-rescued-photo'))) return 0;
    return (await (await caches.open('spotcheck-rescued-photo')).keys()).length;
  });
}
