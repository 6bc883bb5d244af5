/** Takes a file's bytes in order and gives the file. */
export interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  end(): Promise<Blob>;
}

/** How much is held in memory before the browser gets it as a blob, which it may keep on disk. */
const HELD = 4 * 1024 * 1024;

/** Collects a file without holding all of it in the page's memory. */
export class BlobSink implements Sink {
  readonly #type: string;
  readonly #blobs: Blob[] = [];
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #held = 0;

  constructor(type: string) {
    this.#type = type;
  }

  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#parts.push(bytes);
    this.#held += bytes.length;
    if (this.#held >= HELD) this.#pack();
    return Promise.resolve();
  }

  end(): Promise<Blob> {
    this.#pack();
    return Promise.resolve(new Blob(this.#blobs, { type: this.#type }));
  }

  #pack(): void {
    this.#blobs.push(new Blob(this.#parts));
    this.#parts = [];
    this.#held = 0;
  }
}
