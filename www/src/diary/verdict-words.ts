import { cardWord } from '../app/card-text';
import { percent } from '../app/format';
import { reliabilityWords } from '../app/reliability-words';
import { messages } from '../messages';
import { groupsOf } from './kept';
import type { KeptVerdict } from './types';

/** What the model said about a photo then, in one line. */
export function verdictLine(kept: KeptVerdict | undefined): string {
  const text = messages.diary.verdict;
  if (kept === undefined) return text.none;
  switch (kept.verdict.state) {
    case 'answer': {
      const [first] = groupsOf(kept);
      return first === undefined ? text.unnamed : text.answer(cardWord(first.title), percent(first.share));
    }
    case 'unsure':
      return text.unsure;
    case 'unsuitable':
      return text.unsuitable;
  }
}

/** How often such answers were right, as far as that was known then; empty where it was not. */
export function reliabilityLine({ reliability }: KeptVerdict): string {
  return reliability === undefined ? '' : reliabilityWords(reliability);
}

/** Which model that was. */
export function modelLine({ verdict, engine, title }: KeptVerdict): string {
  const { id, version } = verdict.model;
  return messages.diary.verdict.model(cardWord(title), id, version, messages.verdict.engine(engine));
}
