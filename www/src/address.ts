import type { EngineKind } from './engine/protocol';

/** What the page's address asks for. */
export interface Wishes {
  /** `?engine=cpu` or `?engine=gpu`; anything else leaves the choice to the device. */
  readonly engine: EngineKind | undefined;
  /** `?model=ID`: another model than the site's default. */
  readonly model: string | undefined;
  /** `?lang=TAG`: a language, whatever was chosen before and whatever the browser prefers. */
  readonly language: string | undefined;
  /** `?safe`: the CPU engine, no settings, nothing that is new or moves; for when the usual start fails. */
  readonly safe: boolean;
}

/** Reads the part of an address behind its question mark. */
export function readWishes(search: string): Wishes {
  const parameters = new URLSearchParams(search);
  const engine = parameters.get('engine');
  const model = parameters.get('model');
  return {
    engine: engine === 'cpu' || engine === 'gpu' ? engine : undefined,
    model: model === null || model === '' ? undefined : model,
    language: parameters.get('lang') ?? undefined,
    safe: parameters.has('safe'),
  };
}

/** The same page with another model, or with its default; what else the address says stays. */
export function addressWith(href: string, model: string | undefined): string {
  const url = new URL(href);
  if (model === undefined) url.searchParams.delete('model');
  else url.searchParams.set('model', model);
  return url.href;
}

/** The same page begun plainly, or as usual again. */
export function addressSafe(href: string, safe: boolean): string {
  const url = new URL(href);
  url.searchParams.delete('safe');
  if (safe) url.searchParams.set('safe', '');
  return url.href;
}
