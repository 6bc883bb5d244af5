import { Failure } from '../failure';

/** A part of a file's bytes; files in cloud drives may turn out not to be there. */
export async function slice(file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (thrown) {
    throw new Failure('file-unreadable', {}, String(thrown));
  }
}
