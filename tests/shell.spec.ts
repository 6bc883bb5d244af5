import type { Page } from '@playwright/test';
import { faults, still } from './support/axe';
import { offerInstall } from './support/browser';
import { asset, fromSite } from './support/front';
import { plain, png } from './support/pictures';
import { SCREENS_OF_FRAME } from './support/screens';
import { expect, test } from './support/test';

const photo = { name: 'photo.png', mimeType: 'image/png', buffer: png(plain(300, 200)) };

test.describe('the way around', () => {
  test('is gone by the keyboard alone: each screen takes the focus, says its name and is marked', async ({ page, spot }) => {
    await spot.open();
    await tabTo(page, 'link', 'Models');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeFocused();
    await expect(page).toHaveTitle('Models · Spotcheck');
    await expect(page).toHaveURL(/#\/models$/);
    const nav = page.getByRole('navigation');
    await expect(nav.getByRole('link', { name: 'Models' })).toHaveAttribute('aria-current', 'page');
    await expect(nav.locator('[aria-current]')).toHaveCount(1);

    // Back from the heading: the last link of the navigation.
    await page.keyboard.press('Shift+Tab');
    await expect(nav.getByRole('link', { name: 'About' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeFocused();
    await tabTo(page, 'link', 'Is it really private?');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Is it really private?' })).toBeFocused();
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeFocused();
    await page.goto('about:blank');
    await spot.open('?engine=cpu#/models');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeFocused();
  });

  test('keeps the photo, its square and its verdict while another screen is visited', async ({ page, spot }) => {
    await spot.open();
    await spot.choose(photo);
    await spot.stage.focus();
    await page.keyboard.press('+');
    const square = await page.getByTestId('crop-size').textContent();
    await spot.check();
    const state = await spot.verdict.getAttribute('data-state');
    await spot.goTo('About');
    await expect(spot.verdict).toHaveCount(0);
    await spot.goTo('Check');
    await expect(spot.verdict).toHaveAttribute('data-state', state ?? '');
    await expect(page.getByTestId('crop-size')).toHaveText(square ?? '');
    // Nothing new has come: the focus is at the top, not at the verdict.
    await expect(page.getByRole('heading', { name: 'Frame the spot' })).toBeFocused();
  });

  test('begins each screen at its top, and goes back to where it was', async ({ page, spot }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await spot.open();
    await spot.goTo('About');
    await page.evaluate(() => scrollTo(0, 500));
    await spot.goTo('Models');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeFocused();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(500);
    await page.goForward();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  });

  test('says so where there is no such page, and leads back', async ({ page, spot }) => {
    for (const hash of ['#/blub', '#/__proto__', '#/%E0%A4%A', '#/models%2F..']) {
      await page.goto('about:blank');
      await spot.open(`?engine=cpu${hash}`);
      await expect(page.getByTestId('unknown')).toContainText('There is no such page here.');
    }
    await page.getByRole('link', { name: 'Check a photo' }).click();
    await expect(page.getByRole('heading', { name: 'A second look' })).toBeFocused();
    await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
  });

  test('a picture may be dropped on any screen, and is seen on the check’s', async ({ page, spot }) => {
    await spot.open();
    await spot.goTo('About');
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(200, 200);
      canvas.getContext('2d')?.fillRect(0, 0, 200, 200);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob()], 'dropped.png'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    });
    await expect(spot.stage).toBeVisible();
    await expect(page).toHaveURL(/#\/$/);
  });
});

test.describe('a screen that cannot be fetched', () => {
  test.use({ serviceWorkers: 'block' });

  test('says so, takes nothing away, and comes when it is tried again', async ({ page, front, spot }) => {
    await spot.open();
    await spot.choose(photo);
    const about = await asset('about');
    front.replace(about, () => ({ status: 503 }));
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    await expect(spot.problem).toHaveAttribute('data-code', 'screen-download');
    await expect(page.getByRole('heading', { name: 'About', exact: true })).toBeFocused();
    await still(page);
    expect(await faults(page, 'screen-download')).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(spot.problem).toBeVisible();
    front.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeVisible();
    await spot.goTo('Check');
    await expect(spot.stage).toBeVisible();
  });

  test('is not waited for by whoever has moved on', async ({ page, front, spot }) => {
    let release = (): void => undefined;
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    front.replace(await asset('about'), () => held);
    await spot.open();
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    await expect(page.getByText('Opening…')).toBeVisible();
    await spot.goTo('Models');
    release();
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toHaveCount(0);
  });

  test('keeps the photo across the reload that it offers', async ({ page, front, spot }) => {
    await spot.open();
    await spot.choose(photo);
    front.replace(await asset('about'), () => ({ status: 404 }));
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    const reload = page.getByRole('button', { name: 'Reload the page' });
    // On a busy machine the request may come after the click is done.
    await expect(reload).toBeVisible();
    front.heal();
    await reload.click();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeVisible();
    await page.getByTestId('rescued').getByRole('button', { name: 'Open it' }).click();
    await expect(spot.stage).toBeVisible();
  });
});

test('offline every screen is there, and the page says that it is offline', async ({ page, context, front, spot }) => {
  await spot.open();
  await spot.settled();
  await expect(page.getByTestId('offline')).toHaveCount(0);
  await front.close();
  await context.setOffline(true);
  await expect(page.getByTestId('offline')).toContainText('What is on this device works all the same.');
  await page.reload();
  for (const [hash, heading] of SCREENS_OF_FRAME) {
    await page.evaluate((to) => (location.hash = to), hash);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeFocused();
  }
  await context.setOffline(false);
  await expect(page.getByTestId('offline')).toHaveCount(0);
});

test.describe('a new version', () => {
  test('does not take the photo away: where it cannot be put aside, the person is asked', async ({ page, front, spot }) => {
    await spot.open();
    await spot.settled();
    await newVersion(front);
    await page.reload();
    const update = page.getByTestId('update');
    await expect(update).toContainText('A new version is here.');
    await spot.choose(photo);
    await page.evaluate(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    });
    await update.getByRole('button', { name: 'Reload' }).click();
    await expect(update).toContainText('a reload would lose it');
    await update.getByRole('button', { name: 'Not now' }).click();
    await expect(spot.stage).toBeVisible();
    await update.getByRole('button', { name: 'Reload' }).click();
    await update.getByRole('button', { name: 'Reload without it' }).click();
    await expect(update).toHaveCount(0);
    await expect(spot.stage).toHaveCount(0);
  });

  test('that one tab switches to is offered by the other, whose photo stays until it says so', async ({ page, context, front, spot }) => {
    await spot.open();
    await spot.settled();
    const other = await context.newPage();
    await other.goto(`${front.url}/?engine=cpu`);
    await expect(other.locator('html')).toHaveAttribute('data-settled', 'true', { timeout: 120_000 });
    await other.getByTestId('file-input').setInputFiles(photo);
    await expect(other.getByTestId('crop-stage')).toBeVisible();
    await newVersion(front);
    await page.reload();
    await page.getByTestId('update').getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByTestId('update')).toHaveCount(0);

    await expect(other.getByTestId('update')).toContainText('Your photo is put aside');
    await expect(other.getByTestId('crop-stage')).toBeVisible();
    await other.getByTestId('update').getByRole('button', { name: 'Reload' }).click();
    await expect(other.getByTestId('rescued')).toBeVisible();
    await expect(other.getByTestId('update')).toHaveCount(0);
  });
});

