import { describe, expect, it } from 'vitest';
import { messages } from '../src/messages';

const facts = { width: 1, height: 1, megapixels: 108, smallest: 28, seconds: 20, found: '2', known: 1 };

/** Every text of the table, with functions called on plausible values. */
function texts(of: unknown): string[] {
  if (typeof of === 'string') return [of];
  if (typeof of === 'function') return [];
  return typeof of === 'object' && of !== null ? Object.values(of).flatMap(texts) : [];
}

const codes = ['picture-huge', 'picture-tiny', 'engine-timeout', 'card-version', 'file-heic', 'unknown'] as const;
const explained = codes.map((code) => messages.explain(code, facts));

describe('the words of the house', () => {
  it('promises nothing and frightens nobody', () => {
    const all = [...texts(messages), ...explained.flatMap((entry) => [entry.title, entry.help])].join('\n');
    expect(all.length).toBeGreaterThan(1000);
    expect(all).not.toMatch(/\bdetect|\bdiagnos|\bbenign|\bsafe/i);
  });
});

describe('failures', () => {
  it('say what happened and what to do', () => {
    for (const { title, help } of explained) {
      expect(title.length).toBeGreaterThan(10);
      expect(help.length).toBeGreaterThan(10);
      expect(title + help).not.toContain('undefined');
    }
  });

  it('name the numbers that are in the way', () => {
    expect(messages.explain('picture-huge', { width: 12000, height: 9000, megapixels: 108 }).title).toContain('108');
    expect(messages.explain('picture-huge', { megabytes: 140 }).title).toContain('140 MB');
  });
});
