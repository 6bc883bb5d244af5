import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect } from './test';

/** What the tests' backups are locked with. */
export const PASSPHRASE = 'otter lamp seventeen quiet hill';

export interface Saved {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Makes a backup on the screen with the person's data, which is open, and saves it. */
export async function backUp(page: Page): Promise<Saved> {
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Make the backup' }).click();
  return save(page);
}

/** Saves the copy that the page has made. */
export async function save(page: Page): Promise<Saved> {
  await expect(page.getByRole('heading', { name: 'The file is ready' })).toBeFocused();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save the file' }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Opens a copy. */
export async function choose(page: Page, { name, bytes }: Saved): Promise<void> {
  await page.getByTestId('copy-input').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
}

/** Opens a backup with its passphrase. */
export async function restore(page: Page, backup: Saved): Promise<void> {
  await choose(page, backup);
  await page.getByLabel('Passphrase of this backup').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
}

/** Deletes the whole diary. */
export async function erase(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByTestId('erased')).toHaveText('The diary is empty now.');
}
