import { Failure, type FailureCode } from '../failure';

/** No model of ours comes near it; a file that claims more is wrong. */
const LARGEST_FILE = 512 * 1024 * 1024;

/** The fields of one JSON object, each of which must be there and of its kind: a wrong file becomes one failure. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #code: FailureCode;
  readonly #file: string;

  private constructor(values: Readonly<Record<string, unknown>>, code: FailureCode, file: string) {
    this.#values = values;
    this.#code = code;
    this.#file = file;
  }

  /** Reads a file's text; whatever is wrong with it, now or later, is told under `code`. */
  static parse(json: string, code: FailureCode, file: string): Fields {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch (thrown) {
      throw new Failure(code, {}, thrown instanceof Error ? thrown.message : '');
    }
    return Fields.of(value, code, file);
  }

  /** The fields of what was read elsewhere. */
  static of(value: unknown, code: FailureCode, file: string): Fields {
    if (!isObject(value)) throw new Failure(code, {}, `${file}: not an object`);
    return new Fields(value, code, file);
  }

  /** A value as it stands, whatever it is. */
  raw(key: string): unknown {
    return this.#values[key];
  }

  text(key: string): string {
    const value = this.#values[key];
    if (typeof value !== 'string') throw this.wrong(key);
    return value;
  }

  number(key: string): number {
    const value = this.#values[key];
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.wrong(key);
    return value;
  }

  /** A file's size: memory of that size is reserved before its first byte comes. */
  size(key: string): number {
    const value = this.number(key);
    if (!Number.isInteger(value) || value <= 0 || value > LARGEST_FILE) throw this.wrong(key);
    return value;
  }

  object(key: string): Fields {
    return this.#inner(key, this.#values[key]);
  }

  objects(key: string): readonly Fields[] {
    return this.#list(key).map((value) => this.#inner(key, value));
  }

  texts(key: string): readonly string[] {
    return this.#list(key).map((value) => {
      if (typeof value !== 'string') throw this.wrong(key);
      return value;
    });
  }

  flag(key: string): boolean {
    const value = this.#values[key];
    if (typeof value !== 'boolean') throw this.wrong(key);
    return value;
  }

  /** Numbers under names that are not known beforehand. */
  numbers(key: string): Readonly<Record<string, number>> {
    const inner = this.object(key);
    return Object.fromEntries(Object.keys(inner.#values).map((name) => [name, inner.number(name)]));
  }

  /** What `read` makes of a field that may be left out. */
  maybe<T>(key: string, read: (fields: this, key: string) => T): T | undefined {
    return this.#values[key] === undefined ? undefined : read(this, key);
  }

  /** The failure that says which field is at fault. */
  wrong(key: string): Failure {
    return new Failure(this.#code, {}, `${this.#file}: "${key}" is missing or of the wrong kind`);
  }

  #list(key: string): readonly unknown[] {
    const value = this.#values[key];
    if (!Array.isArray(value)) throw this.wrong(key);
    return value;
  }

  #inner(key: string, value: unknown): Fields {
    if (!isObject(value)) throw this.wrong(key);
    return new Fields(value, this.#code, this.#file);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
