import { readFigure, type CardFigure } from './card';
import { Fields } from './fields';

/** A figure with its 95 % interval. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Answers of about one confidence, and how many of them were right. */
export interface DiagramBin {
  readonly confidence: number;
  readonly right: number;
  readonly n: number;
}

/** The share of answers that is wrong when so many pictures are answered, the surest first. */
export interface CoveragePoint {
  readonly coverage: number;
  readonly error: number;
}

/** One part of the test pictures: without a value where it is not known, without a figure where they are too few. */
export interface SubgroupRow {
  readonly value: string | undefined;
  readonly n: number;
  readonly accuracy: Measured | undefined;
  readonly auc: Measured | undefined;
}

export interface Subgroups {
  readonly by: string;
  /** The group of classes that the area under the curve is of, or `macro`. */
  readonly aucOf: string;
  readonly rows: readonly SubgroupRow[];
}

/** Pictures of something else, and which share of them the model refuses. */
export interface Strangers {
  readonly pictures: string;
  readonly n: number;
  readonly refused: number;
  readonly auroc: number | undefined;
}

/** What was measured beyond the figures; a list is empty where nobody measured. */
export interface Details {
  readonly intendedUse: string | undefined;
  readonly diagram: readonly DiagramBin[];
  readonly coverage: readonly CoveragePoint[];
  readonly subgroups: readonly Subgroups[];
  readonly strangers: readonly Strangers[];
  /** Figures of another place's pictures of what the model looks at. */
  readonly elsewhere: readonly CardFigure[];
}

/**
 * Reads a card's `details`, which no answer depends on: so it is read when the card is looked at, and what is wrong with
 * it takes away neither the model nor the rest of its card.
 */
export function readDetails(value: unknown): Details {
  const details = Fields.of(value, 'card-format', 'card.json, details');
  return {
    intendedUse: details.maybe('intended_use', (fields, key) => fields.text(key)),
    diagram: list(details, 'diagram').map((bin) => ({
      confidence: share(bin, 'confidence'),
      right: share(bin, 'right'),
      n: count(bin),
    })),
    coverage: list(details, 'coverage').map((point) => ({ coverage: share(point, 'coverage'), error: share(point, 'error') })),
    subgroups: list(details, 'subgroups').map((table) => ({
      by: table.text('by'),
      aucOf: table.text('auc_of'),
      rows: table.objects('rows').map((row) => ({
        value: row.maybe('value', (fields, key) => fields.text(key)),
        n: count(row),
        accuracy: row.maybe('accuracy', measured),
        auc: row.maybe('auc', measured),
      })),
    })),
    strangers: list(details, 'strangers').map((kind) => ({
      pictures: kind.text('pictures'),
      n: count(kind),
      refused: share(kind, 'refused'),
      auroc: kind.maybe('auroc', share),
    })),
    elsewhere: list(details, 'elsewhere').map(readFigure),
  };
}

function list(fields: Fields, key: string): readonly Fields[] {
  return fields.maybe(key, (all, name) => all.objects(name)) ?? [];
}

function measured(fields: Fields, key: string): Measured {
  const figure = fields.object(key);
  return { value: share(figure, 'value'), low: share(figure, 'low'), high: share(figure, 'high') };
}

/** It is drawn: a number beyond would lie beside the picture. */
function share(fields: Fields, key: string): number {
  const value = fields.number(key);
  if (value < 0 || value > 1) throw fields.wrong(key);
  return value;
}

function count(fields: Fields): number {
  const value = fields.number('n');
  if (!Number.isInteger(value) || value < 0) throw fields.wrong('n');
  return value;
}
