import { Failure, asFailure } from '../failure';
import { readCard } from './card';
import { sha256 } from './digest';
import type { OpenedModel } from './store';

/** A card holds a few hundred kilobytes of numbers at most; what is larger was never one. */
const LARGEST_CARD = 32 * 1024 * 1024;
/** In memory it is there three times: on the page, on its way to the engine, and unpacked. */
const LARGEST_WEIGHTS = 256 * 1024 * 1024;

/**
 * Reads a model from files that a person chose: `card.json` and the weights it names, held to the card as
 * fetched ones are. Other files beside them are left alone.
 */
export async function readModelFiles(files: readonly File[]): Promise<OpenedModel> {
  const cards = files.filter(({ name }) => name.toLowerCase().endsWith('.json'));
  const cardFile = cards.find(({ name }) => name === 'card.json') ?? (cards.length === 1 ? cards[0] : undefined);
  if (cardFile === undefined) throw new Failure('open-card');
  const cardJson = new TextDecoder().decode(await bytesOf(cardFile, LARGEST_CARD));
  const card = readCard(cardJson);

  const { file, bytes, sha256: wanted } = card.weights;
  const others = files.filter((other) => other !== cardFile && !other.name.toLowerCase().endsWith('.json'));
  // A second download of a file has another name; a single other file can only be meant.
  const weightsFile = others.find(({ name }) => name === file) ?? (others.length === 1 ? others[0] : undefined);
  if (weightsFile === undefined) throw new Failure('open-weights', { file });
  if (weightsFile.size !== bytes && weightsFile.size <= LARGEST_WEIGHTS) {
    throw new Failure('weights-size', {}, `${weightsFile.name}: ${weightsFile.size} bytes, the card names ${bytes}`);
  }
  const weights = await bytesOf(weightsFile, LARGEST_WEIGHTS);
  const hash = await sha256(weights);
  if (hash !== undefined && hash !== wanted) throw new Failure('weights-hash', {}, `expected ${wanted}, got ${hash}`);
  return { id: card.id, version: card.version, cardJson, weights, card, from: 'file' };
}

/** The same failure, marked as one of the person's own files: there the site is not to blame. */
export function ofOwnFiles(thrown: unknown): Failure {
  const { code, facts, detail } = asFailure(thrown);
  return new Failure(code, { ...facts, from: 'file' }, detail);
}

async function bytesOf(file: File, largest: number): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > largest) {
    const megabytes = Math.round(file.size / 1e6);
    throw new Failure('open-large', { file: file.name, megabytes, largest: Math.round(largest / 1e6) });
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    throw new Failure('file-unreadable', {}, `${file.name}: ${String(thrown)}`);
  }
}
