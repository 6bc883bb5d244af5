import { createHash } from 'node:crypto';
import { fromSite, type Answer, type Front } from './front';

/** Where the shipped model's files lie. */
export const CARD = '/weights/skin28/card.json';
export const WEIGHTS = '/weights/skin28/weights.bpk';

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

/** What a card says of a weight file. */
export function described(weights: Uint8Array): { bytes: number; sha256: string } {
  return { bytes: weights.length, sha256: createHash('sha256').update(weights).digest('hex') };
}

/** A whole weight file in which one tensor has another network's name for it. */
export async function foreignWeights(): Promise<Uint8Array> {
  const weights = Buffer.from(await fromSite(WEIGHTS));
  const name = weights.indexOf('conv1');
  if (name === -1) throw new Error('the weight file names no tensor conv1');
  weights.write('blub1', name);
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
  const list = JSON.parse(new TextDecoder().decode(await fromSite('/weights/models.json'))) as { models: object[] };
  // Beside the default alone, whatever else the site has.
  const body = JSON.stringify({ ...list, models: [list.models[0], { ...OTHER, bytes: weights.length }] });
  front.replace('/weights/models.json', () => ({ type: 'application/json', body }));
  front.replace(OTHER_FILES.card, await cardWith({ id, task }));
  front.replace(OTHER_FILES.weights, () => ({ body: weights }));
}
