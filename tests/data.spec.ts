import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { faults, still } from './support/axe';
import { PASSPHRASE, backUp, choose, erase, restore, save } from './support/backup';
import { clearDiary, findsRoom, plantBrokenMole, plantDiary, reachDiary, readDiary } from './support/diary';
import { RESULTS } from './support/paths';
import { expect, test } from './support/test';

const SCREENS = join(RESULTS, 'screens');

test.beforeEach(async ({ page }) => {
  await reachDiary(page);
  await openData(page);
  await expect(page.getByTestId('contents')).toHaveText('The diary is empty.');
});

test('a backup brings everything back after everything was deleted, to the byte', async ({ page }) => {
  await plantDiary(page);
  await page.reload();
  await expect(page.getByTestId('contents')).toHaveText('2 moles with 3 photos.');
  await expect(page.getByTestId('last-copy')).toHaveAttribute('data-state', 'never');
  const before = await readDiary(page);
  expect([before.moles.length, before.entries.length, before.entries[0]?.bytes.length ?? 0]).toEqual([2, 3, expect.any(Number)]);

  const backup = await backUp(page);
  expect(backup.name).toMatch(/^spotcheck-backup-\d{4}-\d\d-\d\d\.spotcheck$/);
  expect(backup.bytes.subarray(0, 8).toString()).toBe('SPOTSEAL');
  expect(backup.bytes.includes('Left arm')).toBe(false);
  await expect(page.getByTestId('last-copy')).toHaveAttribute('data-state', 'fresh');

  await erase(page);
  expect(await readDiary(page)).toEqual({ moles: [], entries: [] });

  await choose(page, backup);
  await page.getByLabel('Passphrase of this backup').fill('a guess that is wrong');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByTestId('problem')).toHaveAttribute('data-code', 'backup-passphrase');
  expect(await readDiary(page)).toEqual({ moles: [], entries: [] });
  await page.getByLabel('Passphrase of this backup').fill(PASSPHRASE);
  await page.getByLabel('Passphrase of this backup').press('Enter');
  await expect(page.getByTestId('taken')).toContainText('2 added');
  await expect(page.getByRole('heading', { name: 'Taken into the diary' })).toBeFocused();
  await expect(page.getByTestId('contents')).toHaveText('2 moles with 3 photos.');
  expect(await readDiary(page)).toEqual(before);

  // Once more: nothing is doubled.
  await restore(page, backup);
  await expect(page.getByTestId('taken')).toContainText('3 already here');
  expect(await readDiary(page)).toEqual(before);
});

test('an export brings everything back, and holds no EXIF', async ({ page }) => {
  await plantDiary(page);
  await page.reload();
  const before = await readDiary(page);
  await page.getByRole('button', { name: 'Make the export' }).click();
  const file = await save(page);
  expect(file.name).toMatch(/^spotcheck-export-.*\.zip$/);
  expect(file.bytes.includes('pictures/Left-arm/')).toBe(true);
  expect(file.bytes.includes('Exif')).toBe(false);
  await erase(page);
  await choose(page, file);
  await expect(page.getByTestId('taken')).toContainText('2 added');
  expect(await readDiary(page)).toEqual(before);
});

test('what is wrong with a file is said, and changes nothing', async ({ page }) => {
  await plantDiary(page);
  await page.reload();
  const before = await readDiary(page);
  const backup = await backUp(page);
  const problem = page.getByTestId('problem');

  await choose(page, { name: 'photo.jpg', bytes: Buffer.from('\xff\xd8\xff\xe0 a photo', 'latin1') });
  await expect(problem).toHaveAttribute('data-code', 'archive-foreign');
  await choose(page, { name: 'empty.zip', bytes: Buffer.alloc(0) });
  await expect(problem).toHaveAttribute('data-code', 'file-empty');
  const spoilt = Buffer.from(backup.bytes);
  spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 1;
  for (const [bytes, code] of [
    [backup.bytes.subarray(0, backup.bytes.length - 5000), 'backup-truncated'],
    [spoilt, 'backup-damaged'],
  ] as const) {
    await restore(page, { name: backup.name, bytes });
    await expect(problem).toHaveAttribute('data-code', code);
  }
  expect(await readDiary(page)).toEqual(before);
});

