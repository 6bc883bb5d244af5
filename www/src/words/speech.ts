import type { Messages } from '../messages';
import { cardReader, type CardWords } from './card-texts';

/** What a language's own chunk brings. */
export interface Speech {
  readonly table: Messages;
  /** Where the chunk itself lies, and what all languages share. */
  readonly addresses: readonly string[];
}

/** Puts a language's parts together; what is missing among them does not compile. */
export function speechOf(words: Omit<Messages, 'wordsFor' | 'explain' | 'card'>, cards: CardWords, address: string): Speech {
  const table: Messages = {
    ...words,
    wordsFor: (kind) => (kind === 'skin-lesion' ? words.skin : words.neutral),
    explain: (code, facts) => words.failures[code](facts),
    card: cardReader(cards),
  };
  return { table, addresses: [address, import.meta.url] };
}
