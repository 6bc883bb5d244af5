import { afterEach, describe, expect, it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { speeches } from '../src/language';
import { setLocale } from '../src/locale';
import { english, inEnglish, messages, speak, type Messages } from '../src/messages';
import { cardReader, cardTexts } from '../src/words/card-texts';
import { languageCodes, languageOf, languages, negotiate, type LanguageCode } from '../src/words/languages';
import { pluralForms, pluralOf } from '../src/words/plural';
import { medicalParts, reviews } from '../src/words/reviewed';
import { forbidden } from './forbidden';

const others = languageCodes.filter((code) => code !== 'en');

/** Text after text of a table, each under its path; functions are called as the page would call them. */
function texts(of: unknown, path = ''): Map<string, string> {
  if (typeof of === 'string') return new Map([[path, of]]);
  if (typeof of === 'function') return texts((of as (...args: unknown[]) => unknown)(...samples(path, of.length)), `${path}()`);
  if (typeof of !== 'object' || of === null) return new Map();
  return new Map(Object.entries(of).flatMap(([key, value]) => [...texts(value, path === '' ? key : `${path}.${key}`)]));
}

/** Facts with a number for everything that a failure may mention. */
const facts = {
  id: 'blub', file: 'weights.bpk', megabytes: 300, largest: 256, width: 41, height: 42, megapixels: 108, smallest: 28, seconds: 20, found: 3, known: 2,
};

/** What the functions that want more than numbers are called with. */
const arguments_: Readonly<Record<string, readonly unknown[]>> = {
  'verdict.engine': ['cpu'],
  'verdict.reliability': [{ right: 11, low: 12, high: 13 }],
  'status.ready': ['gpu'],
  'body.map': ['11'],
  'body.place': ['11', ['12', '13']],
  'report.answerList': [['11', '12']],
  'privacyPage.requests.countOf': [11, ['12', '13']],
};

function samples(path: string, arity: number): readonly unknown[] {
  if (/(^|\.)failures\./.test(path)) return [facts];
  return arguments_[path] ?? [11, 12, 13, 14, 15].slice(0, arity);
}

/** The functions that choose among the texts instead of saying one. */
const chosen = new Set(['wordsFor', 'explain', 'card']);
const said = (table: Messages): Map<string, string> =>
  texts(Object.fromEntries(Object.entries(table).filter(([key]) => !chosen.has(key))));

/** The words of a text that are no names, which are the same in every language, nor units. */
const ownWords = (text: string): readonly string[] =>
  text.replaceAll(/Spotcheck|COVID-19|Cookie|AUC|CPU|GPU|MB|px|n\u00a0=/gi, '').match(/\p{L}+/gu) ?? [];
/** More than one word: a single one, such as “dermatofibroma”, can be the same in two languages. */
const several = (text: string): boolean => text.length > 12 && ownWords(text).length > 1;

/** The hint that leaves room for another text. */
const SILENT = 'capture.hints.none';

/** The kind of every entry, with the number of a function's arguments. */
function shape(of: unknown, path = ''): string[] {
  if (typeof of === 'function') return [`${path}: function of ${of.length}`];
  if (typeof of !== 'object' || of === null) return [`${path}: ${typeof of}`];
  return Object.entries(of).flatMap(([key, value]) => shape(value, `${path}.${key}`));
}

const tableOf = async (code: LanguageCode): Promise<Messages> => (code === 'en' ? english : (await speeches[code]()).speech.table);
const cardsOf = async (code: Exclude<LanguageCode, 'en'>): Promise<Map<string, string>> => {
  const { card } = await tableOf(code);
  return new Map(Object.values(cardTexts).map((text) => [text, card(text) ?? '']));
};

/** Numbers, such as ages, are told in bands by words of the page. */
const isBand = (value: string): boolean => /^\d+(-|\S* to under )\d/.test(value);

/** Every text that a shipped card shows. */
function shippedTexts(): string[] {
  const folder = resolve(import.meta.dirname, '../../weights');
  const ids = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return ids.flatMap(({ name }) => {
    const card = JSON.parse(readFileSync(resolve(folder, name, 'card.json'), 'utf8')) as {
      task?: { title: string; shows: string };
      classes?: { name: string; description: string }[];
      groups?: { title: string; description: string }[];
      figures: { name: string; split: string }[];
      limits: string[];
      details?: {
        intended_use?: string;
        subgroups?: { by: string; rows: { value?: string }[] }[];
        strangers?: { pictures: string }[];
        elsewhere?: { name: string; split: string }[];
      };
    };
    const { intended_use: use, subgroups = [], strangers = [], elsewhere = [] } = card.details ?? {};
    return [
      // The network for outlines has none of these.
      ...(card.task === undefined ? [] : [card.task.title, card.task.shows]),
      ...(card.classes ?? []).flatMap((entry) => [entry.name, entry.description]),
      ...(card.groups ?? []).flatMap((entry) => [entry.title, entry.description]),
      ...[...card.figures, ...elsewhere].flatMap((entry) => [entry.name, entry.split]),
      ...card.limits,
      ...(use === undefined ? [] : [use]),
      ...subgroups.flatMap(({ by, rows }) => [by, ...rows.flatMap(({ value }) => (value === undefined || isBand(value) ? [] : [value]))]),
      ...strangers.map(({ pictures }) => pictures),
    ];
  });
}

afterEach(() => speak('en', english));

describe('the language to begin with', () => {
  it.each([
    ['de', 'fr', ['es'], 'de'],
    [undefined, 'fr', ['es'], 'fr'],
    [undefined, undefined, ['it-IT', 'pt-PT', 'en'], 'pt'],
    ['zh-TW', undefined, [], 'zh'],
    ['ar-EG', undefined, [], 'ar'],
    ['HI_in', undefined, [], 'hi'],
    ['tlh', 'constructor', ['__proto__'], 'en'],
    ['', '', [''], 'en'],
    [undefined, undefined, [], 'en'],
  ] as const)('asked %s, remembered %s, preferred %s: %s', (asked, remembered, preferred, wanted) => {
    expect(negotiate(asked, remembered, preferred)).toBe(wanted);
  });

  it('is none that the page does not have', () => {
    expect(['it', 'dex', 'd', '', 'toString'].map(languageOf)).toEqual(Array(5).fill(undefined));
  });
});

describe.each(languageCodes)('%s', (code) => {
  const { locale } = languages[code];

  it('has a locale that Intl knows, and digits like those of its words', () => {
    expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
    expect(new Intl.NumberFormat(locale).resolvedOptions().numberingSystem).toBe('latn');
  });

  it('has every plural form of the language, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    expect([...pluralForms[code]].sort()).toEqual([...pluralCategories].sort());
  });

  it('says nothing that is not so', async () => {
    setLocale(locale);
    const all = [...said(await tableOf(code)), ...(code === 'en' ? [] : await cardsOf(code))];
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(([, text]) => forbidden[code].test(text))).toEqual([]);
  });

  it('names a button by more than it shows, and by nothing else', async () => {
    // `useOf(title)` is what a screen reader hears of the button that shows `use`; who speaks to it says what is seen.
    setLocale(locale);
    const all = said(await tableOf(code));
    const pairs = [...all].flatMap(([path, name]) => {
      const shown = /(?<!model|place)Of\(\)$/.test(path) ? all.get(path.slice(0, -4)) : undefined;
      return shown === undefined ? [] : [{ path, shown, name }];
    });
    expect(pairs.length).toBeGreaterThan(5);
    expect(pairs.filter(({ shown, name }) => !name.toLowerCase().includes(shown.toLowerCase()))).toEqual([]);
  });

  it('says whether its medical wording was checked', () => {
    for (const part of medicalParts) expect(reviews[code][part] === 'original').toBe(code === 'en');
  });
});

