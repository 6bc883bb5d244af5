/** How long to wait for the offline copy before saying that the page has settled without it. */
const PATIENCE_MS = 20_000;

export interface UpdateWatch {
  /** Resolves to true once this visit's page will also open without a network. */
  readonly offlineReady: Promise<boolean>;
}

/**
 * Registers the service worker. A new version installs beside the running one and waits: `onUpdate` gets
 * a function that switches over and reloads, to be called when the person says so and not before. Where it
 * was another tab that switched over, that function only reloads.
 */
export function watchUpdates(onUpdate: (apply: () => void) => void): UpdateWatch {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return { offlineReady: Promise.resolve(false) };
  const clock = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS));
  return { offlineReady: Promise.race([register(onUpdate).catch(() => false), clock]) };
}

async function register(onUpdate: (apply: () => void) => void): Promise<boolean> {
  const container = navigator.serviceWorker;
  const registration = await container.register('./sw.js', { scope: './' });
  let asked = false;
  const offer = (worker: ServiceWorker): void => {
    onUpdate(() => {
      asked = true;
      worker.postMessage({ type: 'SWITCH_OVER' });
    });
  };
  // Of the first visit's own worker, which finds no other in its place, nobody needs to be told.
  let controlled = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (asked) location.reload();
    else if (controlled) onUpdate(() => location.reload());
    controlled = true;
  });
  if (registration.waiting !== null && container.controller !== null) offer(registration.waiting);
  const watched = new Set<ServiceWorker>();
  const watch = (): void => {
    const worker = registration.installing;
    if (worker === null || watched.has(worker)) return;
    watched.add(worker);
    worker.addEventListener('statechange', () => {
      // Without a controller this is the first visit: nothing old to be replaced.
      if (worker.state === 'installed' && container.controller !== null) offer(worker);
    });
  };
  registration.addEventListener('updatefound', watch);
  // One that the browser found on its way here may be installing already.
  watch();
  return registration.active !== null || (await becomesActive(registration.installing ?? registration.waiting));
}

function becomesActive(worker: ServiceWorker | null): Promise<boolean> {
  return new Promise((resolve) => {
    if (worker === null) {
      resolve(false);
      return;
    }
    const look = (): void => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
