/** Each screen that the frame can show, and its heading. */
export const SCREENS_OF_FRAME = [
  ['#/models', 'Models'],
  ['#/private', 'Is it really private?'],
  ['#/about', 'About Spotcheck'],
  ['#/blub', 'There is no such page here.'],
] as const;
