import { join } from 'node:path';
import { bytesOf, furthest, furthestOf, readGoldens, type Golden } from './support/golden';
import { GOLDEN } from './support/paths';
import { decodedPixels, spyOnDecoding } from './support/spies';
import type { Engine } from './support/spot';
import { expect, test } from './support/test';

/** Whichever engine runs, on whichever device: the same numbers to this. */
const LOGITS = 1e-4;
/** Two JPEG decoders round differently; in 8-bit levels, on our drawn pictures. */
const JPEG_LEVELS = 4;
/** One rounds 16 bits to 8, another cuts them. */
const SIXTEEN_BIT_LEVELS = 1;
/** What those levels may do to a probability. */
const LOSSY_PROBABILITY = 0.02;

const goldens = readGoldens();

test('this Chromium has a WebGPU adapter', async ({ page, spot }) => {
  await spot.open();
  const adapter = await page.evaluate(async () => {
    const gpu = (navigator as unknown as { gpu?: { requestAdapter(): Promise<{ info: { architecture: string } } | null> } }).gpu;
    return (await gpu?.requestAdapter())?.info.architecture;
  });
  expect(adapter).toBeTruthy();
});

/** Where no GPU is, one picture takes the WebGPU engine seconds: it is given every fifth. */
const EVERY: Readonly<Record<Engine, number>> = { cpu: 1, gpu: 5 };

for (const engine of ['cpu', 'gpu'] as const satisfies Engine[]) {
  test(`from the same pixels, ${engine} prepares the same bytes and finds the same logits as native`, async ({ spot }) => {
    test.setTimeout(600_000);
    await spot.open();
    const wrong: string[] = [];
    let worst = 0;
    const pictures = goldens.filter((_, at) => at % EVERY[engine] === 0);
    for (const picture of pictures) {
      const { prepared, logits } = await spot.raw(engine, picture);
      const native = bytesOf(join(GOLDEN, `${picture.name}.rgb`));
      if (!native.equals(Buffer.from(prepared))) wrong.push(`${picture.name}: other bytes`);
      const difference = furthestOf(logits, picture.logits);
      if (!(difference <= LOGITS)) wrong.push(`${picture.name}: logits ${difference} away`);
      worst = Math.max(worst, difference);
    }
    expect(pictures.length * EVERY[engine]).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
    test.info().annotations.push({ type: 'largest logit difference', description: worst.toExponential(2) });
  });
}

test('decoded by the browser, each file gives the pixels and the verdict of the native decoder', async ({ page, spot }) => {
  await spyOnDecoding(page);
  await spot.open();
  const wrong: string[] = [];
  const levels: Record<string, number> = {};
  for (const picture of goldens) {
    const verdict = await spot.classifyFile('cpu', `/golden/${picture.file}`);
    const decoded = await decodedPixels(page);
    const native = bytesOf(join(GOLDEN, `${picture.name}.rgba`));
    const away = decoded.length === native.length ? largestStep(decoded, native) : Infinity;
    const allowed = tolerance(picture);
    levels[kind(picture)] = Math.max(levels[kind(picture)] ?? 0, away);
    if (!(away <= allowed)) wrong.push(`${picture.name}: ${away} levels away, ${allowed} allowed`);
    const difference = furthest(verdict.probabilities, picture.verdict.probabilities);
    const bound = picture.lossless ? LOGITS : LOSSY_PROBABILITY;
    if (!(difference <= bound)) wrong.push(`${picture.name}: probabilities ${difference} away, ${bound} allowed`);
    if (verdict.state !== picture.verdict.state) wrong.push(`${picture.name}: ${verdict.state}`);
  }
  test.info().annotations.push({ type: 'largest decoder difference in levels', description: JSON.stringify(levels) });
  expect(wrong).toEqual([]);
  // The kinds this test is about were really among them.
  expect(Object.keys(levels).sort()).toEqual(['16-bit png', 'exif', 'jpg', 'png', 'webp']);
  expect(goldens.filter(({ name }) => name.startsWith('exif-'))).toHaveLength(8);
});

function kind({ name, file }: Golden): string {
  if (name.startsWith('exif-')) return 'exif';
  return name === 'png-16-bit' ? '16-bit png' : (file.split('.').pop() ?? '');
}

function tolerance(picture: Golden): number {
  if (picture.lossless) return 0;
  return picture.name === 'png-16-bit' ? SIXTEEN_BIT_LEVELS : JPEG_LEVELS;
}

function largestStep(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((largest, value, at) => Math.max(largest, Math.abs(value - (b[at] ?? NaN))), 0);
}
