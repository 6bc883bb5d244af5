import type { Locator, Page } from '@playwright/test';
import { faults, overflow, still } from './support/axe';
import { fromSite } from './support/front';
import { CARD, DEFAULT, DEFAULT_SIZE, OTHER, OTHER_FILES, WEIGHTS, cardWith, offerOther, shippedCard } from './support/model';
import { plain, png } from './support/pictures';
import { expect, test } from './support/test';

const photo = { name: 'photo.png', mimeType: 'image/png', buffer: png(plain(300, 200)) };
const MODELS = '?engine=cpu#/models';
/** Enough to be seen in megabytes with one decimal. */
const PART = 400_000;

test.beforeEach(({ front }) => offerOther(front));

test('a model is fetched by the keyboard, kept, and works without a network', async ({ page, context, front, spot }) => {
  await spot.open(MODELS);
  await spot.settled();
  const row = rowOf(page, OTHER.id);
  await expect(row).toContainText(`${DEFAULT_SIZE} to download once`);
  await expect(rowOf(page, DEFAULT)).toContainText('In use');
  await expect(page.getByTestId('storage')).toContainText('one model');
  await row.getByRole('button', { name: `Fetch: ${OTHER.title}` }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toContainText('On this device: version');
  await expect(page.getByTestId('models-said')).toHaveText(`${OTHER.title}: fetched, checked and kept on this device.`);
  await expect(page.getByTestId('storage')).toContainText('2 models');
  // Its button is gone; the keyboard is still at this model.
  await expect(row.getByRole('link', { name: `Use this model: ${OTHER.title}` })).toBeFocused();
  await front.close();
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('in-use')).toContainText(OTHER.title);
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
  expect((await spot.info()).model).toBe(OTHER.id);
});

test('a model whose connection breaks is gone on with: the rest alone is asked for', async ({ page, front, spot }) => {
  const body = Buffer.from(await fromSite(WEIGHTS));
  const ranges: (string | undefined)[] = [];
  let cut: number | undefined = PART;
  front.replace(OTHER_FILES.weights, ({ range, 'if-range': tag }) => {
    ranges.push(range);
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const headers: Record<string, string> = { etag: '"of-today"' };
    if (start === 0 || tag !== '"of-today"') return { body, headers, ...(cut === undefined ? {} : { cutAt: cut }) };
    return { status: 206, body: body.subarray(start), headers: { ...headers, 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } };
  });
  await spot.open(MODELS);
  const row = rowOf(page, OTHER.id);
  await row.getByRole('button', { name: 'Fetch' }).click();
  await expect(row.getByTestId('problem')).toHaveAttribute('data-code', 'model-offline');
  await expect(row).toContainText(new RegExp(`Paused: 0\\.\\d of ${DEFAULT_SIZE} are here\\.`));
  // A later visit finds it as it was left.
  await page.reload();
  await expect(row).toContainText(new RegExp(`Paused: 0\\.\\d of ${DEFAULT_SIZE} are here\\.`));
  cut = undefined;
  await row.getByRole('button', { name: 'Go on' }).click();
  await expect(row).toContainText('On this device: version');
  expect(ranges).toHaveLength(2);
  expect(ranges[0]).toBeUndefined();
  const from = Number(/^bytes=(\d+)-$/.exec(ranges[1] ?? '')?.[1]);
  expect(from).toBeGreaterThan(0);
  expect(from).toBeLessThanOrEqual(PART);
  expect(await storedParts(page)).toEqual([]);
});

test('a host that sends no parts sends everything again, and it is whole', async ({ page, front, spot }) => {
  const body = Buffer.from(await fromSite(WEIGHTS));
  let cut: number | undefined = PART;
  front.replace(OTHER_FILES.weights, () => ({ body, ...(cut === undefined ? {} : { cutAt: cut }) }));
  await spot.open(MODELS);
  const row = rowOf(page, OTHER.id);
  await row.getByRole('button', { name: 'Fetch' }).click();
  await expect(row.getByTestId('problem')).toBeVisible();
  cut = undefined;
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect(row).toContainText('On this device: version');
  expect(await storedParts(page)).toEqual([]);
});

