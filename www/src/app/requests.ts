import { readReport, reportOf, reportRequests, type Reported } from '../engine/report-requests';

/** Who made a request: the page, the engine's worker, or the service worker that keeps the page for offline use. */
export type By = 'page' | 'engine' | 'offline';

export interface Request extends Reported {
  readonly by: By;
}

/** Requests to one host for one kind of thing. */
export interface Sum {
  readonly host: string;
  readonly kind: Kind;
  readonly by: By;
  /** Over the network. */
  readonly asked: number;
  /** Answered by a copy on the device. */
  readonly local: number;
}

/** What a request was for, as its address tells. */
export type Kind = 'document' | 'page' | 'engine' | 'model' | 'worker' | 'picture' | 'other';

const TWICE_MS = 50;

/**
 * The requests of this visit, as far as the browser tells: the page's own, and what its workers report of
 * theirs. Dispatches `change`.
 */
export class RequestLog extends EventTarget {
  /** Tries that the page's policy made the browser refuse. */
  readonly refused: string[] = [];
  /** When the first photo of this visit was there. */
  photoAt: number | undefined;
  readonly #seen = new Map<string, Request>();
  readonly #heard = new Set<By>();
  #refusal = { url: '', at: 0 };

  get seen(): readonly Request[] {
    return [...this.#seen.values()].sort((a, b) => a.at - b.at);
  }

  /** Whether this one's requests are known at all: without that, that there were none is no news. */
  knows(by: By): boolean {
    return this.#heard.has(by);
  }

  /** Listens from now on; what came before is asked for. */
  follow(page: Window): void {
    const [navigation] = performance.getEntriesByType('navigation');
    if (reportRequests((seen) => this.add('page', seen))) {
      this.add('page', navigation === undefined ? [] : [reportOf(navigation)]);
    }
    page.document.addEventListener('securitypolicyviolation', ({ blockedURI, timeStamp }) => this.refuse(blockedURI, timeStamp));
    // Absent in private windows of some browsers.
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    container?.addEventListener('message', ({ data }) => this.hear('offline', data));
  }

  /** Takes a worker's report, if it is one. */
  hear(by: By, data: unknown): void {
    const report = readReport(data);
    if (report !== undefined) this.add(by, report.seen);
  }

  add(by: By, seen: readonly Reported[]): void {
    this.#heard.add(by);
    for (const { url, at, local } of seen) {
      // Blobs and the like are the device's own: nothing is asked of anybody for them.
      if (/^https?:/.test(url)) this.#seen.set(`${by} ${Math.round(at)} ${url}`, { url, at, by, local });
    }
    this.#changed();
  }

  /** The same rule may stand in the page and in the host's headers: then one try is refused twice at once. */
  refuse(url: string, at: number): void {
    if (url === this.#refusal.url && at - this.#refusal.at < TWICE_MS) return;
    this.#refusal = { url, at };
    this.refused.push(url);
    this.#changed();
  }

  markPhoto(now: number): void {
    this.photoAt ??= now;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** What a request was for. `base` is the page's own folder. */
export function kindOf(url: string, base: string): Kind {
  if (!url.startsWith(base)) return 'other';
  const path = url.slice(base.length).replace(/[?#].*$/, '');
  if (path === '' || path === 'index.html') return 'document';
  if (path === 'sw.js') return 'worker';
  if (path.startsWith('weights/')) return 'model';
  if (/^assets\/((cpu|gpu)-|[^/]*\.wasm$)/.test(path)) return 'engine';
  if (/^assets\/[^/]+\.(js|css)$/.test(path)) return 'page';
  return /^icons\/|\.webmanifest$/.test(path) ? 'picture' : 'other';
}

/** The requests by host, kind and maker, the other hosts' first. */
export function sumsOf(requests: readonly Request[], base: string): readonly Sum[] {
  const own = new URL(base).host;
  const sums = new Map<string, Sum>();
  for (const { url, by, local } of requests) {
    const { host } = new URL(url);
    const kind = kindOf(url, base);
    const key = `${host} ${kind} ${by}`;
    const before = sums.get(key) ?? { asked: 0, local: 0 };
    sums.set(key, { host, kind, by, asked: before.asked + (local ? 0 : 1), local: before.local + (local ? 1 : 0) });
  }
  return [...sums.values()].sort((a, b) => Number(a.host === own) - Number(b.host === own) || b.asked - a.asked);
}

/** Requests to anywhere but the page's own site. */
export function elsewhere(requests: readonly Request[], base: string): readonly Request[] {
  const { origin } = new URL(base);
  return requests.filter(({ url }) => new URL(url).origin !== origin);
}

/** The requests of this page. */
export const requestLog = new RequestLog();
