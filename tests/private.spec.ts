import { faults, overflow, still } from './support/axe';
import { fromSite } from './support/front';
import { DEFAULT_SIZE } from './support/model';
import { plain, png } from './support/pictures';
import { PROVOKED, expect, test } from './support/test';

const photo = { name: 'photo.png', mimeType: 'image/png', buffer: png(plain(300, 200)) };

test('after a photo and its verdict nothing was requested over the network, as the browser measured it', async ({ page, spot }) => {
  await spot.open();
  await spot.settled();
  // The page that was there before its offline copy was: from now on that copy answers.
  await page.reload();
  await spot.settled();
  await page.getByRole('link', { name: 'Your photo stays on this device.' }).click();
  await expect(page.getByTestId('since-photo')).toHaveText('no photo given yet');
  await spot.goTo('Check');
  await spot.choose(photo);
  await spot.check();
  await page.getByRole('link', { name: 'Your photo stays on this device.' }).click();
  await expect(page.getByRole('heading', { name: 'Is it really private?' })).toBeFocused();
  await expect(page.getByTestId('since-photo')).toHaveText('none');
  await expect(page.getByTestId('elsewhere')).toHaveText('none');
  await expect(page.getByTestId('refused')).toHaveText('none');
  // What there was is told: the same eyes see it.
  const requests = page.getByTestId('requests');
  await expect(requests.getByRole('table')).toHaveCount(1);
  await expect(requests).toContainText(`${new URL(page.url()).host}, this site`);
  for (const [kind, by] of [
    ['the page itself', 'page'],
    ['the model', 'page'],
    ['the engine', 'engine'],
  ]) {
    await expect(requests.getByRole('row', { name: new RegExp(`^${kind} ${by} \\d`) })).toHaveCount(1);
  }
  await expect(requests).not.toContainText('has not told');
});

test('a request that there was is counted, whoever made it', async ({ page, spot }) => {
  await spot.open();
  await spot.settled();
  await page.reload();
  await spot.settled();
  await spot.choose(photo);
  await page.getByRole('link', { name: 'Your photo stays on this device.' }).click();
  await expect(page.getByTestId('since-photo')).toHaveText('none');
  await page.evaluate(async () => (await fetch('weights/models.json', { cache: 'no-store' })).text());
  await expect(page.getByTestId('since-photo')).toHaveText('1: the model');
  await page.evaluate(async () => (await fetch('nowhere?photo', { method: 'POST', body: 'a photo' })).text());
  await expect(page.getByTestId('since-photo')).toHaveText(/^2: /);
  await expect(page.getByTestId('since-photo')).toContainText('something else');
});

test('on the first visit the helper’s own requests are told as well', async ({ page, spot }) => {
  await spot.open();
  await spot.settled();
  await page.getByRole('link', { name: 'Your photo stays on this device.' }).click();
  await expect(page.getByTestId('requests').getByRole('row', { name: /^parts of the page helper \d/ })).toHaveCount(1);
});

test('what the browser refuses is counted, and the try that the page offers is refused', async ({ page, spot }) => {
  for (const description of ['http://127.0.0.1:9/photo', 'https://spotcheck.invalid/photo']) {
    test.info().annotations.push({ type: PROVOKED, description });
  }
  await spot.open('?engine=cpu#/private');
  await expect(page.getByTestId('refused')).toHaveText('none');
  await page.evaluate(() => fetch('http://127.0.0.1:9/photo', { method: 'POST', body: 'a photo' }).catch(() => undefined));
  await expect(page.getByTestId('refused')).toHaveText('1');
  await page.getByRole('button', { name: 'Try to send something elsewhere' }).click();
  await expect(page.getByTestId('attempt')).toHaveText('The browser refused, as it should.');
  await expect(page.getByTestId('refused')).toHaveText('2');
  await expect(page.getByTestId('elsewhere')).toHaveText('none');
});

test('says “none” of nothing that it could not measure', async ({ page, spot }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'PerformanceObserver'));
  await spot.open('?engine=cpu#/private');
  await expect(page.getByText('nothing can be said here')).toBeVisible();
  await expect(page.getByTestId('elsewhere')).toHaveCount(0);
  await expect(page.getByTestId('since-photo')).toHaveCount(0);
});

test.describe('where the rule is only in the page, or in nobody’s', () => {
  test('it is shown as it stands there, and missed where it is missing', async ({ page, front, spot }) => {
    const html = new TextDecoder().decode(await fromSite('/'));
    const [meta = '', rule = ''] = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]+content="([^"]+)"[^>]*>/.exec(html) ?? [];
    await spot.open('?engine=cpu#/private');
    const shown = page.getByTestId('policy').locator('code');
    await expect(shown).toHaveText(rule.split(';').map((part) => part.trim()));
    front.replace('/', () => ({ type: 'text/html', body: html.replace(meta, '') }));
    // Past the offline copy, which is the one with the rule.
    await page.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    });
    await page.reload();
    await expect(page.getByText('The page carries no such rule.')).toBeVisible();
    await expect(shown).toHaveCount(0);
  });
});

test('lists what is kept, where, and how much', async ({ page, spot }) => {
  await spot.open();
  await spot.settled();
  await page.evaluate(() => localStorage.setItem('spotcheck.settings', '{"text":"usual"}'));
  await page.evaluate(() => localStorage.setItem('of-a-stranger', ''));
  await page.getByRole('link', { name: 'Your photo stays on this device.' }).click();
  const stored = page.getByTestId('stored');
  await expect(stored).toContainText(new RegExp(`The models: \\d+ files, ${DEFAULT_SIZE.replace(' ', '.')}`));
  await expect(stored).toContainText(/The page itself, for offline use: \d+ files/);
  await expect(stored).toContainText('Your settings');
  await expect(stored).toContainText('Something called “of-a-stranger”');
  await expect(stored).toContainText(/Cookies\s*none/);
});

test('works offline, fits the narrowest phone and is accessible', async ({ page, context, front, spot }) => {
  await spot.open();
  await spot.settled();
  await front.close();
  await context.setOffline(true);
  await page.reload();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole('link', { name: 'Your photo stays on this device.' }).click();
  await expect(page.getByTestId('elsewhere')).toHaveText('none');
  await expect(page.getByRole('heading', { name: 'See for yourself, in airplane mode' })).toBeVisible();
  await still(page);
  expect(await overflow(page, 'private')).toEqual([]);
  expect(await faults(page, 'private')).toEqual([]);
});
