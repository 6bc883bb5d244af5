import type { Page } from '@playwright/test';
import { bytesOf, fileOf, furthest, golden } from './support/golden';
import { plain, png } from './support/pictures';
import { expect, test } from './support/test';

const SAME = 1e-4;
const good = golden('png-601x451');
const spotted = { name: 'spot.png', mimeType: 'image/png', buffer: bytesOf(fileOf(good)) };
const blank = { name: 'blank.png', mimeType: 'image/png', buffer: png(plain(200, 150)) };

/** Another app that shares pictures, as the system does it: a form is posted, and what answers is shown. */
const OTHER_APP = `<!doctype html><title>Another app</title>
  <form action="share" method="post" enctype="multipart/form-data">
    <input name="title" value="My mole"><input type="file" name="pictures" multiple><button>Share</button>
  </form>
  <form action="share" method="post" enctype="text/plain"><input name="text" value="My mole"><button>Send text</button></form>`;

test.describe('shared by another app', () => {
  test.beforeEach(async ({ page, front, spot }) => {
    front.replace('/other-app.html', () => ({ type: 'text/html', body: OTHER_APP }));
    await spot.open();
    await spot.settled();
    await page.goto('/other-app.html');
  });

  test('a picture opens in the page, goes nowhere else, and is not kept', async ({ page, front, spot }) => {
    await page.locator('input[type=file]').setInputFiles(spotted);
    front.requests.length = 0;
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(spot.stage).toBeVisible();
    await expect(page).toHaveURL(`${front.url}/`);
    await spot.check();
    expect(furthest(await spot.shown('class'), good.verdict.probabilities)).toBeLessThan(SAME);
    expect(front.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    expect(await shelved(page)).toEqual([]);

    await page.reload();
    await expect(page.getByRole('button', { name: 'Choose a photo' })).toBeVisible();
    await expect(spot.problem).toHaveCount(0);
  });

  test('several become a queue, without a network as well', async ({ page, context, front, spot }) => {
    await page.locator('input[type=file]').setInputFiles([spotted, blank]);
    await front.close();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByTestId('queue-item')).toHaveCount(2);
    await expect(page.getByTestId('crop-size')).toHaveText(/^451\s/);
    await spot.check();
    expect(furthest(await spot.shown('class'), good.verdict.probabilities)).toBeLessThan(SAME);
  });

  test('nothing, or something that cannot be read, is said in words', async ({ page, spot }) => {
    await page.getByRole('button', { name: 'Share' }).click();
    // An empty choice is sent as an empty file.
    await expect(spot.problem).toHaveAttribute('data-code', 'file-empty');
    await page.goto('/other-app.html');
    await page.getByRole('button', { name: 'Send text' }).click();
    await expect(spot.problem).toHaveAttribute('data-code', 'share-lost');
    await expect(spot.problem).toContainText('What was shared did not arrive.');
  });

  test('what the device has no room for is said to be lost', async ({ page, context, front, spot }) => {
    const browser = await context.newCDPSession(page);
    await browser.send('Storage.overrideQuotaForOrigin', { origin: front.url, quotaSize: 1000 });
    await page.locator('input[type=file]').setInputFiles(spotted);
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(spot.problem).toHaveAttribute('data-code', 'share-lost');
    await browser.send('Storage.overrideQuotaForOrigin', { origin: front.url });
  });
});

test('files that the system opens with the installed page are looked at, and one that has gone costs the others nothing', async ({
  page,
  spot,
}) => {
  await page.addInitScript(() => {
    let consume: (parameters: unknown) => void = () => undefined;
    const queue = { setConsumer: (consumer: typeof consume) => (consume = consumer) };
    Object.defineProperty(window, 'launchQueue', { value: queue });
    Object.assign(window, {
      launch: (files: { base64: string; name: string }[]) => {
        const gone = { kind: 'file', getFile: () => Promise.reject(new DOMException('it has gone', 'NotFoundError')) };
        const handles = files.map(({ base64, name }) => {
          const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          return { kind: 'file', getFile: () => Promise.resolve(new File([content], name)) };
        });
        consume({ files: [gone, ...handles] });
      },
    });
  });
  await spot.open();
  await launch(page, [spotted, blank]);
  await expect(page.getByTestId('queue-item')).toHaveCount(2);
  await expect(spot.problem).toHaveAttribute('data-code', 'file-unreadable');
  await page.getByRole('button', { name: 'Close' }).click();
  await spot.check();
  expect(furthest(await spot.shown('class'), good.verdict.probabilities)).toBeLessThan(SAME);

  // From another screen one is led to where it is shown.
  await page.evaluate(() => (location.hash = '#/about'));
  await expect(spot.stage).toHaveCount(0);
  await launch(page, [blank]);
  await expect(page.getByTestId('queue-item')).toHaveCount(3);
});

test('the manifest names both doors, and what is behind them is there', async ({ page, front, spot }) => {
  await spot.open();
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return (await (await fetch(link?.href ?? '')).json()) as {
      share_target: { action: string; method: string; enctype: string; params: { files: { name: string; accept: string[] }[] } };
      file_handlers: { action: string; accept: Record<string, string[]> }[];
    };
  });
  const { action, method, enctype, params } = manifest.share_target;
  // The same as the form's in these tests, which the service worker does answer.
  expect([new URL(action, front.url).pathname, method, enctype, params.files.map(({ name }) => name)]).toEqual(['/share', 'POST', 'multipart/form-data', ['pictures']]);
  const [handler] = manifest.file_handlers;
  expect(new URL(handler?.action ?? '', front.url).pathname).toBe('/');
  expect(Object.keys(handler?.accept ?? {})).toContain('image/jpeg');
  expect(Object.values(handler?.accept ?? {}).flat()).toEqual(expect.arrayContaining(['.jpg', '.png', '.heic']));
});

/** What lies in the cache of shared pictures. */
function shelved(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await (await caches.open('spotcheck-shared')).keys()).map(({ url }) => url));
}

async function launch(page: Page, files: readonly { name: string; buffer: Buffer }[]): Promise<void> {
  await page.evaluate(
    (given) => (window as unknown as { launch: (files: typeof given) => void }).launch(given),
    files.map(({ buffer, name }) => ({ base64: buffer.toString('base64'), name })),
  );
}
