import { languages, type LanguageCode } from './languages';

/** The plural forms that each language has for whole numbers and fractions; a test holds them against Intl's. */
export const pluralForms = {
  en: ['one', 'other'],
  es: ['one', 'many', 'other'],
  fr: ['one', 'many', 'other'],
  de: ['one', 'other'],
  pt: ['one', 'many', 'other'],
  hi: ['one', 'other'],
  zh: ['other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
} as const satisfies Readonly<Record<LanguageCode, readonly Intl.LDMLPluralRule[]>>;

type Forms<Code extends LanguageCode> = Readonly<Record<(typeof pluralForms)[Code][number], string>> & { readonly other: string };

/** Chooses a plural form; the type asks for every form that the language has. */
export type Plural<Code extends LanguageCode> = (count: number, forms: Forms<Code>) => string;

export function pluralOf<Code extends LanguageCode>(code: Code): Plural<Code> {
  const rules = new Intl.PluralRules(languages[code].locale);
  return (count, forms) => {
    // A browser with younger rules than ours may name a form that this table has not.
    const known: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = forms;
    return known[rules.select(count)] ?? forms.other;
  };
}