test('settings are the same in two tabs, and kept', async ({ page, context, front, spot }) => {
  await spot.open();
  const other = await context.newPage();
  await other.goto(`${front.url}/?engine=cpu#/about`);
  await spot.goTo('About');
  await page.getByRole('radio', { name: 'Very large' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-text', 'largest');
  await expect(other.locator('html')).toHaveAttribute('data-text', 'largest');
  await expect(other.getByRole('radio', { name: 'Very large' })).toBeChecked();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-text', 'largest');
});

test.describe('the home screen', () => {
  test('is offered where one looks for it and after a verdict, once, and not again after a no', async ({ page, spot }) => {
    await spot.open();
    const install = page.getByTestId('install');
    await offerInstall(page);
    await expect(install).toHaveCount(0);
    await spot.choose(photo);
    await spot.check();
    await expect(install).toContainText('Keep it at hand');
    await install.getByRole('button', { name: 'Not now' }).click();
    await expect(install).toHaveCount(0);
    await spot.goTo('About');
    await install.getByRole('button', { name: 'Install Spotcheck' }).click();
    expect(await page.evaluate(() => (window as unknown as { prompted: number }).prompted)).toBe(1);
    await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
    await expect(install).toContainText('is installed on this device');

    await spot.open();
    await offerInstall(page);
    await spot.choose(photo);
    await spot.check();
    await expect(install).toHaveCount(0);
  });

  test.describe('of an iPhone', () => {
    test.use({
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1',
    });

    test('is reached in the words of that phone', async ({ page, spot }) => {
      await spot.open('?engine=cpu#/about');
      await expect(page.getByTestId('install').getByRole('listitem')).toHaveCount(3);
      await expect(page.getByTestId('install')).toContainText('Add to Home Screen');
    });
  });
});

/** Presses Tab until that is focused. */
async function tabTo(page: Page, role: 'link' | 'button', name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)) return;
  }
  throw new Error(`Tab never reaches “${name}”`);
}

/** Another service worker on the site, as a new version of the page brings it. */
async function newVersion(front: { replace(path: string, responder: () => { type: string; body: string }): void }): Promise<void> {
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  front.replace('/sw.js', () => ({ type: 'text/javascript', body: `${worker}\n// of another day` }));
}
