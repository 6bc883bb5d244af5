import { Zip as ZipWriter, ZipDeflate, ZipPassThrough } from 'fflate';
import { Failure } from '../failure';
import { Fields } from '../model/fields';
import { cleanJpeg } from '../picture/jpeg-clean';
import type { Parcel } from './merge';
import { picturePaths } from './names';
import { idOf, readAll, readEntryFacts, readMole, type Damaged, type EntryFacts } from './read';
import type { Sink } from './sink';
import { Zip, type Limit } from './zip';

/** What an archive says that it is; `docs/diary-format.md` describes it. */
const FORMAT = 'spotcheck-diary';
const VERSION = 1;
const LIST = 'diary.json';
const LARGEST_FILE = 4_000_000_000;
/** Beside the photos there is the list. */
const MOST_PHOTOS = 60_000;

const LIST_LIMIT: Limit = { bytes: 64 * 1024 * 1024, ratio: 1000 };
/** A JPEG can hardly be packed any further. */
const PICTURE_LIMIT: Limit = { bytes: 64 * 1024 * 1024, ratio: 20 };
/** What a zip can say of a file's date. */
const ZIP_YEARS = { first: 1980, last: 2099 };

export interface WriteOptions {
  /** When it is made. */
  readonly made: number;
  /** Cuts everything out of the pictures that they do not need; otherwise they are kept to the byte. */
  readonly strip: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

/** What an archive holds, and what could not be put into it. */
export interface Written {
  readonly moles: number;
  readonly entries: number;
  readonly skipped: readonly Damaged[];
}

export interface Read {
  readonly parcel: Parcel;
  readonly made: number;
  readonly skipped: readonly Damaged[];
}

/** Writes a diary as a zip: `diary.json`, and each picture as a file. One that cannot be read is left out and named. */
export async function writeArchive({ moles, entries }: Parcel, sink: Sink, options: WriteOptions): Promise<Written> {
  if (entries.length > MOST_PHOTOS) throw new Failure('archive-large');
  const paths = picturePaths(moles, entries);
  const listed: (EntryFacts & { readonly picture: string })[] = [];
  const skipped: Damaged[] = [];
  const writer = new Writer(sink);
  for (const [at, { picture, ...facts }] of entries.entries()) {
    const path = paths.get(facts.id) ?? '';
    const bytes = await readPicture(picture, options.strip);
    if (bytes === undefined) {
      skipped.push({ kind: 'entry', id: facts.id, why: `photo ${facts.id}: its picture cannot be read` });
    } else {
      await writer.add(new ZipPassThrough(path), bytes, facts.taken);
      listed.push({ ...facts, picture: path });
    }
    options.onProgress(at + 1, entries.length);
  }
  const list = JSON.stringify({ format: FORMAT, version: VERSION, made: options.made, moles, entries: listed }, null, 1);
  await writer.add(new ZipDeflate(LIST, { level: 6 }), new TextEncoder().encode(list), options.made);
  await writer.end();
  return { moles: moles.length, entries: listed.length, skipped };
}

/**
 * Reads a zip that may come from anybody. What is wrong with all of it is a failure; a mole or a photo with
 * which something is wrong is left out and named. Pictures are stripped on their way in, too.
 */
export async function readArchive(file: Blob, onProgress: WriteOptions['onProgress']): Promise<Read> {
  const zip = await Zip.open(file);
  const [list, folder] = findList(zip);
  const fields = readList(await zip.read(list, LIST_LIMIT));
  const moles = readAll('mole', listOf(fields, 'moles'), readMole);
  const entries = readAll('entry', listOf(fields, 'entries'), (value) => ({ facts: readEntryFacts(value), path: pathOf(value) }));
  const skipped = [...moles.damaged, ...entries.damaged];
  const whole = [];
  for (const [at, { facts, path }] of entries.whole.entries()) {
    try {
      whole.push({ ...facts, picture: await takePicture(zip, `${folder}${path}`, facts) });
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'archive-damaged') throw thrown;
      skipped.push({ kind: 'entry', id: facts.id, why: thrown.detail });
    }
    onProgress(at + 1, entries.whole.length);
  }
  return { parcel: { moles: moles.whole, entries: whole }, made: fields.number('made'), skipped };
}

