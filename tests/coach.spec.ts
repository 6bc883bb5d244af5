import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { faults, still } from './support/axe';
import { drawScenes, withCamera } from './support/camera';
import { RESULTS } from './support/paths';
import type { Spot } from './support/spot';
import { expect, test } from './support/test';
import { ON_DARK } from '../www/tests/drawn';

const SCREENS = join(RESULTS, 'screens');

test.use(withCamera);
test.beforeAll(() => mkdirSync(SCREENS, { recursive: true }));

/** A film, and what the coach has to say to it. */
const FILMS = [
  { name: 'a spot on fair skin', hint: 'good', says: 'Good.', scenes: [{}] },
  { name: 'a spot on very dark skin', hint: 'good', says: 'Good.', scenes: [ON_DARK] },
  { name: 'hardly any light', hint: 'dark', says: 'Too dark.', scenes: [{ light: 0.12 }] },
  { name: 'far too much light', hint: 'bright', says: 'Too bright.', scenes: [{ light: 2.6 }] },
  { name: 'a shine', hint: 'glare', says: 'It shines.', scenes: [{ shine: [[0.5, 0.45, 0.06]] }] },
  { name: 'a spot far away', hint: 'closer', says: 'Closer.', scenes: [{ size: 0.15 }] },
  { name: 'a spot too near', hint: 'farther', says: 'farther away', scenes: [{ size: 0.9 }] },
  { name: 'a blur', hint: 'blurred', says: 'Blurred.', scenes: [{ blur: 3 }] },
  { name: 'an unsteady hand', hint: 'still', says: 'Hold still.', scenes: [{ x: 0.45 }, { x: 0.55 }, { x: 0.48 }, { x: 0.6 }, { x: 0.4 }] },
  { name: 'skin without a spot', hint: 'none', says: 'Bring one spot into the square', scenes: [{ spot: undefined }] },
] as const;

for (const { name, hint, says, scenes } of FILMS) {
  test(`${name}: ${hint}`, async ({ page, context, spot }) => {
    const [first, ...more] = scenes;
    drawScenes(first, ...more);
    await openCamera(page, context, spot);
    const line = page.getByTestId('hint');
    await expect(line).toHaveAttribute('data-hint', hint);
    await expect(line).toContainText(says);
    // It stays: nothing of it flickers from frame to frame.
    const seen = await hintsWithin(line, 3000);
    expect(seen).toEqual([hint]);
  });
}

test.describe('the automatic shutter', () => {
  test('is off until it is chosen; then it takes the photo after a countdown, and is remembered', async ({ page, context, spot }) => {
    drawScenes({});
    await openCamera(page, context, spot);
    const automatic = page.getByRole('button', { name: 'Automatic' });
    await expect(automatic).toHaveAttribute('aria-pressed', 'false');
    await expect(page.getByTestId('hint')).toHaveAttribute('data-hint', 'good');
    await page.waitForTimeout(2500);
    await expect(page.getByTestId('countdown')).toBeHidden();
    await expect(spot.stage).toHaveCount(0);

    await automatic.click();
    await expect(automatic).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByTestId('countdown')).toBeVisible();
    await expect(spot.stage).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Frame the spot' })).toBeFocused();

    await page.reload();
    await openCamera(page, context, spot);
    await expect(automatic).toHaveAttribute('aria-pressed', 'true');
    await expect(spot.stage).toBeVisible();
  });

  test('stops when it is told to, and Escape tells it as well before it leaves', async ({ page, context, spot }) => {
    drawScenes({});
    await page.addInitScript(() => localStorage.setItem('spotcheck.auto-shutter', 'on'));
    await openCamera(page, context, spot);
    await expect(page.getByTestId('countdown')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('countdown')).toBeHidden();
    await expect(page.getByTestId('hint')).toContainText('Good. Take the photo.');
    await page.waitForTimeout(2500);
    await expect(spot.stage).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Use the camera' })).toBeFocused();
  });

  test('takes nothing where no spot is seen, and nothing that is blurred', async ({ page, context, spot }) => {
    await page.addInitScript(() => localStorage.setItem('spotcheck.auto-shutter', 'on'));
    for (const scene of [{ spot: undefined }, { blur: 3 }]) {
      drawScenes(scene);
      await openCamera(page, context, spot);
      await page.waitForTimeout(4000);
      await expect(page.getByRole('button', { name: 'Take the photo' })).toBeEnabled();
    }
  });
});

