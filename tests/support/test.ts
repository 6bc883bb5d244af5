import { expect, test as base, type Page } from '@playwright/test';
import { Front } from './front';
import { Spot } from './spot';
import { GOLDEN } from './paths';
import { forbiddenWords } from './words';

interface Fixtures {
  /** This test's own way to the site. */
  readonly front: Front;
  readonly spot: Spot;
}

/** An annotation of this type names a complaint that the test itself provokes. */
export const PROVOKED = 'provoked complaint';

/** Every test also holds the page to what must be so everywhere: no words it may not use, no CSP breach, no crash. */
export const test = base.extend<Fixtures>({
  front: async ({}, use) => {
    const front = await Front.open();
    front.mount('/golden/', GOLDEN);
    await use(front);
    await front.close();
  },
  baseURL: async ({ front }, use) => use(front.url),
  page: async ({ page }, use, info) => {
    const complaints = listen(page);
    await use(page);
    if (!page.isClosed() && page.url() !== 'about:blank') expect(await forbiddenWords(page)).toEqual([]);
    const provoked = info.annotations.filter(({ type }) => type === PROVOKED).map(({ description = '' }) => description);
    expect(complaints.filter((line) => !provoked.some((part) => line.includes(part)))).toEqual([]);
  },
  spot: async ({ page }, use) => use(new Spot(page)),
});

/** Breaches of the CSP, which browsers only tell the console, and errors that nobody caught. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

export { expect };