/** One file after the other into a sink. */
class Writer {
  readonly #sink: Sink;
  readonly #zip: ZipWriter;
  readonly #ready: Uint8Array<ArrayBuffer>[] = [];
  #length = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#zip = new ZipWriter((error, chunk) => {
      if (error !== null) throw error;
      this.#ready.push(chunk as Uint8Array<ArrayBuffer>);
    });
  }

  async add(file: ZipPassThrough | ZipDeflate, bytes: Uint8Array, time: number): Promise<void> {
    file.mtime = zipTime(time);
    this.#zip.add(file);
    file.push(bytes, true);
    await this.#flush();
  }

  async end(): Promise<void> {
    this.#zip.end();
    await this.#flush();
  }

  async #flush(): Promise<void> {
    for (const chunk of this.#ready.splice(0)) {
      this.#length += chunk.length;
      if (this.#length > LARGEST_FILE) throw new Failure('archive-large');
      await this.#sink.write(chunk);
    }
  }
}

async function readPicture(picture: Blob, strip: boolean): Promise<Uint8Array | undefined> {
  try {
    const bytes = new Uint8Array(await picture.arrayBuffer());
    return strip ? cleanJpeg(bytes)?.bytes : bytes;
  } catch {
    // The browser has lost the file behind it.
    return undefined;
  }
}

/** At the top, or one folder down, where it is once somebody has unpacked and packed it again. */
function findList(zip: Zip): readonly [list: string, folder: string] {
  const lists = zip.names.filter((name) => /^([^/]+\/)?diary\.json$/.test(name) && !name.startsWith('__MACOSX/'));
  const [list] = lists;
  if (list === undefined || lists.length > 1) throw new Failure('archive-foreign', {}, `${lists.length} lists`);
  return [list, list.slice(0, -LIST.length)];
}

function readList(bytes: Uint8Array): Fields {
  const fields = Fields.parse(new TextDecoder().decode(bytes), 'archive-damaged', LIST);
  if (fields.raw('format') !== FORMAT) throw new Failure('archive-foreign', {}, `${LIST}: format`);
  const version = fields.number('version');
  if (version > VERSION) throw new Failure('archive-newer', { found: version, known: VERSION });
  if (version !== VERSION) throw fields.wrong('version');
  if (!Number.isFinite(new Date(fields.number('made')).getTime())) throw fields.wrong('made');
  return fields;
}

function listOf(fields: Fields, key: string): readonly unknown[] {
  const list = fields.raw(key);
  if (!Array.isArray(list)) throw fields.wrong(key);
  if (list.length > MOST_PHOTOS) throw new Failure('archive-large', {}, `${LIST}: ${key}`);
  return list;
}

function pathOf(value: unknown): string {
  return Fields.of(value, 'diary-row', `photo ${idOf(value)}`).text('picture');
}

async function takePicture(zip: Zip, path: string, { id, width, height }: EntryFacts): Promise<Blob> {
  const clean = cleanJpeg(await zip.read(path, PICTURE_LIMIT));
  if (clean === undefined) throw new Failure('archive-damaged', {}, `photo ${id}: ${path} is no whole JPEG`);
  if (clean.width !== width || clean.height !== height) {
    throw new Failure('archive-damaged', {}, `photo ${id}: ${path} has ${clean.width} by ${clean.height} pixels`);
  }
  return new Blob([clean.bytes], { type: 'image/jpeg' });
}

function zipTime(time: number): Date {
  const at = new Date(time);
  const year = Math.min(Math.max(at.getFullYear(), ZIP_YEARS.first), ZIP_YEARS.last);
  return year === at.getFullYear() ? at : new Date(year, 0, 1);
}
