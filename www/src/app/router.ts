import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The screen that an address without a hash opens. */
export const HOME = 'check';

/** Where the page is: a screen by its name, and the parts of the address after it. */
export interface Route {
  readonly screen: string;
  readonly path: readonly string[];
}

/**
 * Reads an address's hash, `#/diary/mole/ID`. Anything can stand there: a name that no screen has is for
 * whoever shows the screens, and what cannot be decoded is taken as one such name.
 */
export function parseRoute(hash: string): Route {
  const raw = hash.replace(/^#/, '');
  try {
    const [screen = HOME, ...path] = raw
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    return { screen, path };
  } catch {
    return { screen: raw, path: [] };
  }
}

/** The address of a screen, for a link. */
export function routeHref(screen: string, ...path: readonly string[]): string {
  if (screen === HOME && path.length === 0) return '#/';
  return `#/${[screen, ...path].map(encodeURIComponent).join('/')}`;
}

/** The person has come to a screen by a link, or by the browser's back and forward. */
export interface Arrival {
  /** Where the screen was scrolled to when they left it; zero on the first visit. */
  readonly top: number;
}

/** Follows the address, and remembers how far down each entry of the browser's history was. */
export class Router implements ReactiveController {
  route = parseRoute(location.hash);
  /** Set by each move within the page, taken by whoever moves focus and scroll; opening the page is none. */
  arrival: Arrival | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #tops = new Map<string, number>();
  #listening = new AbortController();
  #entry = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // The browser would scroll before the screen is there.
    history.scrollRestoration = 'manual';
    this.#entry = nameOfEntry();
    this.#listening = new AbortController();
    addEventListener('hashchange', () => this.#move(), { signal: this.#listening.signal });
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }

  #move(): void {
    this.#tops.set(this.#entry, scrollY);
    this.#entry = nameOfEntry();
    this.route = parseRoute(location.hash);
    this.arrival = { top: this.#tops.get(this.#entry) ?? 0 };
    this.#host.requestUpdate();
  }
}

/** The name of the present entry of the history, which it is given when it has none. */
function nameOfEntry(): string {
  const state: unknown = history.state;
  const kept: Readonly<Record<string, unknown>> = typeof state === 'object' && state !== null ? { ...state } : {};
  const { entry } = kept;
  if (typeof entry === 'string') return entry;
  const name = Math.random().toString(36).slice(2);
  history.replaceState({ ...kept, entry: name }, '');
  return name;
}
