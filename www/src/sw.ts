import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { reportOf, reportRequests, type Reported, type RequestReport } from './engine/report-requests';
import { SHARE_PATH, SharedPictures } from './doors/shared';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const manifest = self.__WB_MANIFEST;
const urlOf = (entry: PrecacheEntry | string): string => (typeof entry === 'string' ? entry : entry.url);

/** Files of the site that are not fetched beforehand but kept after their first use, in a cache of their own. */
interface Later {
  readonly cache: string;
  readonly urls: readonly string[];
}

const isGpu = /\/gpu-[^/]*$/;
const isWords = /\/words-([a-z]+)-[^/]*\.js$/;

function later(cache: string, name: RegExp): Later {
  const entries = manifest.map(urlOf).filter((url) => name.test(url));
  return { cache, urls: entries.map((url) => new URL(url, self.registration.scope).href) };
}

// The GPU engine is 20 MB unpacked, and many devices will never use it.
const gpu = later('spotcheck-gpu-engine', isGpu);
// Of the languages a person reads one; those who read English do without what the others share, too.
const words = later('spotcheck-words', isWords);

precacheAndRoute(
  manifest.filter((entry) => !isGpu.test(urlOf(entry)) && !isWords.test(urlOf(entry))),
  // `?engine=cpu` and the like open the same page.
  { ignoreURLParametersMatching: [/./] },
);
cleanupOutdatedCaches();
for (const kind of [gpu, words]) {
  registerRoute(
    ({ url }) => kind.urls.includes(url.href),
    ({ request }) => keptOrFetched(request, kind),
  );
}

self.addEventListener('install', (event) => event.waitUntil(renewWords()));

// What another app shares ends here: it is put aside for the page, and no request goes on to the network.
const { scope } = self.registration;
const shared = new SharedPictures(() => caches, scope);
registerRoute(
  ({ url }) => url.href === new URL(SHARE_PATH, scope).href,
  async ({ request }) => Response.redirect(new URL(await shared.keep(() => request.formData()), scope).href, 303),
  'POST',
);

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOld(gpu), dropOld(words), self.clients.claim()]));
});

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const { type } = event.data as { type?: string };
  // A new version takes over only when the person has asked for it.
  if (type === 'SWITCH_OVER') void self.skipWaiting();
  if (type === 'REQUESTS' && reporting) event.source?.postMessage(report(performance.getEntriesByType('resource').map(reportOf)));
});

// The page shows what was requested, and its own list does not have what is requested here.
const reporting = reportRequests((seen) => {
  void self.clients.matchAll({ includeUncontrolled: true }).then((pages) => {
    for (const page of pages) page.postMessage(report(seen));
  });
});

function report(seen: readonly Reported[]): RequestReport {
  return { type: 'REQUESTS', seen };
}

/** Their names contain hashes, so a kept file is always the right one. */
async function keptOrFetched(request: Request, { cache: name }: Later): Promise<Response> {
  const cache = await caches.open(name);
  const kept = await cache.match(request.url);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  // A full disk must not cost the answer that is already here.
  if (response.ok) await cache.put(request.url, response.clone()).catch(() => undefined);
  return response;
}

/** A language that was kept for the version before is fetched for this one too: who reads it may be offline next. */
async function renewWords(): Promise<void> {
  const cache = await caches.open(words.cache);
  const codeOf = (url: string): string | undefined => isWords.exec(url)?.[1];
  const read = new Set((await cache.keys()).map(({ url }) => codeOf(url)));
  const wanted = words.urls.filter((url) => read.has(codeOf(url)));
  // The new version is whole without them: they are fetched again when somebody reads them.
  await Promise.all(wanted.map((url) => cache.add(url).catch(() => undefined)));
}

async function dropOld({ cache: name, urls }: Later): Promise<void> {
  const cache = await caches.open(name);
  for (const { url } of await cache.keys()) {
    if (!urls.includes(url)) await cache.delete(url);
  }
}
