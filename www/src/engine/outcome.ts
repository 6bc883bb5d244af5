import { Failure, isOfFiles, type FailureCode } from '../failure';
import type { Outcome } from './protocol';

/** The codes that the Rust side puts on its errors. */
const RUST_CODES: ReadonlySet<string> = new Set<FailureCode>([
  'card-format',
  'card-version',
  'weights-missing',
  'weights-size',
  'weights-hash',
  'weights-network',
  'weights-values',
  'picture-size',
  'crop',
  'device',
  'known-answer',
  'inference',
]);

/** After these the engine itself is fine: the input was not, or the files of a network that it has not taken. */
function isHarmless(code: FailureCode): boolean {
  return code === 'picture-size' || code === 'crop' || isOfFiles(code);
}

class FatalError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
  }
}

/** An error after which this worker must be replaced. */
export function toFatal(code: FailureCode, message: string): Error {
  return new FatalError(code, message);
}

/** Runs a job and turns what it throws into a value that survives `postMessage`. */
export async function toOutcome<T>(job: () => Promise<T>, otherwise: FailureCode): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await job() };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, message, ...classify(thrown, otherwise) };
  }
}

function classify(thrown: unknown, otherwise: FailureCode): { code: FailureCode; fatal: boolean } {
  if (thrown instanceof FatalError) return { code: thrown.code, fatal: true };
  if (thrown instanceof Failure) return { code: thrown.code, fatal: !isHarmless(thrown.code) };
  // A Rust panic leaves the engine borrowed for ever: nothing it says afterwards can be used.
  if (thrown instanceof WebAssembly.RuntimeError) return { code: 'engine-trap', fatal: true };
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && RUST_CODES.has(code)) {
    return { code: code as FailureCode, fatal: !isHarmless(code as FailureCode) };
  }
  return { code: otherwise, fatal: true };
}
