import type { Locator, Page } from '@playwright/test';
import { faults, overflow, still } from './support/axe';
import { square } from './support/crop';
import { asset, fromSite } from './support/front';
import { fileOf, golden } from './support/golden';
import { ANSWERING, CARD, cardWith } from './support/model';
import { drawnLesion, outlineOf, overlap } from './support/outline';
import { plain, png } from './support/pictures';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

const PICTURE = 'png-601x451';
const picture = fileOf(golden(PICTURE));
/** The square that the page begins with. */
const WHOLE = { x: 75, y: 0, side: 451 };
const OUTLINE_CARD = '/weights/outline/card.json';
const OUTLINE_WEIGHTS = '/weights/outline/weights.bpk';
/** Of what outline and drawn lesion cover, they share at least so much. */
const ALIKE = 0.7;

const lesion = drawnLesion(PICTURE);

for (const engine of ['cpu', 'gpu'] as const) {
  test(`on the ${engine}, the outline runs along the drawn lesion`, async ({ page, front, spot }) => {
    await spot.open(`?engine=${engine}`);
    await spot.settled();
    await look(spot);
    expect(front.requests.filter((request) => request.includes('/outline/'))).toEqual([]);
    await trace(page);
    // Where the GPU fails at it the CPU steps in, and the page says so.
    expect(await spot.info()).toMatchObject({ engine, notes: [] });
    const outline = await outlineOf(page);
    expect(overlap(outline.contour, lesion, WHOLE)).toBeGreaterThan(ALIKE);
    expect(outline.touchesEdge).toBe(false);
    expect(Math.abs(outline.diameter * WHOLE.side - lesion.extent)).toBeLessThan(lesion.extent / 4);
    expect(outline.border).toBeGreaterThan(0.9);
    expect(outline.border).toBeLessThan(3);
    // A verdict after it is the same as ever.
    await spot.stage.focus();
    await page.keyboard.press('ArrowLeft');
    await spot.look.click();
    await expect(page.getByText('You moved the square.')).toBeHidden();
    expect((await spot.info()).engine).toBe(engine);
    await expect(outlinePart(page).getByRole('button', { name: 'Trace the outline', exact: true })).toBeVisible();
  });
}

test('both engines trace the same', async ({ page, spot }) => {
  const areas: number[] = [];
  for (const engine of ['cpu', 'gpu'] as const) {
    await spot.open(`?engine=${engine}`);
    await spot.settled();
    await look(spot);
    await trace(page);
    expect((await spot.info()).engine).toBe(engine);
    areas.push((await outlineOf(page)).area);
  }
  expect(Math.abs((areas[0] ?? 0) - (areas[1] ?? 1))).toBeLessThan(0.005);
});

test('it says how large it is before it is fetched, and what the numbers mean when it is there', async ({ page, spot }) => {
  await spot.open();
  await look(spot);
  const part = outlinePart(page);
  await expect(part.getByRole('button')).toHaveText(/^Trace the outline \(\d+\.\d MB\)$/);
  await expect(page.getByRole('button', { name: 'Fit to the spot' })).toHaveCount(0);
  await trace(page);
  await expect(part.getByRole('heading', { name: 'The outline' })).toBeFocused();
  await expect(part.getByRole('img')).toHaveAccessibleName(/^The square of your photo, .* takes \d+% of the square and lies in the .* of the square\.$/);
  await expect(part.locator('.numbers dt')).toHaveText([/^Asymmetry <?\d+%$/, /^Border \d\.\d\d$/, /^Variety of colour \d+\.\d$/, /^Size in the square \d+%$/]);
  await expect(part).toContainText('These are measurements of this photo, and no judgement.');
  await expect(part).toContainText('nearly all of light skin');
  await part.getByText('Figures, limits and licences').click();
  await expect(part.getByTestId('limits')).toBeVisible();
  await still(page);
  expect(await faults(page, 'outline')).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`on the narrowest phone, ${scheme}`, () => {
    test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, colorScheme: scheme });

    test('it is accessible, fits, and can be touched', async ({ page, spot }) => {
      await spot.open();
      await look(spot);
      const button = await outlinePart(page).getByRole('button').boundingBox();
      expect(button?.height).toBeGreaterThanOrEqual(44);
      await trace(page);
      await still(page);
      expect(await faults(page, 'outline')).toEqual([]);
      const fit = await page.getByRole('button', { name: 'Fit to the spot' }).boundingBox();
      expect(fit?.height).toBeGreaterThanOrEqual(44);
    });
  });
}

