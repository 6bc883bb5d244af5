import { Failure } from '../failure';
import { Fields } from '../model/fields';
import type { Reliability } from '../model/reliability';
import type { Abcde, Entry, KeptVerdict, Measure, Mole, Place } from './types';

/** How long a text may be. What is longer is not kept, so a form should not let it be written. */
export const LONGEST = { code: 100, name: 200, text: 20_000 } as const;

/** Lists of classes, groups, limits: no card of ours comes near it. */
const MOST_ITEMS = 1000;
const LARGEST_SIDE = 32_768;
/** In millimetres. */
const LONGEST_MEASURE = 10_000;
/** What JavaScript's own dates can express. */
export const LAST_TIME = 8.64e15;
/** Ids become addresses and names of files. */
const ID = /^[0-9A-Za-z-]{1,64}$/;

/** One row or record that cannot be read: it is named and left alone, and takes no other with it. */
export interface Damaged {
  readonly kind: 'mole' | 'entry';
  readonly id: string;
  /** Which field is at fault. */
  readonly why: string;
}

/** An entry without its picture, which a file keeps beside it. */
export type EntryFacts = Omit<Entry, 'picture'>;

/** Reads a mole from the database or from a file; both may hold anything. */
export function readMole(value: unknown): Mole {
  const fields = Fields.of(value, 'diary-row', `mole ${idOf(value)}`);
  return {
    id: id(fields, 'id'),
    name: text(fields, 'name', LONGEST.name),
    place: fields.maybe('place', readPlace),
    notes: text(fields, 'notes', LONGEST.text),
    created: time(fields, 'created'),
    changed: time(fields, 'changed'),
  };
}

/** Reads an entry from the database. */
export function readEntry(value: unknown): Entry {
  const fields = entryFields(value);
  const picture = fields.raw('picture');
  if (!(picture instanceof Blob) || picture.size === 0) throw fields.wrong('picture');
  return { ...facts(fields), picture };
}

/** Reads all of an entry but its picture. */
export function readEntryFacts(value: unknown): EntryFacts {
  return facts(entryFields(value));
}

/** What a row calls itself, for the message that it cannot be read. */
export function idOf(value: unknown): string {
  const claimed = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof claimed === 'string' && claimed !== '' ? claimed.slice(0, 64) : '?';
}

/** Reads each value, and names those that cannot be read instead of failing. */
export function readAll<T>(
  kind: Damaged['kind'],
  values: readonly unknown[],
  read: (value: unknown) => T,
): { readonly whole: readonly T[]; readonly damaged: readonly Damaged[] } {
  const whole: T[] = [];
  const damaged: Damaged[] = [];
  for (const value of values) {
    try {
      whole.push(read(value));
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      damaged.push({ kind, id: idOf(value), why: thrown.detail });
    }
  }
  return { whole, damaged };
}

function entryFields(value: unknown): Fields {
  return Fields.of(value, 'diary-row', `photo ${idOf(value)}`);
}

function facts(fields: Fields): EntryFacts {
  const width = side(fields, 'width');
  const height = side(fields, 'height');
  return {
    id: id(fields, 'id'),
    mole: id(fields, 'mole'),
    taken: time(fields, 'taken'),
    changed: time(fields, 'changed'),
    width,
    height,
    crop: readCrop(fields, width, height),
    kept: fields.maybe('kept', readKept),
    measure: fields.maybe('measure', readMeasure),
    abcde: fields.maybe('abcde', readAbcde),
    note: text(fields, 'note', LONGEST.text),
  };
}

function readPlace(outer: Fields, key: string): Place {
  const fields = outer.object(key);
  const view = text(fields, 'view', LONGEST.code);
  if (view !== 'front' && view !== 'back') throw fields.wrong('view');
  return { view, x: share(fields, 'x'), y: share(fields, 'y'), region: text(fields, 'region', LONGEST.code) };
}

function readCrop(outer: Fields, width: number, height: number): Entry['crop'] {
  const fields = outer.object('crop');
  const crop = { x: fields.number('x'), y: fields.number('y'), side: fields.number('side') };
  const inside = crop.x >= 0 && crop.y >= 0 && crop.side > 0 && crop.x + crop.side <= width && crop.y + crop.side <= height;
  if (!inside) throw outer.wrong('crop');
  return crop;
}

function readMeasure(outer: Fields, key: string): Measure {
  const fields = outer.object(key);
  const millimetres = fields.number('millimetres');
  if (millimetres <= 0 || millimetres > LONGEST_MEASURE) throw fields.wrong('millimetres');
  const against = text(fields, 'against', LONGEST.code);
  const giveOrTake = fields.maybe('giveOrTake', positive);
  const perPixel = fields.maybe('perPixel', positive);
  return { millimetres, against, ...(giveOrTake && { giveOrTake }), ...(perPixel && { perPixel }) };
}

