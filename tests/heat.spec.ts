import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { bytesOf, fileOf, furthestOf, golden, type Golden } from './support/golden';
import { GOLDEN } from './support/paths';
import { fromRgba, plain, png, type Drawing } from './support/pictures';
import type { Spot, Upload } from './support/spot';
import { expect, test } from './support/test';

/** Shares of the strongest place, which have two decimals: one may be rounded the other way. */
const SAME = 0.015;
/** Two maps that are so far apart are not each other's. */
const ANOTHER = 0.05;

interface Heat {
  readonly class: string;
  readonly side: number;
  readonly values: readonly number[];
}

const picture = golden('png-601x451');

for (const engine of ['cpu', 'gpu'] as const) {
  test(`on the ${engine}, the map is the native one, is drawn, and can be hidden`, async ({ page, spot }) => {
    await spot.open(`?engine=${engine}`);
    await spot.settled();
    const heat = await mapOf(page, spot, fileOf(picture));
    // Where the GPU fails at it the CPU steps in, and the page says so.
    expect(await spot.info()).toMatchObject({ engine, notes: [] });
    const native = nativeHeat(picture);
    expect(heat).toMatchObject({ class: native.class, side: native.side });
    expect(furthestOf(heat.values, native.values)).toBeLessThan(SAME);
    expect(Math.max(...heat.values)).toBe(1);

    const part = page.locator('spot-heat');
    await expect(part.getByRole('img')).toHaveAccessibleName(/^The square of your photo, with a blue map over it that is strongest /);
    const drawn = await drawnMap(part, heat.side);
    const [strongest, weakest] = [heat.values.indexOf(1), heat.values.indexOf(Math.min(...heat.values))];
    expect((drawn[strongest] ?? 0) - (drawn[weakest] ?? 255)).toBeGreaterThan(100);

    const slider = part.getByRole('slider', { name: 'How strongly the map is drawn' });
    await expect(part.locator('.map')).toHaveCSS('opacity', '0.6');
    await slider.fill('0');
    await expect(part.locator('.map')).toHaveCSS('opacity', '0');
    await slider.fill('100');
    await expect(part.locator('.map')).toHaveCSS('opacity', '1');
  });
}

test('the mirror image has the mirrored map, another picture another one, and a refused picture none', async ({ page, spot }) => {
  await spot.open();
  const heat = await mapOf(page, spot, fileOf(picture));
  // Were it even, this would show nothing.
  expect(furthestOf(heat.values, mirroredMap(heat))).toBeGreaterThan(ANOTHER);

  await another(page);
  const turned = await mapOf(page, spot, upload(mirrored(picture)));
  expect(furthestOf(turned.values, mirroredMap(heat))).toBeLessThan(SAME);

  await another(page);
  const other = await mapOf(page, spot, upload(leftPart(picture)));
  expect(furthestOf(other.values, heat.values)).toBeGreaterThan(ANOTHER);

  await another(page);
  await spot.choose(upload(plain(200, 200)));
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', 'unsuitable');
  await expect(page.locator('spot-heat')).toHaveCount(0);
});

/** The map that is shown of a photo. */
async function mapOf(page: Page, spot: Spot, file: Upload): Promise<Heat> {
  await spot.choose(file);
  await spot.check();
  const part = page.locator('spot-heat');
  await expect(part).toBeVisible();
  return part.evaluate((element) => (element as unknown as { heat: Heat }).heat);
}

async function another(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Another photo' }).click();
}

/** What the native engine says of the same file. */
function nativeHeat({ name, verdict }: Golden): Heat {
  const { heat } = verdict as unknown as { heat?: Heat };
  if (heat === undefined) throw new Error(`the golden verdict on ${name} has no map`);
  return heat;
}

/** How opaque the map is in the middle of each place, 0 to 255. */
function drawnMap(part: Locator, side: number): Promise<number[]> {
  return part.locator('.map').evaluate((canvas: HTMLCanvasElement, places) => {
    const context = canvas.getContext('2d');
    const middle = (at: number): number => Math.floor(((at + 0.5) * canvas.width) / places);
    const numbers = Array.from({ length: places * places }, (_, at) => [middle(at % places), middle(Math.floor(at / places))] as const);
    return numbers.map(([x, y]) => context?.getImageData(x, y, 1, 1).data[3] ?? NaN);
  }, side);
}

function mirroredMap({ side, values }: Heat): number[] {
  return values.map((_, at) => values[at - (at % side) + (side - 1 - (at % side))] ?? NaN);
}

function mirrored({ name, width, height }: Golden): Drawing {
  const drawing = fromRgba(bytesOf(join(GOLDEN, `${name}.rgba`)), width, height);
  return { ...drawing, at: (x, y) => drawing.at(width - 1 - x, y) };
}

/** Its left 451 columns: the spot lies to the right of the middle there. */
function leftPart({ name, width, height }: Golden): Drawing {
  return { ...fromRgba(bytesOf(join(GOLDEN, `${name}.rgba`)), width, height), width: 451 };
}

function upload(drawing: Drawing): Upload {
  return { name: 'spot.png', mimeType: 'image/png', buffer: png(drawing) };
}
