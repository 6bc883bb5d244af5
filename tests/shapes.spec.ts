import type { Locator, Page } from '@playwright/test';
import { faults, overflow, still } from './support/axe';
import { fromSite } from './support/front';
import { idOf, plantDiary, type Planted } from './support/moles';
import { expect, test } from './support/test';

const OUTLINE_CARD = '/weights/outline/card.json';
const COMPARE = `#/diary/mole/${idOf(0)}/compare`;
/** The newest first. On the last one only skin and a coin can be seen. */
const MOLE: readonly Planted[] = [
  {
    name: 'Twice',
    photos: [
      { daysAgo: 3, size: 6 },
      { daysAgo: 90, size: 8 },
      { daysAgo: 200, size: 0.02 },
    ],
  },
];

const part = (page: Page): Locator => page.getByTestId('shapes');

async function compare(page: Page, query = ''): Promise<void> {
  await plantDiary(page, MOLE);
  await page.goto(`/?engine=cpu${query}${COMPARE}`);
  await page.getByTestId('earlier').selectOption({ index: 1 });
  await expect(part(page).getByRole('button')).toBeVisible();
}

test('both photos of a mole are traced by one press, and held against what two photos of one spot differ by', async ({ page, front }) => {
  await compare(page);
  expect(front.requests.filter((request) => request.includes('/outline/'))).toEqual([]);
  await expect(part(page).getByRole('button')).toHaveText(/^Trace both outlines \(\d\.\d MB\)$/);
  await part(page).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(part(page).getByRole('heading', { name: 'Both outlines' })).toBeFocused();
  for (const [measure, line] of [
    ['asymmetry', /^\s*Asymmetry <?\d+%, then <?\d+%/],
    ['border', /^\s*Border \d\.\d\d, then \d\.\d\d/],
    ['colours', /^\s*Variety of colour \d+\.\d, then \d+\.\d/],
  ] as const) {
    await expect(part(page).getByTestId(measure)).toHaveText(line);
    // The same mole, drawn at two sizes.
    await expect(part(page).getByTestId(measure)).toContainText('No farther apart than two photos of one spot are anyway (up to');
  }
  await expect(part(page)).toContainText('95 of 100 pairs of dermatoscope photos of one spot');
  await expect(part(page)).toContainText('no judgement');
  await still(page);
  expect(await faults(page, 'shapes')).toEqual([]);
  // Another pair is another question.
  await page.getByTestId('earlier').selectOption({ index: 2 });
  await expect(part(page).getByRole('button')).toHaveText('Trace both outlines');
  await part(page).getByRole('button').click();
  // Where there is no mole it follows the coin, of which the square cuts off a part: nothing is usual then.
  await expect(part(page)).toContainText(/On the photo of \w+ \d+, \d{4} the spot reaches the edge of the square/);
  await expect(part(page).getByTestId('border')).toHaveText(/^\s*Border \d\.\d\d, then \d\.\d\d\s*$/);
});

test('what differs by more is said to, by the card of the network that traced both', async ({ page, front }) => {
  const card = JSON.parse(new TextDecoder().decode(await fromSite(OUTLINE_CARD))) as { figures: { name: string; value: number }[] };
  for (const figure of card.figures) if (figure.name.startsWith('difference of border')) figure.value = 0;
  front.replace(OUTLINE_CARD, () => ({ type: 'application/json', body: JSON.stringify(card) }));
  await compare(page);
  await part(page).getByRole('button').click();
  await expect(part(page).getByTestId('border')).toContainText('Farther apart than two photos of one spot usually are (up to 0.00).');
  await expect(part(page).getByTestId('colours')).toContainText('No farther apart');
});

test('a photo without a spot has no outline, and one that cannot be read any more costs nothing else', async ({ page }) => {
  await compare(page);
  await repaint(page, 'blank');
  await part(page).getByRole('button').click();
  await expect(part(page).getByText(/^No clear outline was found on the photo of \w+ \d+, \d{4}\.$/)).toHaveCount(2);
  await expect(part(page).getByTestId('border')).toHaveCount(0);
  await repaint(page, 'broken');
  await part(page).getByRole('button').click();
  await expect(part(page).getByTestId('problem')).toHaveAttribute('data-code', 'file-broken');
  await expect(page.getByTestId('difference')).toBeVisible();
});

test('two photos of one day are told apart on the narrowest phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await plantDiary(page, [{ name: 'Today', photos: [{ daysAgo: 1, size: 6 }, { daysAgo: 1, size: 6 }] }]);
  await page.goto(`/?engine=cpu${COMPARE}`);
  for (const which of ['earlier', 'later']) {
    const chosen = page.getByTestId(which);
    await expect(chosen.locator('option:checked')).toHaveText(/\d:\d\d/);
    // As wide as what stands in it, with its arrow.
    const room = await chosen.evaluate((element) => {
      const text = document.createElement('canvas').getContext('2d');
      if (text === null || !(element instanceof HTMLSelectElement)) throw new Error('no field');
      const { font, paddingLeft } = getComputedStyle(element);
      text.font = font;
      const written = text.measureText(element.selectedOptions[0]?.label ?? '').width;
      return element.clientWidth - 2 * parseFloat(paddingLeft) - 16 - written;
    });
    expect(room).toBeGreaterThanOrEqual(0);
  }
});

for (const language of ['en', 'de', 'ar'] as const) {
  test(`on the narrowest phone it fits, ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await compare(page, `&lang=${language}`);
    const button = await part(page).getByRole('button').boundingBox();
    expect(button?.height).toBeGreaterThanOrEqual(44);
    await part(page).getByRole('button').click();
    await expect(part(page).getByTestId('colours')).toBeVisible();
    await still(page);
    expect([...(await faults(page, 'shapes')), ...(await overflow(page, 'shapes'))]).toEqual([]);
  });
}

/** Puts another picture in place of each in the diary. */
async function repaint(page: Page, how: 'blank' | 'broken'): Promise<void> {
  await page.evaluate(async (how) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 });
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = '#d9ad90';
    context.fillRect(0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    const picture = how === 'blank' && drawn !== null ? drawn : new Blob(['no picture'], { type: 'image/jpeg' });
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('spotcheck-diary');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('the diary cannot be opened'));
    });
    const change = database.transaction('entries', 'readwrite');
    const entries = change.objectStore('entries');
    const all = entries.getAll() as IDBRequest<object[]>;
    all.onsuccess = () => all.result.forEach((row) => entries.put({ ...row, picture }));
    await new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = () => reject(new Error('the diary took no row'));
    });
    database.close();
  }, how);
  await page.reload();
}
