import { Failure } from '../failure';
import { readArchive, writeArchive, type Written } from './archive';
import type { Counts } from './merge';
import { dateOf } from './names';
import type { Damaged } from './read';
import { SealingSink, isSealed, unseal, type Progress } from './seal';
import { BlobSink, type Sink } from './sink';
import { slice } from './slice';
import type { Diary } from './store';

/** A file that a person can save. */
export interface Copy extends Written {
  readonly file: File;
  readonly made: number;
}

/** What became of a file's contents. */
export interface Taken {
  readonly counts: Counts;
  /** What of the file could not be read. */
  readonly damaged: readonly Damaged[];
}

export type FileKind = 'backup' | 'export';

/** Everything in one encrypted file, every picture to the byte. */
export async function makeBackup(diary: Diary, passphrase: string, onProgress: Progress, now = Date.now()): Promise<Copy> {
  const sink = await SealingSink.open(passphrase);
  return copy(diary, sink, { made: now, strip: false, onProgress }, `spotcheck-backup-${dateOf(now)}.spotcheck`);
}

/** Everything in a zip that any device can open, the pictures without EXIF. */
export function makeExport(diary: Diary, onProgress: Progress, now = Date.now()): Promise<Copy> {
  const sink = new BlobSink('application/zip');
  return copy(diary, sink, { made: now, strip: true, onProgress }, `spotcheck-export-${dateOf(now)}.zip`);
}

/** Which of the two a file is, by its content; a failure when it is neither. */
export async function kindOf(file: Blob): Promise<FileKind> {
  if (file.size === 0) throw new Failure('file-empty');
  if (await isSealed(file)) return 'backup';
  const [p, k] = await slice(file, 0, 2);
  if (p === 0x50 && k === 0x4b) return 'export';
  throw new Failure('archive-foreign');
}

/** Takes a backup or an export into the diary. Whatever fails, the diary is then as it was before. */
export async function takeIn(diary: Diary, file: Blob, passphrase: string, onProgress: Progress): Promise<Taken> {
  const sealed = (await kindOf(file)) === 'backup';
  const archive = sealed ? await unseal(file, passphrase, (done, total) => onProgress(done, total * 2)) : file;
  const { parcel, made, skipped } = await readArchive(archive, (done, total) =>
    sealed ? onProgress(total + done, total * 2) : onProgress(done, total),
  );
  const { moles } = await diary.contents();
  const { moles: mole, entries: entry } = await diary.merge(parcel);
  // The file is a copy of a diary that has nothing else in it.
  if (moles.length === 0) await diary.noteCopy(made);
  const lost = (kind: Damaged['kind']): number => skipped.filter((thing) => thing.kind === kind).length;
  return {
    counts: {
      moles: { ...mole, skipped: mole.skipped + lost('mole') },
      entries: { ...entry, skipped: entry.skipped + lost('entry') },
    },
    damaged: skipped,
  };
}

async function copy(diary: Diary, sink: Sink, options: Parameters<typeof writeArchive>[2], name: string): Promise<Copy> {
  const contents = await diary.contents();
  const written = await writeArchive(contents, sink, options);
  const blob = await sink.end();
  return {
    ...written,
    skipped: [...contents.damaged, ...written.skipped],
    file: new File([blob], name, { type: blob.type }),
    made: options.made,
  };
}
