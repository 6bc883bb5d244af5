import type { ItemState } from '../app/queue';

/** The strip of pictures that were given together. */
export const queue = {
  label: 'Your photos',
  position: (at: number, of: number): string => `Photo ${at} of ${of}`,
  /** What is known of a photo, in a word or two beneath it. */
  states: {
    waiting: 'No result yet',
    failed: 'Can’t be opened',
    stale: 'Square moved',
    answer: 'Result',
    unsure: 'I can’t tell',
    unsuitable: 'Can’t judge it',
  } as Readonly<Record<ItemState, string>>,
  item: (position: string, state: string): string => `${position}: ${state}`,
  previous: 'Previous photo',
  next: 'Next photo',
  onward: 'Go on to the next photo',
  remove: 'Take this photo out',
  startOver: 'Put all away and start over',
};
