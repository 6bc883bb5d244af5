import { createServer } from 'node:net';
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig, type RunnerResult } from 'lighthouse';
import { CHROMIUM_PATH, QUIET_FLAGS } from './support/chromium';
import { SITE } from './support/paths';
import { expect, test } from './support/test';

/**
 * What Lighthouse says of the built site. Its marks for speed are of a machine with nothing else to do and of a release
 * build: `cargo xtask lighthouse` asks for them, and for every screen.
 */
const ALL = process.env['SPOTCHECK_LIGHTHOUSE'] === 'all';
const FAST = 0.95;
/** One run's mark is as good as what else the machine did meanwhile: the middle one of so many counts. */
const RUNS = 5;

const SCREENS = ALL ? ['', 'diary', 'doctor', 'data', 'models', 'private', 'about'] : ['', 'diary'];
type Result = RunnerResult['lhr'];
const FORMS = { phone: undefined, desktop: desktopConfig } as const;

for (const form of ['phone', 'desktop'] as const) {
  for (const screen of SCREENS) {
    test(`Lighthouse, ${form}: ${screen === '' ? 'the first screen' : screen}`, async () => {
      test.setTimeout(RUNS * 60_000);
      const runs: Result[] = [];
      for (let run = 0; run < (ALL ? RUNS : 1); run += 1) runs.push(await ask(screen, form));
      for (const { categories, audits } of runs) {
        const { performance, ...perfect } = categories;
        // What is short of full marks, by the names of what took them away.
        const short = Object.values(perfect)
          .filter(({ score }) => score !== 1)
          .map(({ id, auditRefs }) => {
            const lost = auditRefs.filter(({ id: audit, weight }) => weight > 0 && (audits[audit]?.score ?? 1) < 1);
            return `${id}: ${lost.map((ref) => ref.id).join(', ')}`;
          });
        expect(short).toEqual([]);
      }
      if (!ALL) return;
      const marks = runs.map(speed).sort((a, b) => a - b);
      const middle = runs.find((run) => speed(run) === marks[Math.floor(RUNS / 2)]);
      const told = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'];
      const values = told.map((id) => `${id} ${middle?.audits[id]?.displayValue ?? '-'}`).join(', ');
      const all = marks.map((mark) => Math.round(100 * mark)).join(' ');
      console.log(`${form} /#/${screen}: performance ${all} (the middle one: ${values})`);
      expect(middle === undefined ? 0 : speed(middle)).toBeGreaterThanOrEqual(FAST);
    });
  }
}

function speed({ categories }: Result): number {
  return categories['performance']?.score ?? 0;
}

async function ask(screen: string, form: keyof typeof FORMS): Promise<Result> {
  const port = await freePort();
  // A browser as it comes: a GPU that is computed would take the cores from what is measured.
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...QUIET_FLAGS, `--remote-debugging-port=${port}`] });
  try {
    const onlyCategories = ['accessibility', 'best-practices', ...(ALL ? ['performance'] : [])];
    const options = { port, onlyCategories, logLevel: 'error' } as const;
    const result = await lighthouse(`${SITE}/${screen === '' ? '' : `#/${screen}`}`, options, FORMS[form]);
    if (result === undefined) throw new Error('Lighthouse came to no result');
    expect(result.lhr.runtimeError).toBeUndefined();
    return result.lhr;
  } finally {
    await browser.close();
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