test('on a device without room a restore changes nothing and says so', async ({ page, context, front }) => {
  await plantDiary(page);
  await page.reload();
  const backup = await backUp(page);
  await clearDiary(page);
  await page.reload();
  const lift = await limitStorage(context, page, front.url);
  // The browser goes by what it knew of the room for a while.
  await expect.poll(() => findsRoom(page)).toBe(false);
  await restore(page, backup);
  await expect(page.getByTestId('problem')).toHaveAttribute('data-code', 'storage-full');
  expect(await readDiary(page)).toEqual({ moles: [], entries: [] });
  // With room again the same form goes on.
  await lift();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByTestId('taken')).toContainText('2 added');
});

test('a passphrase that would not do is said at its field', async ({ page }) => {
  await plantDiary(page);
  await page.reload();
  const passphrase = page.getByLabel('Passphrase', { exact: true });
  await passphrase.fill('short');
  await page.getByRole('button', { name: 'Make the backup' }).click();
  await expect(passphrase).toBeFocused();
  await expect(passphrase).toHaveAttribute('aria-invalid', 'true');
  await expect(passphrase).toHaveAccessibleDescription(/needs at least 12 characters/);
  await passphrase.fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more').fill('otter lamp seventeen quiet hall');
  await page.getByRole('button', { name: 'Make the backup' }).click();
  await expect(page.getByLabel('Passphrase once more')).toBeFocused();
  await expect(page.getByLabel('Passphrase once more')).toHaveAccessibleDescription('The two are not the same.');
});

test('deleting asks first, in numbers, by keyboard alone, and another tab hears of it', async ({ page, context }) => {
  await plantDiary(page);
  await page.reload();
  const other = await context.newPage();
  await openData(other);
  await expect(other.getByTestId('contents')).toHaveText('2 moles with 3 photos.');

  const ask = page.getByRole('button', { name: 'Delete everything…' });
  await ask.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 moles with 3 photos will be gone');
  await expect(dialog).toContainText('No copy has been saved.');
  await expect(page.getByRole('button', { name: 'Keep it', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ask).toBeFocused();
  expect((await readDiary(page)).entries).toHaveLength(3);

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('erased')).toHaveText('The diary is empty now.');
  await expect(page.getByRole('heading', { name: 'Delete everything' })).toBeFocused();
  await expect(other.getByTestId('contents')).toHaveText('The diary is empty.');
  await other.close();
});

test('a row that cannot be read is named, and is no hindrance', async ({ page }) => {
  await plantDiary(page);
  await plantBrokenMole(page);
  await page.reload();
  await expect(page.getByTestId('contents')).toHaveText('2 moles with 3 photos.');
  await expect(page.getByTestId('left-out')).toContainText('mole broken-one: "name"');
  await page.getByRole('button', { name: 'Make the export' }).click();
  await expect(page.getByTestId('ready')).toContainText('2 moles with 3 photos');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, on a small phone and on a desk, ${scheme}; its pictures are taken`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const found: string[] = [];
    const look = async (state: string): Promise<void> => {
      for (const [name, width, height] of [['narrow', 320, 640], ['phone', 360, 800], ['desktop', 1280, 900]] as const) {
        await page.setViewportSize({ width, height });
        await still(page);
        found.push(...(await faults(page, `${state}, ${name}`)));
        await page.screenshot({ path: join(SCREENS, `${name}-${scheme}-data-${state}.png`), fullPage: state !== 'dialog' });
      }
    };
    await look('empty');
    await plantDiary(page);
    await plantBrokenMole(page);
    await page.reload();
    await page.getByRole('button', { name: 'Make the backup' }).click();
    await page.getByRole('button', { name: 'Make the export' }).click();
    const file = await save(page);
    await choose(page, file);
    await expect(page.getByTestId('taken')).toBeVisible();
    await look('filled');
    await choose(page, { name: 'photo.jpg', bytes: Buffer.from('a photo') });
    await expect(page.getByTestId('problem')).toBeVisible();
    await choose(page, await backUp(page));
    await expect(page.getByLabel('Passphrase of this backup')).toBeFocused();
    await look('restoring');
    await page.getByRole('button', { name: 'Delete everything…' }).click();
    await look('dialog');
    expect(found).toEqual([]);
  });
}

async function openData(page: Page): Promise<void> {
  await page.goto('/?engine=cpu#/data');
  await expect(page.getByRole('heading', { name: 'Your data', level: 2 })).toBeVisible();
}

/** Leaves the origin hardly any room; resolves to what takes that back. */
async function limitStorage(context: BrowserContext, page: Page, origin: string): Promise<() => Promise<void>> {
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  };
}
