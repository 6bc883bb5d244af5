import { join } from 'node:path';
import { bytesOf, fileOf, furthest, golden } from './support/golden';
import { coarse, fromRgba, gif, isoMedia, jpegClaiming, plain, png, pngClaiming, type Drawing } from './support/pictures';
import { paste } from './support/paste';
import { GOLDEN } from './support/paths';
import { decodedPixels, spyOnDecoding } from './support/spies';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';

/** A file that no verdict can come from, and what the page has to say to it. */
interface BadFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly code: string;
  readonly says: string;
  /** Refused by its header alone, before a decoder takes memory for it. */
  readonly undecoded?: true;
}

const good = golden('png-601x451');
const goodPng = bytesOf(fileOf(good));
const goodJpeg = bytesOf(fileOf(golden('jpeg')));
const goodWebp = bytesOf(fileOf(golden('webp')));

const BAD: readonly BadFile[] = [
  { name: 'empty.jpg', bytes: Buffer.alloc(0), code: 'file-empty', says: 'This file is empty.', undecoded: true },
  { name: 'text.jpg', bytes: Buffer.from('Dear doctor,\n'.repeat(99)), code: 'file-not-picture', says: 'This is not a picture.', undecoded: true },
  { name: 'page.png', bytes: Buffer.from('<!doctype html><p>hello'), code: 'file-not-picture', says: 'This is not a picture.', undecoded: true },
  { name: 'half.jpg', bytes: half(goodJpeg), code: 'file-truncated', says: 'This picture is cut off.' },
  { name: 'half.png', bytes: half(goodPng), code: 'file-truncated', says: 'This picture is cut off.' },
  { name: 'half.webp', bytes: half(goodWebp), code: 'file-truncated', says: 'This picture is cut off.' },
  { name: 'start.jpg', bytes: goodJpeg.subarray(0, 3), code: 'file-truncated', says: 'This picture is cut off.' },
  { name: 'rotten.png', bytes: rotten(goodPng), code: 'file-broken', says: 'This picture is damaged.' },
  { name: 'one.png', bytes: png(plain(1, 1)), code: 'picture-tiny', says: 'This picture is too small: 1\u00a0×\u00a01 pixels.', undecoded: true },
  { name: 'narrow.png', bytes: png(plain(27, 400)), code: 'picture-tiny', says: '27\u00a0×\u00a0400', undecoded: true },
  { name: 'huge.png', bytes: pngClaiming(12_000, 9_000), code: 'picture-huge', says: '108 megapixels', undecoded: true },
  { name: 'huge.jpg', bytes: jpegClaiming(goodJpeg, 12_000, 9_000), code: 'picture-huge', says: '108 megapixels', undecoded: true },
  { name: 'photo.heic', bytes: isoMedia('heic'), code: 'file-heic', says: 'choose Settings › Camera › Formats › Most Compatible' },
  { name: 'photo.jpg', bytes: isoMedia('heic'), code: 'file-heic', says: 'export it as JPEG' },
  { name: 'film.mp4', bytes: isoMedia('isom'), code: 'file-not-picture', says: 'This is not a picture.', undecoded: true },
  { name: 'film.webm', bytes: Buffer.from([0x1a, 0x45, 0xdf, 0xa3, ...Array.from({ length: 500 }, () => 1)]), code: 'file-not-picture', says: 'This is not a picture.', undecoded: true },
];

test('each bad file gets its own clear message, and the page goes on with a good one', async ({ page, spot }) => {
  await spyOnDecoding(page);
  await spot.open();
  const wrong: string[] = [];
  for (const bad of BAD) {
    try {
      const before = await page.evaluate(() => window.decodings);
      await spot.upload.setInputFiles({ name: bad.name, mimeType: '', buffer: bad.bytes });
      await expect(spot.problem).toContainText(bad.says);
      const code = await spot.problem.getAttribute('data-code');
      if (code !== bad.code) wrong.push(`${bad.name}: ${code} instead of ${bad.code}`);
      if (bad.undecoded && (await page.evaluate(() => window.decodings)) !== before) wrong.push(`${bad.name}: was decoded`);
      await page.getByRole('button', { name: 'Close' }).click();
      await expect(spot.problem).toHaveCount(0);
      wrong.push(...(await problemsWithGood(spot, bad.name)));
    } catch (thrown) {
      wrong.push(`${bad.name}: ${String(thrown).split('\n').slice(0, 12).join(' ')}`);
      await spot.open();
    }
  }
  expect(wrong).toEqual([]);
});

