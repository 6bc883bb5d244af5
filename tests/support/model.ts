import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromSite, type Answer, type Front } from './front';
import { REPOSITORY } from './paths';

interface Listed {
  readonly default: string;
  readonly models: readonly { readonly id: string; readonly title: string; readonly bytes: number }[];
}

/** The models that the site offers. */
export const LISTED = JSON.parse(readFileSync(join(REPOSITORY, 'weights/models.json'), 'utf8')) as Listed;
/** The one that the page begins with. */
export const DEFAULT = LISTED.default;
/** How the page says how much of it there is to fetch. */
export const DEFAULT_SIZE = `${((LISTED.models.find(({ id }) => id === DEFAULT)?.bytes ?? NaN) / 1e6).toFixed(1)} MB`;
/** Where its files lie. */
export const CARD = `/weights/${DEFAULT}/card.json`;
export const WEIGHTS = `/weights/${DEFAULT}/weights.bpk`;
/** How one of its tensors is called. */
const TENSOR = 'layers.0.';

/** As far as the tests look into it. */
export interface Card {
  readonly classes: readonly { readonly name: string }[];
  readonly groups: readonly { readonly code: string; readonly title: string }[];
  readonly weights: { readonly bytes: number; readonly sha256: string };
}

export async function shippedCard(): Promise<Card> {
  return JSON.parse(new TextDecoder().decode(await fromSite(CARD))) as Card;
}

/** The shipped card with other fields: objects are merged, anything else is replaced. */
export async function cardWith(fields: Readonly<Record<string, unknown>>): Promise<() => Answer> {
  const card = (await shippedCard()) as unknown as Record<string, unknown>;
  for (const [key, value] of Object.entries(fields)) {
    const merged = typeof value === 'object' && value !== null && !Array.isArray(value);
    card[key] = merged ? { ...(card[key] as object), ...value } : value;
  }
  const body = JSON.stringify(card);
  return () => ({ type: 'application/json', body });
}

/** A card by which the model answers whatever it is shown. */
export const ANSWERING = {
  thresholds: { abstain: 0, margin: 0, contrast: 0, novelty: 1e9 },
  novelty: { strangers: [] },
  input: { smallest: 1 },
};
/** And one by which it is never sure. */
export const UNSURE = { ...ANSWERING, thresholds: { ...ANSWERING.thresholds, abstain: 0.999 } };

/** What a card says of a weight file. */
export function described(weights: Uint8Array): { bytes: number; sha256: string } {
  return { bytes: weights.length, sha256: createHash('sha256').update(weights).digest('hex') };
}

/** A whole weight file in which one tensor has another network's name for it. */
export async function foreignWeights(): Promise<Uint8Array> {
  const weights = Buffer.from(await fromSite(WEIGHTS));
  const name = weights.indexOf(TENSOR);
  if (name === -1) throw new Error(`the weight file names no tensor ${TENSOR}`);
  weights.write('blubbs', name);
  return weights;
}

/** Another model of the site: the shipped one's own files under another id, with another kind of picture. */
export const OTHER = {
  id: 'chest-test',
  title: 'Chest X-ray of a child: pneumonia',
  shows: 'One chest X-ray of a small child, seen from the front, filling the square.',
  kind: 'chest-xray',
};

/** Where the other model's files lie. */
export const OTHER_FILES = {
  card: `/weights/${OTHER.id}/card.json`,
  weights: `/weights/${OTHER.id}/weights.bpk`,
};

/** Has the site offer the other model beside its own. */
export async function offerOther(front: Front): Promise<void> {
  const { id, ...task } = OTHER;
  const weights = await fromSite(WEIGHTS);
  const list = JSON.parse(new TextDecoder().decode(await fromSite('/weights/models.json'))) as { models: { id: string }[] };
  // Beside the default alone, whatever else the site has.
  const [own] = list.models.filter(({ id }) => id === DEFAULT);
  const body = JSON.stringify({ ...list, models: [own, { ...OTHER, bytes: weights.length }] });
  front.replace('/weights/models.json', () => ({ type: 'application/json', body }));
  front.replace(OTHER_FILES.card, await cardWith({ id, task }));
  front.replace(OTHER_FILES.weights, () => ({ body: weights }));
}
