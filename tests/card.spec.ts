import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { faults, still, wholePicture } from './support/axe';
import type { Front } from './support/front';
import { SCREENS, speak } from './support/languages';
import { OTHER, OTHER_FILES, cardWith, offerOther } from './support/model';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

const figure = (value: number): object => ({ value, low: value - 0.03, high: value + 0.03 });

/** What a card may tell beyond its figures: every list, with every part that may be missing there once and missing once. */
const DETAILS = {
  intended_use: 'For teaching how such a model is measured.',
  diagram: [0.35, 0.42, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97].map((confidence, at) => ({ confidence, right: confidence - 0.04, n: 30 + 90 * at })),
  coverage: Array.from({ length: 10 }, (_, at) => ({ coverage: 1 - at / 10, error: 0.18 - 0.016 * at })),
  subgroups: [
    {
      by: 'sex',
      auc_of: 'malignant',
      rows: [
        { value: 'female', n: 912, accuracy: figure(0.83), auc: figure(0.94) },
        { value: 'male', n: 1082, accuracy: figure(0.81) },
        { n: 12 },
      ],
    },
    {
      by: 'age',
      auc_of: 'malignant',
      rows: [
        { value: '20 to under 40', n: 402, accuracy: figure(0.93), auc: figure(0.94) },
        { value: '80-89', n: 9 },
      ],
    },
    {
      by: 'skin tone (estimated by ITA)',
      auc_of: 'malignant',
      rows: [
        { value: '1 very light', n: 912, accuracy: figure(0.83), auc: figure(0.94) },
        { value: '6 dark', n: 2 },
      ],
    },
    { by: 'site', auc_of: 'malignant', rows: [{ value: 'lower extremity', n: 420, accuracy: figure(0.85), auc: figure(0.95) }] },
  ],
  strangers: [
    { pictures: 'chest X-rays', n: 156, refused: 1, auroc: 0.999 },
    { pictures: 'drawings of the sea', n: 60, refused: 0.95 },
  ],
  elsewhere: [
    { name: 'AUC malignant', value: 0.778, low: 0.729, high: 0.828, data: 'ISIC UDA-1', split: 'all pictures', n: 391 },
    { name: 'answered', value: 0.716, low: 0.667, high: 0.755, data: 'ISIC UDA-1', split: 'all pictures', n: 391 },
  ],
};

test.beforeAll(() => mkdirSync(SCREENS, { recursive: true }));

test('a card shows what was measured beyond its figures', async ({ page, front, spot }) => {
  const card = await openCard(page, front, spot, DETAILS);
  await expect(card).toContainText(DETAILS.intended_use);
  await expect(card.locator('svg')).toHaveCount(2);
  await expect(card.locator('svg').first().locator('circle')).toHaveCount(DETAILS.diagram.length);
  expect(await rowsOf(card.getByRole('group', { name: "Another clinic's pictures" }))).toEqual([
    ['Figure', 'Value', '95% interval'],
    ['AUC malignant', '0.778', '0.729 to 0.828'],
    ['answered', '0.716', '0.667 to 0.755'],
  ]);
  await expect(card).toContainText('ISIC UDA-1, all pictures, n = 391');
  expect(await rowsOf(card.getByRole('table').nth(2))).toEqual(
    expect.arrayContaining([['Probability', 'Right', 'Pictures'], ['0.420', '0.380', '120']]),
  );
  expect(await rowsOf(card.getByRole('table').nth(3))).toEqual(
    expect.arrayContaining([['Answered', 'Wrong'], ['1.000', '0.180'], ['0.100', '0.036']]),
  );
  expect(await rowsOf(card.getByRole('group', { name: 'sex' }))).toEqual([
    ['sex', 'n', 'accuracy', 'AUC malignant'],
    ['female', '912', '0.83 0.80 to 0.86', '0.94 0.91 to 0.97'],
    ['male', '1,082', '0.81 0.78 to 0.84', 'too few to say'],
    ['not known', '12', 'too few to say', 'too few to say'],
  ]);
  expect(await rowsOf(card.getByRole('group', { name: 'Pictures of something else' }))).toEqual([
    ['Pictures', 'n', 'Refused', 'AUROC'],
    ['chest X-rays', '156', '1.000', '0.999'],
    ['drawings of the sea', '60', '0.950', '–'],
  ]);
});

