import type { Page } from '@playwright/test';
import { bytesOf, fileOf, furthest, golden } from './support/golden';
import { ANSWERING, CARD, UNSURE, WEIGHTS, cardWith, shippedCard } from './support/model';
import { paste } from './support/paste';
import { plain, png } from './support/pictures';
import { fromSite } from './support/front';
import { spyOnDecoding } from './support/spies';
import { expect, test } from './support/test';
import { wordsOf } from './support/words';

/** The engines agree with the native one to this; the page shows what they found. */
const SAME = 1e-4;

const spotPicture = golden('png-601x451');
const spotFile = fileOf(spotPicture);
const blank = { name: 'blank.png', mimeType: 'image/png', buffer: png(plain(200, 150)) };

for (const [engine, name] of [
  ['cpu', 'CPU engine'],
  ['gpu', 'GPU engine'],
] as const) {
  test(`?engine=${engine}: a chosen photo gets native's verdict, and the page says who computed it and how long it took`, async ({
    page,
    spot,
  }) => {
    await spot.open(`?engine=${engine}`);
    await spot.settled();
    expect((await spot.info()).engine).toBe(engine);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a photo' }).click();
    await (await chooser).setFiles(spotFile);
    await expect(page.getByRole('heading', { name: 'Frame the spot' })).toBeFocused();
    await spot.check();

    await expect(spot.verdict).toHaveAttribute('data-state', spotPicture.verdict.state);
    expect(furthest(await spot.shown('class'), spotPicture.verdict.probabilities)).toBeLessThan(SAME);
    expect(furthest(await spot.shown('group'), spotPicture.verdict.groups)).toBeLessThan(SAME);
    await expect(spot.engineUsed).toHaveText(name);
    const stages = page.getByTestId('timing');
    for (const stage of ['decode', 'prepare', 'infer', 'judge']) {
      await expect(stages).toHaveText(new RegExp(`${stage} [\\d,]+(\\.\\d)?\\sms`));
    }
    await expect(page.getByTestId('limits')).toBeVisible();
    await expect(page.getByTestId('doctor')).toContainText('see a doctor');
  });
}

test('by default the CPU answers while the GPU engine is still on its way; then the faster one is kept', async ({ page, front, spot }) => {
  let release = (): void => undefined;
  const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
  front.replace(await gpuWasm(), () => held);
  await spot.open('');
  await spot.choose(spotFile);
  await spot.check();
  await expect(spot.engineUsed).toHaveText('CPU engine');
  await expect(page.locator('html')).not.toHaveAttribute('data-settled');
  release();
  await spot.settled();
  const remembered = await page.evaluate(() => localStorage.getItem('spotcheck.race'));
  expect(remembered, 'the race').not.toBeNull();
  const { winner } = JSON.parse(remembered ?? '{}') as { winner?: string };
  expect((await spot.info()).engine).toBe(winner);
});

test('the keyboard alone leads from the first screen to the verdict', async ({ page, spot }) => {
  await spot.open();
  // Asked for before the keys: a chooser that opens before the browser knows of it is never told of.
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, 'Choose a photo');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(spotFile);
  await expect(page.getByRole('heading', { name: 'Frame the spot' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(spot.stage).toBeFocused();
  await page.keyboard.press('+');
  await expect(page.getByTestId('crop-size')).toHaveText(/^376\s×\s376 px$/);
  await tabTo(page, 'Look at this spot');
  await page.keyboard.press('Enter');
  await expect(spot.verdict.getByRole('heading', { level: 2 }).first()).toBeFocused();
});

test('the second door asks the phone’s own camera app for a photo', async ({ page, spot }) => {
  await spot.open();
  const door = page.getByTestId('capture-input');
  await expect(door).toHaveAttribute('capture', 'environment');
  await expect(door).toHaveAttribute('accept', /^image\//);
  await door.setInputFiles(spotFile);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', spotPicture.verdict.state);
});

test('a picture may be dropped anywhere on the page', async ({ page, spot }) => {
  await spot.open();
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [spotFile], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, x: 640, y: 700, data });
  }
  await expect(spot.stage).toBeVisible();
  await spot.check();
  expect(furthest(await spot.shown('class'), spotPicture.verdict.probabilities)).toBeLessThan(SAME);
});

