import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { faults, overflow, still, wholePicture } from './support/axe';
import { fromSite } from './support/front';
import { RESULTS } from './support/paths';
import { plain, png } from './support/pictures';
import { PROVOKED, expect, test } from './support/test';

const SCREENS = join(RESULTS, 'screens');
const photo = { name: 'photo.png', mimeType: 'image/png', buffer: png(plain(300, 200)) };
/** Each screen that the frame can show, and its heading. */
const ALL = [
  ['#/models', 'Models'],
  ['#/private', 'Is it really private?'],
  ['#/about', 'About Spotcheck'],
  ['#/blub', 'There is no such page here.'],
] as const;

test.describe('the way around', () => {
  test('is gone by the keyboard alone: each screen takes the focus, says its name and is marked', async ({ page, spot }) => {
    await spot.open();
    await tabTo(page, 'link', 'Models');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeFocused();
    await expect(page).toHaveTitle('Models · Spotcheck');
    await expect(page).toHaveURL(/#\/models$/);
    const nav = page.getByRole('navigation');
    await expect(nav.getByRole('link', { name: 'Models' })).toHaveAttribute('aria-current', 'page');
    await expect(nav.locator('[aria-current]')).toHaveCount(1);

    // Back from the heading: the last link of the navigation.
    await page.keyboard.press('Shift+Tab');
    await expect(nav.getByRole('link', { name: 'About' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeFocused();
    await tabTo(page, 'link', 'Is it really private?');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Is it really private?' })).toBeFocused();
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeFocused();
    await page.goto('about:blank');
    await spot.open('?engine=cpu#/models');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeFocused();
  });

  test('keeps the photo, its square and its verdict while another screen is visited', async ({ page, spot }) => {
    await spot.open();
    await spot.choose(photo);
    await spot.stage.focus();
    await page.keyboard.press('+');
    const square = await page.getByTestId('crop-size').textContent();
    await spot.check();
    const state = await spot.verdict.getAttribute('data-state');
    await spot.goTo('About');
    await expect(spot.verdict).toHaveCount(0);
    await spot.goTo('Check');
    await expect(spot.verdict).toHaveAttribute('data-state', state ?? '');
    await expect(page.getByTestId('crop-size')).toHaveText(square ?? '');
    // Nothing new has come: the focus is at the top, not at the verdict.
    await expect(page.getByRole('heading', { name: 'Frame the spot' })).toBeFocused();
  });

  test('begins each screen at its top, and goes back to where it was', async ({ page, spot }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await spot.open();
    await spot.goTo('About');
    await page.evaluate(() => scrollTo(0, 500));
    await spot.goTo('Models');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeFocused();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(500);
    await page.goForward();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  });

  test('says so where there is no such page, and leads back', async ({ page, spot }) => {
    for (const hash of ['#/blub', '#/__proto__', '#/%E0%A4%A', '#/models%2F..']) {
      await page.goto('about:blank');
      await spot.open(`?engine=cpu${hash}`);
      await expect(page.getByTestId('unknown')).toContainText('There is no such page here.');
    }
    await page.getByRole('link', { name: 'Check a photo' }).click();
    await expect(page.getByRole('heading', { name: 'A second look' })).toBeFocused();
    await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
  });

  test('a picture may be dropped on any screen, and is seen on the check’s', async ({ page, spot }) => {
    await spot.open();
    await spot.goTo('About');
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(200, 200);
      canvas.getContext('2d')?.fillRect(0, 0, 200, 200);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob()], 'dropped.png'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    });
    await expect(spot.stage).toBeVisible();
    await expect(page).toHaveURL(/#\/$/);
  });
});

test.describe('a screen that cannot be fetched', () => {
  test.use({ serviceWorkers: 'block' });

  test('says so, takes nothing away, and comes when it is tried again', async ({ page, front, spot }) => {
    await spot.open();
    await spot.choose(photo);
    const about = await asset('about');
    front.replace(about, () => ({ status: 503 }));
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    await expect(spot.problem).toHaveAttribute('data-code', 'screen-download');
    await expect(page.getByRole('heading', { name: 'About', exact: true })).toBeFocused();
    await still(page);
    expect(await faults(page, 'screen-download')).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(spot.problem).toBeVisible();
    front.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeVisible();
    await spot.goTo('Check');
    await expect(spot.stage).toBeVisible();
  });

  test('is not waited for by whoever has moved on', async ({ page, front, spot }) => {
    let release = (): void => undefined;
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    front.replace(await asset('about'), () => held);
    await spot.open();
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    await expect(page.getByText('Opening…')).toBeVisible();
    await spot.goTo('Models');
    release();
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toHaveCount(0);
  });

  test('keeps the photo across the reload that it offers', async ({ page, front, spot }) => {
    await spot.open();
    await spot.choose(photo);
    front.replace(await asset('about'), () => ({ status: 404 }));
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    front.heal();
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await expect(page.getByRole('heading', { name: 'About Spotcheck' })).toBeVisible();
    await page.getByTestId('rescued').getByRole('button', { name: 'Open it' }).click();
    await expect(spot.stage).toBeVisible();
  });
});

test('offline every screen is there, and the page says that it is offline', async ({ page, context, front, spot }) => {
  await spot.open();
  await spot.settled();
  await expect(page.getByTestId('offline')).toHaveCount(0);
  await front.close();
  await context.setOffline(true);
  await expect(page.getByTestId('offline')).toContainText('What is on this device works all the same.');
  await page.reload();
  for (const [hash, heading] of ALL) {
    await page.evaluate((to) => (location.hash = to), hash);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeFocused();
  }
  await context.setOffline(false);
  await expect(page.getByTestId('offline')).toHaveCount(0);
});

test.describe('an error that nobody caught', () => {
  test('is said in words, with details to copy; going on leaves everything where it is', async ({ page, context, spot }) => {
    provoke('the sky fell');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await spot.open();
    await spot.choose(photo);
    await fail(page, 'the sky fell');
    const crash = page.getByTestId('crash');
    await expect(crash.getByRole('heading')).toHaveText('A part of this page has failed.');
    await expect(crash).toContainText('Your photo and its square are put aside on this device.');
    await still(page);
    expect(await faults(page, 'crash')).toEqual([]);
    await crash.getByText('Details for a report').click();
    await crash.getByRole('button', { name: 'Copy the details' }).click();
    await expect(crash).toContainText('They contain nothing of your photo.');
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain('Error: the sky fell');
    expect(report).toMatch(/^Spotcheck \d+\.\d+\.\d+, /);
    expect(report).not.toContain('photo.png');

    await page.keyboard.press('Escape');
    await expect(crash).toHaveCount(0);
    await expect(spot.stage).toBeVisible();
    await expect.poll(() => rescuedFiles(page)).toBe(0);
    // What one has chosen to go on with does not come up again; anything else does.
    await fail(page, 'the sky fell');
    await expect(crash).toHaveCount(0);
    provoke('the sea rose');
    await fail(page, 'the sea rose', 'rejection');
    await expect(crash).toBeVisible();
  });

  test('keeps the photo and its square across the reload, until they are opened', async ({ page, spot }) => {
    provoke('the sky fell');
    await spot.open();
    await spot.choose(photo);
    await spot.stage.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    const square = await page.getByTestId('crop-size').textContent();
    await fail(page, 'the sky fell');
    const reload = page.getByTestId('crash').getByRole('button', { name: 'Reload the page' });
    await expect(reload).toBeFocused();
    await expect(page.getByTestId('crash')).toContainText('put aside on this device');
    await page.keyboard.press('Enter');
    const rescued = page.getByTestId('rescued');
    await expect(rescued).toContainText('Your photo from before is still here.');
    await expect(spot.stage).toHaveCount(0);
    await rescued.getByRole('button', { name: 'Open it' }).click();
    await expect(page.getByTestId('crop-size')).toHaveText(square ?? '');
    await expect(rescued).toHaveCount(0);
    expect(await rescuedFiles(page)).toBe(0);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
    await expect(rescued).toHaveCount(0);
  });

  test('in the drawing itself leads to a plain start without the settings, and the photo is offered', async ({ page, spot }) => {
    provoke('drawn wrong');
    await spot.open();
    await page.evaluate(() => localStorage.setItem('spotcheck.settings', '{"text":"largest"}'));
    await spot.choose(photo);
    await page.evaluate(() => {
      const verdict = customElements.get('spot-verdict') as unknown as { prototype: { render: () => never } };
      verdict.prototype.render = () => {
        throw new Error('drawn wrong');
      };
    });
    await spot.look.click();
    await expect(page.getByTestId('crash')).toContainText('put aside on this device');
    await page.getByTestId('crash').getByRole('button', { name: 'Start plainly' }).click();
    await expect(page).toHaveURL(/[?&]safe=/);
    await expect(page.getByTestId('plain')).toContainText('the CPU alone answers');
    await expect(page.locator('html')).toHaveAttribute('data-text', 'usual');
    await still(page);
    expect(await faults(page, 'plain')).toEqual([]);
    await page.getByTestId('rescued').getByRole('button', { name: 'Delete it' }).click();
    await expect(page.getByTestId('rescued')).toHaveCount(0);
    expect(await rescuedFiles(page)).toBe(0);

    await page.getByRole('link', { name: 'Start as usual' }).click();
    await expect(page.getByTestId('plain')).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('data-text', 'largest');
  });

  test('is no reason for a plain start to fetch the GPU engine, whatever the address says of it', async ({ page, front, spot }) => {
    await page.addInitScript(() => localStorage.setItem('spotcheck.settings', '{"text":"large"}'));
    for (const query of ['?safe', '?safe&engine=gpu']) {
      await spot.open(query);
      await spot.settled();
      expect((await spot.info()).engine).toBe('cpu');
      await expect(page.locator('html')).toHaveAttribute('data-text', 'usual');
    }
    expect(front.requests.filter((request) => /assets\/gpu/.test(request))).toEqual([]);
    await spot.choose(photo);
    await spot.check();
  });

  test('where nothing can be stored says that a reload loses the photo, and does not reload by itself', async ({ page, spot }) => {
    provoke('the sky fell');
    await page.addInitScript(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    });
    await spot.open();
    await spot.choose(photo);
    await fail(page, 'the sky fell');
    await expect(page.getByTestId('crash')).toContainText('a reload would lose it');
    await page.getByTestId('crash').getByRole('button', { name: 'Go on' }).click();
    await expect(spot.stage).toBeVisible();
  });
});

test.describe('a new version', () => {
  test('does not take the photo away: where it cannot be put aside, the person is asked', async ({ page, front, spot }) => {
    await spot.open();
    await spot.settled();
    await newVersion(front);
    await page.reload();
    const update = page.getByTestId('update');
    await expect(update).toContainText('A new version is here.');
    await spot.choose(photo);
    await page.evaluate(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    });
    await update.getByRole('button', { name: 'Reload' }).click();
    await expect(update).toContainText('a reload would lose it');
    await update.getByRole('button', { name: 'Not now' }).click();
    await expect(spot.stage).toBeVisible();
    await update.getByRole('button', { name: 'Reload' }).click();
    await update.getByRole('button', { name: 'Reload without it' }).click();
    await expect(update).toHaveCount(0);
    await expect(spot.stage).toHaveCount(0);
  });

  test('that one tab switches to is offered by the other, whose photo stays until it says so', async ({ page, context, front, spot }) => {
    await spot.open();
    await spot.settled();
    const other = await context.newPage();
    await other.goto(`${front.url}/?engine=cpu`);
    await expect(other.locator('html')).toHaveAttribute('data-settled', 'true', { timeout: 120_000 });
    await other.getByTestId('file-input').setInputFiles(photo);
    await expect(other.getByTestId('crop-stage')).toBeVisible();
    await newVersion(front);
    await page.reload();
    await page.getByTestId('update').getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByTestId('update')).toHaveCount(0);

    await expect(other.getByTestId('update')).toContainText('Your photo is put aside');
    await expect(other.getByTestId('crop-stage')).toBeVisible();
    await other.getByTestId('update').getByRole('button', { name: 'Reload' }).click();
    await expect(other.getByTestId('rescued')).toBeVisible();
    await expect(other.getByTestId('update')).toHaveCount(0);
  });
});

