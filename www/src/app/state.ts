/** Where a store keeps itself, as far as it is used; `localStorage` is one. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem'>;

/** For every field: the value itself when it is one, else undefined. What was stored may be of any version. */
type Readers<T> = { readonly [K in keyof T]: (value: unknown) => T[K] | undefined };

export interface StoreOptions<T> {
  readonly key: string;
  readonly defaults: T;
  readonly readers: Readers<T>;
  /** A function since merely touching `localStorage` throws where it is blocked. */
  readonly keeper: () => Keeper;
}

/**
 * A few typed values that are kept on the device, and are the same in all tabs. A field that is missing or
 * not of its kind has its default; where nothing can be kept, the values last as long as the page.
 * Dispatches `change`.
 */
export class Store<T extends object> extends EventTarget {
  readonly #options: StoreOptions<T>;
  #value: T | undefined;
  #kept = true;

  constructor(options: StoreOptions<T>) {
    super();
    this.#options = options;
  }

  get value(): T {
    this.#value ??= this.#read() ?? this.#options.defaults;
    return this.#value;
  }

  /** Changes some fields. Another tab may have changed others meanwhile: those stay. */
  set(fields: Partial<T>): void {
    this.#value = { ...(this.#read() ?? this.value), ...fields };
    if (this.#kept) {
      try {
        this.#options.keeper().setItem(this.#options.key, JSON.stringify(this.#value));
      } catch {
        // Full or blocked: what would be read next is older than what was just said.
        this.#kept = false;
      }
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Takes over what other tabs say; `window` hears of that. */
  follow(heard: EventTarget): void {
    heard.addEventListener('storage', (event) => {
      const { key } = event as StorageEvent;
      // A null key: everything was cleared.
      if (!this.#kept || (key !== this.#options.key && key !== null)) return;
      this.#value = this.#read() ?? this.#options.defaults;
      this.dispatchEvent(new Event('change'));
    });
  }

  /** From here on the defaults, and nothing read or kept: for a start that is to be like the first one. */
  startPlain(): void {
    this.#kept = false;
    this.#value = this.#options.defaults;
  }

  /** Undefined when nothing is kept or nothing can be read. */
  #read(): T | undefined {
    if (!this.#kept) return undefined;
    let stored: unknown;
    try {
      stored = JSON.parse(this.#options.keeper().getItem(this.#options.key) ?? 'null');
    } catch {
      return undefined;
    }
    if (typeof stored !== 'object' || stored === null) return undefined;
    const { defaults, readers } = this.#options;
    const found = stored as Readonly<Record<string, unknown>>;
    const value = { ...defaults };
    for (const key of Object.keys(readers) as (keyof T & string)[]) {
      const field = Object.hasOwn(found, key) ? readers[key](found[key]) : undefined;
      if (field !== undefined) value[key] = field;
    }
    return value;
  }
}

export const TEXT_SIZES = ['usual', 'large', 'largest'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

/** What the person has chosen for this device. */
export interface Settings {
  /** The language's tag; empty: the browser's. Whether there is such a language is for whoever speaks it. */
  readonly language: string;
  /** The camera takes the photo by itself once it is good. */
  readonly autoShutter: boolean;
  readonly text: TextSize;
  /** When the person last said that they do not want the app installed, in milliseconds since 1970. */
  readonly installDeclined: number;
}

const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const moment = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/** How the settings are stored, apart from where. */
export const SETTINGS = {
  key: 'spotcheck.settings',
  defaults: { language: '', autoShutter: true, text: 'usual', installDeclined: 0 },
  readers: {
    language: (value) => (typeof value === 'string' && /^([a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*)?$/.test(value) ? value : undefined),
    autoShutter: flag,
    text: (value) => TEXT_SIZES.find((size) => size === value),
    installDeclined: moment,
  },
} satisfies Omit<StoreOptions<Settings>, 'keeper'>;

/** The settings of this page. An element that shows one is drawn anew by `new Watch(this, () => [settings])`. */
export const settings = new Store<Settings>({ ...SETTINGS, keeper: () => localStorage });
