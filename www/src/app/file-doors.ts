import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface FileDoorsOptions {
  readonly onFiles: (files: Blob[]) => void;
  readonly onDrag: (dragging: boolean) => void;
}

/** Pictures dropped anywhere on the page, or pasted into it. */
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
}