test('a screen reader is told politely, no oftener than every two seconds', async ({ page, context, spot }) => {
  // Hints that change every second and a half.
  const [far, dark] = [{ size: 0.15 }, { light: 0.12 }];
  drawScenes(far, ...Array.from({ length: 14 }, () => far), ...Array.from({ length: 15 }, () => dark));
  await page.addInitScript(() => {
    const said: { at: number; words: string }[] = [];
    Object.assign(window, { said });
    const find = (root: ParentNode): Element | undefined => {
      for (const element of root.querySelectorAll('*')) {
        if (element.matches('[data-testid=spoken]')) return element;
        const inside = element.shadowRoot === null ? undefined : find(element.shadowRoot);
        if (inside !== undefined) return inside;
      }
      return undefined;
    };
    setInterval(() => {
      const words = find(document)?.textContent ?? '';
      if (words !== '' && words !== said.at(-1)?.words) said.push({ at: performance.now(), words });
    }, 50);
  });
  await openCamera(page, context, spot);
  const region = page.getByTestId('spoken');
  await expect(region).toHaveAttribute('role', 'status');
  const hints = await hintsWithin(page.getByTestId('hint'), 12_000);
  expect(hints).toEqual(expect.arrayContaining(['closer', 'dark']));
  const said = await page.evaluate(() => (window as unknown as { said: { at: number; words: string }[] }).said);
  expect(said.length).toBeGreaterThan(2);
  for (const [n, { at }] of said.entries()) if (n > 0) expect(at - (said[n - 1]?.at ?? 0)).toBeGreaterThan(1900);
});

for (const motion of ['no-preference', 'reduce'] as const) {
  test(`the phone buzzes when all turns good and when the photo is taken: ${motion}`, async ({ page, context, spot }) => {
    drawScenes({});
    await page.emulateMedia({ reducedMotion: motion });
    await page.addInitScript(() => {
      const buzzes: unknown[] = [];
      Object.assign(window, { buzzes });
      navigator.vibrate = (pattern) => buzzes.push(pattern) > 0;
    });
    await openCamera(page, context, spot);
    await expect(page.getByTestId('hint')).toHaveAttribute('data-hint', 'good');
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await expect(spot.stage).toBeVisible();
    const buzzes = await page.evaluate(() => (window as unknown as { buzzes: number[] }).buzzes);
    expect(buzzes).toEqual(motion === 'reduce' ? [] : [30, 80]);
  });
}

