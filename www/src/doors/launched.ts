import { Failure } from '../failure';

/** A file that the system opens with this page; a part of the browser's own type. */
interface Handle {
  getFile?(): Promise<File>;
}

interface LaunchQueue {
  setConsumer(consumer: (parameters: { readonly files?: readonly Handle[] }) => void): void;
}

/** Takes the files that somebody opened with the installed page. One that cannot be read costs the others nothing. */
export function followLaunches(page: object, onFiles: (files: Blob[]) => void, onFailure: (failure: Failure) => void): void {
  // Chromium alone has it so far.
  const { launchQueue } = page as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files = [] }) => void take(files, onFiles, onFailure));
}

async function take(handles: readonly Handle[], onFiles: (files: Blob[]) => void, onFailure: (failure: Failure) => void): Promise<void> {
  // A folder has no `getFile`.
  const results = await Promise.allSettled(handles.map(async (handle) => handle.getFile?.()));
  const files = results.flatMap((result) => (result.status === 'fulfilled' && result.value !== undefined ? [result.value] : []));
  const refused = results.find((result) => result.status === 'rejected');
  if (files.length > 0) onFiles(files);
  if (refused !== undefined) onFailure(new Failure('file-unreadable', {}, String(refused.reason)));
}
