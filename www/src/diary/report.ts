import { cardWord } from '../app/card-text';
import { date, list, percent } from '../app/format';
import { language, messages } from '../messages';
import { medicalParts, reviews } from '../words/reviewed';
import { LETTERS, groupsOf } from './kept';
import { placeName } from './place-words';
import { againstName, changeLine, sizeLine } from './size-words';
import type { Abcde, Entry, KeptVerdict, Mole } from './types';
import { reliabilityLine, verdictLine } from './verdict-words';

/** Which photos of each mole are taken along. */
export type Which = 'newest' | 'ends' | 'all';

export interface Row {
  readonly label: string;
  readonly value: string;
}

export interface ReportPhoto {
  readonly entry: Entry;
  readonly day: string;
  readonly rows: readonly Row[];
}

export interface ReportMole {
  readonly mole: Mole;
  /** As on the body map, and in the diary's list. */
  readonly number: number;
  readonly rows: readonly Row[];
  readonly photos: readonly ReportPhoto[];
}

/** A page for the doctor, in words, before it is printed or made a file. */
export interface Report {
  readonly made: string;
  /** Said to whoever reads it where nobody of the profession has checked the wording. */
  readonly unchecked: string | undefined;
  readonly moles: readonly ReportMole[];
  /** What each model that answered says of its own limits. */
  readonly limits: readonly { readonly model: string; readonly lines: readonly string[] }[];
}

/** The page for some moles of the diary; `entries` are the newest first. */
export function reportOf(all: readonly Mole[], entries: readonly Entry[], chosen: ReadonlySet<string>, which: Which, now: number): Report {
  const moles = all.flatMap((mole, index): ReportMole[] => {
    if (!chosen.has(mole.id)) return [];
    const own = entries.filter((entry) => entry.mole === mole.id);
    return [{ mole, number: index + 1, rows: moleRows(mole, own), photos: taken(own, which).map((entry) => photoOf(entry, own)) }];
  });
  const unchecked = medicalParts.some((part) => reviews[language][part] === 'unreviewed') ? messages.translation.unreviewed : undefined;
  return { made: messages.report.made(date(now)), unchecked, moles, limits: limitsOf(moles) };
}

function taken(entries: readonly Entry[], which: Which): readonly Entry[] {
  if (which === 'all') return entries;
  return entries.filter((_, index) => index === 0 || (which === 'ends' && index === entries.length - 1));
}

function moleRows({ place, notes, created }: Mole, entries: readonly Entry[]): readonly Row[] {
  const text = messages.report;
  return filled([
    [text.place, placeName(place)],
    [text.since, date(Math.min(created, ...entries.map((entry) => entry.taken)))],
    [messages.diary.photos, entries.length === 0 ? text.noPhotos : text.count(entries.length)],
    [text.notes, notes],
  ]);
}

function photoOf(entry: Entry, own: readonly Entry[]): ReportPhoto {
  const text = messages.report;
  const { kept, measure, abcde, note } = entry;
  const earlier = own.slice(own.indexOf(entry) + 1).find((other) => other.measure !== undefined);
  return {
    entry,
    day: date(entry.taken),
    rows: filled([
      [text.size, measure === undefined ? '' : `${text.measured(sizeLine(measure), againstName(measure.against))} ${changeLine(earlier, entry)}`],
      [text.abcde, abcde === undefined ? '' : answers(abcde)],
      [text.model, kept === undefined ? '' : modelOf(kept)],
      [text.said, kept === undefined ? '' : `${verdictLine(kept)} ${reliabilityLine(kept)}`],
      [text.shares, kept === undefined || kept.verdict.state === 'unsuitable' ? '' : shares(kept)],
      [text.note, note],
    ]),
  };
}

function answers(abcde: Abcde): string {
  const { answers: said, answer, answerList } = messages.report;
  return answerList(
    LETTERS.map((letter) => {
      const value = abcde[letter];
      return answer(messages.diary.abcde.letters[letter].title, value === undefined ? said.unsaid : value ? said.yes : said.no);
    }),
  );
}

function shares(kept: KeptVerdict): string {
  return list(groupsOf(kept).map(({ title, share }) => messages.report.share100(cardWord(title), percent(share))));
}

function modelOf({ verdict }: KeptVerdict): string {
  return messages.report.modelOf(verdict.model.id, verdict.model.version);
}

function limitsOf(moles: readonly ReportMole[]): Report['limits'] {
  const models = new Map<string, readonly string[]>();
  for (const { entry } of moles.flatMap(({ photos }) => photos)) {
    if (entry.kept === undefined) continue;
    models.set(modelOf(entry.kept), entry.kept.limits);
  }
  return [...models].map(([model, lines]) => ({ model, lines }));
}

/** Without the rows that have nothing to say. */
function filled(rows: readonly (readonly [label: string, value: string])[]): readonly Row[] {
  return rows.map(([label, value]) => ({ label, value: value.trim() })).filter(({ value }) => value !== '');
}
