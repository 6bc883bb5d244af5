import { describe, expect, it } from 'vitest';
import { messages } from '../src/messages';

const facts = { id: 'blub', file: 'weights.bpk', megabytes: 300, largest: 256, width: 1, height: 1, megapixels: 108, smallest: 28, seconds: 20, found: '2', known: 1 };

/** Every text of the table, with functions called on plausible values. */
function texts(of: unknown): string[] {
  if (typeof of === 'string') return [of];
  if (typeof of === 'function') return [];
  return typeof of === 'object' && of !== null ? Object.values(of).flatMap(texts) : [];
}

const codes = [
  ...(['picture-huge', 'picture-tiny', 'engine-timeout', 'card-version', 'file-heic', 'unknown'] as const),
  ...(['model-unknown', 'model-switched', 'open-card', 'open-weights', 'open-large'] as const),
];
/** What can be wrong with a model that a person opened. */
const own = ['card-format', 'card-version', 'weights-size', 'weights-hash', 'weights-network', 'weights-values', 'known-answer'] as const;
const explained = [
  ...codes.map((code) => messages.explain(code, facts)),
  ...Object.values(messages.data.failures).map((words) => words(facts)),
  ...own.map((code) => messages.explain(code, { ...facts, from: 'file' })),
];

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

describe('the words for what is kept', () => {
  const { data } = messages;

  it('count in good grammar', () => {
    expect([0, 1, 2, 1200].map((count) => data.contents(count, count))).toEqual([
      '0 moles with 0 photos',
      '1 mole with 1 photo',
      '2 moles with 2 photos',
      '1,200 moles with 1,200 photos',
    ]);
    expect(data.device.damaged(1)).toMatch(/^One part of the diary cannot be read\. It is/);
    expect(data.save.skipped(3)).toContain('3 parts');
    expect(data.open.counts.unchanged(4)).toBe('4 already here');
  });

  it('say before anything is deleted how much that is, and that it is for good', () => {
    expect(data.erase.gone(data.contents(2, 3))).toBe('2 moles with 3 photos will be gone from this device. It cannot be undone.');
  });
});

describe('what is wrong with a model', () => {
  it.each(own)('%s: blames the site only for its own files', (code) => {
    const { help } = messages.explain(code, { from: 'file' });
    expect(help).toContain('The model before stays in use.');
    expect(help).not.toContain('fault of the site');
    expect(messages.explain(code, {}).help).not.toContain('stays in use');
  });
});

describe('the words for a kind of picture', () => {
  it('speak of spots only where there are spots', () => {
    expect(messages.wordsFor('skin-lesion')).toBe(messages.skin);
    for (const kind of ['chest-xray', 'brain-mri', 'fundus-disc', 'imported', undefined]) {
      expect(messages.wordsFor(kind)).toBe(messages.neutral);
    }
    expect(texts(messages.neutral).join('\n')).not.toMatch(/\bspots?\b|\bskin\b|\bmoles?\b|itch|bleed/i);
  });

  it('have no mole signs for other pictures, and say who should read those', () => {
    const { heading, signs, more } = messages.neutral.doctor;
    expect(signs).toEqual([]);
    expect(`${heading} ${more}`).toBe('This is for research. Have pictures of the body read by those who are trained for it.');
    expect(messages.skin.doctor.signs.length).toBeGreaterThan(3);
  });

  it('have a sentence for every reason', () => {
    for (const words of [messages.skin, messages.neutral]) {
      for (const code of ['low-confidence', 'close-call', 'unlike-training', 'blank', 'too-small'] as const) {
        expect(words.reasons[code].length).toBeGreaterThan(10);
      }
    }
  });
});
