import type { Locator, Page } from '@playwright/test';
import { faults, overflow, still } from './support/axe';
import { backUp, erase, restore } from './support/backup';
import { drawFilm, withCamera } from './support/camera';
import { readDiary, reachDiary } from './support/diary';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

test.use({ ...withCamera, viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
test.beforeEach(drawFilm);

test('offline, on a small phone: photograph, understand, keep, photograph again, compare, print, back up, delete all, restore', async ({
  page,
  context,
  front,
  spot,
}) => {
  await context.grantPermissions(['camera']);
  await reachDiary(page);
  await spot.open();
  await spot.settled();
  await front.close();
  await context.setOffline(true);
  await page.reload();
  const fits = async (state: string): Promise<void> => {
    await still(page);
    expect([...(await overflow(page, state)), ...(await faults(page, state))]).toEqual([]);
  };

  await test.step('photograph a mole, and understand the answer', async () => {
    await photograph(page, spot);
    // The state comes first and in words; then what it is not, and what to do whatever it says.
    const verdict = spot.verdict;
    const state = await verdict.getAttribute('data-state');
    const heading = verdict.getByRole('heading', { level: 2 });
    if (state === 'unsure') await expect(heading).toHaveText('I can’t tell.');
    else expect(state).toBe('answer');
    await expect(verdict).toContainText('This is not a medical opinion and cannot replace one.');
    const groups = Object.values(await spot.shown('group'));
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
    await expect(page.getByRole('heading', { name: 'Whatever it says here: see a doctor if the spot' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'What it cannot do' })).toBeVisible();
    await fits('verdict');
  });

  await test.step('keep it, with a name and a place', async () => {
    const save = page.getByTestId('save');
    await save.getByTestId('new-name').fill('On the arm');
    await save.locator('summary').tap();
    await save.getByTestId('region').selectOption({ label: 'Left forearm, inside' });
    await save.getByLabel('Photo taken on').fill('2026-03-01');
    await keep(save);
    await expect(page.getByRole('heading', { name: 'On the arm', level: 2 })).toBeVisible();
    await expect(page.getByTestId('place')).toHaveText(/Left forearm, inside/);
    await fits('mole');
  });

  await test.step('photograph it again', async () => {
    await page.getByRole('link', { name: 'Take a new photo' }).tap();
    await page.getByRole('button', { name: 'Another photo' }).tap();
    await photograph(page, spot);
    const save = page.getByTestId('save');
    await expect(save.getByTestId('save-mole').locator('option:checked')).toHaveText(/On the arm/);
    await keep(save);
    await expect(page.getByTestId('entry')).toHaveCount(2);
  });

  await test.step('compare the two', async () => {
    await page.getByRole('link', { name: 'Compare photos' }).tap();
    await expect(page.locator('spot-thumb[data-state=drawn]')).toHaveCount(2);
    await expect(page.getByText('March 1, 2026').first()).toBeVisible();
    await page.getByText('One over the other').tap();
    await expect(page.getByRole('slider', { name: 'How much of the first photo is shown' })).toBeVisible();
    await fits('compare');
  });

  await test.step('print a page for the doctor', async () => {
    await page.getByRole('link', { name: 'Diary', exact: true }).tap();
    await page.getByRole('link', { name: 'Page for the doctor' }).tap();
    await expect(page.getByTestId('report-mole')).toHaveCount(1);
    await expect(page.getByTestId('report-mole').locator('spot-thumb[data-state=drawn]')).toHaveCount(2);
    await fits('doctor');
    await page.emulateMedia({ media: 'print' });
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    // Two photos, and one or two sheets.
    expect(paper.toString('latin1').match(/\/Subtype\s*\/Image\b/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    await page.emulateMedia({ media: null });
  });

  const before = await readDiary(page);
  expect([before.moles.length, before.entries.length]).toEqual([1, 2]);

  const backup = await test.step('back everything up', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Your data' }).tap();
    await expect(page.getByTestId('contents')).toHaveText('1 mole with 2 photos.');
    await fits('data');
    return backUp(page);
  });

  await test.step('delete everything', async () => {
    await erase(page);
    expect(await readDiary(page)).toEqual({ moles: [], entries: [] });
  });

  await test.step('restore it', async () => {
    await restore(page, backup);
    await expect(page.getByTestId('contents')).toHaveText('1 mole with 2 photos.');
    expect(await readDiary(page)).toEqual(before);
    await page.getByRole('link', { name: 'Diary', exact: true }).tap();
    await page.getByTestId('mole').tap();
    await expect(page.getByTestId('entry')).toHaveCount(2);
    await expect(page.locator('spot-thumb[data-state=drawn]').first()).toBeVisible();
  });
});

/** Takes a photo with the phone's camera in the page, and asks for the verdict. */
async function photograph(page: Page, spot: Spot): Promise<void> {
  await page.getByRole('button', { name: 'Use the camera' }).tap();
  const shutter = page.getByRole('button', { name: 'Take the photo' });
  await expect(shutter).toBeEnabled();
  await shutter.tap();
  await expect(spot.stage).toBeVisible();
  await spot.look.tap();
  await expect(spot.verdict).toBeVisible();
}

/** Keeps the photo, and goes to its mole. */
async function keep(save: Locator): Promise<void> {
  await save.getByRole('button', { name: 'Keep in the diary' }).tap();
  await save.getByRole('link', { name: 'Show it in the diary' }).tap();
}
