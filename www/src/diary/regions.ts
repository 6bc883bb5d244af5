import { BODY, HEIGHT, SOLES, WIDTH, onHalf, polygonOf, type Spot } from './body-outline';
import { inside } from './polygon';
import type { View } from './types';

/** A part of the body on one of the drawings. */
export interface Region {
  readonly code: string;
  readonly polygons: readonly (readonly Spot[])[];
  /** Where a point is put that is to be somewhere in it. */
  readonly centre: Spot;
  /** There is one on each side, the person's own left and right. */
  readonly paired: boolean;
  /** Large enough for words on where in it. */
  readonly large: boolean;
}

/** One half of a region that both halves of the drawing have, counted from the middle. */
interface Half {
  readonly name: string;
  readonly centre: Spot;
  readonly points: readonly Spot[];
  readonly paired?: true;
  readonly small?: true;
}

const ear: Half = { name: 'ear', paired: true, small: true, centre: [24.6, 46], points: [[23, 36], [40, 36], [40, 56], [21, 56]] };
const neck: Half = { name: 'neck', centre: [0, 82], points: [[0, 69], [16.5, 66.5], [30, 62], [30, 89], [22.5, 92.5], [0, 98]] };
const shoulder: Half = { name: 'shoulder', paired: true, centre: [49, 112], points: [[36, 88], [80, 88], [80, 126], [43, 126]] };
const armsAndLegs: readonly Half[] = [
  { name: 'upper-arm', paired: true, centre: [58, 160], points: [[43, 126], [80, 126], [88, 184], [50, 199], [43, 150]] },
  { name: 'forearm', paired: true, centre: [78, 217], points: [[50, 199], [88, 184], [112, 245], [74, 255]] },
  { name: 'hand', paired: true, small: true, centre: [99, 276], points: [[74, 255], [112, 245], [120, 250], [120, 310], [78, 310]] },
  { name: 'thigh', paired: true, centre: [24, 296], points: [[0, 245], [48, 252], [46, 334], [0, 334]] },
  { name: 'knee', paired: true, centre: [25, 348], points: [[0, 334], [46, 334], [46, 362], [0, 362]] },
  { name: 'lower-leg', paired: true, centre: [25, 396], points: [[0, 362], [46, 362], [46, 446], [0, 446]] },
  { name: 'foot', paired: true, small: true, centre: [26, 460], points: [[0, 446], [46, 446], [46, 480], [0, 480]] },
];

/** From head to foot. Of two that overlap the first has the point. */
const HALVES: Readonly<Record<View, readonly Half[]>> = {
  front: [
    { name: 'head', centre: [0, 21], points: [[0, 0], [40, 0], [40, 28], [0, 28]] },
    ear,
    { name: 'face', centre: [0, 50], points: [[0, 28], [40, 28], [40, 60], [16.5, 66.5], [0, 69]] },
    neck,
    shoulder,
    { name: 'chest', centre: [0, 124], points: [[0, 98], [22.5, 92.5], [36, 88], [43, 126], [43, 152], [0, 152]] },
    { name: 'abdomen', centre: [0, 182], points: [[0, 152], [43, 152], [46, 214], [0, 214]] },
    { name: 'groin', centre: [0, 232], points: [[0, 214], [46, 214], [48, 252], [0, 252]] },
    ...armsAndLegs,
  ],
  back: [
    ear,
    { name: 'head', centre: [0, 38], points: [[0, 0], [40, 0], [40, 60], [16.5, 66.5], [0, 69]] },
    neck,
    shoulder,
    { name: 'upper-back', centre: [0, 130], points: [[0, 98], [22.5, 92.5], [36, 88], [43, 126], [43, 164], [0, 164]] },
    { name: 'lower-back', centre: [0, 188], points: [[0, 164], [43, 164], [46, 212], [0, 212]] },
    { name: 'buttocks', centre: [0, 234], points: [[0, 212], [46, 212], [48, 257], [0, 257]] },
    ...armsAndLegs,
  ],
};

function regionsFrom(view: View, halves: readonly Half[]): Region[] {
  return halves.flatMap(({ name, centre, points, paired, small }): Region[] => {
    const large = small === undefined;
    if (paired === undefined) {
      const polygons = [onHalf('right', points), onHalf('left', points)];
      return [{ code: name, polygons, centre: onHalf('right', [centre])[0] ?? centre, paired: false, large }];
    }
    return (['right', 'left'] as const).map((own) => {
      const half = halfOf(view, own);
      const [middle = centre] = onHalf(half, [centre]);
      return { code: `${name}-${own}`, polygons: [onHalf(half, points)], centre: middle, paired: true, large };
    });
  });
}

/** Whoever is seen from the front has their own left on the drawing's right. */
export function halfOf(view: View, own: 'left' | 'right'): 'left' | 'right' {
  if (view === 'back') return own;
  return own === 'left' ? 'right' : 'left';
}

const soles = (['right', 'left'] as const).map((own): Region => {
  const [centre = [0, 0] as const] = onHalf(own, [[84, 434]]);
  return { code: `sole-${own}`, polygons: [polygonOf(SOLES[own])], centre, paired: true, large: false };
});

const REGIONS: Readonly<Record<View, readonly Region[]>> = {
  front: regionsFrom('front', HALVES.front),
  back: [...soles, ...regionsFrom('back', HALVES.back)],
};

/** The regions of a drawing, from head to foot. */
export function regionsOf(view: View): readonly Region[] {
  return view === 'front' ? REGIONS.front : [...REGIONS.back.slice(soles.length), ...soles];
}

export function regionBy(view: View, code: string): Region | undefined {
  return REGIONS[view].find((region) => region.code === code);
}

/** The closed lines that a point may lie in. */
export const OUTLINES: Readonly<Record<View, readonly (readonly Spot[])[]>> = {
  front: [polygonOf(BODY)],
  back: [polygonOf(BODY), polygonOf(SOLES.left), polygonOf(SOLES.right)],
};

/** Whether a point of the drawing lies on the body. */
export function onBody(view: View, point: Spot): boolean {
  const [x, y] = point;
  if (!(x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT)) return false;
  return OUTLINES[view].some((outline) => inside(point, outline));
}

/** The region of a point on the body. */
export function regionAt(view: View, point: Spot): Region | undefined {
  if (!onBody(view, point)) return undefined;
  return REGIONS[view].find(({ polygons }) => polygons.some((polygon) => inside(point, polygon)));
}
