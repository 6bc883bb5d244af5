/** What is to be known of a language before any of its words are there. */
interface Language {
  /** Its own name, as its readers look for it. */
  readonly name: string;
  /** For `<html lang>`. */
  readonly tag: string;
  /** For Intl: with the digits that the words themselves are written with, whatever a browser's default is. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
}

/** The languages of the page, in the order in which they are offered. */
export const languages = {
  en: { name: 'English', tag: 'en', locale: 'en', dir: 'ltr' },
  es: { name: 'Español', tag: 'es', locale: 'es', dir: 'ltr' },
  fr: { name: 'Français', tag: 'fr', locale: 'fr', dir: 'ltr' },
  de: { name: 'Deutsch', tag: 'de', locale: 'de', dir: 'ltr' },
  pt: { name: 'Português', tag: 'pt-BR', locale: 'pt-BR', dir: 'ltr' },
  hi: { name: 'हिन्दी', tag: 'hi', locale: 'hi-u-nu-latn', dir: 'ltr' },
  zh: { name: '简体中文', tag: 'zh-Hans', locale: 'zh-Hans', dir: 'ltr' },
  ar: { name: 'العربية', tag: 'ar', locale: 'ar-u-nu-latn', dir: 'rtl' },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageCode = keyof typeof languages;

export const languageCodes = Object.keys(languages) as LanguageCode[];

/** The language that a tag such as `pt-PT` asks for, where the page has it. */
export function languageOf(tag: string): LanguageCode | undefined {
  const primary = tag.trim().toLowerCase().split(/[-_]/)[0];
  return languageCodes.find((code) => code === primary);
}

/**
 * The language to begin with: what the address asks for, else what was chosen here before, else the first
 * of the browser's languages that the page has, else English.
 */
export function negotiate(asked: string | undefined, remembered: string | undefined, preferred: readonly string[]): LanguageCode {
  const wishes = [asked, remembered, ...preferred].filter((wish) => wish !== undefined);
  return wishes.map(languageOf).find((code) => code !== undefined) ?? 'en';
}
