import type { Page } from '@playwright/test';
import { fromSite } from './support/front';
import { fileOf, furthest, golden } from './support/golden';
import { WEIGHTS, described } from './support/model';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

const SAME = 1e-4;
const picture = golden('png-601x451');

test('after one visit the page opens and classifies without a network', async ({ page, context, front, spot }) => {
  await spot.open();
  await spot.settled();
  expect((await spot.info()).notes).toEqual([]);
  await front.close();
  await context.setOffline(true);
  await page.reload();
  await expectNativeVerdict(spot);
  await expect(spot.note('model-offline-copy')).toBeVisible();
  // The icons and the manifest are there as well.
  const missing = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    const manifest = (await (await fetch(link?.href ?? '')).json()) as { name: string; display: string; icons: { src: string; sizes: string }[] };
    const found = await Promise.all(
      manifest.icons.map(async ({ src, sizes }) => {
        const icon = await createImageBitmap(await (await fetch(src)).blob());
        return `${icon.width}x${icon.height}` === sizes ? '' : src;
      }),
    );
    return [manifest.name, manifest.display, manifest.icons.length, ...found.filter((src) => src !== '')];
  });
  expect(missing).toEqual(['Spotcheck', 'standalone', 3]);
});

test('after one visit with the GPU, it too works without a network', async ({ page, context, front, spot }) => {
  await spot.open('?engine=gpu');
  await spot.settled();
  await front.close();
  await context.setOffline(true);
  await page.reload();
  await spot.settled();
  expect((await spot.info()).engine).toBe('gpu');
});

test.describe('the stored weights are damaged by one bit', () => {
  test.beforeEach(async ({ page, spot }) => {
    await spot.open();
    await spot.settled();
    expect(await storedWeights(page)).toEqual([described(await fromSite(WEIGHTS)).sha256]);
    await flipBit(page);
    expect(await storedWeights(page)).not.toEqual([described(await fromSite(WEIGHTS)).sha256]);
  });

  test('online: found, fetched again, whole again, and the answer is right', async ({ page, spot }) => {
    await page.reload();
    await expectNativeVerdict(spot);
    await expect(spot.note('model-mended')).toBeVisible();
    const { sha256 } = described(await fromSite(WEIGHTS));
    await expect.poll(() => storedWeights(page)).toEqual([sha256]);
    await page.reload();
    await spot.settled();
    expect((await spot.info()).notes).toEqual([]);
  });

  test('offline: found, and no number comes out of them', async ({ page, context, front, spot }) => {
    await front.close();
    await context.setOffline(true);
    await page.reload();
    await expect(spot.problem).toHaveAttribute('data-code', 'model-offline');
    await expect(spot.problem).toContainText('The model could not be fetched.');
    await spot.choose(fileOf(picture));
    await spot.look.click();
    await expect(spot.problem).toHaveCount(1);
    await expect(spot.verdict).toHaveCount(0);
  });
});

test('with a full disk the page answers all the same, and says that nothing is kept', async ({ page, spot }) => {
  await page.addInitScript(() => {
    Cache.prototype.put = () => Promise.reject(new DOMException('The quota has been exceeded.', 'QuotaExceededError'));
  });
  await spot.open();
  await expectNativeVerdict(spot);
  await expect(spot.note('model-not-stored')).toBeVisible();
});

test('a private window without service worker, Cache Storage, IndexedDB and localStorage answers, with a note', async ({ page, spot }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
    for (const name of ['caches', 'indexedDB', 'localStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
  });
  await spot.open();
  await expectNativeVerdict(spot);
  await spot.settled();
  await expect(spot.note('offline-unavailable')).toBeVisible();
  await expect(spot.note('model-not-stored')).toBeVisible();
});

test('a browser that forbids service workers gets no offline copy, a note, and the answer', async ({ page, spot }) => {
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('not here', 'SecurityError'));
  });
  await spot.open();
  await expectNativeVerdict(spot);
  await expect(spot.note('offline-unavailable')).toBeVisible();
});

test('a new version of the page waits until the person asks for it', async ({ page, front, spot }) => {
  await spot.open();
  await spot.settled();
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  front.replace('/sw.js', () => ({ type: 'text/javascript', body: `${worker}\n// of another day` }));
  await page.reload();
  await expect(page.getByTestId('update')).toContainText('A new version is here.');
  await expectNativeVerdict(spot);
  await expect.poll(() => waiting(page)).toBe(true);
  await expect(page.getByTestId('update')).toContainText('Your photo is put aside');
  await page.getByTestId('update').getByRole('button').click();
  await expect(page.getByTestId('update')).toHaveCount(0);
  await expect(spot.upload).toBeAttached();
  await expect.poll(() => waiting(page)).toBe(false);
  await page.getByTestId('rescued').getByRole('button', { name: 'Open it' }).click();
  await expect(spot.stage).toBeVisible();
});

test('in a frame, from a folder of another site, it works the same, offline too', async ({ page, context, front }) => {
  front.move('/clinic/spotcheck/');
  const frame = '<!doctype html><iframe src="spotcheck/?engine=cpu" allow="camera" title="Spotcheck" width="400" height="900"></iframe>';
  front.replace('/clinic/skin.html', () => ({ type: 'text/html', body: frame }));
  await page.goto('/clinic/skin.html');
  const inside = page.frameLocator('iframe');
  await expect(inside.locator('html')).toHaveAttribute('data-settled', 'true', { timeout: 60_000 });
  await inside.getByTestId('file-input').setInputFiles(fileOf(picture));
  await inside.getByRole('button', { name: 'Look at this spot' }).click();
  await expect(inside.getByTestId('verdict')).toHaveAttribute('data-state', picture.verdict.state);

  await front.close();
  await context.setOffline(true);
  await page.goto('/clinic/spotcheck/?engine=cpu');
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
});

/** Whether another version is installed and not in use. */
function waiting(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting instanceof ServiceWorker);
}

async function expectNativeVerdict(spot: Spot): Promise<void> {
  await spot.choose(fileOf(picture));
  await spot.check();
  expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(SAME);
}

/** The SHA-256 of each weight file on the device. */
function storedWeights(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const hashes: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (!request.url.includes('weights.bpk')) continue;
        const bytes = await (await cache.match(request))?.arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes ?? new ArrayBuffer(0)));
        hashes.push(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
      }
    }
    return hashes;
  });
}

/** Turns one bit round in the middle of the stored weights. */
async function flipBit(page: Page): Promise<void> {
  const flipped = await page.evaluate(async () => {
    let count = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = request.url.includes('weights.bpk') ? await cache.match(request) : undefined;
        if (response === undefined) continue;
        const bytes = new Uint8Array(await response.arrayBuffer());
        const middle = bytes.length >> 1;
        bytes[middle] = (bytes[middle] ?? 0) ^ 1;
        await cache.put(request, new Response(bytes));
        count += 1;
      }
    }
    return count;
  });
  expect(flipped).toBe(1);
}