describe.each(others)('%s', (code) => {
  it('has every text of the English table, as a text or as a function of as much', async () => {
    const table: Readonly<Record<string, unknown>> = await tableOf(code);
    const same = Object.fromEntries(Object.keys(english).map((key) => [key, table[key]]));
    expect(shape(same).sort()).toEqual(shape(english).sort());
  });

  it('says something everywhere, and every number and name that English says', async () => {
    const original = said(english);
    setLocale(languages[code].locale);
    const missing: string[] = [];
    for (const [path, text] of said(await tableOf(code))) {
      expect(text.trim() === '', path).toBe(path === SILENT);
      expect(text, path).not.toMatch(/undefined|NaN|\[object|\bnull\b/);
      const named = (original.get(path) ?? '').match(/\d+|card\.json|JPEG|HEIC|https:\/\/|blub|weights\.bpk/g) ?? [];
      for (const part of named) if (!text.includes(part)) missing.push(`${path}: ${part}`);
    }
    expect(missing).toEqual([]);
  });

  it('is another language than English', async () => {
    const table = await tableOf(code);
    const original = said(english);
    const same = [...said(table)].filter(([path, text]) => several(text) && original.get(path) === text);
    expect(same).toEqual([]);
    expect([...(await cardsOf(code))].filter(([text, translated]) => several(text) && text === translated)).toEqual([]);
  });

  it('has words for every text of every shipped card, with its numbers', async () => {
    const cards = await cardsOf(code);
    const shipped = shippedTexts();
    expect(shipped.length).toBeGreaterThan(100);
    expect([...new Set(shipped.filter((text) => (cards.get(text) ?? '') === ''))]).toEqual([]);
    // The illness has its number in its name, which one language says where another does not.
    const digits = (text: string): string[] => (text.replaceAll(/(covid|كوفيد)-19/gi, '').match(/\d+/g) ?? []).sort();
    for (const [text, translated] of cards) expect(digits(translated), text).toEqual(digits(text));
  });

  it('has no words for a text that it does not know', async () => {
    const { card } = await tableOf(code);
    expect([card('Often harmless'), card(''), card('constructor'), card('__proto__')]).toEqual(Array(4).fill(undefined));
  });
});

describe('the letters', () => {
  const script = { hi: /\p{Script=Devanagari}/u, zh: /\p{Script=Han}/u, ar: /\p{Script=Arabic}/u } as const;

  it.each(['hi', 'zh', 'ar'] as const)('%s is written in its own', async (code) => {
    setLocale(languages[code].locale);
    const table = await tableOf(code);
    const foreign = [...said(table), ...(await cardsOf(code))].filter(([, text]) => ownWords(text).length > 0 && !script[code].test(text));
    // A file's name has the letters that every system takes.
    expect(foreign.filter(([path]) => path !== 'report.fileName')).toEqual([]);
  });

  it('have the digits that the numbers have', async () => {
    for (const code of others) {
      const all = [...said(await tableOf(code)).values(), ...(await cardsOf(code)).values()].join('\n');
      expect(all).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/);
    }
  });

  it('keep French signs on the line of their word', async () => {
    const all = [...said(await tableOf('fr')).values(), ...(await cardsOf('fr')).values()];
    expect(all.filter((text) => / [:;!?»]|« /.test(text))).toEqual([]);
  });
});

