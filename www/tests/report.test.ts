import { describe, expect, it } from 'vitest';
import { groupsOf, keptVerdict, newEntry, newMole, takenOn, yesses } from '../src/diary/kept';
import { nameFor, placeName, regionName } from '../src/diary/place-words';
import { regionsOf } from '../src/diary/regions';
import { reportOf } from '../src/diary/report';
import { reportHtml } from '../src/diary/report-html';
import { againstName, changeLine, sizeLine } from '../src/diary/size-words';
import type { Entry } from '../src/diary/types';
import { reliabilityLine, verdictLine } from '../src/diary/verdict-words';
import { english, messages, speak } from '../src/messages';
import { speech } from '../src/words/ar';
import { cardTexts } from '../src/words/card-texts';
import { entry, kept, mole, uuid } from './diary-fixtures';

const NOW = new Date(2026, 2, 9, 15, 30).getTime();
const place = { view: 'front', x: 0.5, y: 0.26, region: 'chest' } as const;

describe('what is kept of an answer', () => {
  it('can be understood without the model', () => {
    const card = {
      id: 'skin28',
      version: '1',
      task: { title: 'Spots', shows: 'a spot', kind: 'skin-lesion' },
      classes: [{ code: 'mel', name: 'Melanoma', description: 'd', group: 'malignant' }],
      groups: [{ code: 'malignant', title: 'Malignant', description: 'd' }],
      smallest: 28,
      weights: { file: 'w', bytes: 1, sha256: '0' },
      figures: [],
      reliability: [{ group: 'malignant', from: 0, to: 0.5, n: 100, right: 83, clusters: 100 }],
      prevalence: { malignant: 0.196 },
      limits: ['Knows no history.'],
      licences: { code: '', weights: '', data: '' },
    };
    const found = keptVerdict({ verdict: kept.verdict, engine: 'gpu', decodeMs: 3 }, card);
    expect(found).toEqual({
      verdict: kept.verdict,
      engine: 'gpu',
      title: 'Spots',
      classes: [{ code: 'mel', name: 'Melanoma', group: 'malignant' }],
      groups: [{ code: 'malignant', title: 'Malignant' }],
      limits: ['Knows no history.'],
      reliability: { group: 'malignant', right: 83, low: 74, high: 90, n: 100, common: 20 },
    });
  });

  it('names the likeliest group first, and none that the verdict leaves out as certain', () => {
    expect(groupsOf(kept).map(({ title }) => title)).toEqual(['Other', 'A doctor should look at it']);
    const bare = { ...kept, verdict: { ...kept.verdict, groups: {} } };
    expect(groupsOf(bare).map(({ share }) => share)).toEqual([0, 0]);
  });

  it('is told in words, whatever it was', () => {
    expect(verdictLine(kept)).toContain('Other');
    expect(verdictLine(kept)).toContain('75');
    const state = (name: 'unsure' | 'unsuitable'): string => verdictLine({ ...kept, verdict: { ...kept.verdict, state: name } });
    expect(state('unsure')).toBe(messages.diary.verdict.unsure);
    expect(state('unsuitable')).toBe(messages.diary.verdict.unsuitable);
    expect(verdictLine(undefined)).toBe(messages.diary.verdict.none);
    expect(verdictLine({ ...kept, groups: [] })).toBe(messages.diary.verdict.unnamed);
    const { reliability: _, ...before } = kept;
    expect(reliabilityLine(kept)).toContain('83');
    expect(reliabilityLine(before)).toBe('');
  });
});

describe('new rows', () => {
  it('have ids of their own and the person’s words without the blanks around them', () => {
    const [a, b] = [newMole('  Neck ', place, NOW), newMole('Neck', undefined, NOW)];
    expect(a.id).not.toBe(b.id);
    expect(a).toMatchObject({ name: 'Neck', place, notes: '', created: NOW, changed: NOW });
    const stored = { picture: new Blob(['x']), width: 10, height: 20, crop: { x: 0, y: 0, side: 10 } };
    expect(newEntry(a.id, stored, kept, NOW - 5, NOW)).toMatchObject({ mole: a.id, taken: NOW - 5, changed: NOW, ...stored, kept, measure: undefined });
  });

  it('take the day from the field, and today for what is none', () => {
    expect(takenOn('2026-03-09', NOW)).toBe(NOW);
    expect(takenOn('2025-12-31', NOW)).toBe(new Date(2025, 11, 31, 12).getTime());
    for (const odd of ['', '2026-13-40', 'yesterday', '2031-01-01', '31.12.2025']) expect(takenOn(odd, NOW)).toBe(NOW);
  });
});