test('a slow download is seen, paused, thrown away; nothing of it stays', async ({ page, front, spot }) => {
  const body = Buffer.from(await fromSite(WEIGHTS));
  front.replace(OTHER_FILES.weights, () => ({ body, stallAt: PART }));
  await spot.open(MODELS);
  const row = rowOf(page, OTHER.id);
  await row.getByRole('button', { name: 'Fetch' }).click();
  await expect(row).toContainText(`Fetching: 0.4 of ${DEFAULT_SIZE}`);
  await expect(row.getByRole('progressbar', { name: `Fetching: ${OTHER.title}` })).toHaveAttribute('max', String(body.length));
  // It goes on while the person is elsewhere.
  await spot.goTo('Check');
  await spot.goTo('Models');
  await expect(row).toContainText(`Fetching: 0.4 of ${DEFAULT_SIZE}`);
  await row.getByRole('button', { name: `Pause: ${OTHER.title}` }).click();
  await expect(row).toContainText(`Paused: 0.4 of ${DEFAULT_SIZE} are here.`);
  await expect(row.getByTestId('problem')).toHaveCount(0);
  expect(await storedParts(page)).not.toEqual([]);
  await row.getByRole('button', { name: /^Throw this part away/ }).click();
  await expect(row).toContainText(`${DEFAULT_SIZE} to download once`);
  expect(await storedParts(page)).toEqual([]);
});

test('a model that arrives altered is refused, and nothing of it kept', async ({ page, front, spot }) => {
  const body = Buffer.from(await fromSite(WEIGHTS));
  body.writeUInt8(body.readUInt8(5000) ^ 1, 5000);
  front.replace(OTHER_FILES.weights, () => ({ body }));
  await spot.open(MODELS);
  const row = rowOf(page, OTHER.id);
  await row.getByRole('button', { name: 'Fetch' }).click();
  await expect(row.getByTestId('problem')).toHaveAttribute('data-code', 'weights-hash');
  await expect(row).toContainText(`${DEFAULT_SIZE} to download once`);
  expect(await stored(page, OTHER.id)).toEqual([]);
});

test('a model that finds no room says so, and what was kept stays', async ({ page, spot }) => {
  await spot.open(MODELS);
  await spot.settled();
  await page.evaluate(() => {
    Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  });
  const row = rowOf(page, OTHER.id);
  await row.getByRole('button', { name: 'Fetch' }).click();
  await expect(row.getByTestId('problem')).toHaveAttribute('data-code', 'model-unstored');
  expect(await stored(page, DEFAULT)).not.toEqual([]);
});

test('a model is removed only when it is asked for twice, and what was in use answers on', async ({ page, spot }) => {
  await spot.open(MODELS);
  await spot.settled();
  const row = rowOf(page, DEFAULT);
  await row.getByRole('button', { name: /^Remove/ }).click();
  await expect(row).toContainText('It answers until you leave the page');
  await row.getByRole('button', { name: 'Keep it' }).click();
  await expect(row).toContainText('On this device');
  await row.getByRole('button', { name: /^Remove/ }).click();
  await row.getByRole('button', { name: /^Remove/ }).click();
  await expect(row).toContainText('In use, but not kept on this device.');
  await expect(page.getByTestId('storage')).toContainText('No model is kept');
  expect(await stored(page, DEFAULT)).toEqual([]);
  await spot.goTo('Check');
  await spot.choose(photo);
  await spot.check();
});

test('a newer version is said to be there, and comes when it is wanted; the one before stays until then', async ({ page, front, spot }) => {
  await spot.open();
  await spot.settled();
  const { version } = (await shippedCard()) as unknown as { version: string };
  front.replace(CARD, await cardWith({ version: '99.0.0' }));
  await page.reload();
  await expect(spot.note('model-newer')).toBeVisible();
  expect((await spot.info()).version).toBe(version);
  await spot.choose(photo);
  await spot.check();
  await spot.goTo('Models');
  const row = rowOf(page, DEFAULT);
  await expect(row).toContainText(`A newer version is there: 99.0.0. Yours is ${version}`);
  front.requests.length = 0;
  await row.getByRole('button', { name: /^Fetch the newer version/ }).click();
  await expect(row).toContainText('On this device: version 99.0.0');
  // The weights are the same: only the description was fetched.
  expect(front.requests.filter((request) => request.endsWith('.bpk'))).toEqual([]);
  expect((await spot.info()).version).toBe('99.0.0');
  await spot.goTo('Check');
  // What the model before said does not stand beside this one; the photo does.
  await expect(spot.verdict).toHaveCount(0);
  await expect(spot.stage).toBeVisible();
  await expect(spot.note('model-newer')).toHaveCount(0);
  await spot.check();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
  expect((await spot.info()).version).toBe('99.0.0');
});

