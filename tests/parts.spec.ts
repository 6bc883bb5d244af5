import { plantDiary, reachDiary } from './support/diary';
import { backUp } from './support/backup';
import { asset } from './support/front';
import { expect, test } from './support/test';

// The service worker's copy would stand in for what the network does not give.
test.use({ serviceWorkers: 'block' });

test.beforeEach(async ({ page }) => {
  await reachDiary(page);
  await page.goto('/#/data');
  await expect(page.getByTestId('contents')).toHaveText('The diary is empty.');
  await plantDiary(page);
});

test('a page of the diary that cannot be fetched says so, and comes when it is tried again', async ({ page, front, spot }) => {
  front.replace(await asset('spot-mole-list'), () => ({ status: 503 }));
  await page.goto('/#/diary');
  await expect(spot.problem).toHaveAttribute('data-code', 'screen-download');
  // What does not depend on it is there all the same.
  await expect(page.getByRole('link', { name: 'Add a mole' })).toBeVisible();
  front.heal();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('mole')).toHaveCount(2);
  await expect(spot.problem).toHaveCount(0);
});

test('a backup whose packer cannot be fetched says so, takes nothing away, and is made when it is tried again', async ({ page, front, spot }) => {
  await page.reload();
  await expect(page.getByTestId('contents')).toHaveText('2 moles with 3 photos.');
  front.replace(await asset('copies'), () => ({ status: 503 }));
  await page.getByLabel('Passphrase', { exact: true }).fill('otter lamp seventeen quiet hill');
  await page.getByLabel('Passphrase once more').fill('otter lamp seventeen quiet hill');
  await page.getByRole('button', { name: 'Make the backup' }).click();
  await expect(spot.problem).toHaveAttribute('data-code', 'screen-download');
  await expect(page.getByTestId('contents')).toHaveText('2 moles with 3 photos.');
  front.heal();
  expect((await backUp(page)).bytes.subarray(0, 8).toString()).toBe('SPOTSEAL');
});
