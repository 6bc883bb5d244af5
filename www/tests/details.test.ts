import { describe, expect, it } from 'vitest';
import { Failure } from '../src/failure';
import { readCard } from '../src/model/card';
import { readDetails } from '../src/model/details';
import { Site } from './fake-site';

const share = { value: 0.83, low: 0.8, high: 0.86 };
const whole = {
  intended_use: 'For research.',
  diagram: [{ confidence: 0.42, right: 0.4, n: 35 }],
  coverage: [
    { coverage: 1, error: 0.18 },
    { coverage: 0.9, error: 0.15 },
  ],
  subgroups: [{ by: 'sex', auc_of: 'malignant', rows: [{ value: 'female', n: 912, accuracy: share, auc: share }, { value: 'male', n: 12 }, { n: 3 }] }],
  strangers: [
    { pictures: 'chest X-rays', n: 156, refused: 1, auroc: 0.99 },
    { pictures: 'brain MRI', n: 282, refused: 0.5 },
  ],
  elsewhere: [{ name: 'AUC malignant', value: 0.78, low: 0.73, high: 0.83, data: 'Another', split: 'test', n: 391 }],
};

describe('the details of a card', () => {
  it('are read as they stand', () => {
    expect(readDetails(whole)).toEqual({
      intendedUse: 'For research.',
      diagram: whole.diagram,
      coverage: whole.coverage,
      subgroups: [
        {
          by: 'sex',
          aucOf: 'malignant',
          rows: [
            { value: 'female', n: 912, accuracy: share, auc: share },
            { value: 'male', n: 12, accuracy: undefined, auc: undefined },
            { value: undefined, n: 3, accuracy: undefined, auc: undefined },
          ],
        },
      ],
      strangers: [
        { pictures: 'chest X-rays', n: 156, refused: 1, auroc: 0.99 },
        { pictures: 'brain MRI', n: 282, refused: 0.5, auroc: undefined },
      ],
      elsewhere: whole.elsewhere,
    });
  });

  it('may be missing, each of them', () => {
    const nothing = { intendedUse: undefined, diagram: [], coverage: [], subgroups: [], strangers: [], elsewhere: [] };
    expect(readDetails({})).toEqual(nothing);
    expect(readDetails({ diagram: [], coverage: [], subgroups: [], strangers: [] })).toEqual(nothing);
  });

  it.each([
    ['a list', []],
    ['a text', 'x'],
    ['null', null],
    ['an intended use that is no text', { intended_use: 3 }],
    ['a list that is none', { diagram: {} }],
    ['a bin that is none', { diagram: [3] }],
    ['a bin without pictures', { diagram: [{ confidence: 0.4, right: 0.4 }] }],
    ['a share above one', { coverage: [{ coverage: 1.5, error: 0.1 }] }],
    ['a share below zero', { coverage: [{ coverage: 1, error: -0.1 }] }],
    ['half a picture', { strangers: [{ pictures: 'x', n: 1.5, refused: 1 }] }],
    ['fewer than no pictures', { strangers: [{ pictures: 'x', n: -1, refused: 1 }] }],
    ['a figure without its interval', { subgroups: [{ by: 'sex', auc_of: 'macro', rows: [{ n: 40, accuracy: { value: 0.8 } }] }] }],
    ['a figure that is a number', { subgroups: [{ by: 'sex', auc_of: 'macro', rows: [{ n: 40, auc: 0.8 }] }] }],
    ['a value that is a number', { subgroups: [{ by: 'age', auc_of: 'macro', rows: [{ value: 40, n: 40 }] }] }],
    ['a figure of nothing', { elsewhere: [{ name: 'accuracy', value: 0.8, low: 0.7, high: 0.9, n: 3 }] }],
    ['rows that are missing', { subgroups: [{ by: 'age', auc_of: 'macro' }] }],
  ])('are refused as %s', (_, details) => {
    expect(() => readDetails(details)).toThrow(expect.objectContaining({ code: 'card-format' }) as Failure);
  });

  it('keep no card from being read', async () => {
    const site = new Site();
    await site.offer('1.0.0', new Uint8Array(4));
    const card = JSON.parse(new TextDecoder().decode(site.files.get('skin28/card.json'))) as object;
    expect(readCard(JSON.stringify(card)).details).toBeUndefined();
    expect(readCard(JSON.stringify({ ...card, details: whole })).details).toEqual(whole);
    expect(readCard(JSON.stringify({ ...card, details: 'x' })).details).toBe('x');
  });
});
