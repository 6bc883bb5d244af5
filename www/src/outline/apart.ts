import type { CardFigure } from '../model/card';
import type { Outline } from './outline';

/** What can be held against another photo's; how large a spot is in its square tells only how the photo was framed. */
export type Measured = 'asymmetry' | 'border' | 'colours';
export const MEASURED: readonly Measured[] = ['asymmetry', 'border', 'colours'];

/** How one measure of two photos compares. */
export interface Comparison {
  readonly of: Measured;
  readonly earlier: number;
  readonly later: number;
  /** What 95 of 100 pairs of photos of one spot stayed below, and whether these two did; undefined where that cannot be said. */
  readonly usual: { readonly most: number; readonly beyond: boolean } | undefined;
}

/** Holds two outlines against each other. `figures` are those of the card of the network that traced both. */
export function compared(earlier: Outline, later: Outline, figures: readonly CardFigure[]): readonly Comparison[] {
  // Cut off, it has the numbers of a part, and each photo may cut off another.
  const whole = !earlier.touchesEdge && !later.touchesEdge;
  return MEASURED.map((of) => {
    const name = `difference of ${of} between two photos of one lesion, 95th percentile`;
    const most = whole ? figures.find((figure) => figure.name === name)?.value : undefined;
    const usual = most === undefined ? undefined : { most, beyond: Math.abs(later[of] - earlier[of]) > most };
    return { of, earlier: earlier[of], later: later[of], usual };
  });
}
