import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Install, mayAsk, wayOf } from '../src/app/install';
import { settings } from '../src/app/state';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 Version/18.2 Mobile/15E148 Safari/604.1';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.2 Safari/605.1.15';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const DAY = 24 * 60 * 60 * 1000;

describe('the way to the home screen', () => {
  it.each([
    ['an iPhone', IPHONE, 5, false, 'ios'],
    ['an iPad, which calls itself a Mac', MAC, 5, false, 'ios'],
    ['a Mac', MAC, 0, false, 'by-hand'],
    ['a browser that makes no offer', LINUX, 0, false, 'by-hand'],
    ['a browser that does', LINUX, 0, true, 'offered'],
  ])('of %s', (_, userAgent, touchPoints, offered, way) => {
    expect(wayOf({ standalone: false, userAgent, touchPoints }, offered)).toBe(way);
    expect(wayOf({ standalone: true, userAgent, touchPoints }, offered)).toBe('installed');
  });

  it('is shown unasked only where it is short, and not again for a long time after a no', () => {
    const now = 1_700_000_000_000;
    expect((['installed', 'offered', 'ios', 'by-hand'] as const).filter((way) => mayAsk(way, 0, now))).toEqual(['offered', 'ios']);
    expect(mayAsk('offered', now - 89 * DAY, now)).toBe(false);
    expect(mayAsk('offered', now - 91 * DAY, now)).toBe(true);
    expect(mayAsk('offered', now + DAY, now)).toBe(false);
  });
});

describe('the browser’s offer', () => {
  let heard: EventTarget;
  let install: Install;

  beforeEach(() => {
    settings.startPlain();
    heard = new EventTarget();
    install = new Install();
    install.follow(heard);
    vi.stubGlobal('navigator', { userAgent: LINUX, maxTouchPoints: 0 });
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    return () => vi.unstubAllGlobals();
  });

  function offer(outcome: string): { asked: number } {
    const seen = { asked: 0 };
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: () => Promise.resolve((seen.asked += 1)),
      userChoice: Promise.resolve({ outcome }),
    });
    heard.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    return seen;
  }

  it('is held back until the person asks for it, and made once', async () => {
    const seen = offer('accepted');
    expect(install.way).toBe('offered');
    expect(seen.asked).toBe(0);
    await install.ask();
    await install.ask();
    expect(seen.asked).toBe(1);
    heard.dispatchEvent(new Event('appinstalled'));
    expect(install.way).toBe('installed');
    expect(install.mayAsk).toBe(false);
  });

  it('that was declined is not made unasked again', async () => {
    offer('dismissed');
    expect(install.mayAsk).toBe(true);
    await install.ask();
    offer('dismissed');
    expect(install.way).toBe('offered');
    expect(install.mayAsk).toBe(false);
  });
});
