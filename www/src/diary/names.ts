import type { Entry, Mole } from './types';

const LONGEST_NAME = 40;
/** Windows takes these for devices, whatever comes after a dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A person's words as a part of a file name that every system takes. */
export function fileNameOf(words: string, otherwise: string): string {
  const plain = [...words.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '-')]
    .slice(0, LONGEST_NAME)
    .join('')
    .replace(/^-+|-+$/g, '');
  return plain === '' || RESERVED.test(plain) ? otherwise : plain;
}

/** A date as file names have it: sorted by name is sorted by date. In the device's own time. */
export function dateOf(time: number): string {
  const at = new Date(time);
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Where each photo goes in an export: a folder for each mole, photos by date and time. */
export function picturePaths(moles: readonly Mole[], entries: readonly Entry[]): ReadonlyMap<string, string> {
  const folders = new Names();
  const folderOf = new Map(moles.map(({ id, name }) => [id, folders.take(fileNameOf(name, 'mole'), '')]));
  const files = new Names();
  return new Map(
    entries.map(({ id, mole, taken }) => {
      const at = new Date(taken);
      const file = `pictures/${folderOf.get(mole) ?? 'mole'}/${dateOf(taken)}-${two(at.getHours())}${two(at.getMinutes())}`;
      return [id, files.take(file, '.jpg')];
    }),
  );
}

/** Names that are each given once, on systems too for which A is a. */
class Names {
  readonly #taken = new Set<string>();

  take(name: string, ending: string): string {
    for (let n = 1; ; n += 1) {
      const wanted = `${name}${n === 1 ? '' : `-${n}`}${ending}`;
      const key = wanted.toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return wanted;
    }
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
