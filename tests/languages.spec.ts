import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { overflow } from './support/axe';
import { fromSite } from './support/front';
import { LANGUAGES, SCREENS, at, speak } from './support/languages';
import { ANSWERING, CARD, cardWith } from './support/model';
import { png, type Drawing } from './support/pictures';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

/** A brown spot on light skin. */
const drawn: Drawing = {
  width: 300,
  height: 240,
  at: (x, y) => {
    const away = Math.hypot(x - 150, (y - 120) * 1.15) + 6 * Math.sin(x / 9) * Math.cos(y / 7);
    const grain = ((x * 7 + y * 13) % 9) - 4;
    return away < 62 ? [112 + grain, 72 + grain, 52 + grain] : [222 + grain, 182 + grain, 160 + grain];
  },
};
const photo = { name: 'spot.png', mimeType: 'image/png', buffer: png(drawn) };

test.beforeAll(() => mkdirSync(SCREENS, { recursive: true }));

for (const { code, tag, dir, stays, melanoma } of LANGUAGES) {
  test.describe(code, () => {
    test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

    test('is chosen without a reload, says everything, and fits; its screens are taken', async ({ page, front, spot }) => {
      // The words are looked at here, not the model.
      front.replace(CARD, await cardWith(ANSWERING));
      await spot.open();
      // Two, so that the strip of photos is there too.
      await spot.choose([photo, { ...photo, name: 'second.png' }]);
      await page.evaluate(() => (document.documentElement.dataset['stayed'] = 'true'));
      // From another language, so that English is chosen as well.
      if (code === 'en') await speak(page, 'de', 'de');
      await speak(page, code, tag);
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      await expect(page.locator('.privacy')).toContainText(stays);
      await expect(spot.stage).toBeVisible();

      const found: string[] = [];
      await look(page, spot);
      await expect(spot.verdict).toHaveAttribute('data-state', 'answer');
      // Fetched when there is something to keep.
      await expect(page.getByTestId('save')).toBeVisible();
      await expect(page.locator('[data-testid="class"][data-code="mel"]')).toContainText(melanoma);
      found.push(...(await at(page, code, 'verdict')));
      await expectOriginals(page, code === 'en');
      await page.locator('.actions button').last().click();
      found.push(...(await at(page, code, 'start')));
      await page.setViewportSize({ width: 1280, height: 900 });
      found.push(...(await overflow(page, `${code} start, wide`)));
      expect(found).toEqual([]);
      await expect(page.locator('html')).toHaveAttribute('data-stayed', 'true');
    });
  });
}

test.describe('with a German browser', () => {
  test.use({ locale: 'de-AT' });

  test('the page begins in German, the address wins over it, and a choice over both', async ({ page, spot }) => {
    const html = page.locator('html');
    await spot.open();
    await expect(html).toHaveAttribute('lang', 'de');
    await expect(page.getByTestId('language')).toHaveValue('de');
    await spot.open('?engine=cpu&lang=fr');
    await expect(html).toHaveAttribute('lang', 'fr');
    await speak(page, 'ar', 'ar');
    await expect(page).toHaveURL(/lang=ar/);
    await page.reload();
    await expect(html).toHaveAttribute('lang', 'ar');
    await spot.open();
    await expect(html).toHaveAttribute('lang', 'ar');
    await speak(page, 'en', 'en');
    await page.reload();
    await expect(html).toHaveAttribute('lang', 'en');
    await expect(html).toHaveAttribute('dir', 'ltr');
  });

  test('nothing of the other languages is fetched', async ({ front, spot }) => {
    await spot.open();
    await spot.settled();
    const words = front.requests.filter((request) => request.includes('/words-'));
    expect([...new Set(words.map((request) => /words-([a-z]+)-/.exec(request)?.[1]))].sort()).toEqual(['cards', 'de']);
  });
});

test('a language that was read once is there without a network, and one that was not says so', async ({ page, context, front, spot }) => {
  await spot.open('?engine=cpu&lang=hi');
  await spot.settled();
  // The first visit's words came before the service worker was there: it is given them then.
  await expect.poll(() => keptWords(page)).toHaveLength(2);
  await front.close();
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'hi');
  await page.getByTestId('language').selectOption('zh');
  await expect(page.locator('spot-language').getByRole('status')).toContainText('आपकी चुनी भाषा के शब्द लाए नहीं जा सके।');
  await expect(page.getByTestId('language')).toHaveValue('hi');
  await expect(page.locator('html')).toHaveAttribute('lang', 'hi');
});

