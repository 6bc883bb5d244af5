import { addressWith } from '../address';
import { messages } from '../messages';
import type { Session } from '../session';
import type { InUse } from './spot-in-use';

/** What the banner says; nothing while the site's usual model is in use. */
export function inUseOf(session: Session): InUse | undefined {
  const { card, chosen, entry, failure, ownFiles } = session;
  if (ownFiles && card !== undefined) return { name: card.id, shows: card.task.shows, back: undefined };
  const known = card?.task ?? entry;
  // A model that could not be had is not in use: then the failure itself shows the way back.
  if (chosen === undefined || known === undefined || failure !== undefined) return undefined;
  return { name: known.title, shows: known.shows, back: backToUsual(session) };
}

/** The way back to the site's usual model. */
export function backToUsual({ offer }: Session): { href: string; label: string } {
  const usual = offer?.models.find(({ id }) => id === offer.default);
  return { href: addressWith(location.href, undefined), label: messages.wordsFor(usual?.kind ?? 'skin-lesion').back };
}