function positive(fields: Fields, key: string): number {
  const value = fields.number(key);
  if (value <= 0 || value > LONGEST_MEASURE) throw fields.wrong(key);
  return value;
}

function readAbcde(outer: Fields, key: string): Abcde {
  const fields = outer.object(key);
  const flag = (name: string): boolean | undefined => fields.maybe(name, (inner, at) => inner.flag(at));
  return {
    asymmetry: flag('asymmetry'),
    border: flag('border'),
    colour: flag('colour'),
    diameter: flag('diameter'),
    evolving: flag('evolving'),
  };
}

function readKept(outer: Fields, key: string): KeptVerdict {
  const fields = outer.object(key);
  const engine = fields.text('engine');
  if (engine !== 'cpu' && engine !== 'gpu') throw fields.wrong('engine');
  const reliability = fields.maybe('reliability', readReliability);
  return {
    verdict: readVerdict(fields.object('verdict')),
    engine,
    title: text(fields, 'title', LONGEST.name),
    classes: few(fields, 'classes', fields.objects('classes')).map((entry) => ({
      code: text(entry, 'code', LONGEST.code),
      name: text(entry, 'name', LONGEST.name),
      group: text(entry, 'group', LONGEST.code),
    })),
    groups: few(fields, 'groups', fields.objects('groups')).map((entry) => ({
      code: text(entry, 'code', LONGEST.code),
      title: text(entry, 'title', LONGEST.name),
    })),
    limits: texts(fields, 'limits', LONGEST.text),
    ...(reliability && { reliability }),
  };
}

function readReliability(outer: Fields, key: string): Reliability {
  const fields = outer.object(key);
  const counted = fields.number('n');
  if (!Number.isInteger(counted) || counted < 1) throw fields.wrong('n');
  const [low, right, high] = [percentage(fields, 'low'), percentage(fields, 'right'), percentage(fields, 'high')];
  if (low > right || right > high) throw fields.wrong('right');
  const common = fields.maybe('common', percentage);
  return { group: text(fields, 'group', LONGEST.code), right, low, high, n: counted, ...(common !== undefined && { common }) };
}

/** Of a hundred. */
function percentage(fields: Fields, key: string): number {
  const value = fields.number(key);
  if (value < 0 || value > 100) throw fields.wrong(key);
  return value;
}

function readVerdict(fields: Fields): KeptVerdict['verdict'] {
  const state = fields.text('state');
  if (state !== 'answer' && state !== 'unsure' && state !== 'unsuitable') throw fields.wrong('state');
  const model = fields.object('model');
  const spent = fields.object('milliseconds');
  return {
    state,
    reasons: texts(fields, 'reasons', LONGEST.code),
    probabilities: numbers(fields, 'probabilities'),
    groups: numbers(fields, 'groups'),
    model: { id: text(model, 'id', LONGEST.name), version: text(model, 'version', LONGEST.code) },
    engine: text(fields, 'engine', LONGEST.code),
    milliseconds: { prepare: spent.number('prepare'), infer: spent.number('infer'), judge: spent.number('judge') },
  };
}

function text(fields: Fields, key: string, longest: number): string {
  const value = fields.text(key);
  if (value.length > longest) throw fields.wrong(key);
  return value;
}

function texts(fields: Fields, key: string, longest: number): readonly string[] {
  const values = few(fields, key, fields.texts(key));
  if (values.some((value) => value.length > longest)) throw fields.wrong(key);
  return values;
}

function numbers(fields: Fields, key: string): Readonly<Record<string, number>> {
  const values = fields.numbers(key);
  few(fields, key, Object.keys(values));
  return values;
}

function few<T>(fields: Fields, key: string, values: readonly T[]): readonly T[] {
  if (values.length > MOST_ITEMS) throw fields.wrong(key);
  return values;
}

function id(fields: Fields, key: string): string {
  const value = fields.text(key);
  if (!ID.test(value)) throw fields.wrong(key);
  return value;
}

function time(fields: Fields, key: string): number {
  const value = fields.number(key);
  if (!Number.isInteger(value) || Math.abs(value) > LAST_TIME) throw fields.wrong(key);
  return value;
}

function side(fields: Fields, key: string): number {
  const value = fields.number(key);
  if (!Number.isInteger(value) || value < 1 || value > LARGEST_SIDE) throw fields.wrong(key);
  return value;
}

function share(fields: Fields, key: string): number {
  const value = fields.number(key);
  if (value < 0 || value > 1) throw fields.wrong(key);
  return value;
}