describe('places in words', () => {
  it('there is a name for every region of the drawings', () => {
    for (const view of ['front', 'back'] as const) {
      for (const { code } of regionsOf(view)) {
        expect(regionName(view, code)).not.toBe(messages.body.somewhere[view]);
      }
      expect(Object.keys(messages.body.regions[view]).sort()).toEqual(regionsOf(view).map(({ code }) => code).sort());
    }
  });

  it('a name that only another version knows does no harm', () => {
    expect(regionName('front', 'constructor')).toBe('Somewhere on the front');
    expect(placeName({ view: 'back', x: 0.5, y: 0.3, region: 'left-shoulder' })).toBe('Somewhere on the back');
    expect(placeName(undefined)).toBe('No place yet');
  });

  it('say where in a large region', () => {
    expect(placeName(place)).toBe('Chest');
    expect(placeName({ view: 'back', x: 0.4, y: 0.32, region: 'upper-back' })).toBe('Upper back, lower part, on the left');
    expect(nameFor(undefined)).toBe('A mole');
    expect(nameFor(place)).toBe('Chest');
  });
});

describe('sizes in words', () => {
  it('tell how sure they are', () => {
    expect(sizeLine({ millimetres: 5.234, giveOrTake: 0.41 })).toBe('About 5.2\u00a0mm, give or take 0.4\u00a0mm');
    expect(sizeLine({ millimetres: 5.234 })).toBe('About 5.2\u00a0mm');
  });

  it('compare without claiming more than was measured', () => {
    const at = (n: number, millimetres: number): Entry => entry(n, 1, { measure: { millimetres, against: 'eur-1', giveOrTake: 0.2 } });
    expect(changeLine(at(1, 5), at(2, 5.1))).toMatch(/^No difference to /);
    expect(changeLine(at(1, 5), at(2, 6))).toMatch(/^1\.0\u00a0mm more than on /);
    expect(changeLine(at(1, 5), at(2, 4.5))).toMatch(/^0\.5\u00a0mm less than on /);
    expect(changeLine(undefined, at(2, 4))).toBe('');
    expect(changeLine(entry(1, 1, { measure: undefined }), at(2, 4))).toBe('');
  });

  it('name the coin, or say that they do not know it', () => {
    expect(againstName('eur-0.05')).toBe('against €0.05 (Euro)');
    expect(againstName('cny-1-2018')).toContain('until 2018');
    expect(againstName('ruler')).toBe('against a ruler');
    expect(againstName('dubloon')).toBe(messages.diary.size.something);
  });
});

