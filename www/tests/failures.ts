import { Failure } from '../src/failure';

/** The failure that a promise ends in; anything else ends the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown = await promise.then(
    () => 'nothing was thrown',
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof Failure)) throw new Error(`no Failure but ${String(thrown)}`);
  return thrown;
}
