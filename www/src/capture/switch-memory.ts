const KEY = 'spotcheck.auto-shutter';

/** Whether the person has chosen the automatic shutter. Off until then: a page takes no photo that nobody asked for. */
export class SwitchMemory {
  readonly #storage: () => Storage;

  /** `storage` may throw, as it does in private windows; then the choice lasts for the visit. */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  read(): boolean {
    try {
      return this.#storage().getItem(KEY) === 'on';
    } catch {
      return false;
    }
  }

  write(on: boolean): void {
    try {
      if (on) this.#storage().setItem(KEY, 'on');
      else this.#storage().removeItem(KEY);
    } catch {
      // Not remembered, and in force all the same.
    }
  }
}
