import type { LanguageCode } from './languages';

/** The texts whose wording a medical professional should check in each language. */
export const medicalParts = ['doctor', 'verdict', 'classes', 'limits', 'checklist', 'outline'] as const;

/**
 * `doctor`: the signs to watch for and what is said of seeing a doctor; `verdict`: the words for the answer and
 * for not having one, with the names of the groups; `classes`: the kinds of spots; `limits`: what a model cannot do;
 * `checklist`: the ABCDE questions and what is said about the answers; `outline`: what is measured of one.
 */
export type MedicalPart = (typeof medicalParts)[number];

/** English is what the others were translated from, and needs no word about it. */
export type Review = 'original' | 'reviewed' | 'unreviewed';

const all = (review: Review): Readonly<Record<MedicalPart, Review>> => ({
  doctor: review,
  verdict: review,
  classes: review,
  limits: review,
  checklist: review,
  outline: review,
});
const original = all('original');
const unreviewed = all('unreviewed');

/**
 * Whether somebody of the profession has checked these words. Change an entry only together with the name of
 * who checked it, in the commit's message.
 */
export const reviews: Readonly<Record<LanguageCode, Readonly<Record<MedicalPart, Review>>>> = {
  en: original,
  es: unreviewed,
  fr: unreviewed,
  de: unreviewed,
  pt: unreviewed,
  hi: unreviewed,
  zh: unreviewed,
  ar: unreviewed,
};
