import { fromSite, type Answer } from './support/front';
import { fileOf, furthest, golden } from './support/golden';
import { CARD, WEIGHTS, cardWith, described, foreignWeights } from './support/model';
import { expect, test } from './support/test';

const picture = golden('png-601x451');

/** What is wrong with the model's files, and what the page has to say to that. */
interface Fault {
  readonly what: string;
  readonly code: string;
  readonly says: string;
  /** What each path answers instead of the right file. */
  readonly answers: () => Promise<Readonly<Record<string, () => Answer>>>;
}

const json = 'application/json';

const FAULTS: readonly Fault[] = [
  {
    what: 'the list of models is missing',
    code: 'models-missing',
    says: 'The site has no list of models.',
    answers: async () => ({ '/weights/models.json': () => ({ status: 404 }) }),
  },
  {
    what: 'the weights are missing',
    code: 'weights-missing',
    says: "The model's weights are missing from the site.",
    answers: async () => ({ [WEIGHTS]: () => ({ status: 404 }) }),
  },
  {
    what: 'the weight file is shorter than its card says',
    code: 'weights-size',
    says: "The model's weights arrived incomplete.",
    answers: async () => {
      const body = (await fromSite(WEIGHTS)).subarray(0, 500_000);
      return { [WEIGHTS]: () => ({ body }) };
    },
  },
  {
    what: 'the connection breaks in the middle of the weights',
    code: 'model-offline',
    says: 'The model could not be fetched.',
    answers: async () => {
      const body = await fromSite(WEIGHTS);
      return { [WEIGHTS]: () => ({ body, cutAt: 300_000 }) };
    },
  },
  {
    what: 'a bit of the weights was turned on the way',
    code: 'weights-hash',
    says: "The model's weights are not the ones its description names.",
    answers: async () => {
      const body = await fromSite(WEIGHTS);
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
      return { [WEIGHTS]: () => ({ body }) };
    },
  },
  {
    what: 'the weights are those of another network',
    code: 'weights-network',
    says: 'The weights belong to another network.',
    answers: async () => {
      const body = await foreignWeights();
      return { [WEIGHTS]: () => ({ body }), [CARD]: await cardWith({ weights: described(body) }) };
    },
  },
  {
    what: 'the weights are none at all',
    code: 'weights-network',
    says: 'The weights belong to another network.',
    answers: async () => {
      const body = Buffer.alloc(4096, 'not a weight file ');
      return { [WEIGHTS]: () => ({ body }), [CARD]: await cardWith({ weights: described(body) }) };
    },
  },
  {
    what: 'the known answer is not what these weights give',
    code: 'known-answer',
    says: 'The engine failed its own check on this device.',
    answers: async () => ({ [CARD]: await cardWith({ known_answer: { seed: 2 } }) }),
  },
  {
    what: 'the card has a field that nobody knows',
    code: 'card-format',
    says: "The model's description cannot be read.",
    answers: async () => ({ [CARD]: await cardWith({ surprise: 1 }) }),
  },
  {
    what: 'the card is of another version',
    code: 'card-version',
    says: 'The model needs a newer version of this page.',
    answers: async () => ({ [CARD]: await cardWith({ format: 2 }) }),
  },
  {
    what: 'the card is no JSON',
    code: 'card-format',
    says: "The model's description cannot be read.",
    answers: async () => ({ [CARD]: () => ({ type: json, body: '{"format": 1,' }) }),
  },
];

for (const { what, code, says, answers } of FAULTS) {
  test(`${what}: said in words; the photo stays, and is answered once the site is right again`, async ({ page, front, spot }) => {
    for (const [path, answer] of Object.entries(await answers())) front.replace(path, answer);
    await page.goto('/?engine=cpu');
    await expect(spot.problem).toHaveAttribute('data-code', code);
    await expect(spot.problem).toContainText(says);
    await spot.choose(fileOf(picture));
    await spot.look.click();
    await expect(spot.problem).toHaveAttribute('data-code', code);
    await expect(spot.verdict).toHaveCount(0);

    front.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
    await expect(spot.problem).toHaveCount(0);
    await expect(spot.stage).toBeVisible();
    await spot.check();
    expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(1e-4);
  });
}

test('a site whose new model is broken leaves the stored one in use, also when the new one was asked for', async ({
  page,
  front,
  spot,
}) => {
  await spot.open();
  await spot.settled();
  const body = await foreignWeights();
  front.replace(WEIGHTS, () => ({ body }));
  front.replace(CARD, await cardWith({ version: '99.0.0', weights: described(body) }));
  await page.reload();
  await expect(spot.note('model-newer')).toBeVisible();
  await spot.choose(fileOf(picture));
  await spot.check();
  expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(1e-4);

  await spot.goTo('Models');
  await page.getByRole('button', { name: /^Fetch the newer version/ }).click();
  await expect(spot.problem).toHaveAttribute('data-code', 'weights-network');
  await spot.goTo('Check');
  await expect(spot.note('model-older')).toBeVisible();
  // Its word still stands, and it still answers.
  expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(1e-4);
  await page.getByRole('button', { name: 'Another photo' }).click();
  await spot.choose(fileOf(picture));
  await spot.check();
  expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(1e-4);
  await page.reload();
  await spot.choose(fileOf(picture));
  await spot.check();
  expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(1e-4);
});

test('without SIMD the page says what to do, and downloads no engine', async ({ page, front, spot }) => {
  await page.addInitScript(() => {
    // A browser of that time: any module with a vector instruction is invalid to it.
    WebAssembly.validate = () => false;
  });
  await page.goto('/?engine=cpu');
  await expect(spot.problem).toHaveAttribute('data-code', 'simd-missing');
  await expect(spot.problem).toContainText('This browser is too old for Spotcheck.');
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await spot.settled();
  expect(front.requests.filter((request) => /\.(wasm|bpk)$/.test(request))).toEqual([]);
});

test('an engine that cannot be downloaded is said, and fetched when the person tries again', async ({ page, front, spot }) => {
  const [path] = /assets\/cpu-[^"'`]+\.wasm/.exec(new TextDecoder().decode(await fromSite('/sw.js'))) ?? [];
  front.replace(`/${path}`, () => ({ status: 503 }));
  await page.goto('/?engine=cpu');
  await expect(spot.problem).toHaveAttribute('data-code', 'engine-download');
  await spot.choose(fileOf(picture));
  front.heal();
  await page.getByRole('button', { name: 'Try again' }).click();
  await spot.check();
  await expect(spot.verdict).toHaveAttribute('data-state', picture.verdict.state);
});
