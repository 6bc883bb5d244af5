import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGoldens, type Golden } from './golden';
import { spotcheck } from './native';

const data = process.env['SPOTCHECK_DATA'];

/** HAM10000's folder, where this machine has the data sets. */
export const HAM = data !== undefined && existsSync(join(data, 'ham10000/split.csv')) ? join(data, 'ham10000') : undefined;

/** So many pictures of the test split, evenly picked, so that every part of the list is among them. */
export function testPictures(folder: string, count: number): string[] {
  const rows = readFileSync(join(folder, 'split.csv'), 'utf8').split(/\r?\n/);
  const names = rows.filter((row) => row.endsWith(',test')).map((row) => row.slice(0, row.indexOf(',')));
  const picked = Array.from({ length: count }, (_, at) => names[Math.floor((at * names.length) / count)]);
  return picked.map((name) => join(folder, 'images', `${name}.jpg`));
}

/** Has the native engine look at pictures by a model, and reads what it found; they lie in `out` then. */
export function native(model: string, pictures: readonly string[], out: string): Golden[] {
  spotcheck('golden', '--model', model, '--out', out, ...pictures.flatMap((picture) => ['--add', picture]));
  return readGoldens(out).filter(({ name }) => name.startsWith('added-'));
}
