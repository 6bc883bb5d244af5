/** Everything that can go wrong, by name; `messages.ts` says each one in words. */
export type FailureCode =
  // the engines
  | 'simd-missing'
  | 'engine-download'
  | 'engine-trap'
  | 'engine-timeout'
  | 'gpu-lost'
  | 'gpu-wrong'
  // said by the Rust side, passed on by its code
  | 'card-format'
  | 'card-version'
  | 'weights-missing'
  | 'weights-size'
  | 'weights-hash'
  | 'weights-network'
  | 'weights-values'
  | 'picture-size'
  | 'crop'
  | 'device'
  | 'known-answer'
  | 'inference'
  // the model's files
  | 'models-missing'
  | 'model-offline'
  | 'model-unknown'
  | 'model-switched'
  | 'model-unstored'
  | 'outline-offline'
  // a model's files from the device
  | 'open-card'
  | 'open-weights'
  | 'open-large'
  // the photo
  | 'file-empty'
  | 'file-unreadable'
  | 'file-not-picture'
  | 'file-truncated'
  | 'file-broken'
  | 'file-heic'
  | 'picture-tiny'
  | 'picture-huge'
  | 'queue-full'
  | 'share-lost'
  // the camera
  | 'camera-denied'
  | 'camera-absent'
  | 'camera-busy'
  | 'camera-insecure'
  // the diary
  | DataFailure
  // a part of the page itself
  | 'screen-download'
  // the rest
  | 'unknown';

/** What can go wrong with what is kept, and with files of it; `words/data.ts` says it in words. */
export type DataFailure =
  | 'storage-absent'
  | 'storage-blocked'
  | 'storage-newer'
  | 'storage-full'
  | 'storage-broken'
  | 'diary-row'
  | 'mole-missing'
  | 'picture-encode'
  // an encrypted backup
  | 'backup-insecure'
  | 'backup-passphrase'
  | 'backup-damaged'
  | 'backup-truncated'
  | 'backup-newer'
  // a plain export
  | 'archive-foreign'
  | 'archive-damaged'
  | 'archive-newer'
  | 'archive-large';

/** Numbers and names a message may want to mention. */
export type Facts = Readonly<Record<string, string | number>>;

/** A failure the page can explain to a person. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: FailureCode,
    readonly facts: Facts = {},
    /** The technical sentence, shown small: a person who reports a fault can copy it. */
    readonly detail = '',
  ) {
    super(detail === '' ? code : `${code}: ${detail}`);
  }
}

/** Wraps whatever was thrown, so that the page always has something to say. */
export function asFailure(thrown: unknown, code: FailureCode = 'unknown'): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure(code, {}, thrown instanceof Error ? thrown.message : String(thrown));
}

/** True when a network's own files are at fault, which no other engine takes either. */
export function isOfFiles(code: FailureCode): boolean {
  return /^(card|weights)-/.test(code);
}

/** True for the rejection that an AbortSignal causes: nobody needs to be told. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}
