import type { Region } from '../heat/heat';

const regions: Readonly<Record<Region, string>> = {
  'all-over': 'spread all over the square',
  middle: 'in the middle of the square',
  top: 'in the upper part of the square',
  bottom: 'in the lower part of the square',
  left: 'in the left part of the square',
  right: 'in the right part of the square',
  'top-left': 'in the upper left of the square',
  'top-right': 'in the upper right of the square',
  'bottom-left': 'in the lower left of the square',
  'bottom-right': 'in the lower right of the square',
};

/** Words for where the model looked. */
export const heat = {
  heading: 'Where it looked',
  picture: (region: string): string => `The square of your photo, with a blue map over it that is strongest ${region}`,
  strength: 'How strongly the map is drawn',
  shows: (name: string, region: string): string =>
    `The bluer a place, the more it spoke for “${name}”. Most of it lies ${region}.`,
  coarse: (side: number): string =>
    `The map is coarse: ${side} by ${side} fields. If it is strongest beside the spot, on a hair or at the edge, trust the answer less.`,
  regions,
};