test('a bad file takes nothing away: the photo, its square and its verdict stay', async ({ page, spot }) => {
  await spot.open();
  await spot.choose(fileOf(good));
  await spot.stage.focus();
  await page.keyboard.press('+');
  await spot.check();
  const verdict = await spot.shown('class');
  for (const bad of BAD) {
    await paste(page, bad.bytes, bad.name);
    await expect(spot.problem, bad.name).toHaveAttribute('data-code', bad.code);
    await expect(page.getByTestId('crop-size'), bad.name).toHaveText(/^376\s/);
    expect(await spot.shown('class'), bad.name).toEqual(verdict);
  }
});

test('an animated GIF is read, its first frame only, and the page says so', async ({ page, spot }) => {
  const { name, width, height } = golden('png-opaque-alpha');
  const first = coarse(fromRgba(bytesOf(join(GOLDEN, `${name}.rgba`)), width, height));
  await spyOnDecoding(page);
  await spot.open();
  await spot.choose({ name: 'moving.gif', mimeType: 'image/gif', buffer: gif([first, plain(width, height)]) });
  expect(Buffer.from(await decodedPixels(page)).equals(rgba(first))).toBe(true);
  await expect(page.getByText('This picture moves. Only its first frame is looked at.')).toBeVisible();
  await spot.check();
  await expect(spot.verdict).not.toContainText('hardly anything to see');
});

test('of several files a bad one costs the others nothing: it says so in its place', async ({ page, spot }) => {
  await spot.open();
  const bad = BAD.filter(({ code }) => code !== 'file-empty').map(({ name, bytes }) => ({ name, mimeType: '', buffer: bytes }));
  await spot.choose([...bad, { name: 'good.png', mimeType: 'image/png', buffer: goodPng }]);
  const items = page.getByTestId('queue-item');
  await expect(items).toHaveCount(bad.length + 1);
  await expect(page.locator('[data-testid=queue-item][data-state=failed]')).toHaveCount(bad.length);
  await expect(spot.problem).toHaveCount(0);
  await spot.check();
  expect(furthest(await spot.shown('class'), good.verdict.probabilities)).toBeLessThan(1e-4);
  for (const [n, { code }] of BAD.filter((file) => file.code !== 'file-empty').entries()) {
    await items.nth(n).click();
    await expect(spot.problem).toHaveAttribute('data-code', code);
  }
  await items.last().click();
  await expect(spot.verdict).toBeVisible();
  expect(furthest(await spot.shown('class'), good.verdict.probabilities)).toBeLessThan(1e-4);
});

test('a picture with a wrong name and type is read by what it is', async ({ spot }) => {
  await spot.open();
  await spot.choose({ name: 'scan.txt', mimeType: 'text/plain', buffer: goodPng });
  await spot.check();
  expect(furthest(await spot.shown('class'), good.verdict.probabilities)).toBeLessThan(1e-4);
});

/** Has the page look at a good picture; what is wrong with that, if anything is. */
async function problemsWithGood(spot: Spot, after: string): Promise<string[]> {
  await spot.choose(fileOf(good));
  await spot.check();
  const away = furthest(await spot.shown('class'), good.verdict.probabilities);
  await spot.page.getByRole('button', { name: 'Another photo' }).click();
  return away < 1e-4 ? [] : [`a good picture after ${after}: ${away} away`];
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}

/** Whole to look at, but its compressed pixels are not. */
function rotten(bytes: Buffer): Buffer {
  const spoiled = Buffer.from(bytes);
  const data = spoiled.indexOf('IDAT') + 12;
  spoiled.fill(0xa5, data, data + 400);
  return spoiled;
}

function rgba({ width, height, at }: Drawing): Buffer {
  const levels = Array.from({ length: width * height }, (_, n) => [...at(n % width, Math.floor(n / width)), 255]);
  return Buffer.from(levels.flat());
}
