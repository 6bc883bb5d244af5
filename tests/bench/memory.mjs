// What a page's processes take of the machine's memory, by the kernel's own count: Linux alone tells it.
import { existsSync, readFileSync } from 'node:fs';
import { visit } from './browser.mjs';

/** Predictions after which a page's peak is read, unless fewer are timed: enough that caches and pools have filled. */
const PREDICTIONS = 20;
/** Predictions of a soak after which the memory is taken as what it is to stay at. */
export const SETTLED = 100;

/** @typedef {{ now: number, peak: number }} Memory bytes held, and the most ever held */

/** Whether memory can be measured here. */
export const MEASURABLE = existsSync('/proc/self/status');

/**
 * The memory of the browser's pages, and of the process that computes WebGPU. A page in the making has a process, too:
 * of all pages' processes the largest is the one that is measured.
 * @param {import('playwright-core').Browser} browser that shows one page
 * @returns {Promise<Record<'page' | 'gpu', Memory>>}
 */
async function memoryOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const of = (/** @type {string} */ type) =>
    processInfo
      .filter((process) => process.type === type)
      .map(({ id }) => ofProcess(id))
      .reduce((most, one) => (one.peak > most.peak ? one : most), { now: 0, peak: 0 });
  return { page: of('renderer'), gpu: of('GPU') };
}

/** @param {number} pid @returns {Memory} */
function ofProcess(pid) {
  const file = `/proc/${pid}/status`;
  // It may have ended since it was listed.
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const kilobytes = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 };
}

/**
 * The most memory that each contender's page takes from its opening through some predictions, each alone in a browser of
 * its own; on WebGPU with the process that computes it.
 * @param {import('./measure.mjs').Bench} bench
 * @param {() => Promise<import('playwright-core').Browser>} launch
 * @param {number} timed warm predictions: of a network for which an emulated GPU takes seconds, few
 */
export async function measureMemory({ origin, model, pictures, entries }, launch, timed) {
  const [picture = []] = pictures;
  const predictions = Math.min(PREDICTIONS, timed);
  for (const { contender, result } of entries) {
    if (result.error !== undefined) continue;
    console.error(`Memory of ${contender.id}`);
    const browser = await launch();
    try {
      const opened = await visit(browser, origin, contender, model, picture);
      for (let turn = 0; turn < predictions; turn += 1) await opened.run(picture);
      const { page, gpu } = await memoryOf(browser);
      // Of a process that could not be found nothing is known, which is not nothing.
      if (page.peak > 0) result.peak = page.peak + (contender.device === 'gpu' ? gpu.peak : 0);
    } catch (error) {
      // What was measured before stays; the table has no memory for this one.
      console.error(`Memory of ${contender.id}: ${error instanceof Error ? error.message : error}`);
    } finally {
      await browser.close();
    }
  }
}

/**
 * Many predictions in a row of each of our engines: what their processes hold after the first hundred, and in the end.
 * @param {import('./measure.mjs').Bench} bench
 * @param {() => Promise<import('playwright-core').Browser>} launch
 * @param {number} count
 * @returns {Promise<string>} a table
 */
export async function soak({ origin, model, pictures, entries }, launch, count) {
  const [picture = []] = pictures;
  const lines = [`${count} predictions with ${model}; memory in MB after ${SETTLED} of them, and after all:`, '', '| | page | WebGPU process |', '|---|--:|--:|'];
  const megabytes = (/** @type {Memory} */ from, /** @type {Memory} */ to) =>
    `${(from.now / 1e6).toFixed(0)} → ${(to.now / 1e6).toFixed(0)}`;
  for (const { contender } of entries) {
    if (contender.side !== 'app') continue;
    const browser = await launch();
    try {
      const opened = await visit(browser, origin, contender, model, picture);
      for (let turn = 0; turn < SETTLED; turn += 1) await opened.run(picture);
      const before = await memoryOf(browser);
      for (let turn = SETTLED; turn < count; turn += 1) await opened.run(picture);
      const after = await memoryOf(browser);
      lines.push(`| ${contender.id} | ${megabytes(before.page, after.page)} | ${megabytes(before.gpu, after.gpu)} |`);
    } finally {
      await browser.close();
    }
  }
  return lines.join('\n');
}