describe('the page for the doctor', () => {
  const abcde = { asymmetry: true, border: undefined, colour: false, diameter: undefined, evolving: true };
  const moles = [mole(1, { name: 'One', place }), mole(2, { name: 'Two', notes: '' }), mole(3, { name: 'Three' })];
  const entries = [4, 3, 2, 1].map((n) => entry(n, 1, { abcde: n === 4 ? abcde : undefined, note: '' }));

  it('holds the moles that were chosen, under the numbers of the diary', () => {
    const report = reportOf(moles, entries, new Set([uuid(1), uuid(3), 'gone']), 'ends', NOW);
    expect(report.moles.map(({ number, mole: { name } }) => [number, name])).toEqual([
      [1, 'One'],
      [3, 'Three'],
    ]);
    expect(report.made).toContain('March 9, 2026');
    expect(report.moles[1]?.photos).toEqual([]);
    expect(report.moles[1]?.rows.map(({ value }) => value)).toContain('No photos yet');
  });

  it('takes the photos that were asked for', () => {
    const ids = (which: 'newest' | 'ends' | 'all'): readonly string[] =>
      reportOf(moles, entries, new Set([uuid(1)]), which, NOW).moles.flatMap(({ photos }) => photos.map((photo) => photo.entry.id));
    expect(ids('newest')).toEqual([uuid(1004)]);
    expect(ids('ends')).toEqual([uuid(1004), uuid(1001)]);
    expect(ids('all')).toHaveLength(4);
  });

  it('tells verdict, model, limits, size and answers; what was not said is not there', () => {
    const report = reportOf(moles, entries, new Set([uuid(1)]), 'newest', NOW);
    const rows = new Map(report.moles[0]?.photos[0]?.rows.map(({ label, value }) => [label, value]));
    expect(rows.get('Model')).toBe('skin28 1.0.0');
    expect(rows.get('What it said')).toContain('Other');
    expect(rows.get('What it said')).toContain(messages.verdict.reliability({ group: 'other', right: 83, low: 74, high: 90, n: 100 }));
    expect(rows.get('What it said')).toContain(messages.verdict.prevalence(80));
    expect(rows.get('Size')).toContain('4.5\u00a0mm');
    expect(rows.get(messages.report.abcde)).toBe('A – Asymmetry: yes; B – Border: not said; C – Colour: no; D – Diameter: not said; E – Evolving: yes');
    expect(rows.has('Note')).toBe(false);
    expect(report.limits).toEqual([{ model: 'skin28 1.0.0', lines: ['Knows nothing of you.'] }]);
    expect(yesses(abcde)).toEqual(['asymmetry', 'evolving']);
    expect(yesses(undefined)).toEqual([]);
  });

  it('in another language says what the cards say in that one, and that nobody has checked it', () => {
    expect(reportOf(moles, entries, new Set([uuid(1)]), 'newest', NOW).unchecked).toBeUndefined();
    const groups = kept.groups.map((group, index) => (index === 0 ? { ...group, title: cardTexts.seeDoctor } : group));
    const own = [entry(1, 1, { abcde, kept: { ...kept, groups } })];
    speak('ar', speech.table);
    try {
      const report = reportOf(moles, own, new Set([uuid(1)]), 'newest', NOW);
      const rows = new Map(report.moles[0]?.photos[0]?.rows.map(({ label, value }) => [label, value]));
      expect(rows.get(messages.report.shares)).toContain(messages.card(cardTexts.seeDoctor));
      expect(rows.get(messages.report.abcde)).toMatch(/^A – [^;]*؛ B – [^;]*$/);
      expect(report.unchecked).toBe(messages.translation.unreviewed);
      const html = reportHtml(report, { figures: [], pictures: new Map() }, { lang: 'ar', dir: 'rtl' });
      expect(html).toContain('<html lang="ar" dir="rtl">');
      expect(html).toContain(messages.translation.unreviewed);
    } finally {
      speak('en', english);
    }
  });

  it('of a picture that no model could judge tells no shares', () => {
    const unsuitable = { ...kept, verdict: { ...kept.verdict, state: 'unsuitable' as const } };
    const report = reportOf(moles, [entry(1, 1, { kept: unsuitable })], new Set([uuid(1)]), 'all', NOW);
    expect(report.moles[0]?.photos[0]?.rows.some(({ label }) => label === messages.report.shares)).toBe(false);
  });

  it('as a file needs nothing else, and lets no word become markup', () => {
    const evil = '</dd><script>alert(1)</script><img src=x onerror="alert(2)">';
    const hostile = [mole(1, { name: evil, notes: evil })];
    const photos = [entry(1, 1, { note: evil, kept: { ...kept, limits: [evil], groups: [{ code: 'other', title: evil }] } }), entry(2, 1)];
    const report = reportOf(hostile, photos, new Set([uuid(1)]), 'all', NOW);
    const html = reportHtml(report, { figures: ['<svg></svg>'], pictures: new Map([[uuid(1001), 'data:image/jpeg;base64,AAAA']]) }, { lang: 'en', dir: 'ltr' });
    expect(html).not.toMatch(/<script|<img src=x|onerror="/);
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain(messages.report.noOpinion.replaceAll("'", '&#39;'));
    expect(html).not.toMatch(/https?:|src="(?!data:)/);
    expect(html).toContain("default-src 'none'");
  });
});
