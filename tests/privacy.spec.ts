import type { BrowserContext } from '@playwright/test';
import { drawFilm, withCamera } from './support/camera';
import { fromSite, ofThePage } from './support/front';
import { bytesOf, fileOf, golden } from './support/golden';
import { WEIGHTS } from './support/model';
import { paste } from './support/paste';
import { SITE } from './support/paths';
import { PROVOKED, expect, test } from './support/test';

const picture = golden('png-601x451');

test.use(withCamera);
test.beforeAll(drawFilm);

test('once the page has settled, nothing is requested any more: camera, upload, paste, verdict, crop', async ({
  page,
  context,
  front,
  spot,
}) => {
  await context.grantPermissions(['camera']);
  const elsewhere = requestsBeyond(context, front.url);
  // The default route, with the GPU engine and its race: everything that the page ever loads.
  await spot.open('');
  await spot.settled();
  // Requests are really seen: the page, its weights, its workers' engines and the service worker's list.
  const loaded = front.requests.map((request) => request.replace(/-[\w-]{8}\./, '.'));
  for (const file of ['/', WEIGHTS, '/assets/cpu.wasm', '/assets/gpu.wasm', '/sw.js']) {
    expect(loaded).toContain(`GET ${file}`);
  }
  front.requests.length = 0;

  await spot.choose(fileOf(picture));
  await spot.check();
  await spot.stage.focus();
  await page.keyboard.press('+');
  await spot.check();
  await page.getByRole('button', { name: 'Another photo' }).click();
  await paste(page, bytesOf(fileOf(picture)), 'pasted.png');
  await spot.check();
  await page.getByRole('button', { name: 'Another photo' }).click();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  const shutter = page.getByRole('button', { name: 'Take the photo' });
  await expect(shutter).toBeEnabled();
  await shutter.click();
  await spot.check();
  await page.getByText('About the model').click();
  await expect(page.getByRole('group', { name: 'Measured figures' })).toBeVisible();
  expect(ofThePage(front)).toEqual([]);
  expect(elsewhere).toEqual([]);

  // The same eyes do see a request, when there is one.
  await page.evaluate(async () => (await fetch('weights/models.json')).ok);
  expect(ofThePage(front)).toEqual(['GET /weights/models.json']);
});

test('the page is forbidden to send anything elsewhere, and the tests would hear of an attempt', async ({ page, front, spot }) => {
  await spot.open();
  const breach = await page.evaluate(async () => {
    const heard = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    });
    const sent = await fetch('http://127.0.0.1:9/photo', { method: 'POST', body: 'a photo' }).then(
      () => 'sent',
      () => 'refused',
    );
    return [sent, await heard];
  });
  expect(breach).toEqual(['refused', 'connect-src']);
  expect(front.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  test.info().annotations.push({ type: PROVOKED, description: 'http://127.0.0.1:9/photo' });
});

const PROMISED: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

test('the content security policy is as promised, in the headers and in the page itself', async () => {
  const { headers } = await fetch(SITE);
  const page = new TextDecoder().decode(await fromSite('/'));
  const [, meta = ''] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page) ?? [];
  for (const policy of [headers.get('content-security-policy') ?? '', meta]) {
    expect(directives(policy)).toMatchObject(PROMISED);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:|data:/);
  }
});

test('every kind of file is served with the promised headers', async () => {
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  const wasm = /assets\/cpu-[^"'`]+\.wasm/.exec(worker)?.[0];
  const paths = ['/', `/${wasm}`, '/sw.js', WEIGHTS, '/there-is-no-such-file'];
  for (const path of paths) {
    const { headers } = await fetch(SITE + path);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('permissions-policy'), path).toContain('camera=(self)');
    expect(headers.get('permissions-policy'), path).toContain('microphone=()');
    expect(directives(headers.get('content-security-policy') ?? ''), path).toMatchObject(PROMISED);
  }
  const { headers } = await fetch(`${SITE}/${wasm}`);
  expect(headers.get('content-type')).toBe('application/wasm');
});

/** Requests of any page or worker to another origin. */
function requestsBeyond(context: BrowserContext, origin: string): string[] {
  const seen: string[] = [];
  context.on('request', (request) => {
    const { origin: to, protocol } = new URL(request.url());
    if (to !== origin && !/^(blob|data|chrome-extension):$/.test(protocol)) seen.push(request.url());
  });
  return seen;
}

function directives(policy: string): Record<string, string[]> {
  const parts = policy.split(';').map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(parts.map(([name = '', ...values]) => [name, values]));
}