test('what is wrong with it takes nothing else of the card away', async ({ page, front, spot }) => {
  const card = await openCard(page, front, spot, { ...DETAILS, coverage: [{ coverage: 2, error: 0.1 }] });
  await expect(card.getByTestId('problem')).toHaveAttribute('data-code', 'card-format');
  await expect(card.getByRole('table')).toHaveCount(1);
  await expect(card.locator('svg')).toHaveCount(0);
  await expect(card).toContainText('Licences');
});

test('a card without it has no room for it', async ({ page, front, spot }) => {
  const card = await openCard(page, front, spot, undefined);
  await expect(card.getByRole('table')).toHaveCount(1);
  await expect(card.getByTestId('problem')).toHaveCount(0);
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`on the narrowest phone, ${scheme}`, () => {
    test.use({ viewport: { width: 320, height: 640 }, colorScheme: scheme, hasTouch: true });

    test('it is accessible and fits, in words of each language', async ({ page, front, spot }) => {
      const card = await openCard(page, front, spot, DETAILS);
      const found: string[] = [];
      for (const [code, tag, says] of [
        ['en', 'en', 'too few to say'],
        ['fr', 'fr', 'de 20 à moins de 40'],
        ['de', 'de', 'zu wenige, um etwas zu sagen'],
        ['hi', 'hi', 'त्वचा का रंग'],
        ['ar', 'ar', 'فاتح جدًا'],
      ] as const) {
        await speak(page, code, tag);
        await expect(card).toContainText(says);
        await still(page);
        found.push(...(await faults(page, `${code} card`)));
        await wholePicture(page, join(SCREENS, `card-${scheme}-${code}.png`));
      }
      expect(found).toEqual([]);
    });
  });
}

test.describe('of the model in use', () => {
  // The service worker's copy would stand in for what the network does not give.
  test.use({ serviceWorkers: 'block' });

  test('is fetched when somebody unfolds it', async ({ page, front, spot }) => {
    await spot.open();
    await spot.settled();
    const fetched = (): boolean => front.requests.some((request) => request.startsWith('GET /assets/spot-card-'));
    expect(fetched()).toBe(false);
    await page.getByText('About the model').click();
    // As it is shipped: what it is for, two curves, whom it serves and what it refuses.
    const card = page.getByTestId('model-card');
    await expect(card).toContainText('A second look at a spot');
    await expect(card.locator('svg.chart')).toHaveCount(2);
    for (const by of ["Another clinic's pictures", 'age', 'sex', 'site', 'skin tone (estimated by ITA)', 'Pictures of something else']) {
      await expect(card.getByRole('group', { name: by, exact: true })).toBeVisible();
    }
    expect(fetched()).toBe(true);
  });
});

/** Unfolds the card of a model that is offered and not in use, so that no engine reads it. */
async function openCard(page: Page, front: Front, spot: Spot, details: object | undefined): Promise<Locator> {
  const { id, ...task } = OTHER;
  await offerOther(front);
  front.replace(OTHER_FILES.card, await cardWith({ id, task, details }));
  await spot.open();
  await spot.goTo('Models');
  const model = page.locator(`[data-testid="model"][data-id="${OTHER.id}"]`);
  await model.locator('summary').first().click();
  const card = model.locator('spot-card');
  await expect(card.getByRole('table').first()).toBeVisible();
  return card;
}

/** A table's words, row by row. */
function rowsOf(table: Locator): Promise<string[][]> {
  return table.locator('tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim())),
  );
}
