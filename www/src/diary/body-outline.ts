/** A point of the drawings, in their own units. */
export type Spot = readonly [x: number, y: number];

/** How wide and high the two drawings are, in units of their own. */
export const WIDTH = 240;
export const HEIGHT = 480;
const MIDDLE = WIDTH / 2;

/** Half a person with the palms to the front, from the crown down and back up between the legs: x counts from the middle. */
const HALF: readonly Spot[] = [
  // Head and neck.
  [0, 12], [10.5, 13.5], [18.5, 19], [23, 29], [24, 39], [26, 41.5], [25.8, 48], [23.2, 53], [20.4, 60], [16, 67],
  [13.6, 72], [13.2, 80], [15.2, 86],
  // Shoulder, and the outside of the arm.
  [22.5, 91], [36, 95.5], [48, 100.5], [56.5, 108.5], [60.8, 120], [63.2, 135], [67, 153], [71.4, 170], [76, 186],
  [83, 202], [89.4, 220], [94.4, 238], [97, 247],
  // Hand.
  [101.5, 252], [107.5, 258], [112, 266], [115, 274], [113.4, 277.5], [110, 275.5], [107.3, 272.5], [110, 284],
  [111, 296], [108, 303], [102.4, 304], [96.6, 299], [91.8, 288], [87.6, 274], [84.8, 262], [82.2, 250],
  // The inside of the arm, up to the armpit.
  [75, 234], [66.4, 216], [60.4, 201], [56.6, 188], [51.8, 172], [47.6, 157], [44.4, 145],
  // Trunk and the outside of the leg.
  [42, 138], [41.4, 147], [40, 162], [38, 178], [37.4, 190], [38.6, 203], [41.4, 218], [43.4, 234], [44, 252],
  [43.4, 276], [41.2, 302], [38, 328], [36.4, 343], [36.2, 354], [37.4, 366], [38.4, 382], [36.2, 402], [32, 424],
  [29, 440], [28.8, 450],
  // Foot.
  [31.6, 456], [36.6, 462], [40, 467.5], [37.5, 471], [29, 472], [20.5, 471], [17.4, 466], [17.8, 456], [18, 446],
  // The inside of the leg.
  [17.4, 434], [15.6, 416], [13, 394], [12.2, 376], [13.8, 360], [14.2, 348], [12.8, 334], [9.8, 306], [6.2, 278],
  [3.2, 258], [0, 250],
];

/** A sole, seen from below, with the great toe towards the middle. */
const SOLE: readonly Spot[] = [
  [-4, -24], [4, -26], [10.5, -20], [12.6, -10], [10.2, 0], [8.8, 9], [9.4, 20], [7, 29], [0, 32.5], [-7, 29.5],
  [-9.6, 20], [-9, 9], [-10, -2], [-11.4, -12], [-10, -20],
].map(([x = 0, y = 0]) => [x + 84, y + 432]);

/** The toes over it: middle, counted like the sole's, and radius. */
export const TOES: readonly (readonly [x: number, y: number, radius: number])[] = [
  [76.5, 400.5, 4.6], [84.5, 399.5, 3.2], [90.4, 401.8, 2.8], [95, 405.8, 2.6], [98.4, 411, 2.4],
];

/** From the middle outwards, on the drawing's right half. */
function rightwards([x, y]: Spot): Spot {
  return [MIDDLE + x, y];
}

/** The same on its left half. */
function leftwards([x, y]: Spot): Spot {
  return [MIDDLE - x, y];
}

/** Points of one half, counted from the middle, on the half that is asked for. */
export function onHalf(half: 'left' | 'right', points: readonly Spot[]): Spot[] {
  return points.map(half === 'left' ? leftwards : rightwards);
}

/** The person, closed, in units of the drawing. */
export const BODY: readonly Spot[] = [...onHalf('right', HALF), ...onHalf('left', HALF.slice(1, -1)).reverse()];
/** The soles, drawn beside the legs of the back. */
export const SOLES = {
  left: onHalf('left', SOLE),
  right: onHalf('right', SOLE),
};

/** The two inner control points of the curve from `b` to `c`, where `a` comes before and `d` after them. */
function controls(a: Spot, b: Spot, c: Spot, d: Spot): [Spot, Spot] {
  return [
    [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6],
    [c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6],
  ];
}

interface Curve {
  readonly from: Spot;
  readonly controls: readonly [Spot, Spot];
  readonly to: Spot;
}

/** A closed smooth line through all points (Catmull-Rom), as Bézier curves. */
function curves(points: readonly Spot[]): Curve[] {
  const at = (index: number): Spot => points[(index + points.length) % points.length] ?? [0, 0];
  return points.map((from, index) => {
    const to = at(index + 1);
    return { from, controls: controls(at(index - 1), from, to, at(index + 2)), to };
  });
}

/** The `d` of an SVG path for such a line. */
export function smoothPath(points: readonly Spot[]): string {
  const say = ([x, y]: Spot): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const [first] = points;
  if (first === undefined) return '';
  const parts = curves(points).map(({ controls: [one, two], to }) => `C${say(one)} ${say(two)} ${say(to)}`);
  return `M${say(first)}${parts.join('')}Z`;
}

/** The same line as a polygon, to be asked what lies inside. */
export function polygonOf(points: readonly Spot[], steps = 4): Spot[] {
  return curves(points).flatMap(({ from, controls: [one, two], to }) =>
    Array.from({ length: steps }, (_, step): Spot => {
      const t = step / steps;
      const mix = (axis: 0 | 1): number =>
        (1 - t) ** 3 * from[axis] + 3 * (1 - t) ** 2 * t * one[axis] + 3 * (1 - t) * t ** 2 * two[axis] + t ** 3 * to[axis];
      return [mix(0), mix(1)];
    }),
  );
}
