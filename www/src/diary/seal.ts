import { Failure } from '../failure';
import { Bytes } from '../picture/bytes';
import { BlobSink, type Sink } from './sink';
import { slice } from './slice';

/** OWASP's figure for PBKDF2 with HMAC-SHA-256, as of 2023. A file says how many it was made with. */
const ROUNDS = 600_000;
/** Beyond it a file would only keep the device busy. */
const MOST_ROUNDS = 10_000_000;
const CHUNK = 1024 * 1024;
const LARGEST_CHUNK = 16 * 1024 * 1024;
const TAG = 16;

const VERSION = 1;
const MAGIC = new TextEncoder().encode('SPOTSEAL');
const FINISH = new TextEncoder().encode('SEALDONE');
const PBKDF2_SHA256 = 1;

/** Where things are in the header; `docs/diary-format.md` describes them. */
const AT = { version: 8, kdf: 10, rounds: 12, chunk: 16, salt: 20, nonce: 36, probe: 48, checksum: 64 };
const HEADER = 72;
const SALT = 16;
const NONCE_PREFIX = 7;
const LARGEST_COUNT = 0xffffffff;
/** The last byte of a nonce: what the chunk is. No chunk can stand for another of another kind. */
const ROLE = { more: 0, last: 1, probe: 2 } as const;

export type Progress = (done: number, total: number) => void;

interface SealOptions {
  /** Tests seal with fewer. */
  readonly rounds?: number;
  readonly chunk?: number;
}

/** Whether a file begins as a sealed one does. */
export async function isSealed(file: Blob): Promise<boolean> {
  return startsWith(await slice(file, 0, MAGIC.length), MAGIC);
}

/**
 * Encrypts what is written into it under a passphrase, chunk by chunk: AES-256-GCM with a key by PBKDF2, a
 * random salt and nonces that count. The header goes into every chunk's tag, and the last chunk is marked as
 * such, so that nothing can be altered, moved, cut off or added unnoticed.
 */
export class SealingSink implements Sink {
  readonly #out: BlobSink;
  readonly #key: CryptoKey;
  readonly #header: Uint8Array<ArrayBuffer>;
  readonly #pending: Uint8Array<ArrayBuffer>;
  #filled = 0;
  #count = 0;

  private constructor(key: CryptoKey, header: Uint8Array<ArrayBuffer>, chunk: number) {
    this.#out = new BlobSink('application/octet-stream');
    this.#key = key;
    this.#header = header;
    this.#pending = new Uint8Array(chunk);
  }

  static async open(passphrase: string, { rounds = ROUNDS, chunk = CHUNK }: SealOptions = {}): Promise<SealingSink> {
    const header = new Uint8Array(HEADER);
    const view = new DataView(header.buffer);
    header.set(MAGIC);
    view.setUint16(AT.version, VERSION);
    view.setUint16(AT.kdf, PBKDF2_SHA256);
    view.setUint32(AT.rounds, rounds);
    view.setUint32(AT.chunk, chunk);
    crypto.getRandomValues(header.subarray(AT.salt, AT.nonce + NONCE_PREFIX));
    const key = await keyOf(passphrase, header, rounds);
    header.set(await encrypted(key, header, 0, ROLE.probe, header.subarray(0, AT.probe), new Uint8Array()), AT.probe);
    header.set(await checksum(header), AT.checksum);
    const sink = new SealingSink(key, header, chunk);
    await sink.#out.write(header);
    return sink;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      // Kept back until more comes: only then is it known not to be the last one.
      if (this.#filled === this.#pending.length) await this.#close(ROLE.more);
      const part = bytes.subarray(at, at + this.#pending.length - this.#filled);
      this.#pending.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
    }
  }

  async end(): Promise<Blob> {
    await this.#close(ROLE.last);
    await this.#out.write(FINISH);
    return this.#out.end();
  }

  async #close(role: typeof ROLE.more | typeof ROLE.last): Promise<void> {
    const chunk = this.#pending.subarray(0, this.#filled);
    await this.#out.write(await encrypted(this.#key, this.#header, this.#count, role, this.#header, chunk));
    this.#count += 1;
    this.#filled = 0;
  }
}

