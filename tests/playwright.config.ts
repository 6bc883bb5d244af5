import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from './support/chromium';
import { RESULTS } from './support/paths';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: `${RESULTS}/artifacts`,
  // The GPU is computed on the CPU's cores here: more workers would only make each other time out.
  workers: 2,
  // Several tests of one file share what `beforeAll` made, so files are what runs side by side.
  fullyParallel: false,
  // Unattended, a test is tried once more before it costs the whole run; the report says which ones needed it.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 240_000,
  // A person would wait as long on a machine as busy as a test machine is.
  expect: { timeout: 45_000 },
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? `${RESULTS}/report.json` }]],
  projects: [
    // Real photos take longest by far: begun first, they run beside everything else.
    { name: 'data', testMatch: 'ham.spec.ts' },
    { name: 'page', testIgnore: ['ham.spec.ts', 'bench/**'] },
  ],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: CHROMIUM_PATH,
      args: CHROMIUM_FLAGS,
    },
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