test('it reads from right to left in Arabic, and its wording is called unchecked', async ({ page, spot }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await spot.open('?engine=cpu&lang=ar');
  await spot.choose(picture);
  await page.locator('.actions button.primary').click();
  await expect(spot.verdict).toBeVisible();
  const part = outlinePart(page);
  await part.getByRole('button').click();
  await expect(part.getByRole('img')).toBeVisible();
  await part.locator('[data-part="outline"] summary').click();
  await expect(part.getByText('These are measurements of this photo, and no judgement.')).toBeVisible();
  await still(page);
  expect([...(await faults(page, 'outline, ar')), ...(await overflow(page, 'outline, ar'))]).toEqual([]);
});

test('the square is fitted to the spot, and that can be taken back', async ({ page, spot }) => {
  await spot.open();
  await look(spot);
  await trace(page);
  await spot.stage.focus();
  // A smaller square, with the spot off its middle.
  for (const key of ['+', 'ArrowLeft', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
  const before = await settledSquare(page);
  await page.getByRole('button', { name: 'Fit to the spot' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => square(page)).not.toEqual(before);
  const after = await settledSquare(page);
  const wanted = Math.min(2 * lesion.extent, 451);
  expect(Math.abs(after.side - wanted)).toBeLessThan(wanted / 4);
  const off = (at: Awaited<ReturnType<typeof square>>): number =>
    Math.hypot((at.left / 100) * 601 + at.side / 2 - lesion.x, (at.top / 100) * 451 + at.side / 2 - lesion.y);
  expect(off(after)).toBeLessThan(off(before));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => square(page)).toEqual(before);
});

test('skin without a spot has no outline, and the square stays', async ({ page, front, spot }) => {
  // Nothing is refused: what is blank gets an answer as well.
  front.replace(CARD, await cardWith(ANSWERING));
  await spot.open();
  await spot.choose({ name: 'blank.png', mimeType: 'image/png', buffer: png(plain(300, 300)) });
  await spot.check();
  const part = outlinePart(page);
  await part.getByRole('button').click();
  await expect(part).toContainText('No clear outline was found.');
  await expect(part.getByRole('img')).toHaveCount(0);
  await page.getByRole('button', { name: 'Fit to the spot' }).click();
  await expect(page.getByTestId('fit-said')).toHaveText('No clear outline was found.');
  await still(page);
  expect(await faults(page, 'no outline')).toEqual([]);
});

test('once it was fetched it works without a network, and goes when it is removed', async ({ page, context, front, spot }) => {
  await spot.open();
  await spot.settled();
  await look(spot);
  await trace(page);
  front.requests.length = 0;
  await page.reload();
  await look(spot);
  await expect(outlinePart(page).getByRole('button')).toHaveText('Trace the outline');
  await context.setOffline(true);
  await page.reload();
  await look(spot);
  await expect(page.getByRole('button', { name: 'Fit to the spot' })).toBeVisible();
  await trace(page);
  expect(front.requests.filter((request) => request.includes('/outline/'))).toEqual([]);
  await spot.goTo('Models');
  await expect(page.getByTestId('storage')).toContainText('the network for outlines');
  await page.getByRole('button', { name: 'Remove: network for outlines' }).click();
  await expect(page.getByTestId('storage')).not.toContainText('the network for outlines');
  await spot.goTo('Check');
  await expect(page.getByRole('button', { name: 'Fit to the spot' })).toHaveCount(0);
});

test('without a network and without its files it says so, and comes when it is tried again', async ({ page, context, spot }) => {
  await spot.open();
  await spot.settled();
  await look(spot);
  await context.setOffline(true);
  const part = outlinePart(page);
  await part.getByRole('button').click();
  await expect(part.getByTestId('problem')).toHaveAttribute('data-code', 'outline-offline');
  await expect(part).toContainText('It is not on this device yet.');
  await context.setOffline(false);
  await part.getByRole('button', { name: 'Try again' }).click();
  await expect(part.getByRole('img')).toBeVisible();
});

test('altered files are refused and not kept; the answer stays', async ({ page, front, spot }) => {
  const body = Buffer.from(await fromSite(OUTLINE_WEIGHTS));
  body.writeUInt8(body.readUInt8(5000) ^ 1, 5000);
  front.replace(OUTLINE_WEIGHTS, () => ({ body }));
  await spot.open();
  await look(spot);
  await outlinePart(page).getByRole('button').click();
  await expect(outlinePart(page).getByTestId('problem')).toHaveAttribute('data-code', 'weights-hash');
  await expect(spot.verdict).toBeVisible();
  front.heal();
  await outlinePart(page).getByRole('button', { name: 'Try again' }).click();
  await expect(outlinePart(page).getByRole('img')).toBeVisible();
});

test('a card that the engine does not take costs neither the answer nor the engine', async ({ page, front, spot }) => {
  const card = JSON.parse(new TextDecoder().decode(await fromSite(OUTLINE_CARD))) as object;
  front.replace(OUTLINE_CARD, () => ({ type: 'application/json', body: JSON.stringify({ ...card, network: 'another' }) }));
  await spot.open();
  await look(spot);
  await outlinePart(page).getByRole('button').click();
  await expect(outlinePart(page).getByTestId('problem')).toHaveAttribute('data-code', /^card-/);
  await spot.stage.focus();
  await page.keyboard.press('+');
  await spot.look.click();
  await expect(page.getByText('You moved the square.')).toBeHidden();
});

test('a site without it offers nothing of it', async ({ page, front, spot }) => {
  const { outline: _, ...list } = JSON.parse(new TextDecoder().decode(await fromSite('/weights/models.json'))) as Record<string, unknown>;
  front.replace('/weights/models.json', () => ({ type: 'application/json', body: JSON.stringify(list) }));
  await spot.open();
  await look(spot);
  await expect(page.getByTestId('save')).toBeVisible();
  await expect(outlinePart(page)).toHaveCount(0);
});

test.describe('without the service worker’s copy', () => {
  test.use({ serviceWorkers: 'block' });

  test('its part of the page that cannot be fetched says so, and comes when it is tried again', async ({ page, front, spot }) => {
    front.replace(await asset('spot-outline'), () => ({ status: 503 }));
    await spot.open();
    await look(spot);
    await expect(spot.problem).toHaveAttribute('data-code', 'screen-download');
    front.heal();
    await spot.problem.getByRole('button', { name: 'Try again' }).click();
    await trace(page);
  });
});

function outlinePart(page: Page): Locator {
  return page.getByTestId('outline');
}

/** Gets an answer on the drawn picture. */
async function look(spot: Spot): Promise<void> {
  await spot.choose(picture);
  await spot.check();
}

/** Has the outline traced, and waits until it is drawn. */
async function trace(page: Page): Promise<void> {
  await outlinePart(page).getByRole('button', { name: /^Trace the outline/ }).click();
  await expect(outlinePart(page).getByRole('img')).toBeVisible({ timeout: 120_000 });
}

/** The square once it has been said. */
async function settledSquare(page: Page): Promise<Awaited<ReturnType<typeof square>>> {
  let last = await square(page);
  await expect
    .poll(async () => {
      const before = last;
      await page.waitForTimeout(700);
      last = await square(page);
      return JSON.stringify(last) === JSON.stringify(before) && last.side > 0;
    })
    .toBe(true);
  return last;
}
