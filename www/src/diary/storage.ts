/** How much the browser holds for this page, and how much it would. Browsers round both. */
export interface StorageUse {
  readonly used: number;
  readonly quota: number;
}

/** What the browser does with the page's data when it wants room; undefined where it does not say. */
export type Persistence = 'kept' | 'may-go' | undefined;

/** The parts of `navigator` and `window` that are asked. */
export interface Surroundings {
  readonly storage: Partial<Pick<StorageManager, 'estimate' | 'persist' | 'persisted'>> | undefined;
  /** Safari's own gesture events, which no other engine has. */
  readonly gestureEvents: boolean;
  /** Opened from the home screen or the dock, as an app. */
  readonly installed: boolean;
}

/** This browser's. */
export function surroundings(): Surroundings {
  return {
    // Absent on pages that came without TLS.
    storage: navigator.storage as StorageManager | undefined,
    gestureEvents: 'GestureEvent' in globalThis,
    installed: matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true),
  };
}

export async function storageUse({ storage }: Surroundings): Promise<StorageUse | undefined> {
  const { usage, quota } = await attempt(() => storage?.estimate?.(), {});
  return usage === undefined || quota === undefined ? undefined : { used: usage, quota };
}

export async function persistence({ storage }: Surroundings): Promise<Persistence> {
  return said(await attempt(() => storage?.persisted?.(), undefined));
}

/** Asks the browser to keep the data. Some ask the person, others decide by themselves. */
export async function askToKeep({ storage }: Surroundings): Promise<Persistence> {
  return said(await attempt(() => storage?.persist?.(), undefined));
}

/**
 * Whether this browser deletes a site's data when it has not been visited for seven days. Safari does, and
 * every browser on an iPhone that is built on it, unless the page is on the home screen or was promised to be kept.
 */
export function deletesUnvisited({ gestureEvents, installed }: Surroundings, kept: Persistence): boolean {
  return gestureEvents && !installed && kept !== 'kept';
}

function said(answer: boolean | undefined): Persistence {
  return answer === undefined ? undefined : answer ? 'kept' : 'may-go';
}

/** Storage that is forbidden answers by a throw: then nothing is known. */
async function attempt<T>(ask: () => Promise<T> | undefined, otherwise: T): Promise<T> {
  try {
    return (await ask()) ?? otherwise;
  } catch {
    return otherwise;
  }
}