test.describe('what the camera offers', () => {
  test('is shown, and nothing else: Chromium’s fake camera has neither light nor zoom', async ({ page, context, spot }) => {
    drawScenes({});
    await openCamera(page, context, spot);
    await expect(page.getByRole('button', { name: 'Light' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Focus' })).toHaveCount(0);
    await expect(page.getByRole('slider')).toHaveCount(0);
    await expect(page.locator('spot-camera').getByRole('combobox')).toHaveCount(0);
  });

  test('light, zoom and focus are asked of it', async ({ page, context, spot }) => {
    drawScenes({});
    await driver(page, 'obeys');
    await openCamera(page, context, spot);
    const light = page.getByRole('button', { name: 'Light' });
    await expect(light).toHaveAttribute('aria-pressed', 'false');
    await light.click();
    await expect(light).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('slider', { name: 'Zoom of the camera' }).fill('2.5');
    await expect(page.getByText('2.5 ×')).toBeVisible();
    await page.getByRole('button', { name: 'Focus' }).click();
    const stage = await boxOf(page.getByTestId('camera-stage'));
    // A quarter of the stage from its left: the film is 4:3, so three eighths of a square lie beside it.
    await page.mouse.click(stage.x + stage.width * 0.25, stage.y + stage.height * 0.75);
    await expect.poll(async () => (await asked(page)).length).toBe(4);
    const [torch, zoom, middle, tapped] = await asked(page);
    expect(torch).toEqual({ torch: true });
    expect(zoom).toEqual({ torch: true, zoom: 2.5 });
    expect(middle).toMatchObject({ focusMode: 'single-shot', pointsOfInterest: [{ x: 0.5, y: 0.5 }] });
    const [point] = (tapped as { pointsOfInterest: { x: number; y: number }[] }).pointsOfInterest;
    expect(point?.x).toBeCloseTo(0.5 - (0.25 * 3) / 4, 1);
    expect(point?.y).toBeCloseTo(0.75, 1);
  });

  test('a driver that refuses it all breaks nothing', async ({ page, context, spot }) => {
    drawScenes({});
    await driver(page, 'refuses');
    await openCamera(page, context, spot);
    const light = page.getByRole('button', { name: 'Light' });
    await light.click();
    await page.getByRole('button', { name: 'Focus' }).click();
    await page.getByRole('slider', { name: 'Zoom of the camera' }).fill('4');
    await expect.poll(async () => (await asked(page)).length).toBe(3);
    await expect(light).toHaveAttribute('aria-pressed', 'false');
    await expect(page.getByText('1.0 ×')).toBeVisible();
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await expect(spot.stage).toBeVisible();
  });

  test('another camera can be chosen, and where that one will not start, the one before goes on', async ({ page, context, spot }) => {
    drawScenes({});
    await secondCamera(page);
    await openCamera(page, context, spot);
    const cameras = page.getByRole('combobox', { name: 'Camera' });
    await expect(cameras.getByRole('option')).toHaveCount(3);
    await cameras.selectOption('Wide');
    const shutter = page.getByRole('button', { name: 'Take the photo' });
    await expect(shutter).toBeEnabled();
    await expect.poll(() => page.evaluate(() => (window as unknown as { opened: string[] }).opened.at(-1))).toBe('wide');
    await cameras.selectOption('Broken');
    await expect(shutter).toBeEnabled();
    await expect(page.getByTestId('hint')).toHaveAttribute('data-hint', 'good');
    await expect(spot.problem).toHaveCount(0);
    expect(await page.evaluate(() => (window as unknown as { opened: string[] }).opened)).toContain('broken');
  });
});

test('the keyboard alone opens it, sets it and takes the photo; what lies behind is out of reach', async ({ page, context, spot }) => {
  drawScenes({});
  await context.grantPermissions(['camera']);
  await spot.open();
  await page.getByRole('button', { name: 'Use the camera' }).focus();
  await page.keyboard.press('Enter');
  const shutter = page.getByRole('button', { name: 'Take the photo' });
  await expect(shutter).toBeEnabled();
  const names: string[] = [];
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    names.push(await focusedName(page));
  }
  expect(names).toEqual(expect.arrayContaining(['Back', 'Take the photo', 'Automatic']));
  expect(names.filter((name) => !['Back', 'Take the photo', 'Automatic', ''].includes(name))).toEqual([]);
  await shutter.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Frame the spot' })).toBeFocused();
});

const SIZES = [
  { name: 'a phone', width: 360, height: 640 },
  { name: 'the narrowest phone', width: 320, height: 568 },
  { name: 'a phone held sideways', width: 640, height: 320 },
  { name: 'a desk', width: 1280, height: 900 },
] as const;

for (const { name, width, height } of SIZES) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`on ${name}, ${scheme}: accessible, nothing cut off, the shutter within a thumb’s reach`, async ({ page, context, spot }) => {
      drawScenes({});
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      await driver(page, 'obeys');
      await secondCamera(page);
      await openCamera(page, context, spot);
      await expect(page.getByTestId('hint')).toHaveAttribute('data-hint', 'good');
      await still(page);
      await page.screenshot({ path: join(SCREENS, `coach-${width}-${scheme}.png`) });
      expect(await faults(page, name)).toEqual([]);
      for (const button of await page.getByRole('dialog').getByRole('button').all()) {
        const box = await boxOf(button);
        expect(Math.min(box.width, box.height), await button.innerText()).toBeGreaterThanOrEqual(44);
        expect(box.x, await button.innerText()).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width, await button.innerText()).toBeLessThanOrEqual(width);
      }
      const shutter = await boxOf(page.getByRole('button', { name: 'Take the photo' }));
      expect(shutter.y + shutter.height).toBeLessThanOrEqual(height);
      if (width < 1000) expect(shutter.y + shutter.height / 2).toBeGreaterThan(height * (width > height ? 0.5 : 0.75));
    });
  }
}