test('a picture may be pasted', async ({ page, context, spot }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await spot.open();
  await page.evaluate(async (base64) => {
    const blob = await (await fetch(`/golden/${base64}`)).blob();
    const typed = new Blob([blob], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': typed })]);
  }, spotPicture.file);
  await page.keyboard.press('Control+V');
  await expect(spot.stage).toBeVisible();
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', spotPicture.verdict.state);
});

test('of two pictures given in quick succession the later one stays, though the first is decoded last', async ({ page, spot }) => {
  await spyOnDecoding(page);
  await page.addInitScript(() => {
    const original = window.createImageBitmap.bind(window) as (...input: unknown[]) => Promise<ImageBitmap>;
    let first = true;
    const slow = async (...input: unknown[]): Promise<ImageBitmap> => {
      if (first && input[0] instanceof Blob) {
        first = false;
        await new Promise((resolve) => document.addEventListener('go-on', resolve, { once: true }));
      }
      return original(...input);
    };
    window.createImageBitmap = slow as typeof window.createImageBitmap;
  });
  await spot.open();
  await paste(page, bytesOf(fileOf(golden('jpeg'))), 'first.jpg');
  await paste(page, bytesOf(spotFile), 'second.png');
  const square = page.getByTestId('crop-size');
  await expect(square).toHaveText(/^451\s/);
  await page.evaluate(() => document.dispatchEvent(new Event('go-on')));
  await expect.poll(() => page.evaluate(() => window.decodings)).toBe(2);
  await spot.check();
  await expect(square).toHaveText(/^451\s/);
  expect(furthest(await spot.shown('class'), spotPicture.verdict.probabilities)).toBeLessThan(SAME);
});

test('an answer names the likelier group first, and says that it is no opinion', async ({ page, front, spot }) => {
  front.replace(CARD, await cardWith(ANSWERING));
  await spot.open();
  await spot.choose(spotFile);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'answer');
  const groups = await spot.shown('group');
  const [likelier] = [...(await shippedCard()).groups].sort((a, b) => (groups[b.code] ?? 0) - (groups[a.code] ?? 0));
  await expect(spot.verdict.getByRole('heading', { level: 2 }).first()).toHaveText(likelier?.title ?? '?');
  await expect(page.getByText('not a medical opinion').first()).toBeVisible();
});

test('an answer says how often such answers were right, as the card counted it', async ({ page, front, spot }) => {
  const { groups } = await shippedCard();
  const reliability = groups.flatMap(({ code }) => [
    { group: code, from: 0, to: 0.5, n: 50, right: 1 },
    { group: code, from: 0.5, to: 1, n: 200, right: 166 },
  ]);
  front.replace(CARD, await cardWith({ ...ANSWERING, reliability, prevalence: { malignant: 0.35, benign: 0.35 } }));
  await spot.open();
  await spot.choose(spotFile);
  await spot.check();
  const line = page.getByTestId('reliability');
  await expect(line).toContainText('Of 100 test pictures scored like this, 83 did belong to this group (77 to 88).');
  await expect(line).toContainText('That holds where 35 of 100 pictures belong to this group.');
  await expect(line).toContainText('Counted on 200 pictures of HAM10000.');
});

test('an answer of a model whose answers nobody counted promises nothing', async ({ page, front, spot }) => {
  front.replace(CARD, await cardWith({ ...ANSWERING, reliability: [] }));
  await spot.open();
  await spot.choose(spotFile);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'answer');
  await expect(page.getByTestId('reliability')).toHaveCount(0);
});

test('an unsure verdict says first that it can’t tell, and shows its numbers below', async ({ page, front, spot }) => {
  front.replace(CARD, await cardWith(UNSURE));
  await spot.open();
  await spot.choose(spotFile);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'unsure');
  await expect(spot.verdict.getByRole('heading', { level: 2 }).first()).toHaveText('I can’t tell.');
  await expect(spot.verdict).toContainText('No kind of spot stands out clearly enough.');
  expect(Object.keys(await spot.shown('class'))).toHaveLength(7);
  // The same reading that finds no name on an unsuitable picture's page finds them all on this one.
  const words = await wordsOf(page);
  for (const { name } of (await shippedCard()).classes) expect(words).toContain(name);
});

test('of an unsuitable picture no kind is named and no number shown', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(blank);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'unsuitable');
  await expect(spot.verdict.getByRole('heading', { level: 2 }).first()).toHaveText('I can’t judge this picture.');
  await expect(spot.verdict).toContainText('There is hardly anything to see in the square.');
  await expect(page.getByTestId('class')).toHaveCount(0);
  await expect(page.getByTestId('group')).toHaveCount(0);
  const words = await wordsOf(page);
  for (const { name } of (await shippedCard()).classes) expect(words).not.toContain(name);
});

test('a photo chosen before the model is there waits for it', async ({ page, front, spot }) => {
  let release = (): void => undefined;
  const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
  front.replace(WEIGHTS, () => held);
  await page.goto('/?engine=cpu');
  await spot.choose(spotFile);
  await spot.look.click();
  await expect(page.getByRole('button', { name: /^Waiting for the model: \d+\.\d of \d+\.\d MB$/ })).toBeVisible();
  release();
  await expect(spot.verdict).toHaveAttribute('data-state', spotPicture.verdict.state);
});

test('while it waits, it can be cancelled; the photo and its square stay', async ({ page, front, spot }) => {
  let release = (): void => undefined;
  const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
  front.replace(WEIGHTS, () => held);
  await page.goto('/?engine=cpu');
  await spot.choose(spotFile);
  await spot.look.click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(spot.look).toBeEnabled();
  release();
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
  await expect(spot.verdict).toHaveCount(0);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', spotPicture.verdict.state);
});

test('two questions in a row are both answered, and the second photo gets its own verdict', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(blank);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'unsuitable');
  await page.getByRole('button', { name: 'Another photo' }).click();
  await spot.choose(spotFile);
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', spotPicture.verdict.state);
});

async function tabTo(page: Page, name: string): Promise<void> {
  const target = page.getByRole('button', { name });
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)) return;
  }
  throw new Error(`Tab never reaches “${name}”`);
}

/** The service worker's list of files names the GPU engine, which has a hash in its name. */
async function gpuWasm(): Promise<string> {
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  const [path] = /assets\/gpu-[^"'`]+\.wasm/.exec(worker) ?? [];
  if (path === undefined) throw new Error('sw.js names no GPU engine');
  return `/${path}`;
}
