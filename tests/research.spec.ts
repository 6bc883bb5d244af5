import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GOLDEN, REPOSITORY } from './support/paths';
import { fileOf, furthest, golden } from './support/golden';
import { DEFAULT, LISTED } from './support/model';
import { spotcheck, verdicts } from './support/native';
import type { Engine } from './support/spot';
import { expect, test } from './support/test';

/** From the same pixels: only the order of additions differs. */
const SAME = 1e-4;

/** What a verdict calls the engines. */
const BACKEND: Readonly<Record<Engine, string>> = { cpu: 'flex', gpu: 'webgpu' };

const research = LISTED.models.filter(({ id }) => id !== DEFAULT);
// Two drawn pictures whose decoding leaves nothing to choose.
const pictures = [golden('png-601x451'), golden('png-palette')];

test('the site offers models beside its default', () => {
  expect(research.length).toBeGreaterThan(0);
});

/** On the GPU, where one takes half a minute, one model of each network: the others differ in their numbers alone. */
const ofNetwork = new Map(research.map(({ id }) => [networkOf(id), id]));

function networkOf(id: string): string {
  const card = JSON.parse(readFileSync(join(REPOSITORY, 'weights', id, 'card.json'), 'utf8')) as { network: string };
  return card.network;
}

for (const { id, title } of research) {
  const engines: readonly Engine[] = ofNetwork.get(networkOf(id)) === id ? ['cpu', 'gpu'] : ['cpu'];
  for (const engine of engines) {
    test(`${id} on the ${engine} answers as the native engine does`, async ({ page, front, spot }) => {
      front.mount('/golden/', GOLDEN);
      const wanted = verdicts(id, pictures.map((picture) => fileOf(picture)));
      await spot.open(`?engine=${engine}&model=${id}`);
      await expect(page.getByTestId('in-use')).toContainText(title);
      for (const [at, picture] of pictures.entries()) {
        const found = await spot.classifyFile(engine, `/golden/${picture.file}`);
        expect(found.engine).toBe(BACKEND[engine]);
        expect(furthest(found.probabilities, wanted[at]?.probabilities ?? {})).toBeLessThan(SAME);
        expect(found.state).toBe(wanted[at]?.state);
      }
    });
  }
}

/** Small Keras networks that our own code wrote: between them, layers that no shipped network has. */
const FIXTURES = [
  { name: 'chain-keras2', classes: 'no,yes', normalise: '0-1' },
  { name: 'nested-keras2', classes: 'a,b,c', normalise: '0-1' },
] as const;

for (const { name, classes, normalise } of FIXTURES) {
  for (const engine of ['cpu', 'gpu'] as const) {
    test(`${name}, imported, on the ${engine} answers as the native engine does`, async ({ page, spot, front }) => {
      const folder = mkdtempSync(join(tmpdir(), 'spotcheck-import-'));
      try {
        const own = join(folder, name);
        const file = join(REPOSITORY, 'src/lab/tests/fixtures', `${name}.h5`);
        spotcheck('import', file, '--id', name, '--classes', classes, '--normalise', normalise, '--f32', '--out', own);
        const wanted = verdicts(name, pictures.map((picture) => fileOf(picture)), folder);
        front.mount('/golden/', GOLDEN);
        await spot.open(`?engine=${engine}`);
        await spot.goTo('Models');
        await page.getByTestId('model-input').setInputFiles([join(own, 'card.json'), join(own, 'weights.bpk')]);
        await expect(page.getByTestId('in-use')).toContainText(name);
        for (const [at, picture] of pictures.entries()) {
          const found = await spot.classifyFile(engine, `/golden/${picture.file}`);
          expect(found.engine).toBe(BACKEND[engine]);
          expect(furthest(found.probabilities, wanted[at]?.probabilities ?? {})).toBeLessThan(SAME);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
}

const data = process.env['SPOTCHECK_DATA'];
const foreign = data === undefined ? undefined : join(data, 'carcinoskin-keras');
const absent = foreign === undefined || !existsSync(join(foreign, 'SkinCancerModel.h5'));

// Said once, by the runner and not by each of its workers.
if (absent && process.env['TEST_WORKER_INDEX'] === undefined) {
  console.log('SKIPPED (no data): an imported model, since carcinoskin-keras is not under SPOTCHECK_DATA');
}

test.describe('a model that somebody trained with Keras', { tag: '@data' }, () => {
  test.skip(absent, 'SKIPPED (no data): carcinoskin-keras is not under SPOTCHECK_DATA');

  test('is imported, opened from this device, and answers as the native engine does on its own samples', async ({ page, front, spot }) => {
    if (foreign === undefined) return;
    const folder = mkdtempSync(join(tmpdir(), 'spotcheck-import-'));
    try {
      const own = join(folder, 'theirs');
      const labels = join(foreign, 'SkinCancerLabel.txt');
      spotcheck('import', join(foreign, 'SkinCancerModel.h5'), '--id', 'theirs', '--classes', labels, '--normalise', 'tf', '--f32', '--out', own);
      const names = readdirSync(join(foreign, 'samples')).sort();
      expect(names).toHaveLength(16);
      const wanted = verdicts('theirs', names.map((name) => join(foreign, 'samples', name)), folder);

      front.mount('/samples/', join(foreign, 'samples'));
      await spot.open();
      await spot.goTo('Models');
      await page.getByTestId('model-input').setInputFiles([join(own, 'card.json'), join(own, 'weights.bpk')]);
      await expect(page.getByTestId('in-use')).toContainText('theirs');
      const wrong: string[] = [];
      for (const [at, name] of names.entries()) {
        const found = await spot.classifyFile('cpu', `/samples/${name}`);
        const difference = furthest(found.probabilities, wanted[at]?.probabilities ?? {});
        if (!(difference < SAME)) wrong.push(`${name}: ${difference} away`);
      }
      expect(wrong).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
