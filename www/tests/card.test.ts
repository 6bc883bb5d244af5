import { describe, expect, it } from 'vitest';
import { readCard } from '../src/model/card';
import { Site } from './fake-site';

/** A card as the site has it, its input replaced. */
async function withInput(input: unknown): Promise<string> {
  const site = new Site();
  await site.offer('1.0.0', new Uint8Array(4));
  const bytes = site.files.get('skin28/card.json');
  return JSON.stringify({ ...(JSON.parse(new TextDecoder().decode(bytes)) as object), input });
}

describe('a card', () => {
  it('answers squares from its input size on, or from where it says', async () => {
    expect(readCard(await withInput({ size: 160 })).smallest).toBe(160);
    expect(readCard(await withInput({ size: 160, smallest: 128, views: 'mirrored' })).smallest).toBe(128);
  });

  it('is refused where that is no number', async () => {
    const card = await withInput({ size: 160, smallest: 'small' });
    expect(() => readCard(card)).toThrow(/smallest/);
  });
});
