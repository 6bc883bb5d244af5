import { html, type TemplateResult } from 'lit';
import { messages } from '../messages';

/** A text of a model's card in the language in use; one without a translation in English, and marked as English. */
export function cardText(text: string): TemplateResult | string {
  return messages.card(text) ?? html`<span lang="en" dir="ltr">${text}</span>`;
}

/** The same where only letters can stand: in a name for a screen reader, or in the page's title. */
export function cardWord(text: string): string {
  return messages.card(text) ?? text;
}
