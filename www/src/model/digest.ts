/**
 * SHA-256 in hex, or undefined where the browser keeps `crypto.subtle` back (pages that came without
 * TLS). The engine hashes the weights itself in any case; without this the page merely stores nothing.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return undefined;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
