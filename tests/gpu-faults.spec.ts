import type { Page, Worker } from '@playwright/test';
import { fromSite } from './support/front';
import { fileOf, furthest, golden } from './support/golden';
import type { Engine, Spot } from './support/spot';
import { PROVOKED, expect, test } from './support/test';

const SAME = 1e-4;
const picture = golden('png-601x451');

declare global {
  var spotcheckDevice: { destroy(): void } | undefined;
}

test('a GPU device that is destroyed in mid-inference: the CPU answers, and the page says so', async ({ page, spot }) => {
  await openOnGpu(spot);
  const worker = await workerOf(page, 'gpu');
  // Destroyed by the inference's own next command, so that it is certainly under way.
  await worker.evaluate(() => {
    const queue = (globalThis as unknown as { GPUQueue: { prototype: { submit: (...input: unknown[]) => void } } }).GPUQueue;
    const original = queue.prototype.submit;
    queue.prototype.submit = function (...input) {
      original.apply(this, input);
      if (globalThis.spotcheckDevice === undefined) throw new Error('the page offers no device to destroy');
      globalThis.spotcheckDevice.destroy();
    };
  });
  await expectCpuToAnswer(spot);
});

test('a GPU device that was lost while idle: the CPU answers', async ({ page, spot }) => {
  await openOnGpu(spot);
  const worker = await workerOf(page, 'gpu');
  await worker.evaluate(() => {
    if (globalThis.spotcheckDevice === undefined) throw new Error('the page offers no device to destroy');
    globalThis.spotcheckDevice.destroy();
  });
  await expectCpuToAnswer(spot);
});

test('a GPU that begins to lie is found out by the known answer, and the CPU answers', async ({ page, spot }) => {
  await openOnGpu(spot);
  const worker = await workerOf(page, 'gpu');
  await worker.evaluate(LIE);
  await expectCpuToAnswer(spot);
});

test('a GPU that lies from the start is never used', async ({ page, front, spot }) => {
  const [path, script] = await workerScript();
  front.replace(path, () => ({ type: 'text/javascript', body: `${LIE};\n${script}` }));
  await spot.open('?engine=gpu');
  await spot.settled();
  expect(await spot.info()).toMatchObject({ engine: 'cpu', notes: expect.arrayContaining(['gpu-refused']) as unknown });
  await expect(page.getByText('The GPU engine did not pass its check here, so the CPU engine answers.')).toBeVisible();
  await expectNativeVerdict(spot);
});

test('without a GPU, ?engine=gpu is answered by the CPU, and the page says why', async ({ page, spot }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
  await spot.open('?engine=gpu');
  await spot.settled();
  await expect(page.getByText('No GPU is offered here, so the CPU engine answers.')).toBeVisible();
  await expectNativeVerdict(spot);
});

test('a worker that traps in mid-call is replaced, and the person gets the answer', async ({ page, spot }) => {
  await spot.open();
  const worker = await workerOf(page, 'cpu');
  await worker.evaluate(() => {
    // A panic that nobody catches, after the work and before the answer is out.
    globalThis.postMessage = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  await expectNativeVerdict(spot);
  // Another worker than the one that trapped.
  await expect.poll(() => page.workers()).toHaveLength(1);
  expect(page.workers()).not.toContain(worker);
  test.info().annotations.push({ type: PROVOKED, description: 'uncaught: unreachable' });
});

test('a worker that dies without a word is given up, and the person gets the answer from another', async ({ page, spot }) => {
  test.slow();
  await spot.open();
  const worker = await workerOf(page, 'cpu');
  // Its own end may come before the word that it has ended.
  await worker.evaluate(() => close()).catch(() => undefined);
  await expectNativeVerdict(spot);
});

/** Every number that is read back from the GPU is changed a little: nothing fails, all is wrong. */
const LIE = `{
  const original = GPUBuffer.prototype.getMappedRange;
  GPUBuffer.prototype.getMappedRange = function (...input) {
    const range = original.apply(this, input);
    if ((this.usage & GPUBufferUsage.MAP_READ) !== 0) {
      const values = new Float32Array(range);
      values.forEach((value, at) => (values[at] = value + 0.5));
    }
    return range;
  };
}`;

async function openOnGpu(spot: Spot): Promise<void> {
  await spot.open('?engine=gpu');
  await spot.settled();
  expect((await spot.info()).engine).toBe('gpu');
}

/** The answer comes, from the CPU, and is the right one. */
async function expectCpuToAnswer(spot: Spot): Promise<void> {
  await expectNativeVerdict(spot);
  await expect(spot.note('gpu-replaced')).toBeVisible();
  expect((await spot.info()).engine).toBe('cpu');
}

async function expectNativeVerdict(spot: Spot): Promise<void> {
  await spot.choose(fileOf(picture));
  await spot.check();
  await expect(spot.engineUsed).toHaveText('CPU engine');
  expect(furthest(await spot.shown('class'), picture.verdict.probabilities)).toBeLessThan(SAME);
  await expect(spot.problem).toHaveCount(0);
}

/** The engine's worker; both run the same script and differ in their names. */
async function workerOf(page: Page, engine: Engine): Promise<Worker> {
  for (const worker of page.workers()) {
    if ((await worker.evaluate(() => self.name)) === `spotcheck-${engine}`) return worker;
  }
  throw new Error(`no worker runs the ${engine} engine`);
}

async function workerScript(): Promise<[string, string]> {
  const decoder = new TextDecoder();
  const [path] = /assets\/worker-[^"'`]+\.js/.exec(decoder.decode(await fromSite('/sw.js'))) ?? [];
  if (path === undefined) throw new Error('sw.js names no worker');
  return [`/${path}`, decoder.decode(await fromSite(`/${path}`))];
}
