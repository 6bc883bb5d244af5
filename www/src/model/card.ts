import { Failure } from '../failure';
import { Fields } from './fields';

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

/** How often plain answers that lean to one group with about one probability were right. */
export interface ReliabilityBin {
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly right: number;
  /** How many lesions, people or likewise the `n` pictures show. */
  readonly clusters: number;
}

/** What the cards of all networks have. */
export interface NetworkCard {
  readonly id: string;
  readonly version: string;
  readonly weights: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly figures: readonly CardFigure[];
  readonly limits: readonly string[];
  readonly licences: { readonly code: string; readonly weights: string; readonly data: string };
}

/** The part of a model's card that the page shows or needs; the engine reads, and judges, all of it. */
export interface Card extends NetworkCard {
  readonly task: { readonly title: string; readonly shows: string; readonly kind: string };
  readonly classes: readonly CardClass[];
  readonly groups: readonly CardGroup[];
  /** The smallest square of a photo that is answered, in the photo's own pixels a side. */
  readonly smallest: number;
  /** Empty where nobody measured. */
  readonly reliability: readonly ReliabilityBin[];
  /** Each group's share of all test pictures, by its code; empty where nobody measured. */
  readonly prevalence: Readonly<Record<string, number>>;
  /** What was measured beyond: `readDetails` reads it when the card is looked at. */
  readonly details?: unknown;
}

/** Card formats this page can show; another one needs another page. */
const FORMAT = 1;

/** Reads what the page needs of a card, so that a wrong file is met by a message and not by an empty page. */
export function readCard(json: string): Card {
  const card = parse(json);
  const task = card.object('task');
  const input = card.object('input');
  return {
    ...networkOf(card),
    task: { title: task.text('title'), shows: task.text('shows'), kind: task.text('kind') },
    classes: card.objects('classes').map((entry) => ({
      code: entry.text('code'),
      name: entry.text('name'),
      description: entry.text('description'),
      group: entry.text('group'),
    })),
    groups: card.objects('groups').map((entry) => ({
      code: entry.text('code'),
      title: entry.text('title'),
      description: entry.text('description'),
    })),
    smallest: input.maybe('smallest', (fields, key) => fields.number(key)) ?? input.number('size'),
    reliability: (card.maybe('reliability', (fields, key) => fields.objects(key)) ?? []).map((entry) => ({
      group: entry.text('group'),
      from: entry.number('from'),
      to: entry.number('to'),
      n: entry.number('n'),
      right: entry.number('right'),
      clusters: entry.maybe('clusters', (fields, key) => fields.number(key)) ?? entry.number('n'),
    })),
    prevalence: card.maybe('prevalence', (fields, key) => fields.numbers(key)) ?? {},
    details: card.raw('details'),
  };
}

/** Reads the card of a network that is no model: it has neither classes nor a task. */
export function readNetworkCard(json: string): NetworkCard {
  return networkOf(parse(json));
}

function parse(json: string): Fields {
  const card = Fields.parse(json, 'card-format', 'card.json');
  if (card.raw('format') !== FORMAT) {
    throw new Failure('card-version', { found: String(card.raw('format')), known: FORMAT }, 'card.json: format');
  }
  return card;
}

function networkOf(card: Fields): NetworkCard {
  const weights = card.object('weights');
  const licences = card.object('licences');
  return {
    id: card.text('id'),
    version: card.text('version'),
    weights: { file: weights.text('file'), bytes: weights.size('bytes'), sha256: weights.text('sha256') },
    figures: card.objects('figures').map(readFigure),
    limits: card.texts('limits'),
    licences: { code: licences.text('code'), weights: licences.text('weights'), data: licences.text('data') },
  };
}

/** Reads a figure, whatever part of a card it stands in. */
export function readFigure(entry: Fields): CardFigure {
  return {
    name: entry.text('name'),
    value: entry.number('value'),
    low: entry.number('low'),
    high: entry.number('high'),
    data: entry.text('data'),
    split: entry.text('split'),
    n: entry.number('n'),
  };
}
