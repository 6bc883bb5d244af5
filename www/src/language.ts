import { LitElement } from 'lit';
import { settings } from './app/state';
import { english, language, speak, type Messages } from './messages';
import { languageCodes, languageOf, languages, negotiate, type LanguageCode } from './words/languages';
import type { Speech } from './words/speech';

/** English is there with the page; of the others, only what somebody reads is ever fetched. */
export const speeches: Readonly<Record<Exclude<LanguageCode, 'en'>, () => Promise<{ speech: Speech }>>> = {
  es: () => import('./words/es'),
  fr: () => import('./words/fr'),
  de: () => import('./words/de'),
  pt: () => import('./words/pt'),
  hi: () => import('./words/hi'),
  zh: () => import('./words/zh'),
  ar: () => import('./words/ar'),
};

/** Before the first words are drawn, a slow network may keep them back so long; then they are English first. */
const PATIENCE_MS = 3000;

/** Counts the wishes: of two in quick succession the later one stays, whichever is fetched first. */
let turn = 0;

/**
 * Puts the language in use that the address, the device's memory or the browser asks for. Resolves when its words
 * are there, or are not to be waited for; false means that they could not be had.
 */
export async function startLanguage(asked: string | undefined): Promise<boolean> {
  const wanted = negotiate(asked, settings.value.language, navigator.languages);
  settings.addEventListener('change', follow);
  const patience = new Promise<true>((resolve) => setTimeout(() => resolve(true), PATIENCE_MS));
  return Promise.race([put(wanted), patience]);
}

/**
 * Puts the language that the person chose in use, without a reload, and remembers it. False means that its words
 * could not be had; then the one before stays.
 */
export async function chooseLanguage(code: LanguageCode): Promise<boolean> {
  if (!(await put(code))) return false;
  settings.set({ language: code });
  const url = new URL(location.href);
  // An address that asks for another language would win at the next reload.
  if (url.searchParams.has('lang')) {
    url.searchParams.set('lang', code);
    history.replaceState(history.state, '', url);
  }
  return true;
}

export function isLanguage(code: string): code is LanguageCode {
  return (languageCodes as readonly string[]).includes(code);
}

/** Another tab's choice holds here too. */
function follow(): void {
  const chosen = languageOf(settings.value.language);
  if (chosen !== undefined && chosen !== language) void put(chosen);
}

async function put(code: LanguageCode): Promise<boolean> {
  const mine = (turn += 1);
  try {
    const table = code === 'en' ? english : await fetchTable(code);
    if (mine !== turn || code === language) return true;
    speak(code, table);
    const { tag, dir } = languages[code];
    document.documentElement.lang = tag;
    document.documentElement.dir = dir;
    redraw(document);
    return true;
  } catch {
    return mine !== turn;
  }
}

async function fetchTable(code: Exclude<LanguageCode, 'en'>): Promise<Messages> {
  const { table, addresses } = (await speeches[code]()).speech;
  void keep(addresses);
  return table;
}

/** The service worker keeps the words that pass through it; those of the first visit came before it was there. */
async function keep(addresses: readonly string[]): Promise<void> {
  if (!('serviceWorker' in navigator) || navigator.serviceWorker.controller !== null) return;
  await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  await Promise.all(addresses.map((address) => fetch(address).catch(() => undefined)));
}

/** Has every element of the page render anew: each reads its words at that moment. */
function redraw(root: ParentNode): void {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof LitElement) element.requestUpdate();
    if (element.shadowRoot !== null) redraw(element.shadowRoot);
  }
}
