import { messages, type Messages } from '../messages';
import type { Reliability } from '../model/reliability';

/** How often such answers were right, and where that holds, in words. */
export function reliabilityWords(found: Reliability, text: Messages['verdict'] = messages.verdict): string {
  const said = text.reliability(found);
  return found.common === undefined ? said : `${said} ${text.prevalence(found.common)}`;
}
