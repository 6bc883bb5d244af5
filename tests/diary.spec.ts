import type { Locator, Page } from '@playwright/test';
import { faults, overflow } from './support/axe';
import { reachDiary } from './support/diary';
import { MOLES, STATES } from './support/diary-screens';
import { dragHandle, measureByTouch } from './support/measure';
import { checked, idOf, plantDiary, PHOTO } from './support/moles';
import { expect, test } from './support/test';

/** Presses a key until something has the focus: a person goes on pressing, too. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never comes to ${target.toString()}`);
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await page.keyboard.press(key);
}

test('by keyboard alone: keep a photo with a new mole, note, measure, answer, delete and undo', async ({ page, spot }) => {
  await spot.open();
  const save = await checked(page, 5);
  await tabTo(page, save.getByTestId('new-name'));
  await page.keyboard.type('Freckle');
  await tabTo(page, save.locator('summary'));
  await page.keyboard.press('Enter');
  const stage = save.getByTestId('body-stage');
  await tabTo(page, stage);
  const said = save.getByTestId('place-said');
  await press(page, 'PageDown', 2);
  await expect(said).toHaveText('Right ear');
  await press(page, 'PageUp', 1);
  await expect(said).toHaveText(/Scalp, front/);
  await press(page, 'ArrowDown', 10);
  await expect(said).toHaveText(/Throat|Face/);
  const region = save.getByTestId('region');
  await tabTo(page, region);
  await region.selectOption({ label: 'Left forearm, inside' });
  await expect(said).toHaveText(/Left forearm, inside/);
  expect(await faults(page, 'save')).toEqual([]);
  await tabTo(page, save.getByRole('button', { name: 'Keep in the diary' }));
  await page.keyboard.press('Enter');
  await expect(save.getByText('Kept with “Freckle”.')).toBeFocused();
  await tabTo(page, save.getByRole('link', { name: 'Show it in the diary' }));
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Freckle', level: 2 })).toBeFocused();
  await expect(page).toHaveTitle(/^Freckle · /);
  await expect(page.getByTestId('place')).toHaveText(/Left forearm, inside/);
  await expect(page.getByTestId('kept-verdict')).toHaveText(/The model /);

  const notes = page.getByTestId('notes');
  await tabTo(page, page.getByRole('textbox', { name: 'Notes' }));
  await page.keyboard.type('Seen in May');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Notes' })).toHaveValue('Seen in May');
  await expect(notes).toHaveCount(1);

  await tabTo(page, page.getByRole('button', { name: /^Measure (again )?on the photo of/ }));
  await page.keyboard.press('Enter');
  const result = page.getByTestId('measure-result');
  await expect(result).toHaveText('Set both marks to get a size.');
  await page.getByTestId('against').selectOption('eur-0.01');
  await tabTo(page, page.getByRole('button', { name: 'Rim of the coin' }));
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, page.getByRole('button', { name: 'Other end of the mole' }));
  await page.keyboard.press('Shift+ArrowRight');
  await expect(result).toHaveText(/About [\d.]+\smm, give or take [\d.]+\smm/);
  const size = (await result.textContent()) ?? '';
  await tabTo(page, page.getByRole('button', { name: 'Keep this size' }));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('size')).toHaveText(size);

  await tabTo(page, page.locator('summary', { hasText: 'ABCDE' }));
  await page.keyboard.press('Enter');
  const evolving = page.getByTestId('evolving');
  await tabTo(page, evolving.getByRole('radio', { name: 'Not sure' }));
  await press(page, 'ArrowDown', 1);
  await expect(evolving.getByRole('radio', { name: 'Yes' })).toBeChecked();
  await expect(page.getByText('You said yes to E – Evolving. Show this mole to a doctor.')).toBeVisible();
  await expect(page.locator('summary', { hasText: 'one yes' })).toBeVisible();

  const remove = page.getByRole('button', { name: /^Delete this photo of/ });
  await tabTo(page, remove);
  await page.keyboard.press('Enter');
  const dialog = page.getByTestId('confirm');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(remove).toBeFocused();
  await page.keyboard.press('Enter');
  // Opened, the dialog takes the focus: a key before that would go elsewhere.
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await tabTo(page, dialog.getByRole('button', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('entry')).toHaveCount(0);
  await expect(page.getByTestId('undo').getByText(/^The photo of .* was deleted\.$/)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('entry')).toHaveCount(1);
  await expect(page.getByTestId('size')).toHaveText(size);

  await tabTo(page, page.getByRole('button', { name: 'Delete this mole' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Delete “Freckle”?');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await tabTo(page, dialog.getByRole('button', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('empty')).toBeVisible();
  await expect(page.getByTestId('undo')).toContainText('“Freckle” was deleted.');
  await expect(page.getByRole('heading', { name: 'Mole diary' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('mole')).toContainText('Freckle');
});

test.describe('on a phone of 360 px', () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test('by touch: add a mole on the map, photograph it twice, compare', async ({ page, spot }) => {
    await spot.open();
    await page.getByRole('link', { name: 'Diary' }).tap();
    await page.getByRole('link', { name: 'Add a mole' }).tap();
    await page.getByLabel('Name').fill('On the back');
    await page.getByText('Back', { exact: true }).tap();
    await touchBody(page, 0.5, 0.3);
    await expect(page.getByTestId('place-said')).toHaveText(/Upper back/);
    await touchBody(page, 0.04, 0.02);
    await expect(page.getByTestId('place-said')).toHaveText('That is beside the body.');
    await touchBody(page, 0.36, 0.82);
    await expect(page.getByTestId('place-said')).toHaveText(/Left calf/);
    await page.getByRole('button', { name: 'Add this mole' }).tap();
    await expect(page.getByRole('heading', { name: 'On the back', level: 2 })).toBeVisible();

    for (const [count, size] of [4, 6].entries()) {
      await page.getByRole('link', { name: 'Take a new photo' }).tap();
      if (count > 0) await page.getByRole('button', { name: 'Another photo' }).tap();
      const save = await checked(page, size);
      // The mole that the person came from is chosen already.
      await expect(save.getByTestId('save-mole').locator('option:checked')).toHaveText(/On the back/);
      if (count === 0) await save.getByLabel('Photo taken on').fill('2024-02-29');
      await save.getByRole('button', { name: 'Keep in the diary' }).tap();
      await save.getByRole('link', { name: 'Show it in the diary' }).tap();
      await expect(page.getByTestId('entry')).toHaveCount(count + 1);
    }
    await expect(page.getByTestId('entry').nth(1)).toContainText('February 29, 2024');
    await expect(page.locator('spot-thumb').first()).toHaveAttribute('data-state', 'drawn');

    await measureByTouch(page, 6);
    await page.getByRole('link', { name: 'Compare photos' }).tap();
    await expect(page.getByTestId('difference')).toContainText('There is no size to compare');
    await page.getByText('One over the other').tap();
    const slider = page.getByRole('slider', { name: 'How much of the first photo is shown' });
    await expect(slider).toHaveValue('50');
    await slider.focus();
    await press(page, 'ArrowRight', 10);
    await expect(slider).toHaveAttribute('aria-valuetext', 'February 29, 2024: 60 percent');
    await expect(page.locator('.top')).toHaveCSS('clip-path', 'inset(0px 0px 0px 60%)');
    const stack = (await page.locator('.stack').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.touchscreen.tap(stack.x + stack.width / 4, stack.y + 40);
    await expect(slider).toHaveValue('25');
    expect(await overflow(page, 'compare')).toEqual([]);
  });

  test('a finger beside a number on the map means the nearest', async ({ page }) => {
    await plantDiary(page, MOLES);
    const pins = page.getByTestId('pin');
    await expect(pins).toHaveCount(3);
    const boxes = await Promise.all([0, 1].map(async (index) => (await pins.nth(index).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }));
    const [first, second] = boxes;
    if (first === undefined || second === undefined) throw new Error('two pins are missing');
    expect(Math.hypot(first.x - second.x, first.y - second.y)).toBeGreaterThanOrEqual(28);
    // Eight pixels beside the circle of the one that lies farther left or right.
    const [outer, name] = second.x > first.x ? [second, 'Its neighbour'] : [first, 'Near the navel'];
    await page.touchscreen.tap(outer.x + outer.width + 6, outer.y + outer.height / 2);
    await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
  });
});

test('the marks give the size that was drawn, and both photos then have one scale', async ({ page }) => {
  await plantDiary(page, MOLES);
  await page.goto(`/?engine=cpu${STATES['mole']?.hash}`);
  await page.getByRole('button', { name: /^Measure (again )?on the photo of/ }).nth(2).click();
  await page.getByTestId('against').selectOption('eur-0.01');
  const { coin, perPixel } = PHOTO;
  const radius = coin.millimetres / perPixel / 2;
  await dragHandle(page, 'Middle of the coin', coin.x, coin.y);
  await dragHandle(page, 'Rim of the coin', coin.x - radius, coin.y);
  await dragHandle(page, 'One end of the mole', 600 - 46, 450);
  await dragHandle(page, 'Other end of the mole', 600 + 46, 450);
  const [size = NaN, off = NaN] = ((await page.getByTestId('measure-result').textContent()) ?? '').match(/[\d.]+/g)?.map(Number) ?? [];
  expect(Math.abs(size - 92 * perPixel)).toBeLessThan(0.25);
  expect(off).toBeGreaterThan(0.2);
  await page.getByRole('button', { name: 'Keep this size' }).click();
  await expect(page.getByTestId('size')).toHaveCount(3);
  await page.getByRole('link', { name: 'Compare photos' }).click();
  await expect(page.getByTestId('scale')).toHaveText('Both photos are shown to the same scale.');
  await expect(page.getByTestId('difference')).toContainText(/mm more than on/);
  await page.getByTestId('earlier').selectOption({ index: 1 });
  await page.getByTestId('later').selectOption({ index: 2 });
  await expect(page.getByTestId('difference')).toContainText(/No difference to/);
});

test('a full device loses no word, and says so', async ({ page }) => {
  await reachDiary(page);
  await plantDiary(page, MOLES);
  await page.goto(`/?engine=cpu${STATES['mole']?.hash}`);
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    Object.assign(window, { heal: () => (IDBObjectStore.prototype.put = put) });
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const notes = page.getByRole('textbox', { name: 'Notes' });
  await notes.fill('Precious words');
  await expect(page.getByTestId('problem')).toHaveAttribute('data-code', 'storage-full');
  await expect(notes).toHaveValue('Precious words');
  // Another screen and back: the words are still there, and are saved as soon as there is room.
  await page.getByRole('link', { name: 'All moles' }).click();
  await page.evaluate(() => (window as unknown as { heal(): void }).heal());
  await page.getByTestId('mole').first().click();
  await expect(notes).toHaveValue('Precious words');
  // They may have been saved on the way back, before anything could say so.
  await expect.poll(() => page.evaluate(async () => JSON.stringify(await window.diary.all('moles')))).toContain('Precious words');
  await page.reload();
  await expect(notes).toHaveValue('Precious words');
});

test('two tabs show one diary', async ({ page, context }) => {
  await plantDiary(page, MOLES);
  const other = await context.newPage();
  await other.goto(`/?engine=cpu${STATES['mole']?.hash}`);
  await other.getByTestId('name').fill('Renamed');
  await expect(page.getByTestId('mole').first()).toContainText('Renamed');
  await page.getByTestId('mole').first().click();
  await page.getByRole('button', { name: 'Delete this mole' }).click();
  await page.getByTestId('confirm').getByRole('button', { name: 'Delete' }).click();
  await expect(other.getByTestId('problem')).toHaveAttribute('data-code', 'mole-missing');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(other.getByTestId('entry')).toHaveCount(3);
});

test('a name is needed, and a blank one never kept', async ({ page }) => {
  await plantDiary(page, MOLES);
  await page.goto(`/?engine=cpu${STATES['mole']?.hash}`);
  await page.getByTestId('name').fill('  ');
  await expect(page.getByText('A mole needs a name. The one before is kept.')).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('name')).toHaveValue('Dark one');
});

test('the place is changed, and a reminder saved that tells nothing', async ({ page }) => {
  await plantDiary(page, MOLES);
  await page.goto(`/?engine=cpu${STATES['mole']?.hash}`);
  await page.getByRole('button', { name: 'Change the place' }).click();
  await expect(page.getByTestId('place-said')).toHaveText('Left shoulder');
  await page.getByTestId('region').selectOption({ label: 'Nape' });
  await page.getByRole('button', { name: 'Save this place' }).click();
  await expect(page.getByTestId('place')).toHaveText('Nape');
  await expect(page.getByRole('button', { name: 'Change the place' })).toBeFocused();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save for the calendar' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('spotcheck-reminder.ics');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  expect(text).toContain('RRULE:FREQ=MONTHLY;INTERVAL=3');
  expect(text).not.toMatch(/Dark one|Nape|shoulder/);
});

test('the page for the doctor prints what was chosen, and nothing else', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { printed: 0, shared: undefined });
    window.print = () => void ((window as unknown as { printed: number }).printed += 1);
    navigator.canShare = () => true;
    navigator.share = async (data) => {
      const [file] = data?.files ?? [];
      Object.assign(window, { shared: { name: file?.name, type: file?.type, text: await file?.text() } });
    };
  });
  await plantDiary(page, MOLES);
  await page.goto(`/?engine=cpu#/doctor/${idOf(0)}`);
  const moles = page.getByTestId('report-mole');
  await expect(moles).toHaveCount(1);
  await expect(moles).toContainText('1. Dark one');
  await expect(moles).toContainText('skin28 1.0.0');
  await expect(page.getByTestId('report')).toContainText('This page is no medical opinion and replaces none.');
  await expect(page.getByTestId('report')).toContainText('It was trained mostly on light skin.');
  await expect(moles.locator('spot-thumb')).toHaveCount(2);
  await page.getByLabel('All', { exact: true }).check();
  await expect(moles.locator('spot-thumb')).toHaveCount(3);
  await page.getByRole('checkbox', { name: /2\. Near the navel/ }).check();
  await expect(moles).toHaveCount(2);

  await page.getByRole('button', { name: 'Print, or save as PDF' }).click();
  await expect.poll(() => page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1);
  for (const thumb of await moles.locator('spot-thumb').all()) await expect(thumb).toHaveAttribute('data-state', 'drawn');

  await page.getByRole('button', { name: 'Share as a file' }).click();
  const shared = await page.waitForFunction(() => (window as unknown as { shared: Shared | undefined }).shared);
  const file = (await shared.jsonValue()) as Shared;
  expect(file.name).toMatch(/^moles-for-the-doctor-\d{4}-\d\d-\d\d\.html$/);
  expect(file.text.match(/<img src="data:image\/jpeg;base64,/g)).toHaveLength(4);
  expect(file.text).toContain('1. Dark one');
  expect(file.text).not.toMatch(/<!--|<script|https?:(?!\/\/www\.w3\.org\/)/);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByTestId('options')).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Moles, photographed at home' })).toBeVisible();
  expect(await page.getByTestId('report').evaluate((report) => [getComputedStyle(report).color, getComputedStyle(report).backgroundColor])).toEqual([
    'rgb(0, 0, 0)',
    'rgb(255, 255, 255)',
  ]);
});

interface Shared {
  readonly name: string;
  readonly text: string;
}

test('an address of a mole that is not there says so', async ({ page }) => {
  await page.goto('/?engine=cpu#/diary/mole/nothing');
  await expect(page.getByTestId('problem')).toHaveAttribute('data-code', 'mole-missing');
  await page.goto('/?engine=cpu#/diary/mole/nothing/compare');
  await expect(page.getByTestId('problem')).toBeVisible();
  await page.getByRole('link', { name: 'All moles' }).click();
  await expect(page.getByTestId('empty')).toBeVisible();
  await page.goto('/?engine=cpu#/doctor');
  await expect(page.getByText('There is nothing to print yet.')).toBeVisible();
});

async function touchBody(page: Page, x: number, y: number): Promise<void> {
  const stage = page.getByTestId('body-stage');
  await stage.scrollIntoViewIfNeeded();
  const box = (await stage.boundingBox()) ?? { width: 0, height: 0 };
  await stage.tap({ position: { x: x * box.width, y: y * box.height } });
}
