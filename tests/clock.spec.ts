import type { Page } from '@playwright/test';
import { backUp, restore } from './support/backup';
import { readDiary, reachDiary } from './support/diary';
import { checked } from './support/moles';
import { expect, test } from './support/test';

test.beforeEach(({ page }) => reachDiary(page));

test('a clock that is set back loses nothing: photos, names and copies stay', async ({ page, spot }) => {
  await page.clock.setFixedTime('2026-06-01T10:00:00');
  await spot.open();
  await keep(page, 4, 'Shoulder');
  await page.clock.setFixedTime('2025-02-03T10:00:00');
  await page.reload();
  await keep(page, 6);
  await expect(days(page)).toHaveText(['June 1, 2026', 'February 3, 2025']);
  // What was changed last counts, though by the clock it was changed first.
  await page.getByTestId('name').fill('Left shoulder');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('name')).toHaveValue('Left shoulder');

  const before = await readDiary(page);
  await page.goto('/?engine=cpu#/data');
  const backup = await backUp(page);
  // A backup from a clock that was ahead is no reason for a warning either.
  await page.clock.setFixedTime('2025-01-01T10:00:00');
  await page.reload();
  await expect(page.getByTestId('contents')).toHaveText('1 mole with 2 photos.');
  await restore(page, backup);
  await expect(page.getByTestId('taken')).toContainText('already here');
  expect(await readDiary(page)).toEqual(before);
});

test('a photo keeps its day over midnight, over the change to summer time, and on a journey', async ({ page, spot }) => {
  const browser = await page.context().newCDPSession(page);
  const travel = async (timezoneId: string): Promise<void> => {
    await browser.send('Emulation.setTimezoneOverride', { timezoneId });
    await page.reload();
  };
  await browser.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Berlin' });
  // Two minutes before midnight, in the night in which an hour is left out.
  await page.clock.setFixedTime('2026-03-28T23:58:00+01:00');
  await spot.open();
  const save = await checked(page, 5);
  await save.getByTestId('new-name').fill('Knee');
  await page.clock.setFixedTime('2026-03-29T00:02:00+01:00');
  await save.getByRole('button', { name: 'Keep in the diary' }).click();
  await save.getByRole('link', { name: 'Show it in the diary' }).click();
  await expect(days(page)).toHaveText(['March 28, 2026']);
  await page.clock.setFixedTime('2026-03-29T12:00:00+02:00');
  await page.reload();
  await keep(page, 5);
  const both = ['March 29, 2026', 'March 28, 2026'];
  await expect(days(page)).toHaveText(both);
  await page.getByRole('link', { name: 'Compare photos' }).click();
  await expect(page.getByTestId('difference')).toBeVisible();
  await page.goBack();
  for (const timezone of ['Asia/Tokyo', 'America/New_York']) {
    await travel(timezone);
    await expect(days(page), timezone).toHaveText(both);
  }
});

/** The days of a mole's photos, the latest first. */
const days = (page: Page) => page.getByTestId('entry').locator('h4');

/** Checks a photo, keeps it, with a new mole or with the only one there is, and goes there. */
async function keep(page: Page, size: number, name?: string): Promise<void> {
  await page.getByRole('link', { name: 'Check', exact: true }).click();
  const save = await checked(page, size);
  if (name !== undefined) await save.getByTestId('new-name').fill(name);
  else await save.getByTestId('save-mole').selectOption({ index: 0 });
  await save.getByRole('button', { name: 'Keep in the diary' }).click();
  await save.getByRole('link', { name: 'Show it in the diary' }).click();
  await expect(days(page).first()).toBeVisible();
}
