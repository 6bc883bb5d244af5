import { describe, expect, it } from 'vitest';
import { addressSafe, addressWith, readWishes } from '../src/address';

describe('the address', () => {
  it('asks for an engine, a model, both or neither', () => {
    expect(readWishes('')).toEqual({ engine: undefined, model: undefined, safe: false });
    expect(readWishes('?engine=gpu&model=chest-160')).toEqual({ engine: 'gpu', model: 'chest-160', safe: false });
    expect(readWishes('?engine=tpu&model=')).toEqual({ engine: undefined, model: undefined, safe: false });
  });

  it('asks for a language by its tag', () => {
    expect(readWishes('?lang=pt-BR').language).toBe('pt-BR');
    expect(readWishes('?engine=cpu').language).toBeUndefined();
  });

  it('takes a model, changes it and gives it back, and keeps everything else', () => {
    const page = 'https://example.test/spot/?engine=cpu';
    const chosen = addressWith(page, 'chest-160');
    expect(chosen).toBe('https://example.test/spot/?engine=cpu&model=chest-160');
    expect(addressWith(chosen, 'brain')).toBe('https://example.test/spot/?engine=cpu&model=brain');
    expect(addressWith(chosen, undefined)).toBe(page);
  });

  it('asks for a plain start, whatever else it asks for, and no longer', () => {
    expect(readWishes('?safe').safe).toBe(true);
    const page = 'https://example.test/spot/?model=brain#/models';
    const plain = addressSafe(page, true);
    expect(readWishes(new URL(plain).search)).toEqual({ engine: undefined, model: 'brain', safe: true });
    expect(addressSafe(plain, true)).toBe(plain);
    expect(addressSafe(plain, false)).toBe(page);
  });
});