/** Decrypts a sealed file. What is wrong with it is told apart: passphrase, cut off, damaged, newer. */
export async function unseal(file: Blob, passphrase: string, onProgress: Progress): Promise<Blob> {
  const header = await slice(file, 0, HEADER);
  const { rounds, chunk } = await readHeader(header, file.size);
  const end = file.size - FINISH.length;
  if (!startsWith(await slice(file, end, file.size), FINISH)) throw new Failure('backup-truncated', {}, 'no end mark');
  const key = await keyOf(passphrase, header, rounds);
  const probe = header.subarray(AT.probe, AT.checksum);
  // The header is whole, by its checksum: so it is the key that does not fit.
  await decrypted(key, header, 0, ROLE.probe, header.subarray(0, AT.probe), probe).catch(() => {
    throw new Failure('backup-passphrase');
  });
  const sink = new BlobSink('application/zip');
  const total = Math.ceil((end - HEADER) / (chunk + TAG));
  if (total > LARGEST_COUNT) throw new Failure('backup-damaged', {}, `${total} chunks`);
  for (let count = 0; count < total; count += 1) {
    const from = HEADER + count * (chunk + TAG);
    const bytes = await slice(file, from, Math.min(from + chunk + TAG, end));
    const role = count === total - 1 ? ROLE.last : ROLE.more;
    await sink.write(
      await decrypted(key, header, count, role, header, bytes).catch(() => {
        throw new Failure('backup-damaged', {}, `part ${count + 1} of ${total}`);
      }),
    );
    onProgress(count + 1, total);
  }
  return sink.end();
}

async function readHeader(header: Uint8Array<ArrayBuffer>, size: number): Promise<{ rounds: number; chunk: number }> {
  const bytes = new Bytes(header);
  if (!startsWith(header, MAGIC)) throw new Failure('archive-foreign');
  const version = bytes.u16(AT.version);
  if (version !== undefined && version > VERSION) throw new Failure('backup-newer', { found: version, known: VERSION });
  if (size < HEADER + TAG + FINISH.length) throw new Failure('backup-truncated', {}, `${size} bytes`);
  const rounds = bytes.u32(AT.rounds) ?? 0;
  const chunk = bytes.u32(AT.chunk) ?? 0;
  const sound =
    startsWith(header.subarray(AT.checksum), await checksum(header)) &&
    version === VERSION &&
    bytes.u16(AT.kdf) === PBKDF2_SHA256 &&
    rounds >= 1 &&
    rounds <= MOST_ROUNDS &&
    chunk >= 1 &&
    chunk <= LARGEST_CHUNK;
  if (!sound) throw new Failure('backup-damaged', {}, 'header');
  return { rounds, chunk };
}

/** Keyboards spell one letter in several ways: a passphrase is the same on all of them. */
async function keyOf(passphrase: string, header: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const words = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const salt = header.subarray(AT.salt, AT.salt + SALT);
  const material = await subtle().importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return subtle().deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

type Role = (typeof ROLE)[keyof typeof ROLE];
type Sealed = Uint8Array<ArrayBuffer>;

async function encrypted(key: CryptoKey, header: Sealed, count: number, role: Role, additionalData: Sealed, bytes: Sealed): Promise<Sealed> {
  return new Uint8Array(await subtle().encrypt({ name: 'AES-GCM', iv: nonce(header, count, role), additionalData }, key, bytes));
}

async function decrypted(key: CryptoKey, header: Sealed, count: number, role: Role, additionalData: Sealed, bytes: Sealed): Promise<Sealed> {
  return new Uint8Array(await subtle().decrypt({ name: 'AES-GCM', iv: nonce(header, count, role), additionalData }, key, bytes));
}

function nonce(header: Sealed, count: number, role: Role): Sealed {
  const iv = new Uint8Array(NONCE_PREFIX + 5);
  iv.set(header.subarray(AT.nonce, AT.nonce + NONCE_PREFIX));
  new DataView(iv.buffer).setUint32(NONCE_PREFIX, count);
  iv[NONCE_PREFIX + 4] = role;
  return iv;
}

/** Tells a damaged header from a wrong passphrase; against forgery there are the tags. */
async function checksum(header: Sealed): Promise<Sealed> {
  const digest = await subtle().digest('SHA-256', header.subarray(0, AT.checksum));
  return new Uint8Array(digest, 0, HEADER - AT.checksum);
}

function subtle(): SubtleCrypto {
  // Browsers keep it back from pages that came without TLS.
  const offered = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (offered === undefined) throw new Failure('backup-insecure');
  return offered;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
