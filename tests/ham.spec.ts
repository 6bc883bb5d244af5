import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf, furthest, topClass, type Golden, type Verdict } from './support/golden';
import { HAM, native, testPictures } from './support/ham';
import { RESULTS } from './support/paths';
import { decodedPixels, spyOnDecoding } from './support/spies';
import type { Engine, Spot } from './support/spot';
import { expect, test } from './support/test';

/** How many photos each model's engines are given: where no GPU is, one takes the WebGPU engine seconds. */
const COUNTS = [
  ['skin', 'cpu', 200],
  ['skin', 'gpu', 20],
  ['skin28', 'cpu', 200],
  ['skin28', 'gpu', 200],
] as const satisfies [string, Engine, number][];
/** From the file: JPEG decoders differ by a few levels. */
const FROM_FILE = 0.02;
/** From the same pixels: only the order of additions differs. */
const FROM_PIXELS = 1e-4;

const folder = join(RESULTS, 'ham');

// Said once, by the runner and not by each of its workers.
if (HAM === undefined && process.env['TEST_WORKER_INDEX'] === undefined) {
  console.log('SKIPPED (no data): real photos, since HAM10000 is not under SPOTCHECK_DATA');
}

test.describe('real photos', { tag: '@data' }, () => {
  test.skip(HAM === undefined, 'SKIPPED (no data): HAM10000 is not under SPOTCHECK_DATA');

  // People's pictures do not stay behind in the repository's folder.
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const [model, engine, count] of COUNTS) {
    test(`${count} photos, ${model} on the ${engine}: native's class and probabilities, from the file and from its pixels`, async ({ page, front, spot }) => {
      test.setTimeout(1_800_000);
      if (HAM === undefined) return;
      const goldens = native(model, testPictures(HAM, count), folder);
      expect(goldens).toHaveLength(count);
      front.mount('/ham/', folder);
      await spyOnDecoding(page);
      await spot.open(`?engine=${engine}&model=${model}`);
      const wrong: string[] = [];
      const worst = { file: 0, pixels: 0, levels: 0, states: 0 };
      for (const picture of goldens) {
        const file = await spot.classifyFile(engine, `/ham/${picture.file}`);
        const levels = largestStep(await decodedPixels(page), bytesOf(join(folder, `${picture.name}.rgba`)));
        const pixels = await classifyPixels(spot, engine, picture);
        wrong.push(...compare(`${picture.name} from the file`, file, picture.verdict, FROM_FILE));
        wrong.push(...compare(`${picture.name} from its pixels`, pixels, picture.verdict, FROM_PIXELS));
        worst.file = Math.max(worst.file, furthest(file.probabilities, picture.verdict.probabilities));
        worst.pixels = Math.max(worst.pixels, furthest(pixels.probabilities, picture.verdict.probabilities));
        worst.levels = Math.max(worst.levels, levels);
        if (file.state !== picture.verdict.state) worst.states += 1;
      }
      test.info().annotations.push(
        { type: 'largest probability difference, from the file', description: worst.file.toExponential(2) },
        { type: 'largest probability difference, from the pixels', description: worst.pixels.toExponential(2) },
        { type: 'largest decoder difference in levels', description: String(worst.levels) },
        { type: 'verdicts of another state, from the file', description: `${worst.states} of ${count}` },
      );
      expect(wrong).toEqual([]);
    });
  }
});

function compare(what: string, found: Verdict, wanted: Verdict, bound: number): string[] {
  const wrong: string[] = [];
  const difference = furthest(found.probabilities, wanted.probabilities);
  if (!(difference <= bound)) wrong.push(`${what}: ${difference} away`);
  const [one, other] = [topClass(found.probabilities), topClass(wanted.probabilities)];
  if (one !== other) wrong.push(`${what}: ${one} instead of ${other}`);
  return wrong;
}

function classifyPixels({ page }: Spot, engine: Engine, picture: Golden): Promise<Verdict> {
  const { name, width, height } = picture;
  return page.evaluate(async (wanted) => {
    const rgba = new Uint8Array(await (await fetch(`/ham/${wanted.name}.rgba`)).arrayBuffer());
    return window.spotcheck.classifyRgba(rgba, wanted.width, wanted.height, undefined, { engine: wanted.engine });
  }, { engine, name, width, height });
}

function largestStep(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((largest, value, at) => Math.max(largest, Math.abs(value - (b[at] ?? NaN))), 0);
}