test('a new version brings the words that are read here before it takes over, and no others', async ({ page, front, spot }) => {
  await spot.open('?engine=cpu&lang=hi');
  await spot.settled();
  await expect.poll(() => keptWords(page)).toHaveLength(2);
  const [shared = ''] = (await keptWords(page)).filter((path) => path.includes('words-cards'));
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  const old = /assets\/words-hi-[\w-]+\.js/.exec(worker)?.[0] ?? '';
  const next = 'assets/words-hi-newer123.js';
  const words = await fromSite(`/${old}`);
  front.replace('/sw.js', () => ({ type: 'text/javascript', body: worker.replaceAll(old, next) }));
  front.replace(`/${next}`, () => ({ type: 'text/javascript', body: words }));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  // Beside the old ones, which the page that is open may still ask for.
  await expect.poll(async () => (await keptWords(page)).sort()).toEqual([`/${old}`, `/${next}`, shared].sort());
});

test('who reads English is fetched nothing of the others, beforehand neither', async ({ page, front, spot }) => {
  await spot.open();
  await spot.settled();
  expect(front.requests.filter((request) => request.includes('/words-'))).toEqual([]);
  expect(await keptWords(page)).toEqual([]);
});

test('a person whose language cannot be had begins in English, and is told', async ({ page, front, spot }) => {
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  const chunk = /assets\/words-es-[\w-]+\.js/.exec(worker)?.[0];
  front.replace(`/${chunk}`, () => ({ status: 503 }));
  await spot.open('?engine=cpu&lang=es');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(spot.note('language-unavailable')).toBeVisible();
});

test('a text of a card that nobody translated stays English, and is marked as English', async ({ page, front, spot }) => {
  front.replace(CARD, await cardWith({ limits: ['It has never seen a spot on the moon.'] }));
  await spot.open('?engine=cpu&lang=ar');
  const limit = page.getByTestId('limits').getByText('It has never seen a spot on the moon.').first();
  await expect(limit).toHaveAttribute('lang', 'en');
  await expect(limit).toHaveAttribute('dir', 'ltr');
});

test('on the photo left is left in Arabic, and the page runs from the right', async ({ page, spot }) => {
  await spot.open('?engine=cpu&lang=ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await spot.choose(photo);
  const arrows = page.locator('.arrows button');
  await expect(arrows).toHaveCount(4);
  const places = await arrows.evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().left));
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  await expect(arrows.first()).toHaveAccessibleName('تحريك إلى اليسار');
  const [heading, reset] = [page.locator('#crop-heading'), page.locator('.reset')];
  const stage = await spot.stage.boundingBox();
  const last = await reset.boundingBox();
  if (stage === null || last === null) throw new Error('the crop is not on the page');
  expect(last.x - stage.x).toBeLessThan(stage.width / 4);
  expect(await heading.evaluate((node) => getComputedStyle(node).textAlign)).toBe('start');
});

/** Medical wording is called unchecked in every language but the original one, which is one press away. */
async function expectOriginals(page: Page, isOriginal: boolean): Promise<void> {
  const originals = page.getByTestId('original');
  await expect(originals).toHaveCount(isOriginal ? 0 : 4);
  if (isOriginal) return;
  const classes = page.locator('[data-testid="original"][data-part="classes"]');
  const english = page.getByText('The most dangerous skin cancer. Found early, it can nearly always be cured.');
  await expect(english).toBeHidden();
  await classes.locator('summary').click();
  await expect(english).toBeVisible();
  await expect(classes.locator('.original')).toHaveAttribute('lang', 'en');
  await page.locator('[data-testid="original"][data-part="doctor"] summary').click();
  await expect(page.getByText('Whatever it says here: see a doctor if the spot')).toBeVisible();
}

/** The files that the service worker keeps of the languages, and of what all but English share. */
function keptWords(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await (await caches.open('spotcheck-words')).keys()).map(({ url }) => new URL(url).pathname));
}

/** Asks for the verdict, whatever its button is called. */
async function look(page: Page, spot: Spot): Promise<void> {
  await page.locator('.actions button.primary').click();
  await expect(spot.verdict).toBeVisible();
}