it.each([
  ['en', ['It detects melanoma.', 'A diagnosis', 'This is benign.', 'You are safe.', 'It is no cancer.']],
  ['es', ['Detecta melanomas.', 'Un diagnóstico', 'Es benigna.', 'Es segura.', 'Es inofensiva.']],
  ['fr', ['Il détecte les mélanomes.', 'Un diagnostic', 'C’est bénin.', 'Une tumeur bénigne', 'C’est sans danger.']],
  ['de', ['Es erkennt Melanome.', 'Eine Diagnose', 'Das ist gutartig.', 'Sie sind sicher.', 'Das ist harmlos.']],
  ['pt', ['Detecta melanomas.', 'Um diagnóstico', 'É benigna.', 'É segura.']],
  ['hi', ['यह कैंसर का पता लगाता है।', 'निदान', 'यह सौम्य है।', 'आप सुरक्षित हैं।']],
  ['zh', ['它能检测黑色素瘤。', '诊断', '这是良性的。', '很安全。']],
  ['ar', ['يكشف الميلانوما', 'تشخيص', 'ورم حميد', 'أنت في أمان']],
] as const)('%s: the claims that nothing may make would be found', (code, claims) => {
  for (const claim of claims) expect(forbidden[code].test(claim), claim).toBe(true);
});

describe('a plural', () => {
  const forms = { zero: 'zero', one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' };

  it('is chosen as the language does', () => {
    const arabic = pluralOf('ar');
    expect([0, 1, 2, 3, 11, 100, 1.5].map((count) => arabic(count, forms))).toEqual(['zero', 'one', 'two', 'few', 'many', 'other', 'other']);
    expect([0, 1, 2].map((count) => pluralOf('fr')(count, forms))).toEqual(['one', 'one', 'other']);
    expect(pluralOf('zh')(1, forms)).toBe('other');
  });

  it('stands in the Arabic table', async () => {
    const { explain } = await tableOf('ar');
    setLocale(languages.ar.locale);
    const title = (seconds: number): string => explain('engine-timeout', { seconds }).title;
    expect(title(2)).toContain('ثانيتين');
    expect(title(5)).toContain('5 ثوانٍ');
    expect(title(20)).toContain('20 ثانية');
  });
});

describe('the table in use', () => {
  it('is another one after a switch, for whoever reads it then', async () => {
    const german = await tableOf('de');
    speak('de', german);
    expect(messages.privacy).toBe(german.privacy);
    expect(messages.wordsFor('skin-lesion')).toBe(german.skin);
    expect(messages.wordsFor('chest-xray')).toBe(german.neutral);
    expect(inEnglish(messages.skin)).toBe(english.skin);
    expect(inEnglish(messages.neutral)).toBe(english.neutral);
    expect(messages.explain('picture-huge', { megabytes: 1400.5 }).title).toContain('1.400,5 MB');
    speak('en', english);
    expect(messages.privacy).toBe(english.privacy);
  });
});

it('every name of a card text stands for one text', () => {
  const all = Object.values(cardTexts);
  expect(new Set(all).size).toBe(all.length);
  expect(cardReader(cardTexts)(cardTexts.mel)).toBe(cardTexts.mel);
});
