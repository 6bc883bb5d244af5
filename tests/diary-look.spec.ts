import { join } from 'node:path';
import { faults, overflow, still } from './support/axe';
import { MOLES, STATES } from './support/diary-screens';
import { plantDiary } from './support/moles';
import { RESULTS } from './support/paths';
import { expect, test } from './support/test';

const SCREENS = join(RESULTS, 'screens');

const VIEWPORTS = { phone: { width: 360, height: 800 }, desktop: { width: 1280, height: 900 } } as const;

for (const [device, scheme] of [
  ['phone', 'light'],
  ['phone', 'dark'],
  ['desktop', 'light'],
  ['desktop', 'dark'],
] as const) {
  test(`each screen is accessible, and its picture is taken: ${device}, ${scheme}`, async ({ page }) => {
    await page.setViewportSize(VIEWPORTS[device]);
    await page.emulateMedia({ colorScheme: scheme });
    const found: string[] = [];
    const look = async (state: string, fullPage = true): Promise<void> => {
      await still(page);
      found.push(...(await faults(page, state)));
      await page.screenshot({ path: join(SCREENS, `${device}-${scheme}-diary-${state}.png`), fullPage });
    };
    await page.goto('/?engine=cpu#/diary');
    await expect(page.getByTestId('empty')).toBeVisible();
    await look('empty');
    await plantDiary(page, MOLES);
    for (const [name, { hash, shown }] of Object.entries(STATES)) {
      await page.goto(`/?engine=cpu${hash}`);
      await expect(shown(page)).toBeVisible();
      await look(name);
    }
    await page.goto(`/?engine=cpu${STATES['mole']?.hash}`);
    await page.locator('summary', { hasText: 'ABCDE' }).first().click();
    await look('abcde');
    await page.getByRole('button', { name: /^Measure (again )?on the photo of/ }).first().click();
    await expect(page.getByTestId('measure-stage')).toBeVisible();
    await look('measure', false);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Change the place' }).click();
    await expect(page.getByTestId('body-stage')).toBeVisible();
    await look('place', false);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete this mole' }).click();
    await look('confirm', false);
    expect(found).toEqual([]);
  });
}

test('nothing is wider than 320 px, nor than 360 px with text twice as large', async ({ page }) => {
  const found: string[] = [];
  await plantDiary(page, MOLES);
  for (const [width, text] of [
    [320, '100%'],
    [360, '200%'],
  ] as const) {
    await page.setViewportSize({ width, height: 700 });
    for (const [name, { hash, shown }] of Object.entries(STATES)) {
      await page.goto(`/?engine=cpu${hash}`);
      await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), text);
      await expect(shown(page)).toBeVisible();
      found.push(...(await overflow(page, `${name}, ${width} px, text ${text}`)));
    }
  }
  expect(found).toEqual([]);
});

test('in forced colours a place and a chosen way are still told', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await plantDiary(page, MOLES);
  await page.goto(`/?engine=cpu${STATES['new']?.hash}`);
  await page.getByTestId('region').selectOption({ label: 'Chest' });
  const paint = (selector: string, property: string): Promise<string> =>
    page.locator(selector).first().evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  expect(await paint('.point', 'fill')).not.toBe(await paint('.skin', 'fill'));
  expect(await paint('.outline', 'stroke')).not.toBe(await paint('.skin', 'fill'));
  expect(await paint('.segments label:has(:checked)', 'outline-style')).toBe('solid');
  expect(await faults(page, 'forced colours')).toEqual([]);
});
