import { Inflate } from 'fflate';
import { Failure } from '../failure';
import { Bytes } from '../picture/bytes';
import { crc32 } from './crc32';
import { slice } from './slice';

interface Packed {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its local header begins. */
  readonly start: number;
  readonly name: string;
}

/** How much a file may claim to unpack to. */
export interface Limit {
  readonly bytes: number;
  /** Unpacked bytes to one packed byte: beyond that it is no file of this kind but a bomb. */
  readonly ratio: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
/** Larger archives say so by these values, and are of a kind that we neither write nor read. */
const BEYOND = { count: 0xffff, size: 0xffffffff };
const LARGEST_DIRECTORY = 32 * 1024 * 1024;
/** Unpacking can grow a thousandfold: in small steps, so that too much is met before it is in memory. */
const STEP = 16 * 1024;

/**
 * The files in a zip, read from a blob one by one. It may come from anybody: its directory is held to the
 * file's length, no file may lie inside another, and each says its size before it is unpacked.
 */
export class Zip {
  readonly #blob: Blob;
  readonly #files: ReadonlyMap<string, Packed>;

  private constructor(blob: Blob, files: ReadonlyMap<string, Packed>) {
    this.#blob = blob;
    this.#files = files;
  }

  static async open(blob: Blob): Promise<Zip> {
    const { count, offset, size } = await findDirectory(blob);
    if (size > LARGEST_DIRECTORY) throw new Failure('archive-large', {}, `a directory of ${size} bytes`);
    const files = readDirectory(new Bytes(await slice(blob, offset, offset + size)), count);
    checkOverlap(files, offset);
    const named = new Map(files.filter(({ name }) => isPlain(name)).map((file) => [file.name, file]));
    if (new Set(files.map(({ name }) => name)).size !== files.length) throw damaged('two files of one name');
    return new Zip(blob, named);
  }

  /** The names of all files, but for those that would lead out of a folder. */
  get names(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** One file, unpacked and checked; a failure when it is not there, not whole, or larger than it may be. */
  async read(name: string, limit: Limit): Promise<Uint8Array<ArrayBuffer>> {
    const file = this.#files.get(name);
    if (file === undefined) throw damaged(`${name}: not there`);
    const { packed, unpacked, start, method } = file;
    if (unpacked > limit.bytes || unpacked > packed * limit.ratio) {
      throw damaged(`${name}: ${unpacked} bytes from ${packed}`);
    }
    const header = new Bytes(await slice(this.#blob, start, start + LOCAL_LENGTH));
    if (header.u32(0, true) !== LOCAL) throw damaged(`${name}: no header`);
    const from = start + LOCAL_LENGTH + u16(header, 26) + u16(header, 28);
    const data = await slice(this.#blob, from, from + packed);
    const bytes = method === DEFLATED ? inflated(data, unpacked, name) : data;
    if (bytes.length !== unpacked || crc32(bytes) !== file.crc) throw damaged(`${name}: not as it was written`);
    return bytes;
  }
}

interface Directory {
  readonly count: number;
  readonly offset: number;
  readonly size: number;
}

async function findDirectory(blob: Blob): Promise<Directory> {
  const from = Math.max(0, blob.size - END_LENGTH - LONGEST_COMMENT);
  const tail = new Bytes(await slice(blob, from, blob.size));
  for (let at = tail.length - END_LENGTH; at >= 0; at -= 1) {
    if (tail.u32(at, true) !== END || at + END_LENGTH + u16(tail, at + 20) !== tail.length) continue;
    const count = u16(tail, at + 10);
    const size = u32(tail, at + 12);
    const offset = u32(tail, at + 16);
    if (count === BEYOND.count || size === BEYOND.size || offset === BEYOND.size) throw new Failure('archive-large', {}, 'zip64');
    if (offset + size !== from + at) throw damaged('the directory is not where it should be');
    return { count, offset, size };
  }
  throw damaged('no directory');
}

function readDirectory(bytes: Bytes, count: number): Packed[] {
  const files: Packed[] = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (bytes.u32(at, true) !== CENTRAL) throw damaged('the directory breaks off');
    const method = u16(bytes, at + 10);
    const nameLength = u16(bytes, at + 28);
    const end = at + CENTRAL_LENGTH + nameLength + u16(bytes, at + 30) + u16(bytes, at + 32);
    if (end > bytes.length) throw damaged('the directory breaks off');
    const name = new TextDecoder().decode(bytes.all.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength));
    if ((u16(bytes, at + 8) & ENCRYPTED) !== 0) throw damaged(`${name}: encrypted`);
    if (method !== STORED && method !== DEFLATED) throw damaged(`${name}: packed by method ${method}`);
    const file = {
      method,
      crc: u32(bytes, at + 16),
      packed: u32(bytes, at + 20),
      unpacked: u32(bytes, at + 24),
      start: u32(bytes, at + 42),
      name,
    };
    if (!name.endsWith('/')) files.push(file);
    at = end;
  }
  return files;
}

/** Files that share their bytes make a bomb of a few kilobytes that no ratio betrays. */
function checkOverlap(files: readonly Packed[], end: number): void {
  const inOrder = [...files].sort((a, b) => a.start - b.start);
  inOrder.forEach(({ name, start, packed }, at) => {
    const next = inOrder[at + 1]?.start ?? end;
    // Its name stands before it once more.
    if (start + LOCAL_LENGTH + packed > next) throw damaged(`${name}: reaches into the next file`);
  });
}

/** Not absolute, not upwards, no other system's separators. Nothing is ever written to such a path; it is nobody's honest name. */
function isPlain(name: string): boolean {
  return !/[\\:\p{Cc}]/u.test(name) && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function inflated(data: Uint8Array, size: number, name: string): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw damaged(`${name}: more than it claims`);
    all.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < data.length; at += STEP) inflate.push(data.subarray(at, at + STEP), at + STEP >= data.length);
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : damaged(`${name}: ${String(thrown)}`);
  }
  return all.subarray(0, filled);
}

function u16(bytes: Bytes, at: number): number {
  return bytes.u16(at, true) ?? 0;
}

function u32(bytes: Bytes, at: number): number {
  return bytes.u32(at, true) ?? 0;
}

function damaged(detail: string): Failure {
  return new Failure('archive-damaged', {}, detail);
}
