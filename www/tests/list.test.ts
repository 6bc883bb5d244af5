import { describe, expect, it } from 'vitest';
import { entryOf, readModelList } from '../src/model/list';

const skin = { id: 'skin28', title: 'Spots', shows: 'One spot.', kind: 'skin-lesion', bytes: 1_015_566 };
const xray = { id: 'chest-160', title: 'Chest X-ray', shows: 'One X-ray.', kind: 'chest-xray', bytes: 5_000_000 };
const good = { format: 2, default: 'skin28', models: [skin, xray] };
const read = (list: unknown) => () => readModelList(JSON.stringify(list));
const missing = expect.objectContaining({ code: 'models-missing' }) as Error;

describe('the list of models', () => {
  it('is read in its order', () => {
    const list = read(good)();
    expect(list).toEqual({ default: 'skin28', models: [skin, xray] });
    expect(entryOf(list, 'chest-160')).toEqual(xray);
    expect(entryOf(list, 'blub')).toBeUndefined();
  });

  it('may name a network for outlines, which is none of the models', () => {
    expect(read(good)().outline).toBeUndefined();
    const outline = { id: 'outline', bytes: 612_345 };
    expect(read({ ...good, outline })()).toEqual({ default: 'skin28', models: [skin, xray], outline });
  });

  it.each([
    ['of the format before', { format: 1, default: 'skin28', models: ['skin28'] }],
    ['of a format to come', { ...good, format: 3 }],
    ['without a format', { default: 'skin28', models: [skin] }],
    ['without models', { format: 2, default: 'skin28' }],
    ['of no models', { format: 2, default: 'skin28', models: [] }],
    ['whose default is not on it', { ...good, default: 'blub' }],
    ['without a default', { format: 2, models: [skin] }],
    ['of ids alone', { ...good, models: ['skin28'] }],
    ['with one model twice', { ...good, models: [skin, skin] }],
    ['with an id that is a path', { ...good, models: [skin, { ...xray, id: '../skin28' }] }],
    ['without a size', { ...good, models: [skin, { ...xray, bytes: undefined }] }],
    ['with a size below one', { ...good, models: [skin, { ...xray, bytes: 0 }] }],
    ['without a title', { ...good, models: [skin, { ...xray, title: undefined }] }],
    ['with outlines by a path', { ...good, outline: { id: '../outline', bytes: 1 } }],
    ['with outlines of no size', { ...good, outline: { id: 'outline' } }],
    ['with outlines by a model', { ...good, outline: { id: 'skin28', bytes: 1 } }],
    ['with outlines that are a name', { ...good, outline: 'outline' }],
    ['that is a list', [good]],
  ])('is refused %s', (_, list) => {
    expect(read(list)).toThrow(missing);
  });

  it('is refused when it is no JSON', () => {
    expect(() => readModelList('<!doctype html>')).toThrow(missing);
  });
});
