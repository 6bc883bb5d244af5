import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { reportOf, reportRequests, type Reported, type RequestReport } from './engine/report-requests';
import { SHARE_PATH, SharedPictures } from './doors/shared';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const GPU_CACHE = 'spotcheck-gpu-engine';

const manifest = self.__WB_MANIFEST;
const urlOf = (entry: PrecacheEntry | string): string => (typeof entry === 'string' ? entry : entry.url);
const isGpu = (entry: PrecacheEntry | string): boolean => /\/gpu-[^/]*$/.test(urlOf(entry));

// The GPU engine is 20 MB unpacked, and many devices will never use it: it is kept after its first use.
const gpuUrls = manifest.filter(isGpu).map((entry) => new URL(urlOf(entry), self.registration.scope).href);

precacheAndRoute(
  manifest.filter((entry) => !isGpu(entry)),
  // `?engine=cpu` and the like open the same page.
  { ignoreURLParametersMatching: [/./] },
);
cleanupOutdatedCaches();
registerRoute(
  ({ url }) => gpuUrls.includes(url.href),
  ({ request }) => keptOrFetched(request),
);

// What another app shares ends here: it is put aside for the page, and no request goes on to the network.
const { scope } = self.registration;
const shared = new SharedPictures(() => caches, scope);
registerRoute(
  ({ url }) => url.href === new URL(SHARE_PATH, scope).href,
  async ({ request }) => Response.redirect(new URL(await shared.keep(() => request.formData()), scope).href, 303),
  'POST',
);

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldGpuEngines(), self.clients.claim()]));
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
async function keptOrFetched(request: Request): Promise<Response> {
  const cache = await caches.open(GPU_CACHE);
  const kept = await cache.match(request.url);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  // A full disk must not cost the answer that is already here.
  if (response.ok) await cache.put(request.url, response.clone()).catch(() => undefined);
  return response;
}

async function dropOldGpuEngines(): Promise<void> {
  const cache = await caches.open(GPU_CACHE);
  for (const { url } of await cache.keys()) {
    if (!gpuUrls.includes(url)) await cache.delete(url);
  }
}