test('settings are the same in two tabs, and kept', async ({ page, context, front, spot }) => {
  await spot.open();
  const other = await context.newPage();
  await other.goto(`${front.url}/?engine=cpu#/about`);
  await spot.goTo('About');
  await page.getByRole('radio', { name: 'Very large' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-text', 'largest');
  await expect(other.locator('html')).toHaveAttribute('data-text', 'largest');
  await expect(other.getByRole('radio', { name: 'Very large' })).toBeChecked();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-text', 'largest');
});

test.describe('the home screen', () => {
  test('is offered where one looks for it and after a verdict, once, and not again after a no', async ({ page, spot }) => {
    await spot.open();
    const install = page.getByTestId('install');
    await offerInstall(page);
    await expect(install).toHaveCount(0);
    await spot.choose(photo);
    await spot.check();
    await expect(install).toContainText('Keep it at hand');
    await install.getByRole('button', { name: 'Not now' }).click();
    await expect(install).toHaveCount(0);
    await spot.goTo('About');
    await install.getByRole('button', { name: 'Install Spotcheck' }).click();
    expect(await page.evaluate(() => (window as unknown as { prompted: number }).prompted)).toBe(1);
    await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
    await expect(install).toContainText('is installed on this device');

    await spot.open();
    await offerInstall(page);
    await spot.choose(photo);
    await spot.check();
    await expect(install).toHaveCount(0);
  });

  test.describe('of an iPhone', () => {
    test.use({
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1',
    });

    test('is reached in the words of that phone', async ({ page, spot }) => {
      await spot.open('?engine=cpu#/about');
      await expect(page.getByTestId('install').getByRole('listitem')).toHaveCount(3);
      await expect(page.getByTestId('install')).toContainText('Add to Home Screen');
    });
  });
});

for (const { name, width, height } of [
  { name: 'phone', width: 360, height: 800 },
  { name: 'desktop', width: 1280, height: 900 },
]) {
  for (const scheme of ['light', 'dark'] as const) {
    test.describe(`${name}, ${scheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme: scheme, hasTouch: name === 'phone' });

      test('every screen is accessible and fits; its picture is taken', async ({ page, spot }) => {
        provoke('the sky fell');
        mkdirSync(SCREENS, { recursive: true });
        const found: string[] = [];
        const look = async (state: string): Promise<void> => {
          await still(page);
          found.push(...(await faults(page, state)));
          await page.screenshot({ path: join(SCREENS, `${name}-${scheme}-${state}.png`) });
          await wholePicture(page, join(SCREENS, `${name}-${scheme}-${state}-whole.png`));
        };
        await spot.open();
        await spot.settled();
        for (const [hash, heading] of ALL) {
          await page.evaluate((to) => (location.hash = to), hash);
          await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
          await look(hash.slice(2));
        }
        await page.evaluate(() => (location.hash = '#/'));
        await spot.choose(photo);
        await offerInstall(page);
        await spot.check();
        await look('install');
        await fail(page, 'the sky fell');
        await expect(page.getByTestId('crash')).toContainText('put aside on this device');
        await look('crash');
        await page.getByTestId('crash').getByRole('button', { name: 'Start plainly' }).click();
        await expect(page.getByTestId('rescued')).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('data-engine', 'cpu');
        await look('plain');
        expect(found).toEqual([]);
      });
    });
  }
}

test.describe('on the narrowest phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test('nothing is wider than the screen, also with the largest text', async ({ page, spot }) => {
    await page.addInitScript(() => localStorage.setItem('spotcheck.settings', '{"text":"largest"}'));
    await spot.open();
    const found: string[] = [];
    for (const [hash, heading] of [['#/', 'A second look at a spot on your skin'], ...ALL] as const) {
      await page.evaluate((to) => (location.hash = to), hash);
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
      found.push(...(await overflow(page, hash)));
      for (const link of await page.getByRole('navigation').getByRole('link').all()) {
        const box = await link.boundingBox();
        if (box === null || box.height < 44 || box.width < 44 || box.x < 0 || box.x + box.width > 320) found.push(`${hash}: ${await link.innerText()}`);
      }
    }
    expect(found).toEqual([]);
  });
});

/** Presses Tab until that is focused. */
async function tabTo(page: Page, role: 'link' | 'button', name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)) return;
  }
  throw new Error(`Tab never reaches “${name}”`);
}

/** An error that no part of the page catches. */
async function fail(page: Page, message: string, how: 'error' | 'rejection' = 'error'): Promise<void> {
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

function provoke(description: string): void {
  test.info().annotations.push({ type: PROVOKED, description });
}

/** How many files of a photo that was put aside lie on the device. */
function rescuedFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    if (!(await caches.has('spotcheck-rescued-photo'))) return 0;
    return (await (await caches.open('spotcheck-rescued-photo')).keys()).length;
  });
}

/** Another service worker on the site, as a new version of the page brings it. */
async function newVersion(front: { replace(path: string, responder: () => { type: string; body: string }): void }): Promise<void> {
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  front.replace('/sw.js', () => ({ type: 'text/javascript', body: `${worker}\n// of another day` }));
}

/** What a browser does that would install the app. */
function offerInstall(page: Page): Promise<void> {
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

/** A file of the page by its name without the hash; the service worker's list has it. */
async function asset(name: string): Promise<string> {
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  const [path] = new RegExp(`assets/${name}-[^"'\`]+\\.js`).exec(worker) ?? [];
  if (path === undefined) throw new Error(`sw.js names no ${name}`);
  return `/${path}`;
}
