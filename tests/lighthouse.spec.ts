import { createServer } from 'node:net';
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { CHROMIUM_PATH, QUIET_FLAGS } from './support/chromium';
import { SITE } from './support/paths';
import { expect, test } from './support/test';

/**
 * What Lighthouse says of the built site. Its marks for speed are of a machine with nothing else to do and of a release
 * build: `cargo xtask lighthouse` asks for them, and for every screen.
 */
const ALL = process.env['SPOTCHECK_LIGHTHOUSE'] === 'all';
const FAST = 0.95;

const SCREENS = ALL ? ['', 'diary', 'doctor', 'data', 'models', 'private', 'about'] : ['', 'diary'];
const FORMS = { phone: undefined, desktop: desktopConfig } as const;

for (const [form, config] of Object.entries(FORMS)) {
  for (const screen of SCREENS) {
    test(`Lighthouse, ${form}: ${screen === '' ? 'the first screen' : screen}`, async () => {
      const port = await freePort();
      // A browser as it comes: a GPU that is computed would take the cores from what is measured.
      const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...QUIET_FLAGS, `--remote-debugging-port=${port}`] });
      try {
        const onlyCategories = ['accessibility', 'best-practices', ...(ALL ? ['performance'] : [])];
        const result = await lighthouse(`${SITE}/${screen === '' ? '' : `#/${screen}`}`, { port, onlyCategories, logLevel: 'error' }, config);
        if (result === undefined) throw new Error('Lighthouse came to no result');
        const { audits, categories, runtimeError } = result.lhr;
        expect(runtimeError).toBeUndefined();
        const { performance, ...perfect } = categories;
        // What is short of full marks, by the names of what took them away.
        const short = Object.values(perfect)
          .filter(({ score }) => score !== 1)
          .map(({ id, auditRefs }) => {
            const lost = auditRefs.filter(({ id: audit, weight }) => weight > 0 && (audits[audit]?.score ?? 1) < 1);
            return `${id}: ${lost.map((ref) => ref.id).join(', ')}`;
          });
        expect(short).toEqual([]);
        if (ALL) {
          const told = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'];
          const values = told.map((id) => `${id} ${audits[id]?.displayValue ?? '-'}`).join(', ');
          console.log(`${form} /#/${screen}: performance ${Math.round(100 * (performance?.score ?? 0))} (${values})`);
          expect(performance?.score ?? 0).toBeGreaterThanOrEqual(FAST);
        }
      } finally {
        await browser.close();
      }
    });
  }
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address === null || typeof address === 'string' ? reject(new Error('no port')) : resolve(address.port)));
    });
  });
}
