/** Words for the outline of a spot and what is measured of it. Shares and places come in words of their own. */
export const outline = {
  heading: 'The outline',
  trace: 'Trace the outline',
  /** Where its network has to be fetched first. */
  traceFirst: (megabytes: string): string => `Trace the outline (${megabytes} MB)`,
  running: 'Tracing…',
  picture: (share: string, region: string): string =>
    `The square of your photo, with the outline of the spot as a white line. The spot takes ${share} of the square and lies ${region}.`,
  edge: 'The spot reaches the edge of the square: outline and numbers are of the visible part only.',
  none: 'No clear outline was found.',
  noneMore: 'Another photo may do: one spot, close and sharp, with skin all around it.',
  numbers: {
    asymmetry: {
      name: 'Asymmetry',
      means: 'How much of the spot does not meet its mirror image, on the mean of its two main axes. An even spot has almost none.',
    },
    border: {
      name: 'Border',
      means: 'How long the border is for so large a spot. A circle has 1; the longer or the more jagged a spot, the more. The least certain of these numbers.',
    },
    colours: {
      name: 'Variety of colour',
      means: 'How far its colours lie from their mean (CIE76 Delta-E). A spot of one colour has 0; a difference of 2 or 3 is just seen.',
    },
    size: {
      name: 'Size in the square',
      means: 'How long the spot is, by the side of the square. It says how the photo was framed, and not how large the spot is.',
    },
  },
  measured: 'These are measurements of this photo, and no judgement. They depend on light, focus, hair and how it was framed.',
  learned: 'The network learned from outlines that people drew on dermatoscope photos, nearly all of light skin. On other photos it can be further off.',
  fit: 'Fit to the spot',
  fits: 'The square fits the spot already.',
  both: {
    heading: 'Both outlines',
    trace: 'Trace both outlines',
    traceFirst: (megabytes: string): string => `Trace both outlines (${megabytes} MB)`,
    then: (earlier: string, later: string): string => `${earlier}, then ${later}`,
    within: (most: string): string => `No farther apart than two photos of one spot are anyway (up to ${most}).`,
    beyond: (most: string): string => `Farther apart than two photos of one spot usually are (up to ${most}).`,
    repeated:
      '“Up to” is what 95 of 100 pairs of dermatoscope photos of one spot stayed below. Two phone photos are probably farther apart; nobody has measured by how much.',
    none: (day: string): string => `No clear outline was found on the photo of ${day}.`,
    edge: (day: string): string =>
      `On the photo of ${day} the spot reaches the edge of the square: its numbers are of the visible part only.`,
  },
  network: 'network for outlines',
  kept: (megabytes: string): string => `Also kept: the network for outlines, ${megabytes} MB.`,
};
