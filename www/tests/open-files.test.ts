import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../src/model/digest';
import { ofOwnFiles, readModelFiles } from '../src/model/open-files';
import { Failure } from '../src/failure';

const weights = Uint8Array.from({ length: 3000 }, (_, index) => index % 239);
const bpk = (name = 'weights.bpk', bytes: Uint8Array<ArrayBuffer> = weights): File => new File([bytes], name);
const json = (value: unknown, name = 'card.json'): File => new File([JSON.stringify(value)], name);
const failure = (code: string) => expect.objectContaining({ code }) as unknown;

/** A card as `spotcheck import` writes it: nothing is known of the model but its network. */
let card: Record<string, unknown>;

beforeEach(async () => {
  card = {
    format: 1,
    id: 'mine',
    version: '0.1.0',
    task: { title: 'Imported: mine', shows: 'A picture.', kind: 'imported' },
    classes: [{ code: 'a', name: 'A', description: 'One.', group: 'a' }],
    groups: [{ code: 'a', title: 'A', description: 'One.' }],
    input: { size: 64 },
    network: 'graph',
    graph: { layers: [] },
    weights: { file: 'weights.bpk', bytes: weights.length, sha256: await sha256(weights) },
    novelty: { mean: [], whitening: [] },
    figures: [],
    limits: [],
    licences: { code: 'MIT', weights: 'NOASSERTION', data: 'NOASSERTION' },
  };
});

/** A file that says it is so large, without being it. */
function claiming(file: File, size: number): File {
  Object.defineProperty(file, 'size', { value: size });
  return file;
}

describe('a model from the device', () => {
  it('is a card and its weights, in either order', async () => {
    for (const files of [[json(card), bpk()], [bpk(), json(card)]]) {
      const model = await readModelFiles(files);
      expect(model).toMatchObject({ id: 'mine', version: '0.1.0', from: 'file', weights });
      expect(model.cardJson).toBe(JSON.stringify(card));
      expect(model.card.figures).toEqual([]);
    }
  });

  it('is found among other files, and under the names of a second download', async () => {
    const others = [new File(['…'], 'report.html'), json({}, 'evaluation.json')];
    expect((await readModelFiles([...others, json(card), bpk()])).id).toBe('mine');
    expect((await readModelFiles([json(card, 'card (1).json'), bpk('weights (1).bpk')])).id).toBe('mine');
  });

  it.each([
    ['no card', () => [bpk()], 'open-card'],
    ['two files that may be the card', () => [json(card, 'a.json'), json(card, 'b.json'), bpk()], 'open-card'],
    ['no weights', () => [json(card)], 'open-weights'],
    ['several files that may be the weights', () => [json(card), bpk('a.bpk'), bpk('b.bpk')], 'open-weights'],
    ['a damaged card', () => [new File(['{"format": 1,'], 'card.json'), bpk()], 'card-format'],
    ['a card without classes', () => [json({ ...card, classes: undefined }), bpk()], 'card-format'],
    ['a card of another version', () => [json({ ...card, format: 2 }), bpk()], 'card-version'],
    ['weights that are cut off', () => [json(card), bpk('weights.bpk', weights.slice(0, 2999))], 'weights-size'],
    ['weights of another model', () => [json(card), bpk('weights.bpk', weights.map((byte) => byte ^ 1))], 'weights-hash'],
    ['a card that is too large', () => [claiming(json(card), 40e6), bpk()], 'open-large'],
    ['weights that are too large', () => [json(card), claiming(bpk(), 300e6)], 'open-large'],
  ])('is refused with %s', async (_, files, code) => {
    await expect(readModelFiles(files())).rejects.toEqual(failure(code));
  });

  it('is refused when its files cannot be read', async () => {
    const gone = bpk();
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    await expect(readModelFiles([json(card), gone])).rejects.toEqual(failure('file-unreadable'));
  });

  it('has failures of its own, for which no site is to blame', () => {
    const own = ofOwnFiles(new Failure('weights-network', { file: 'weights.bpk' }, 'no conv1'));
    expect(own).toMatchObject({ code: 'weights-network', facts: { file: 'weights.bpk', from: 'file' }, detail: 'no conv1' });
    expect(ofOwnFiles(new Error('?'))).toMatchObject({ code: 'unknown', facts: { from: 'file' } });
  });
});
