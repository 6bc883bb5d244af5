/** The language in use, as Intl and `<html lang>` want it; apart, so that what formats numbers need not know the words. */
export let locale = 'en';

export function setLocale(tag: string): void {
  locale = tag;
}
