import type { Answer } from './browser.mjs';

declare global {
  interface Window {
    /** Put there before a page's own scripts run. */
    bench: { readonly first: Promise<Answer>; run(rgba: number[]): Promise<Answer>; kept(): Promise<void> };
    /** Put there by the page of a bare engine; the app puts `spotcheck` there instead. */
    contender: { readonly ready: Promise<unknown>; answer(rgba: Uint8Array): Promise<unknown> };
  }
  /** The network's input, built into the workers. */
  const INPUT: { readonly size: number; readonly mean: readonly number[]; readonly std: readonly number[]; readonly views?: string };
}
