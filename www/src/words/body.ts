import type { Part } from '../diary/place';
import type { View } from '../diary/types';

/** Left and right are always the person's own. */
const limbs = {
  'shoulder-right': 'Right shoulder',
  'shoulder-left': 'Left shoulder',
  'ear-right': 'Right ear',
  'ear-left': 'Left ear',
};

const regions: Readonly<Record<View, Readonly<Record<string, string>>>> = {
  front: {
    ...limbs,
    head: 'Scalp, front',
    face: 'Face',
    neck: 'Throat',
    chest: 'Chest',
    abdomen: 'Abdomen',
    groin: 'Lower abdomen and groin',
    'upper-arm-right': 'Right upper arm, front',
    'upper-arm-left': 'Left upper arm, front',
    'forearm-right': 'Right forearm, inside',
    'forearm-left': 'Left forearm, inside',
    'hand-right': 'Right palm',
    'hand-left': 'Left palm',
    'thigh-right': 'Right thigh, front',
    'thigh-left': 'Left thigh, front',
    'knee-right': 'Right knee',
    'knee-left': 'Left knee',
    'lower-leg-right': 'Right shin',
    'lower-leg-left': 'Left shin',
    'foot-right': 'Right foot, top',
    'foot-left': 'Left foot, top',
  },
  back: {
    ...limbs,
    head: 'Back of the head',
    neck: 'Nape',
    'upper-back': 'Upper back',
    'lower-back': 'Lower back',
    buttocks: 'Buttocks',
    'upper-arm-right': 'Right upper arm, back',
    'upper-arm-left': 'Left upper arm, back',
    'forearm-right': 'Right forearm, outside',
    'forearm-left': 'Left forearm, outside',
    'hand-right': 'Back of the right hand',
    'hand-left': 'Back of the left hand',
    'thigh-right': 'Right thigh, back',
    'thigh-left': 'Left thigh, back',
    'knee-right': 'Hollow of the right knee',
    'knee-left': 'Hollow of the left knee',
    'lower-leg-right': 'Right calf',
    'lower-leg-left': 'Left calf',
    'foot-right': 'Right heel',
    'foot-left': 'Left heel',
    'sole-right': 'Right sole',
    'sole-left': 'Left sole',
  },
};

const heights: Readonly<Record<NonNullable<Part['height']>, string>> = { upper: 'upper part', lower: 'lower part' };
const sides: Readonly<Record<NonNullable<Part['side']>, string>> = {
  inner: 'towards the middle of the body',
  outer: 'towards the outside',
  left: 'on the left',
  right: 'on the right',
};

/** The body map. */
export const body = {
  regions,
  views: { front: 'Front', back: 'Back' } satisfies Readonly<Record<View, string>>,
  /** For a region that another version of the drawing had. */
  somewhere: { front: 'Somewhere on the front', back: 'Somewhere on the back' } satisfies Readonly<Record<View, string>>,
  heights,
  sides,
  place: (region: string, parts: readonly string[]): string => [region, ...parts].join(', '),
  noPlace: 'No place yet',
  /** Beside the drawings: whose left it is. */
  yourRight: 'your right',
  yourLeft: 'your left',
  map: (view: string): string => `Body map, ${view.toLowerCase()}`,
  choose: {
    view: 'Which side of the body',
    region: 'Part of the body',
    none: 'Choose a part',
    stage: 'Body map. Touch the place, or move the point with the arrow keys; with Shift in fine steps. Page up and page down go from part to part.',
    move: 'Move the point',
    help: 'Touch the place on the drawing, or choose the part from the list and move the point with the arrows.',
    beside: 'That is beside the body.',
    up: 'Move the point up',
    down: 'Move the point down',
    left: 'Move the point to the left of the drawing',
    right: 'Move the point to the right of the drawing',
  },
};
