/** A request as the context that made it was told of it by the browser. */
export interface Reported {
  readonly url: string;
  /** Milliseconds since 1970: the contexts of one page have clocks that start apart. */
  readonly at: number;
  /** Answered by a copy on the device: nothing went over the network. */
  readonly local: boolean;
}

/** What a worker tells the page of its own requests, which the page's own list does not have. */
export interface RequestReport {
  readonly type: 'REQUESTS';
  readonly seen: readonly Reported[];
}

/** Tells of every request that this context has made and will make; false where the browser keeps no list. */
export function reportRequests(tell: (seen: readonly Reported[]) => void): boolean {
  try {
    const observer = new PerformanceObserver((list) => tell(list.getEntries().map(reportOf)));
    observer.observe({ type: 'resource', buffered: true });
    return true;
  } catch {
    return false;
  }
}

/** An entry of the browser's list, with its time on the common clock. */
export function reportOf(entry: PerformanceEntry): Reported {
  const { name, startTime, transferSize, encodedBodySize } = entry as PerformanceResourceTiming;
  // Another site may hide its sizes: without a body to speak of it counts as asked over the network.
  return { url: name, at: performance.timeOrigin + startTime, local: transferSize === 0 && encodedBodySize > 0 };
}

/** Reads a worker's report; anything else is none. */
export function readReport(data: unknown): RequestReport | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, seen } = data as { type?: unknown; seen?: unknown };
  return type === 'REQUESTS' && Array.isArray(seen) ? { type, seen: seen as Reported[] } : undefined;
}
