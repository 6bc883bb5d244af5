/** Reads numbers and tags from a file's bytes; anything beyond the end is `undefined`, never a throw. */
export class Bytes {
  readonly #view: DataView;

  constructor(readonly all: Uint8Array) {
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  }

  get length(): number {
    return this.all.byteLength;
  }

  u8(at: number): number | undefined {
    return this.all[at];
  }

  u16(at: number, littleEndian = false): number | undefined {
    return at >= 0 && at + 2 <= this.length ? this.#view.getUint16(at, littleEndian) : undefined;
  }

  u24le(at: number): number | undefined {
    const low = this.u16(at, true);
    const high = this.u8(at + 2);
    return low === undefined || high === undefined ? undefined : low | (high << 16);
  }

  u32(at: number, littleEndian = false): number | undefined {
    return at >= 0 && at + 4 <= this.length ? this.#view.getUint32(at, littleEndian) : undefined;
  }

  i32le(at: number): number | undefined {
    return at >= 0 && at + 4 <= this.length ? this.#view.getInt32(at, true) : undefined;
  }

  /** The four-letter tag at `at`; shorter at the end of the file. */
  tag(at: number, length = 4): string {
    return String.fromCharCode(...this.all.subarray(at, at + length));
  }
}
