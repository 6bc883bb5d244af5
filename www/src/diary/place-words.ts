import { messages } from '../messages';
import { partOf } from './place';
import type { Place, View } from './types';

/** A region's name; a code that only another version of the page knows has none of its own. */
export function regionName(view: View, code: string): string {
  const { regions, somewhere } = messages.body;
  return (Object.hasOwn(regions[view], code) ? regions[view][code] : undefined) ?? somewhere[view];
}

/** A place in words. */
export function placeName(place: Place | undefined): string {
  const { body } = messages;
  if (place === undefined) return body.noPlace;
  const { height, side } = partOf(place);
  const parts = [height === undefined ? '' : body.heights[height], side === undefined ? '' : body.sides[side]];
  return body.place(regionName(place.view, place.region), parts.filter((part) => part !== ''));
}

/** What a mole is called that was given no name. */
export function nameFor(place: Place | undefined): string {
  return place === undefined ? messages.diary.unnamed : regionName(place.view, place.region);
}
