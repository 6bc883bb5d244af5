import type { Page } from '@playwright/test';
import { PROVOKED, test } from './test';

/** Says that an error of that text is wanted: without it an uncaught one fails the test. */
export function provoke(description: string): void {
  test.info().annotations.push({ type: PROVOKED, description });
}

/** An error that no part of the page catches. */
export async function fail(page: Page, message: string, how: 'error' | 'rejection' = 'error'): Promise<void> {
  await page.evaluate(
    ([text, kind]) => {
      if (kind === 'rejection') void Promise.reject(new Error(text));
      else setTimeout(() => {
        throw new Error(text);
      });
    },
    [message, how] as const,
  );
}

/** What a browser does that would install the app. */
export function offerInstall(page: Page): Promise<void> {
  return page.evaluate(() => {
    const counter = window as unknown as { prompted: number };
    counter.prompted = 0;
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: () => Promise.resolve((counter.prompted += 1)),
      userChoice: Promise.resolve({ outcome: 'accepted' }),
    });
    dispatchEvent(offer);
  });
}
