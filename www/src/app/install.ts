import { settings } from './state';

/** How the app can come to this device's home screen, if it is not there already. */
export type InstallWay = 'installed' | 'offered' | 'ios' | 'by-hand';

export interface Device {
  /** The page runs as an app of its own. */
  readonly standalone: boolean;
  readonly userAgent: string;
  readonly touchPoints: number;
}

/** What browsers of the Chromium family give a page that can be installed; the standard does not know it. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: string }>;
}

/** Who has said no is not asked again for so long. */
const PEACE_MS = 90 * 24 * 60 * 60 * 1000;

/** iPadOS calls itself a Macintosh, which no Macintosh with a touch screen does. */
export function wayOf({ standalone, userAgent, touchPoints }: Device, offered: boolean): InstallWay {
  if (standalone) return 'installed';
  if (offered) return 'offered';
  const apple = /iPad|iPhone|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
  return apple ? 'ios' : 'by-hand';
}

/** Whether one may ask, unasked: only where a tap or two would do it, and no is still far away. */
export function mayAsk(way: InstallWay, declined: number, now: number): boolean {
  // A clock that was set back makes the no as good as new.
  const since = now - declined;
  return (way === 'offered' || way === 'ios') && (since >= PEACE_MS || declined === 0);
}

/** Holds on to the browser's offer to install the app until the person wants it. Dispatches `change`. */
export class Install extends EventTarget {
  #prompt: InstallPrompt | undefined;
  #installed = false;

  /** The offer comes once, early, and is lost to whoever does not listen. */
  follow(heard: EventTarget): void {
    heard.addEventListener('beforeinstallprompt', (event) => {
      // Else some browsers ask by themselves, at a moment of their own.
      event.preventDefault();
      this.#prompt = event as InstallPrompt;
      this.#changed();
    });
    heard.addEventListener('appinstalled', () => {
      this.#prompt = undefined;
      this.#installed = true;
      this.#changed();
    });
  }

  get way(): InstallWay {
    const { userAgent, maxTouchPoints: touchPoints } = navigator;
    const { standalone: apple } = navigator as { standalone?: boolean };
    const standalone = this.#installed || apple === true || matchMedia('(display-mode: standalone)').matches;
    return wayOf({ standalone, userAgent, touchPoints }, this.#prompt !== undefined);
  }

  get mayAsk(): boolean {
    return mayAsk(this.way, settings.value.installDeclined, Date.now());
  }

  /** Shows the browser's own question. It can be shown once. */
  async ask(): Promise<void> {
    const prompt = this.#prompt;
    if (prompt === undefined) return;
    this.#prompt = undefined;
    await prompt.prompt();
    const { outcome } = await prompt.userChoice;
    if (outcome !== 'accepted') this.decline();
    this.#changed();
  }

  decline(): void {
    settings.set({ installDeclined: Date.now() });
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The app's place on this device. */
export const install = new Install();
