import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { pathOf } from './contenders.mjs';

/**
 * @typedef {{ ms: number, logits: number[], innerMs?: number, submits?: number }} Answer
 *   `ms` as the page saw it: for a first prediction since the page was opened, later since the call.
 * @typedef {{ run: (rgba: number[]) => Promise<Answer>, again: () => Promise<Answer>, close: () => Promise<void>, first: Answer }} Visit
 *   `again` closes the page, opens it anew in the same profile, and gives its first prediction.
 */

const FLAGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A machine without a GPU computes WebGPU's shaders on its CPU. */
const SOFTWARE_GPU = ['--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan', '--use-vulkan=swiftshader'];

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** An engine that has not answered by then is reported as one that does not run. */
const LIMIT_MS = 180_000;

/** @param {{ hardware: boolean }} options `hardware`: use the machine's own GPU */
export function launch({ hardware }) {
  const executablePath = process.env.CHROMIUM_PATH ?? PATHS.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('there is no Chromium: name one in CHROMIUM_PATH');
  return chromium.launch({ executablePath, args: hardware ? FLAGS : [...FLAGS, ...SOFTWARE_GPU] });
}

/**
 * What the browser computes WebGPU on; undefined when it does not. Asking also starts the browser's process for it,
 * which the first contender should not pay for.
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin
 * @returns {Promise<string | undefined>}
 */
export async function adapterOf(browser, origin) {
  const page = await browser.newPage();
  // Any page of the origin will do, even one that is not there: WebGPU wants a secure context.
  await page.goto(`${origin}/nothing`);
  const text = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return undefined;
    const { vendor, architecture, device, description } = adapter.info;
    return [vendor, architecture, device, description].filter((part) => part !== '').join(' ') || 'unnamed';
  });
  await page.close();
  return text;
}

/**
 * Opens a contender's page as somebody who was never there before, and waits for its first prediction.
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin
 * @param {import('./contenders.mjs').Contender} contender
 * @param {string} model its id
 * @param {number[]} rgba
 * @returns {Promise<Visit>}
 */
export async function visit(browser, origin, contender, model, rgba) {
  // A context is a profile of its own: no cache, no service worker, nothing stored.
  const context = await browser.newContext();
  const { side, device } = contender;
  await context.addInitScript(inPage, { side, device, rgba });
  const opened = async () => {
    const page = await context.newPage();
    const crash = new Promise((_, reject) => page.once('crash', () => reject(new Error('the page crashed'))));
    crash.catch(() => undefined);
    /** @type {<T>(promise: Promise<T>) => Promise<T>} */
    const watched = (promise) => Promise.race([within(promise), crash]);
    await page.goto(origin + pathOf(contender, model), { waitUntil: 'commit' });
    return { page, watched, first: await watched(page.evaluate(() => window.bench.first)) };
  };
  try {
    const { page, watched, first } = await opened();
    return {
      first,
      run: (picture) => watched(page.evaluate((pixels) => window.bench.run(pixels), picture)),
      again: async () => {
        await watched(page.evaluate(() => window.bench.kept()));
        await page.close();
        const second = await opened();
        await second.page.close();
        return second.first;
      },
      close: () => context.close(),
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
async function within(promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<never>} */ (limit)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs inside every page before its own scripts, so that the first prediction begins the moment the engine is ready
 * and not when we happen to ask. Must not refer to anything out here.
 * @param {{ side: string, device: string, rgba: number[] }} options
 */
function inPage({ side, device, rgba }) {
  const name = side === 'app' ? 'spotcheck' : 'contender';
  const arrived = new Promise((resolve) => {
    Object.defineProperty(window, name, {
      configurable: true,
      set(value) {
        Object.defineProperty(window, name, { value, configurable: true });
        resolve(value);
      },
    });
  });
  const answer = async (/** @type {Uint8Array} */ pixels) => {
    const contender = await arrived;
    if (side !== 'app') return contender.answer(pixels);
    const size = Math.sqrt(pixels.length / 4);
    return { logits: await contender.logits(pixels, size, size, undefined, { engine: device }) };
  };
  const timed = async (/** @type {number[]} */ picture, /** @type {() => number} */ since) => {
    const pixels = Uint8Array.from(picture);
    const start = since();
    const { logits, innerMs, submits } = await answer(pixels);
    return { ms: performance.now() - start, logits: [...logits], innerMs, submits };
  };
  const first = arrived.then(async ({ ready }) => {
    await ready;
    return timed(rgba, () => 0);
  });
  first.catch(() => undefined);
  window.bench = {
    first,
    async run(picture) {
      // What the app still does in the background must not be measured along with the answer.
      await (await arrived).settled;
      return timed(picture, () => performance.now());
    },
    async kept() {
      await (await arrived).settled;
      // The app's files are there for the next visit once its service worker is installed; the peers' are in the
      // browser's cache.
      if (side === 'app') await navigator.serviceWorker.ready;
    },
  };
}
