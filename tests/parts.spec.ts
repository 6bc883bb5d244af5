import { plantDiary, reachDiary } from './support/diary';
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
  front.replace(await asset('pages'), () => ({ status: 503 }));
  await page.goto('/#/diary');
  await expect(spot.problem).toHaveAttribute('data-code', 'screen-download');
  // What does not depend on it is there all the same.
  await expect(page.getByRole('link', { name: 'Add a mole' })).toBeVisible();
  front.heal();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('mole')).toHaveCount(2);
  await expect(spot.problem).toHaveCount(0);
});