test('with text twice as large nothing is wider than the screen', async ({ page, context, spot }) => {
  drawScenes({});
  await page.setViewportSize({ width: 320, height: 640 });
  await openCamera(page, context, spot);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await still(page);
  expect(await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
});

async function openCamera(page: Page, context: ReturnType<Page['context']>, spot: Spot): Promise<void> {
  await context.grantPermissions(['camera']);
  await spot.open();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByTestId('camera-stage')).toBeVisible();
  await expect(page.getByText('Starting the camera')).toBeHidden();
}

/** The hints that are shown within a while. */
async function hintsWithin(line: Locator, milliseconds: number): Promise<string[]> {
  return line.evaluate(
    (element, time) =>
      new Promise<string[]>((resolve) => {
        const seen = new Set<string>();
        const timer = setInterval(() => seen.add(element.getAttribute('data-hint') ?? ''), 20);
        setTimeout(() => {
          clearInterval(timer);
          resolve([...seen]);
        }, time);
      }),
    milliseconds,
  );
}

/** A driver with light, zoom and focus, which does what it is told or refuses; what it is asked is kept. */
async function driver(page: Page, manner: 'obeys' | 'refuses'): Promise<void> {
  await page.addInitScript((how) => {
    const asked: unknown[] = [];
    Object.assign(window, { asked });
    const { prototype } = MediaStreamTrack;
    const { getCapabilities } = prototype;
    prototype.getCapabilities = function () {
      const more = { torch: true, zoom: { min: 1, max: 5, step: 0.1 }, focusMode: ['continuous', 'single-shot'] };
      return { ...getCapabilities.call(this), ...more };
    };
    prototype.applyConstraints = (wanted) => {
      asked.push(wanted?.advanced?.[0]);
      return how === 'obeys' ? Promise.resolve() : Promise.reject(new DOMException('not now', 'OverconstrainedError'));
    };
    const supported = navigator.mediaDevices.getSupportedConstraints.bind(navigator.mediaDevices);
    navigator.mediaDevices.getSupportedConstraints = () => Object.assign(supported(), { pointsOfInterest: true });
  }, manner);
}

function asked(page: Page): Promise<unknown[]> {
  return page.evaluate(() => (window as unknown as { asked: unknown[] }).asked);
}

/** Two more cameras in the list: one that is the fake one under another name, and one that will not start. */
async function secondCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const opened: string[] = [];
    Object.assign(window, { opened });
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const more = [
      { kind: 'videoinput', deviceId: 'wide', label: 'Wide', groupId: '' },
      { kind: 'videoinput', deviceId: 'broken', label: 'Broken', groupId: '' },
    ];
    mediaDevices.enumerateDevices = async () => [...(await list()), ...(more as unknown as MediaDeviceInfo[])];
    mediaDevices.getUserMedia = (wanted) => {
      const video = (wanted?.video ?? {}) as { deviceId?: { exact?: string } };
      const id = video.deviceId?.exact;
      if (id !== undefined) opened.push(id);
      if (id === 'broken') return Promise.reject(new DOMException('in use', 'NotReadableError'));
      return open({ video: id === 'wide' ? true : video });
    };
  });
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let focused: Element | null = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!(focused instanceof HTMLButtonElement)) return focused instanceof HTMLDialogElement || focused === document.body ? '' : (focused?.tagName ?? '');
    return focused.getAttribute('aria-label') ?? focused.innerText.trim();
  });
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return box;
}
