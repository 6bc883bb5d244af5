import { Failure } from '../failure';

export interface CardClass {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly group: string;
}

export interface CardGroup {
  readonly code: string;
  readonly title: string;
  readonly description: string;
}

export interface CardFigure {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly data: string;
  readonly split: string;
  readonly n: number;
}

/** The part of a model's card that the page shows or needs; the engine reads, and judges, all of it. */
export interface Card {
  readonly id: string;
  readonly version: string;
  readonly task: { readonly title: string; readonly shows: string };
  readonly classes: readonly CardClass[];
  readonly groups: readonly CardGroup[];
  readonly input: { readonly size: number };
  readonly weights: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly figures: readonly CardFigure[];
  readonly limits: readonly string[];
  readonly licences: { readonly code: string; readonly weights: string; readonly data: string };
}

/** `models.json`: which models this site offers. */
export interface ModelList {
  readonly default: string;
  readonly models: readonly string[];
}

/** Card formats this page can show; another one needs another page. */
const FORMAT = 1;

/** No model of ours comes near it; a card that names more is wrong. */
const LARGEST_FILE = 512 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/** Reads what the page needs of a card, so that a wrong file is met by a message and not by an empty page. */
export function readCard(json: string): Card {
  const card = parse(json, 'card-format');
  if (card['format'] !== FORMAT) {
    throw new Failure('card-version', { found: String(card['format']), known: FORMAT }, 'card.json: format');
  }
  const task = fields(card, 'task');
  const input = fields(card, 'input');
  const weights = fields(card, 'weights');
  const licences = fields(card, 'licences');
  return {
    id: text(card, 'id'),
    version: text(card, 'version'),
    task: { title: text(task, 'title'), shows: text(task, 'shows') },
    classes: list(card, 'classes').map((entry) => ({
      code: text(entry, 'code'),
      name: text(entry, 'name'),
      description: text(entry, 'description'),
      group: text(entry, 'group'),
    })),
    groups: list(card, 'groups').map((entry) => ({
      code: text(entry, 'code'),
      title: text(entry, 'title'),
      description: text(entry, 'description'),
    })),
    input: { size: number(input, 'size') },
    weights: { file: text(weights, 'file'), bytes: size(weights, 'bytes'), sha256: text(weights, 'sha256') },
    figures: list(card, 'figures').map((entry) => ({
      name: text(entry, 'name'),
      value: number(entry, 'value'),
      low: number(entry, 'low'),
      high: number(entry, 'high'),
      data: text(entry, 'data'),
      split: text(entry, 'split'),
      n: number(entry, 'n'),
    })),
    limits: values(card, 'limits').map((entry) => {
      if (typeof entry !== 'string') throw wrong('limits');
      return entry;
    }),
    licences: { code: text(licences, 'code'), weights: text(licences, 'weights'), data: text(licences, 'data') },
  };
}

/** Reads the list of models. */
export function readModelList(json: string): ModelList {
  const found = parse(json, 'models-missing');
  const models = found['models'];
  const first = found['default'];
  if (typeof first !== 'string' || !Array.isArray(models) || !models.includes(first)) {
    throw new Failure('models-missing', {}, 'models.json names no model');
  }
  return { default: first, models: models.filter((id) => typeof id === 'string') };
}

function parse(json: string, code: 'card-format' | 'models-missing'): Fields {
  try {
    const value: unknown = JSON.parse(json);
    if (isFields(value)) return value;
  } catch (thrown) {
    throw new Failure(code, {}, thrown instanceof Error ? thrown.message : '');
  }
  throw new Failure(code, {}, 'not an object');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(key: string): Failure {
  return new Failure('card-format', {}, `card.json: "${key}" is missing or of the wrong kind`);
}

function fields(of: Fields, key: string): Fields {
  const value = of[key];
  if (!isFields(value)) throw wrong(key);
  return value;
}

function text(of: Fields, key: string): string {
  const value = of[key];
  if (typeof value !== 'string') throw wrong(key);
  return value;
}

function number(of: Fields, key: string): number {
  const value = of[key];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(key);
  return value;
}

/** A file's size: memory of that size is reserved before its first byte comes. */
function size(of: Fields, key: string): number {
  const value = number(of, key);
  if (!Number.isInteger(value) || value <= 0 || value > LARGEST_FILE) throw wrong(key);
  return value;
}

function values(of: Fields, key: string): readonly unknown[] {
  const value = of[key];
  if (!Array.isArray(value)) throw wrong(key);
  return value;
}

function list(of: Fields, key: string): readonly Fields[] {
  return values(of, key).map((entry) => {
    if (!isFields(entry)) throw wrong(key);
    return entry;
  });
}