test('newer versions are looked for when the person says so, and not before', async ({ page, front, spot }) => {
  await spot.open(MODELS);
  await spot.settled();
  await rowOf(page, OTHER.id).getByRole('button', { name: 'Fetch' }).click();
  await expect(rowOf(page, OTHER.id)).toContainText('On this device');
  front.requests.length = 0;
  await page.getByRole('button', { name: 'Look for newer versions' }).click();
  await expect(page.getByTestId('looked')).toHaveText('No newer version was found.');
  expect(front.requests.filter((request) => request.includes('/weights/')).sort()).toEqual([`GET ${OTHER_FILES.card}`, `GET ${CARD}`]);
  const { id, ...task } = OTHER;
  front.replace(OTHER_FILES.card, await cardWith({ id, task, version: '99.0.0' }));
  await page.getByRole('button', { name: 'Look for newer versions' }).click();
  await expect(page.getByTestId('looked')).toHaveText('A newer version of one model is there.');
  await expect(rowOf(page, OTHER.id)).toContainText('A newer version is there: 99.0.0');
});

test('figures, limits and licences are shown, and fetched for whoever wants to read them alone', async ({ page, front, spot }) => {
  await spot.open(MODELS);
  await spot.settled();
  const row = rowOf(page, OTHER.id);
  expect(front.requests.filter((request) => request.includes(OTHER.id))).toEqual([]);
  await row.getByText('Figures, limits and licences').click();
  await expect(row.getByRole('group', { name: 'Measured figures' })).toBeVisible();
  await expect(row).toContainText('95% interval');
  await expect(row).toContainText('What it cannot do');
  await expect(row).toContainText('Training data');
  expect(front.requests.filter((request) => request.includes(OTHER.id))).toEqual([`GET ${OTHER_FILES.card}`]);
  await still(page);
  expect(await faults(page, 'models-card')).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page, 'models-card')).toEqual([]);
});

test('two tabs show the same', async ({ page, context, front, spot }) => {
  await spot.open(MODELS);
  await spot.settled();
  const other = await context.newPage();
  await other.goto(`${front.url}/${MODELS}`);
  await expect(rowOf(other, DEFAULT)).toContainText('On this device');
  await rowOf(page, OTHER.id).getByRole('button', { name: 'Fetch' }).click();
  await expect(rowOf(other, OTHER.id)).toContainText('On this device: version');
  await rowOf(other, OTHER.id).getByRole('button', { name: /^Remove/ }).click();
  await rowOf(other, OTHER.id).getByRole('button', { name: /^Remove/ }).click();
  await expect(rowOf(page, OTHER.id)).toContainText(`${DEFAULT_SIZE} to download once`);
});

test('the photo goes along to another model', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(photo);
  await spot.goTo('Models');
  await page.getByRole('link', { name: `Use this model: ${OTHER.title}` }).click();
  await expect(page.getByTestId('in-use')).toContainText(OTHER.title);
  await page.getByTestId('rescued').getByRole('button', { name: 'Open it' }).click();
  await expect(spot.stage).toBeVisible();
});

function rowOf(page: Page, id: string): Locator {
  return page.locator(`[data-testid="model"][data-id="${id}"]`);
}

/** What is kept of a model. */
function stored(page: Page, id: string): Promise<string[]> {
  return page.evaluate(async (name) => {
    const cache = await caches.open('spotcheck-models-1');
    return (await cache.keys()).map(({ url }) => new URL(url).pathname).filter((path) => path.includes(`/${name}/`));
  }, id);
}

/** What is kept of downloads that have not ended. */
async function storedParts(page: Page): Promise<string[]> {
  return (await stored(page, OTHER.id)).filter((path) => path.includes('/partial/'));
}
