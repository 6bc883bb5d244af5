import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { followLaunches } from '../doors/launched';
import { SharedPictures, addressWithoutShared, sharedBy } from '../doors/shared';
import { Failure } from '../failure';

export interface FileDoorsOptions {
  readonly onFiles: (files: Blob[]) => void;
  readonly onDrag: (dragging: boolean) => void;
  readonly onFailure: (failure: Failure) => void;
}

/** Pictures dropped anywhere on the page, pasted into it, shared by another app, or opened with the installed page. */
export class FileDoors implements ReactiveController {
  readonly #options: FileDoorsOptions;
  #listeners = new AbortController();

  constructor(host: ReactiveControllerHost, options: FileDoorsOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    addEventListener('dragover', (event) => this.#over(event), { signal });
    addEventListener('dragleave', (event) => this.#leave(event), { signal });
    addEventListener('drop', (event) => this.#drop(event), { signal });
    addEventListener('paste', (event) => this.#take(event.clipboardData), { signal });
    const { onFiles, onFailure } = this.#options;
    followLaunches(window, onFiles, onFailure);
    void this.#takeShared();
  }

  hostDisconnected(): void {
    this.#listeners.abort();
  }

  #over(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    // Without this the browser would open the file in place of the page.
    event.preventDefault();
    this.#options.onDrag(true);
  }

  /** Leaving one element for another inside the page is no leave. */
  #leave(event: DragEvent): void {
    if (event.relatedTarget === null) this.#options.onDrag(false);
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.#options.onDrag(false);
    this.#take(event.dataTransfer);
  }

  #take(data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    if (files.length > 0) this.#options.onFiles(files);
  }

  async #takeShared(): Promise<void> {
    const { onFiles, onFailure } = this.#options;
    const shared = new SharedPictures(() => caches, new URL('./', document.baseURI).href);
    const lost = sharedBy(location.search);
    if (lost === undefined) {
      await shared.tidy().catch(() => undefined);
      return;
    }
    history.replaceState(history.state, '', addressWithoutShared(location.href));
    try {
      const files = await shared.take();
      if (files.length > 0) onFiles(files);
      if (lost > 0 || files.length === 0) onFailure(new Failure('share-lost', { lost, taken: files.length }));
    } catch (thrown) {
      onFailure(new Failure('share-lost', { lost, taken: 0 }, String(thrown)));
    }
  }
}
