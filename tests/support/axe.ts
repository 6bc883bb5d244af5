import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Waits until what moves has come to rest. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** A picture of the whole page: as tall a window is opened, lest the bar at its bottom lie across the middle. */
export async function wholePicture(page: Page, path: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
  const before = page.viewportSize();
  if (before === null) throw new Error('the page has no size');
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: before.width, height: Math.max(height, before.height) });
  await page.screenshot(clip === undefined ? { path } : { path, clip });
  await page.setViewportSize(before);
}

/** What axe finds wrong, and what is wider than the screen. */
export async function faults(page: Page, state: string): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (tags) => {
    const { axe: loaded } = window as unknown as { axe: { run(context: Document, options: unknown): Promise<Report> } };
    interface Report {
      readonly violations: readonly { id: string; nodes: readonly { target: unknown; failureSummary: string }[] }[];
      readonly passes: readonly unknown[];
    }
    const report = await loaded.run(document, { runOnly: tags });
    if (report.passes.length === 0) return ['axe checked nothing'];
    return report.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary.replaceAll('\n', ' ')}`),
    );
  }, TAGS);
  return [...violations.map((violation) => `${state}: ${violation}`), ...(await overflow(page, state))];
}

/** What is wider than the screen, or than the dialog that is open. */
export async function overflow(page: Page, state: string): Promise<string[]> {
  const beyond = await page.evaluate(() => {
    const tooWide = (box: Element, of: string): string[] =>
      box.scrollWidth > box.clientWidth ? [`${box.scrollWidth} px wide ${of} of ${box.clientWidth} px`] : [];
    const dialogs = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element.matches('dialog[open]') ? [element] : []),
        ...(element.shadowRoot === null ? [] : dialogs(element.shadowRoot)),
      ]);
    return [...tooWide(document.documentElement, 'on a screen'), ...dialogs(document).flatMap((dialog) => tooWide(dialog, 'in a dialog'))];
  });
  return beyond.map((line) => `${state}: ${line}`);
}
