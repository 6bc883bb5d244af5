import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { faults, still, wholePicture } from './support/axe';
import { fromSite, ofThePage, type Front } from './support/front';
import { fileOf, furthest, golden } from './support/golden';
import { DEFAULT, DEFAULT_SIZE, OTHER, OTHER_FILES, WEIGHTS, cardWith, described, foreignWeights, offerOther } from './support/model';
import { RESULTS } from './support/paths';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';
import { wordsOf } from './support/words';

const SAME = 1e-4;
const picture = golden('png-601x451');
const SCREENS = join(RESULTS, 'screens');
const CHOSEN = `?engine=cpu&model=${OTHER.id}`;

test.describe('another model of the site', () => {
  test.beforeEach(({ front }) => offerOther(front));

  test('is offered with what a picture must show and its size, and nothing of it is fetched before it is chosen', async ({
    page,
    front,
    spot,
  }) => {
    await spot.open();
    await spot.settled();
    await spot.goTo('Models');
    await expect(page.getByTestId('model')).toHaveCount(2);
    const offered = page.locator(`[data-testid="model"][data-id="${OTHER.id}"]`);
    await expect(page.getByText('decide nothing about a person by them')).toBeVisible();
    await expect(offered).toContainText(OTHER.title);
    await expect(offered).toContainText(OTHER.shows);
    await expect(offered).toContainText(DEFAULT_SIZE);
    await spot.goTo('Check');
    await expectNativeVerdict(spot);
    expect(asked(front, OTHER.id)).toEqual([]);
    await expect(page.getByTestId('in-use')).toHaveCount(0);
    await expect(page).toHaveTitle('Spotcheck');
  });

  test('is chosen by its link, stands in the address, is kept by a reload, and leads back', async ({ page, front, spot }) => {
    await spot.open();
    await spot.goTo('Models');
    front.requests.length = 0;
    await page.getByRole('link', { name: `Use this model: ${OTHER.title}` }).click();
    await expect(page).toHaveURL(/\?engine=cpu&model=chest-test#\/$/);
    await expect(page).toHaveTitle(`${OTHER.title} · Spotcheck`);
    const banner = page.getByTestId('in-use');
    for (const part of [`In use: ${OTHER.title}`, 'For research', OTHER.shows]) await expect(banner).toContainText(part);
    await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
    expect(asked(front, OTHER.id)).toEqual([`GET ${OTHER_FILES.card}`, `GET ${OTHER_FILES.weights}`]);
    expect(asked(front, DEFAULT)).toEqual([]);

    await page.reload();
    await expect(banner).toContainText(OTHER.title);
    await expectNativeVerdict(spot);
    expect((await spot.info()).model).toBe(OTHER.id);

    await banner.getByRole('link', { name: 'Back to skin spots' }).click();
    await expect(page).toHaveURL(/\?engine=cpu#\/$/);
    await expect(banner).toHaveCount(0);
    await expectNativeVerdict(spot);
    expect((await spot.info()).model).toBe(DEFAULT);
  });

  test('is spoken of in words that fit its pictures, from the first moment on', async ({ page, front, spot }) => {
    let release = (): void => undefined;
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    front.replace('/weights/models.json', () => held);
    await page.goto(`/${CHOSEN}`);
    await expect(page.getByRole('heading', { name: 'A second look at this picture' })).toBeVisible();
    release();
    await offerOther(front);
    await spot.open(CHOSEN);
    await expect(page.getByTestId('doctor')).toContainText('This is for research.');
    await expect(page.getByTestId('doctor').getByRole('listitem')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Choose a picture' })).toBeVisible();
    await spot.choose(fileOf(picture));
    await expect(page.getByRole('button', { name: 'Look at this picture' })).toBeVisible();
    await spot.check();
    const words = await wordsOf(page);
    for (const skin of ['Frame the spot', 'The kinds of spot behind them', 'has changed', 'Another photo']) expect(words).not.toContain(skin);
  });

  test('works without a network once it was chosen, and so does the default beside it', async ({ page, context, front, spot }) => {
    await spot.open();
    await spot.settled();
    await spot.open(CHOSEN);
    await spot.settled();
    expect((await spot.info()).notes).toEqual([]);
    await front.close();
    await context.setOffline(true);
    await page.reload();
    await expectNativeVerdict(spot);
    expect((await spot.info()).model).toBe(OTHER.id);
    await expect(spot.note('model-offline-copy')).toBeVisible();

    await page.getByTestId('in-use').getByRole('link').click();
    await expectNativeVerdict(spot);
    expect((await spot.info()).model).toBe(DEFAULT);
    // What lies on the device can be chosen without a network as well.
    await spot.goTo('Models');
    await page.getByRole('link', { name: `Use this model: ${OTHER.title}` }).click();
    await expect(page.getByTestId('in-use')).toContainText(OTHER.title);
  });

  test('that never was here cannot be had without a network, which is said with a way back', async ({ page, context, front, spot }) => {
    await spot.open();
    await spot.settled();
    const chosen = `${front.url}/${CHOSEN}`;
    await front.close();
    await context.setOffline(true);
    await page.goto(chosen);
    await expect(spot.problem).toHaveAttribute('data-code', 'model-offline');
    await spot.problem.getByRole('link', { name: 'Back to skin spots' }).click();
    await expectNativeVerdict(spot);
  });

  test('that nobody knows is said so, with a way back, and nothing is loaded', async ({ page, front, spot }) => {
    await page.goto('/?engine=cpu&model=blub');
    await expect(spot.problem).toHaveAttribute('data-code', 'model-unknown');
    await expect(spot.problem).toContainText('This site has no model called “blub”.');
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
    expect(front.requests.filter((request) => request.endsWith('.bpk'))).toEqual([]);
    await still(page);
    expect(await faults(page, 'unknown')).toEqual([]);
    await spot.problem.getByRole('link', { name: 'Back to skin spots' }).click();
    await expect(page).toHaveURL(/\?engine=cpu$/);
    await expectNativeVerdict(spot);
  });

  test('that arrives altered is refused, and there is a way back', async ({ page, front, spot }) => {
    const body = Buffer.from(await fromSite(WEIGHTS));
    body.writeUInt8(body.readUInt8(5000) ^ 1, 5000);
    front.replace(OTHER_FILES.weights, () => ({ body }));
    await page.goto(`/${CHOSEN}`);
    await expect(spot.problem).toHaveAttribute('data-code', 'weights-hash');
    await expect(spot.problem.getByRole('link', { name: 'Back to skin spots' })).toBeVisible();
  });
});

test.describe('a model from the device', () => {
  test('answers in place of the other, without a request and without being stored, until it is put back', async ({
    page,
    front,
    spot,
  }) => {
    await spot.open();
    await spot.settled();
    await expectNativeVerdict(spot);
    const stored = await storedUrls(page);
    await spot.goTo('Models');
    front.requests.length = 0;
    await openModel(page, await ownFiles({ id: 'my-own', figures: [] }));
    const banner = page.getByTestId('in-use');
    await expect(banner.getByRole('heading')).toBeFocused();
    await expect(banner).toContainText('In use: “my-own”');
    await expect(banner).toContainText('Opened from this device, nothing is known about its quality.');
    // What the model before said does not stand beside this one.
    await spot.goTo('Check');
    await expect(banner).toContainText('In use: “my-own”');
    await expect(spot.verdict).toHaveCount(0);
    await spot.check();
    expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(SAME);
    expect((await spot.info()).model).toBe('my-own');
    await page.getByText('About the model').click();
    await expect(page.getByTestId('model-card')).toContainText('Nothing has been measured.');
    expect(ofThePage(front)).toEqual([]);
    expect(await storedUrls(page)).toEqual(stored);

    await banner.getByRole('button', { name: 'Back' }).click();
    await expect(banner).toHaveCount(0);
    await expect(spot.verdict).toHaveCount(0);
    await spot.check();
    expect((await spot.info()).model).toBe(DEFAULT);
    expect(ofThePage(front)).toEqual([]);
    await page.reload();
    await expect(page.getByTestId('in-use')).toHaveCount(0);
  });

  test('that is not whole or not of a piece is refused in words, and the model before still answers', async ({ page, spot }) => {
    const [card, weights] = await ownFiles({});
    const foreign = await foreignWeights();
    const cut = { ...weights, buffer: weights.buffer.subarray(0, 1000) };
    const turned = { ...weights, buffer: Buffer.from(weights.buffer) };
    turned.buffer.writeUInt8(turned.buffer.readUInt8(5000) ^ 1, 5000);
    const cases: readonly (readonly [Upload[], string, string])[] = [
      [[weights], 'open-card', 'There is no card.json among these files.'],
      [[card], 'open-weights', 'The weight file “weights.bpk” is missing.'],
      [[{ ...card, buffer: Buffer.from('{"format": 1,') }, weights], 'card-format', 'This card.json is damaged'],
      [await ownFiles({ format: 2 }), 'card-version', 'The model needs a newer version of this page.'],
      [await ownFiles({ surprise: 1 }), 'card-format', 'cannot be read'],
      [[card, cut], 'weights-size', 'not as long as card.json says'],
      [[card, turned], 'weights-hash', 'not the ones its description names'],
      [
        [(await ownFiles({ weights: described(foreign) }))[0], { ...weights, buffer: Buffer.from(foreign) }],
        'weights-network',
        'The weights belong to another network.',
      ],
      [await ownFiles({ known_answer: { seed: 2 } }), 'known-answer', 'a known picture does not come out'],
    ];
    await spot.open();
    await spot.choose(fileOf(picture));
    await spot.goTo('Models');
    for (const [files, code, says] of cases) {
      await openModel(page, files);
      await expect(spot.problem).toHaveAttribute('data-code', code);
      await expect(spot.problem).toContainText(says);
      await expect(spot.problem).toContainText('The model before stays in use.');
      await expect(page.getByTestId('in-use')).toHaveCount(0);
      await spot.problem.getByRole('button', { name: 'Close' }).click();
    }
    await spot.goTo('Check');
    await spot.check();
    expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(SAME);
    expect((await spot.info()).model).toBe(DEFAULT);
  });

  test('can be used though the site has none, and putting it back says what is missing', async ({ page, front, spot }) => {
    front.replace(WEIGHTS, () => ({ status: 404 }));
    await page.goto('/?engine=cpu');
    await expect(spot.problem).toHaveAttribute('data-code', 'weights-missing');
    await spot.goTo('Models');
    await openModel(page, await ownFiles({ id: 'my-own' }));
    await expect(page.getByTestId('in-use')).toContainText('my-own');
    await spot.goTo('Check');
    await expect(page.getByTestId('in-use')).toContainText('my-own');
    await expect(spot.problem).toHaveCount(0);
    await expectNativeVerdict(spot);
    await page.getByTestId('in-use').getByRole('button', { name: 'Back' }).click();
    await expect(spot.problem).toHaveAttribute('data-code', 'weights-missing');
    front.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await spot.check();
    expect((await spot.info()).model).toBe(DEFAULT);
  });
});

for (const { name, width, height } of [
  { name: 'phone', width: 360, height: 800 },
  { name: 'desktop', width: 1280, height: 900 },
]) {
  for (const scheme of ['light', 'dark'] as const) {
    test.describe(`${name}, ${scheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme: scheme, hasTouch: name === 'phone' });

      test('the choice, its banner and its failures are accessible and fit', async ({ page, front, spot }) => {
        mkdirSync(SCREENS, { recursive: true });
        const found: string[] = [];
        const look = async (state: string): Promise<void> => {
          await still(page);
          found.push(...(await faults(page, state)));
          await wholePicture(page, join(SCREENS, `${name}-${scheme}-${state}-whole.png`));
        };
        await offerOther(front);
        await spot.open();
        await spot.goTo('Models');
        await look('models');
        await openModel(page, [(await ownFiles({}))[1]]);
        await expect(spot.problem).toBeVisible();
        await look('models-refused');
        await openModel(page, await ownFiles({ id: 'my-own' }));
        await expect(page.getByTestId('in-use')).toBeVisible();
        await look('models-own');
        await spot.open(CHOSEN);
        await look('models-chosen');
        expect(found).toEqual([]);
      });
    });
  }
}

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The shipped model's own two files, its card with other fields. */
async function ownFiles(fields: Readonly<Record<string, unknown>>): Promise<[Upload, Upload]> {
  const { body = '' } = (await cardWith(fields))();
  return [
    { name: 'card.json', mimeType: 'application/json', buffer: Buffer.from(body) },
    { name: 'weights.bpk', mimeType: 'application/octet-stream', buffer: Buffer.from(await fromSite(WEIGHTS)) },
  ];
}

async function openModel(page: Page, files: readonly Upload[]): Promise<void> {
  await page.getByTestId('model-input').setInputFiles([...files]);
}

/** What was requested of a model's folder. */
function asked(front: Front, id: string): string[] {
  return front.requests.filter((request) => request.includes(`/weights/${id}/`));
}

function storedUrls(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) urls.push(url);
    }
    return urls.sort();
  });
}

async function expectNativeVerdict(spot: Spot): Promise<void> {
  await spot.choose(fileOf(picture));
  await spot.check();
  expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(SAME);
}
