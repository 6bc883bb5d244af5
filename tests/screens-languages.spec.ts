import { mkdirSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { LANGUAGES, SCREENS, at, speak } from './support/languages';
import { idOf, plantDiary, type Planted } from './support/moles';
import { expect, test } from './support/test';
import { wordsOf } from './support/words';

/** One language that runs from the right, one with long words, and one with tall letters. */
const PICTURED: readonly string[] = ['ar', 'de', 'hi'];

const MOLES: readonly Planted[] = [
  {
    name: 'Dark one',
    place: { view: 'back', x: 0.33, y: 0.25, region: 'shoulder-left' },
    notes: 'Keep an eye on it.',
    photos: [
      { daysAgo: 3, size: 6.1, measured: true, abcde: { asymmetry: true, evolving: true } },
      { daysAgo: 200, size: 4.6, measured: true, state: 'unsure' },
    ],
  },
  { name: 'Near the navel', place: { view: 'front', x: 0.54, y: 0.38, region: 'abdomen' }, photos: [{ daysAgo: 10, size: 3.4, state: 'unsuitable' }] },
  { name: 'Nowhere yet' },
];

interface Place {
  readonly name: string;
  readonly hash: string;
  readonly shown: (page: Page) => Locator;
  /** What a person does there first. */
  readonly first?: (page: Page) => Promise<void>;
  /** What lies before everything else, the choice of language included: opened for each language, and closed again. */
  readonly before?: { readonly open: (page: Page) => Promise<void>; readonly close: (page: Page) => Promise<void> };
  /** What it tells is measured anew each time. */
  readonly alive?: boolean;
}

const heading = (page: Page): Locator => page.locator('h2:visible').first();
const mole = `#/diary/mole/${idOf(0)}`;

const PLACES: readonly Place[] = [
  { name: 'models', hash: '#/models', shown: heading, alive: true },
  { name: 'data', hash: '#/data', shown: heading, alive: true },
  { name: 'private', hash: '#/private', shown: heading, alive: true },
  { name: 'about', hash: '#/about', shown: heading },
  { name: 'diary', hash: '#/diary', shown: (page) => page.getByTestId('pin').first() },
  { name: 'new-mole', hash: '#/diary/new', shown: (page) => page.getByTestId('body-stage') },
  {
    name: 'mole',
    hash: mole,
    shown: (page) => page.getByTestId('entry').first(),
    first: (page) => page.getByTestId('abcde').first().locator('summary').first().click(),
  },
  {
    name: 'measure',
    hash: mole,
    shown: (page) => page.getByTestId('entry').first(),
    before: {
      open: async (page) => {
        await page.locator('spot-entry .size button').first().click();
        await expect(page.getByTestId('measure-result')).not.toBeEmpty();
        // On the whole photo the marks lie on each other; who wants to move them looks closer.
        await page.locator('spot-measure .tools button').last().click();
      },
      close: async (page) => {
        await page.keyboard.press('Escape');
        await expect(page.getByTestId('measure-stage')).toHaveCount(0);
      },
    },
  },
  { name: 'compare', hash: `${mole}/compare`, shown: (page) => page.getByTestId('difference') },
  {
    name: 'compare-over',
    hash: `${mole}/compare`,
    shown: (page) => page.getByTestId('difference'),
    first: (page) => page.locator('spot-compare .segments input').last().check(),
  },
  { name: 'doctor', hash: '#/doctor', shown: (page) => page.getByTestId('report') },
];

test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });
test.beforeAll(() => mkdirSync(SCREENS, { recursive: true }));

test('every screen follows each language while it is open, is accessible, and fits', async ({ page }) => {
  test.setTimeout(600_000);
  await plantDiary(page, MOLES);
  const found: string[] = [];
  for (const place of PLACES) {
    await go(page, place);
    for (const { code, tag, dir } of LANGUAGES) {
      await speak(page, code, tag);
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      await place.before?.open(page);
      found.push(...(await at(page, code, place.name, PICTURED.includes(code))));
      await place.before?.close(page);
    }
    // What has been there in eight languages says what it would say if it had come in the last of them.
    if (place.alive === true) continue;
    const followed = await wordsOf(page, screen(page));
    await page.evaluate(() => (location.hash = '#/models'));
    await expect(page.locator('spot-screen-models')).toBeVisible();
    await go(page, place);
    await expect.poll(() => wordsOf(page, screen(page)), place.name).toBe(followed);
  }
  expect(found).toEqual([]);
});

test('pictures keep their sides where one reads from the right', async ({ page }) => {
  await plantDiary(page, MOLES);
  await speak(page, 'ar', 'ar');
  const middle = async (part: Locator): Promise<number> => {
    const box = await part.boundingBox();
    if (box === null) throw new Error(`${part.toString()} is not on the page`);
    return box.x + box.width / 2;
  };

  // On the drawing of the back the person's left is on the left, and there the mole of the left shoulder lies.
  const back = page.locator('spot-body-map[view="back"]');
  const [left, right] = [back.locator('.sides span').first(), back.locator('.sides span').last()];
  await expect(left).toHaveText('يسارك');
  expect(await middle(left)).toBeLessThan(await middle(right));
  expect(await middle(back.getByTestId('pin'))).toBeLessThan(await middle(back.locator('svg')));

  // The earlier photo is to the left of the edge, with its date under it.
  await page.evaluate((to) => (location.hash = to), `${mole}/compare`);
  const way = page.locator('spot-compare .segments input');
  await way.last().check();
  const dates = page.locator('spot-compare .dates > div');
  expect(await middle(dates.first())).toBeLessThan(await middle(dates.last()));
  const slider = page.locator('spot-compare input[type="range"]');
  await slider.focus();
  const before = await middle(page.locator('spot-compare .edge'));
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => middle(page.locator('spot-compare .edge'))).toBeGreaterThan(before);
});

test('a reminder and its alarm are in the language in use', async ({ page }) => {
  await plantDiary(page, MOLES);
  await speak(page, 'de', 'de');
  await page.evaluate((to) => (location.hash = to), mole);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Für den Kalender speichern' }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await downloading).createReadStream()) chunks.push(chunk as Buffer);
  // Long lines are folded, in the middle of a word if need be.
  const file = Buffer.concat(chunks).toString().replaceAll('\r\n ', '');
  expect(file).toContain('SUMMARY:Spotcheck: Zeit für ein Foto');
  expect(file).toContain('DESCRIPTION:Öffnen Sie Spotcheck');
});

/** The element of the screen that is shown. */
function screen(page: Page): Locator {
  return page.locator('main > *').first();
}

async function go(page: Page, { hash, shown, first }: Place): Promise<void> {
  await page.evaluate((to) => (location.hash = to), hash);
  await expect(shown(page)).toBeVisible();
  await first?.(page);
}
